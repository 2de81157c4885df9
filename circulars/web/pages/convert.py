"""The converter: all readings of what is typed, and files with their digits converted."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, UploadFile
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse

from circulars.service.conversions import convert_file, converted_file
from circulars.service.people import Capability
from circulars.service.profile.own_days import own_days
from circulars.service.readings import LONGEST_TEXT, Readings, read_text
from circulars.web.downloads import file_answer
from circulars.web.showing import Nav
from circulars.web.uploaded import content_of
from circulars.web.visits import Converting, Visit
from thai_numerals.files.report import Conversion, Direction

router = APIRouter()
NAV = Nav(title="แปลงวันที่และตัวเลข", path="/convert", place=20, needs=Capability.CONVERT)

EXAMPLES: Final = ("11/3/2568", "๒ - ๕ มีนาคม ๒๕๖๘", "2568", "1,234.50", "สิบบาทหนึ่งสตางค์")


@router.get("/convert")
def converter(
    visit: Converting, text: Annotated[str, Query(max_length=LONGEST_TEXT)] = ""
) -> HTMLResponse:
    """Return the page, with the readings of `text`."""
    readings = _read(visit, text)
    return visit.page("convert.html", text=text, readings=readings, examples=EXAMPLES)


@router.post("/convert/readings")
def readings_of_text(
    visit: Converting, text: Annotated[str, Form(max_length=LONGEST_TEXT)] = ""
) -> HTMLResponse:
    """Return the readings of what is being typed, to be put into the page."""
    return visit.page("convert_readings.html", text=text, readings=_read(visit, text))


def _read(visit: Visit, text: str) -> Readings:
    return read_text(text, today=visit.service.clock().date(), days=own_days(visit.office))


@router.post("/convert")
def convert(
    visit: Converting,
    file: UploadFile,
    to: Annotated[Direction, Form()] = "thai",
    era: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    """Convert a file and lead to the list of its changes."""
    content = content_of(file, visit.service.settings.upload_limit)
    conversion = Conversion(to=to, buddhist_era=era)
    made = convert_file(visit.service, visit.office, content, file.filename or "", conversion)
    return RedirectResponse(f"/convert/{made.id}", status_code=HTTPStatus.SEE_OTHER)


@router.get("/convert/{conversion}")
def changes(visit: Converting, conversion: str) -> HTMLResponse:
    """Return the page of what converting a file changed and left alone."""
    return visit.page("converted.html", file=converted_file(visit.office, conversion))


@router.get("/convert/{conversion}/file")
def download(visit: Converting, conversion: str) -> FileResponse:
    """Return the converted file."""
    made = converted_file(visit.office, conversion)
    return file_answer(made.path, name=made.name)
