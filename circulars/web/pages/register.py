"""The register: looked through, one number with its history, and written out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response

from circulars.register import Series, Status
from circulars.service.people import Capability
from circulars.service.registers.desk import at_register, owners_of
from circulars.service.registers.search import OVERDUE, Search, number_at, years_in
from circulars.service.registers.uses import made_by, office_if_any
from circulars.service.tasks.register import exported
from circulars.web.downloads import bytes_answer
from circulars.web.register_lines import deeds, line_of
from circulars.web.showing import Nav
from circulars.web.visits import MakingLetters

router = APIRouter()
NAV: Final = Nav(title="ทะเบียน", path="/register", place=40, needs=Capability.LETTERS)
_PAGE: Final = 100  # lines on a page
_DONE: Final = {
    "taken": "ออกเลขแล้ว เขียนเลขนี้ในหนังสือได้เลย",
    "signed": "บันทึกการลงนามแล้ว",
    "sent": "บันทึกการส่งแล้ว",
    "cancelled": "ยกเลิกแล้ว เลขนี้ยังอยู่ในทะเบียนและไม่นำกลับมาใช้อีก",
    "amended": "แก้แล้ว ข้อความเดิมยังอยู่ในความเป็นมา",
    "again": "แบบนี้ส่งมาแล้วก่อนหน้า จึงได้เลขเดิม ถ้าเป็นหนังสืออีกฉบับ ให้เปิดหน้าออกเลขใหม่",
    "reserved": "จองแล้ว",
    "imported": "นำเข้าแล้ว",
    "closed": "ปิดปีแล้ว",
}


def _search(
    text: Annotated[str, Query(max_length=200)] = "",
    year: Annotated[str, Query(max_length=20)] = "",
    series: Annotated[str, Query(max_length=20)] = "",
    unit: Annotated[str, Query(max_length=80)] = "",
    status: Annotated[str, Query(max_length=20)] = "",
) -> Search:
    return Search(text=text, year=year, series=series, unit=unit, status=status)


Searched = Annotated[Search, Depends(_search)]


@router.get("/register")
def register(
    visit: MakingLetters,
    search: Searched,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    said: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show the lines that are looked for, the newest first."""
    office = office_if_any(visit.office)
    owners = owners_of(office) if office else ()
    with at_register(visit.service, visit.actor) as opened:
        query = search.query(owners, opened.today)
        skip = (page - 1) * _PAGE
        found, count = opened.newest(query, skip=skip, most=_PAGE)
        years, today = years_in(opened), opened.today
    asked = {name: value for name, value in asdict(search).items() if value}
    return visit.page(
        "register/list.html",
        lines=[line_of(entry, today) for entry in found],
        count=count,
        first=skip + 1,
        page=page,
        pages=max(1, -(-count // _PAGE)),
        search=search,
        asked=urlencode(asked),
        owners=owners,
        years=years,
        series=tuple(Series),
        statuses=[*((each.value, each.thai) for each in Status), (OVERDUE, "เลยกำหนดจอง")],
        may_write=visit.actor.may(Capability.REGISTER),
        has_profile=office is not None,
        done=_DONE.get(said, ""),
    )


@router.get("/register/number")
def number(
    visit: MakingLetters,
    at: Annotated[str, Query(max_length=120)],
    said: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show one number: its line, what can be done with it, and who did what to it."""
    with at_register(visit.service, visit.actor) as opened:
        meant = number_at(at)
        entry, changes, today = opened.line(meant), opened.history(meant), opened.today
    return visit.page(
        "register/number.html",
        line=line_of(entry, today),
        entry=entry,
        deeds=deeds(changes),
        job=made_by(visit.service, visit.actor.office, entry),
        may_write=visit.actor.may(Capability.REGISTER),
        done=_DONE.get(said, ""),
        is_again=said == "again",
        findings=(),
    )


@router.get("/register/export/{name}")
def export(visit: MakingLetters, name: str, search: Searched) -> Response:
    """Give the lines that are looked for in the columns of form 14: .xlsx, or .csv."""
    ending = ".csv" if name.endswith(".csv") else ".xlsx"
    office = office_if_any(visit.office)
    with at_register(visit.service, visit.actor) as opened:
        query = search.query(owners_of(office) if office else (), opened.today)
        entries = opened.search(query)
    content = visit.service.workshop.do(exported, entries, ending)
    year = f"-{search.year}" if search.year else ""
    return bytes_answer(content, f"ทะเบียนหนังสือส่ง{year}{ending}")
