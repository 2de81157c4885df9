"""The converter: all readings of what is typed, and files with their digits converted."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Form, Query, Response, UploadFile
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse

from circulars.service.conversions import convert_file, converted_file
from circulars.service.people import Capability
from circulars.service.profile.own_days import own_days
from circulars.service.readings import LONGEST_TEXT, Readings, read_text
from circulars.service.uploads.day_folders import kept_file
from circulars.web.downloads import file_answer
from circulars.web.filling import attempted
from circulars.web.showing import Nav
from circulars.web.uploaded import content_of
from circulars.web.visits import Converting, Visit
from thai_numerals.files.report import Conversion, Direction

if TYPE_CHECKING:
    from circulars.model.findings import Finding

router = APIRouter()
NAV = Nav(title="แปลงวันที่และตัวเลข", path="/convert", place=20, needs=Capability.CONVERT)

AS_USUAL: Final = Conversion()
LONGEST_TYPED: Final = 3000  # signs the page takes; in a form each line's end counts as two
EXAMPLES: Final = ("11/3/2568", "๒ - ๕ มีนาคม ๒๕๖๘", "2568", "1,234.50", "สิบบาทหนึ่งสตางค์")


@router.get("/convert")
def converter(
    visit: Converting, text: Annotated[str, Query(max_length=LONGEST_TEXT)] = ""
) -> HTMLResponse:
    """Return the page, with the readings of `text`."""
    return _page(visit, text)


def _page(
    visit: Visit,
    text: str = "",
    *,
    refused: tuple[Finding, ...] = (),
    conversion: Conversion = AS_USUAL,
) -> HTMLResponse:
    """Return the page; `refused` is why a file could not be converted as `conversion` asks."""
    return visit.page(
        "convert.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
        text=text,
        readings=_read(visit, text),
        longest=LONGEST_TYPED,
        examples=EXAMPLES,
        refused=refused,
        conversion=conversion,
    )


@router.post("/convert/readings")
def readings_of_text(
    visit: Converting, text: Annotated[str, Form(max_length=LONGEST_TEXT)] = ""
) -> HTMLResponse:
    """Return the readings of what is being typed, to be put into the page."""
    return visit.page(
        "convert_readings.html", text=text, readings=_read(visit, text), longest=LONGEST_TYPED
    )


def _read(visit: Visit, text: str) -> Readings:
    return read_text(text, today=visit.service.clock().date(), days=own_days(visit.office))


@router.post("/convert")
def convert(
    visit: Converting,
    file: UploadFile,
    to: Annotated[Direction, Form()] = "thai",
    era: Annotated[bool, Form()] = False,
) -> Response:
    """Convert a file and lead to the list of its changes; what is wrong with it is told here."""
    conversion = Conversion(to=to, buddhist_era=era)
    limit, name = visit.service.settings.upload_limit, file.filename or ""
    made, refused = attempted(
        lambda: convert_file(visit.service, visit.office, content_of(file, limit), name, conversion)
    )
    if made is None:
        return _page(visit, refused=refused, conversion=conversion)
    return RedirectResponse(f"/convert/{made.id}", status_code=HTTPStatus.SEE_OTHER)


@router.get("/convert/{conversion}")
def changes(visit: Converting, conversion: str) -> HTMLResponse:
    """Return the page of what converting a file changed and left alone."""
    return visit.page("converted.html", file=converted_file(visit.office, conversion))


@router.get("/convert/{conversion}/file")
def download(visit: Converting, conversion: str) -> FileResponse:
    """Return the converted file."""
    made = converted_file(visit.office, conversion)
    return file_answer(kept_file(made.path), name=made.name)
