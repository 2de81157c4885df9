"""Whole books of the register: an older one taken over, a year closed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Response, UploadFile
from fastapi.responses import RedirectResponse

from circulars.service.registers.desk import at_register, owner_named, owners_in, refused, year_of
from circulars.service.registers.importing import dry_run, import_upload, keep_upload
from circulars.web.filling import attempted
from circulars.web.register_lines import line_of
from circulars.web.uploaded import content_of
from circulars.web.visits import Registering

router = APIRouter()
_SHOWN: Final = 200  # lines of an older register before it is imported
Unit = Annotated[str, Form(max_length=80)]


@router.get("/register/import")
def importing(visit: Registering) -> Response:
    """Ask for the workbook with the older register."""
    owners = owners_in(visit.office)
    return visit.page("register/import.html", owners=owners, unit="", upload="", findings=())


@router.post("/register/import")
def read(visit: Registering, workbook: UploadFile, unit: Unit = "") -> Response:
    """Show what would be imported; nothing is yet."""
    owners = owners_in(visit.office)
    content = content_of(workbook, visit.service.settings.upload_limit)
    kept = keep_upload(visit.service, visit.office, content, workbook.filename or "")
    found, findings = attempted(lambda: dry_run(visit.service, visit.actor, kept, unit))
    if found is None:
        return visit.page(
            "register/import.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            owners=owners,
            unit=unit,
            upload="",
            findings=findings,
        )
    with at_register(visit.service, visit.actor) as opened:
        today = opened.today
    return visit.page(
        "register/import.html",
        owners=owners,
        unit=unit,
        upload=kept,
        name=workbook.filename or "",
        count=len(found.entries),
        lines=[line_of(entry, today) for entry in found.entries[:_SHOWN]],
        findings=found.findings,
    )


@router.post("/register/import/confirm")
def confirm(
    visit: Registering, upload: Annotated[str, Form(max_length=40)], unit: Unit = ""
) -> Response:
    """Import what was shown."""
    import_upload(visit.service, visit.actor, upload, unit)
    return RedirectResponse("/register?said=imported", HTTPStatus.SEE_OTHER)


@router.get("/register/close")
def closing(visit: Registering) -> Response:
    """Ask which year is to be closed."""
    owners = owners_in(visit.office)
    return visit.page(
        "register/close.html", owners=owners, unit="", year="", closed=(), findings=()
    )


@router.post("/register/close")
def close(
    visit: Registering, year: Annotated[str, Form(max_length=20)], unit: Unit = ""
) -> Response:
    """Close a unit's year; the question again where numbers are still only reserved."""
    owners = owners_in(visit.office)

    def closed() -> tuple[str, ...]:
        meant = year_of(year)
        if meant is None:
            raise refused("ปี", "ไม่ได้บอกปีที่จะปิด", "พิมพ์ปี พ.ศ. เช่น 2568")
        with at_register(visit.service, visit.actor) as opened:
            books = opened.close_year(owner_named(owners, unit).number, meant)
        return tuple(map(str, books))

    done, findings = attempted(closed)
    return visit.page(
        "register/close.html",
        status=HTTPStatus.OK if done else HTTPStatus.UNPROCESSABLE_ENTITY,
        owners=owners,
        unit=unit,
        year=year,
        closed=done or (),
        findings=findings,
    )
