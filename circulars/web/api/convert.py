"""The converter, for other systems: readings of a text, and files with their digits converted."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Self

from fastapi import APIRouter, Form, Query, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import FileResponse, Response

from circulars.service.conversions import ConvertedFile, convert_file
from circulars.service.profile.own_days import own_days
from circulars.service.readings import LONGEST_TEXT, Readings, Sense, read_text
from circulars.web.downloads import MEDIA_TYPES, file_answer
from circulars.web.strict_body import StrictBody
from circulars.web.uploaded import content_of
from circulars.web.visits import Converting
from thai_numerals.files.report import Conversion, Direction

router = APIRouter(tags=["convert"])


class TextToRead(StrictBody):
    """A text to be converted, and in which sense."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "11/3/2568", "to": "date"}]})

    text: str = Field(max_length=LONGEST_TEXT, description="As somebody would type it.")
    to: Sense | None = Field(None, description="Only this sense; without it every one that fits.")


class LineAnswer(BaseModel):
    """One result."""

    key: str = Field(description="Stable within a sense.", examples=["letter"])
    label: str = Field(description="What it is, in Thai.", examples=["วันที่ของหนังสือ"])
    text: str = Field(description="The result, in Thai digits.", examples=["๑๑ มีนาคม ๒๕๖๘"])
    arabic: str = Field(
        description="The same in Arabic digits; empty where that is no other text.",
        examples=["11 มีนาคม 2568"],
    )


class GroupAnswer(BaseModel):
    """The text in one sense."""

    sense: Sense
    title: str = Field(description="The likeliest result.", examples=["วันอังคารที่ ๑๑ มีนาคม ๒๕๖๘"])
    lines: list[LineAnswer]
    notes: list[str] = Field(description="What was assumed and what does not fit, in Thai.")
    doubtful: bool = Field(description="The notes say that it may be another, or is wrong.")


class RefusedAnswer(BaseModel):
    """Why the text cannot be read in a sense."""

    sense: Sense
    reason: str = Field(description="In Thai.", examples=["เดือนกุมภาพันธ์ 2568 มี 28 วัน ไม่มีวันที่ 31"])


class ReadingsAnswer(BaseModel):
    """Every reading of the text, the likeliest first."""

    groups: list[GroupAnswer]
    refused: list[RefusedAnswer] = Field(
        description="Why there is none in the sense asked for, or of what nearly is a date."
    )

    @classmethod
    def of(cls, readings: Readings) -> Self:
        """Return `readings` as the API says them."""
        return cls.model_validate(asdict(readings))


class ChangeAnswer(BaseModel):
    """One run of signs that was changed."""

    where: str = Field(examples=["เนื้อความ ย่อหน้าที่ 3"])
    before: str = Field(examples=["2568"])
    after: str = Field(examples=["๒๕๖๘"])


class KeptAnswer(BaseModel):
    """Something with digits that was left alone."""

    where: str
    text: str = Field(examples=["OTOP68"])
    reason: str = Field(description="In Thai.")


class ChangesAnswer(BaseModel):
    """What converting a file changes and leaves alone: the first 500 of each, and how many."""

    file: str = Field(description="Name of the converted file.", examples=["หนังสือ-เลขไทย.docx"])
    changes: list[ChangeAnswer]
    kept: list[KeptAnswer]
    change_count: int = Field(ge=0)
    kept_count: int = Field(ge=0)

    @classmethod
    def of(cls, file: ConvertedFile) -> Self:
        """Return the changes of `file` as the API says them."""
        return cls.model_validate({"file": file.name, **asdict(file.converted)})


@router.post("/convert")
def read(visit: Converting, asked: TextToRead) -> ReadingsAnswer:
    """Return the readings of a text: dates in every form, years, numbers, money, digits."""
    today, days = visit.service.clock().date(), own_days(visit.office)
    return ReadingsAnswer.of(read_text(asked.text, today=today, days=days, sense=asked.to))


_FILE = {"schema": {"type": "string", "format": "binary"}}

_MEDIA = (MEDIA_TYPES[".docx"], MEDIA_TYPES[".xlsx"], "application/octet-stream")


@router.post(
    "/convert/file",
    response_model=ChangesAnswer,
    responses={
        200: {
            "description": "The converted file; with `list` its changes.",
            "content": dict.fromkeys(_MEDIA, _FILE),
        }
    },
)
def convert(
    visit: Converting,
    file: UploadFile,
    to: Annotated[Direction, Form(description="Which digits the file shall have.")] = "thai",
    era: Annotated[bool, Form(description="Years ค.ศ. of dates become พ.ศ. too.")] = False,
    listed: Annotated[
        bool, Query(alias="list", description="Only what would change, not the file.")
    ] = False,
) -> Response | ChangesAnswer:
    """Return a DOCX, XLSX or text file with its digits converted; nothing else in it changes."""
    content = content_of(file, visit.service.settings.upload_limit)
    conversion = Conversion(to=to, buddhist_era=era)
    made = convert_file(visit.service, visit.office, content, file.filename or "", conversion)
    return ChangesAnswer.of(made) if listed else _file(made)


def _file(made: ConvertedFile) -> FileResponse:
    return file_answer(made.path, name=made.name)
