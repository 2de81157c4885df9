"""What the API is sent to make letters from, and what can be wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import UploadFile
from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from circulars.data.finding_codes import finding_codes
from circulars.model.errors import FormError
from circulars.model.findings import Finding
from circulars.web.invalid import invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_BOOKS: Final = 50
_MOST_CODES: Final = 100


def _text(value: object) -> object:
    """Return a whole number as it would be typed; true and false are no answers."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else value


_Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_Answer = Annotated[str, BeforeValidator(_text), StringConstraints(max_length=20_000)]
_Answers = Annotated[dict[_Name, _Answer], Field(max_length=500)]
_ANSWERS: Final[TypeAdapter[dict[str, str]]] = TypeAdapter(_Answers)


class LettersForm(BaseModel):
    """An order of letters."""

    type: _Name = Field(description="Name of a letter type.", examples=["otop_monthly_sales"])
    workbook: Annotated[list[UploadFile], Field(min_length=1, max_length=_MOST_BOOKS)] = Field(
        description="The summary workbook (.xlsx), or several."
    )
    answers: str = Field(
        "{}",
        max_length=200_000,
        description="A JSON object: the form's fields by name, each as it would be typed.",
        examples=['{"วันที่": "2025-03-11", "เลขที่": "1175"}'],
    )
    allow: list[_Name] = Field(
        default_factory=list,
        max_length=_MOST_CODES,
        description="Codes of findings that are waived.",
        examples=[["letter-date-nonworking"]],
    )
    number: bool = Field(False, description="Take the numbers from the office's register.")
    new_year: bool = Field(False, description="Take them of a new year though the last is open.")
    pdf: bool = Field(True, description="Make the PDF as well.")
    wait: float | None = Field(
        None,
        ge=0,
        le=120,
        description="Answer when the letters are made, at the latest after so many seconds; "
        "without it, one letter is waited for and many are not.",
    )


def answers_of(form: LettersForm) -> dict[str, str]:
    """Return the answers of the form's fields; :exc:`FormError` for what is no object of texts."""
    try:
        return _ANSWERS.validate_json(form.answers)
    except ValidationError as error:
        faults = [{**each, "loc": ("body", "answers", *each["loc"])} for each in error.errors()]
        raise FormError(*invalid(faults)) from None


def waived(form: LettersForm) -> tuple[str, ...]:
    """Return the codes that are waived; :exc:`FormError` for those that nobody can waive."""
    if faults := [*_wrong_codes(form.allow)]:
        raise FormError(*faults)
    return tuple(dict.fromkeys(form.allow))


def _wrong_codes(codes: list[str]) -> Iterator[Finding]:
    for code in codes:
        known = finding_codes().get(code)
        if known is None or not known.can_pass:
            why = "ยอมให้ผ่านไม่ได้ เพราะพบแล้วตรวจต่อไม่ได้" if known else "ไม่มีข้อตรวจรหัสนี้"
            yield Finding(
                code="service-request-invalid",
                where="allow",
                message=f"“{code[:60]}” {why}",
                hint="รหัสที่ยอมให้ผ่านได้อยู่ในคู่มือข้อที่ตรวจพบ",
            )
