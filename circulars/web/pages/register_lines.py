"""What is done with numbers that are taken: signed, sent, put right, cancelled."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from circulars.register_report import thai_day
from circulars.service.registers.desk import at_register, day_of, refused, said
from circulars.service.registers.search import number_at
from circulars.service.registers.uses import made_by
from circulars.web.filling import attempted
from circulars.web.register_lines import deeds, line_of, number_path
from circulars.web.typed import Typed, texts, ticked
from circulars.web.visits import Registering, Visit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from starlette.datastructures import FormData

    from circulars.model.findings import Finding
    from circulars.register import Entry, Number

router = APIRouter()
_PARTS: Final = {
    "subject": "เรื่อง",
    "recipient": "ถึง",
    "sender": "จาก",
    "action": "การปฏิบัติ",
    "note": "หมายเหตุ",
}
_MOST: Final = 500  # numbers at a time; a page shows a hundred


@router.post("/register/sign")
def sign(visit: Registering, form: Typed) -> Response:
    """Note that letters are signed."""
    return _dated(visit, form, "signed", lambda opened, at, on: opened.sign(at, on=on))


@router.post("/register/send")
def send(visit: Registering, form: Typed) -> Response:
    """Note that letters are sent."""
    return _dated(visit, form, "sent", lambda opened, at, on: opened.send(at, on=on))


def _dated(visit: Visit, form: FormData, done: str, do: Any) -> Response:
    numbers = _numbers(ticked(form, "at"))
    with at_register(visit.service, visit.actor) as opened:
        on: dt.date = day_of(_text(form, "on"), field="วันที่", today=opened.today)
        do(opened, numbers, on)
    one = len(numbers) == 1
    path = number_path(numbers[0], said=done) if one else f"/register?said={done}"
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def _text(form: FormData, name: str) -> str:
    return texts(form, "").get(name, "")[:1000]


def _numbers(marks: Iterable[str]) -> list[Number]:
    numbers = sorted(number_at(mark) for mark in marks)
    if not numbers:
        raise refused("ทะเบียน", "ยังไม่ได้เลือกเลข", "เลือกช่องหน้าเลขก่อน แล้วกดอีกครั้ง")
    if len(numbers) > _MOST:
        raise refused("ทะเบียน", f"เลือกเกิน {_MOST} เลข", "ทำทีละหน้า")
    return numbers


@router.post("/register/amend")
def amend(visit: Registering, form: Typed) -> Response:
    """Put a line right; the page of the number again where something is wrong."""
    number = number_at(_text(form, "at"))
    done, findings = attempted(lambda: _amended(visit, number, texts(form, "")))
    if done is None:
        return _shown(visit, number, findings)
    return RedirectResponse(number_path(number, said="amended"), HTTPStatus.SEE_OTHER)


def _amended(visit: Visit, number: Number, typed: Mapping[str, str]) -> Entry:
    parts: dict[str, Any] = {
        name: said(typed[name][:1000], field=thai) for name, thai in _PARTS.items() if name in typed
    }
    with at_register(visit.service, visit.actor) as opened:
        old = opened.line(number)
        date = typed.get("date", "").strip()
        if date and date != thai_day(old.date):
            parts["date"] = day_of(date, field="ลงวันที่", today=opened.today)
        changed = {name: value for name, value in parts.items() if value != getattr(old, name)}
        return opened.amend(number, **changed) if changed else old


@router.get("/register/cancel")
def cancelling(visit: Registering, at: Annotated[str, Query(max_length=120)]) -> Response:
    """Ask whether a number is to be cancelled, and why."""
    return _cancelling(visit, number_at(at))


@router.post("/register/cancel")
def cancel(visit: Registering, form: Typed) -> Response:
    """Cancel a number; the question again where there is no reason."""
    number, reason = number_at(_text(form, "at")), _text(form, "reason")
    done, findings = attempted(lambda: _cancelled(visit, number, reason))
    if done is None:
        return _cancelling(visit, number, reason, findings)
    return RedirectResponse(number_path(number, said="cancelled"), HTTPStatus.SEE_OTHER)


def _cancelled(visit: Visit, number: Number, reason: str) -> tuple[Entry, ...]:
    with at_register(visit.service, visit.actor) as opened:
        return opened.cancel([number], reason=said(reason, field="เหตุผล"))


def _cancelling(
    visit: Visit, number: Number, reason: str = "", findings: tuple[Finding, ...] = ()
) -> Response:
    with at_register(visit.service, visit.actor) as opened:
        line = line_of(opened.line(number), opened.today)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if findings else HTTPStatus.OK
    return visit.page(
        "register/cancel.html", status=status, line=line, reason=reason, findings=findings
    )


def _shown(visit: Visit, number: Number, findings: tuple[Finding, ...]) -> Response:
    with at_register(visit.service, visit.actor) as opened:
        entry, changes, today = opened.line(number), opened.history(number), opened.today
    return visit.page(
        "register/number.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        line=line_of(entry, today),
        entry=entry,
        deeds=deeds(changes),
        job=made_by(visit.service, visit.actor.office, entry),
        may_write=True,
        done="",
        is_again=False,
        findings=findings,
    )
