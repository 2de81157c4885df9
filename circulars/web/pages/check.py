"""The check before signing: files in, findings out, and what each code means."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, File, Response, UploadFile
from fastapi import Path as InPath
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse

from circulars.data.finding_codes import FindingCode, finding_codes
from circulars.model.findings import Level
from circulars.service.checked import (
    MOST_FILES,
    check_files,
    check_of,
    commented_copy,
    page_picture,
)
from circulars.service.people import Capability
from circulars.service.refusals import not_found
from circulars.web.downloads import file_answer
from circulars.web.filling import attempted
from circulars.web.showing import Nav
from circulars.web.uploaded import content_of
from circulars.web.visits import Anybody, Checking

router = APIRouter()
NAV = Nav(title="ตรวจหนังสือ", path="/check", place=30, needs=Capability.CHECK)


@router.get("/check")
def checking(visit: Checking) -> HTMLResponse:
    """Return the page where files are dropped."""
    return visit.page("check.html", most=MOST_FILES, refused=())


@router.post("/check")
def check(
    visit: Checking,
    files: list[UploadFile],
    books: Annotated[list[UploadFile], File()] = [],  # noqa: B006 - read by FastAPI
) -> Response:
    """Check files and lead to what was found; why they cannot be checked is told here.

    The `books` are compared with them: a folder of their own keeps both from being chosen at once.
    """
    files += [book for book in books if book.filename]
    limit = visit.service.settings.upload_limit
    made, refused = attempted(
        lambda: check_files(
            visit.service,
            visit.office,
            [(file.filename or "", content_of(file, limit)) for file in files],
        )
    )
    if made is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return visit.page("check.html", status=status, most=MOST_FILES, refused=refused)
    return RedirectResponse(f"/check/{made.id}", status_code=HTTPStatus.SEE_OTHER)


@router.get("/check/{check}")
def found(visit: Checking, check: str) -> HTMLResponse:
    """Return the page of what a check found."""
    return visit.page("checked.html", check=check_of(visit.office, check), levels=list(Level))


@router.get("/check/{check}/{number}")
def copy(visit: Checking, check: str, number: Annotated[int, InPath(ge=0)]) -> FileResponse:
    """Return the copy with comments of a checked letter."""
    path, name = commented_copy(visit.office, check, number)
    return file_answer(path, name=name)


@router.get("/check/{check}/{number}/{page}")
def page_of(
    visit: Checking,
    check: str,
    number: Annotated[int, InPath(ge=0)],
    page: Annotated[int, InPath(ge=1)],
) -> FileResponse:
    """Return the picture of one page of a checked letter."""
    return FileResponse(
        page_picture(visit.office, check, number, page),
        headers={"Cache-Control": "private, max-age=3600"},
    )


@router.get("/checks")
def every_code(visit: Anybody) -> HTMLResponse:
    """Return the page of all findings that there can be."""
    sections: dict[str, list[tuple[str, FindingCode]]] = {}
    for code, known in finding_codes().items():
        sections.setdefault(known.section, []).append((code, known))
    return visit.page("checks.html", sections=sections.items())


@router.get("/checks/{code}")
def one_code(visit: Anybody, code: str) -> HTMLResponse:
    """Return the page of what one code means."""
    known = finding_codes().get(code)
    if known is None:
        raise not_found("รหัสนี้", code)
    return visit.page("checks_one.html", code=code, known=known)
