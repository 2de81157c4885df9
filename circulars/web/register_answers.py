"""The register as the API tells of it, and what it is asked."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, Field

from circulars.register import Change, Entry, Series, Status
from circulars.register_report import change_json, entry_json
from circulars.web.problems import writable
from circulars.web.strict_body import StrictBody

_TEXT: Final = 1000  # characters of one text
Text = Annotated[str, Field(max_length=_TEXT)]
Day = Annotated[
    str,
    Field(
        max_length=40,
        description="As people write it, in either era; empty: today.",
        examples=["2025-03-11", "11 มี.ค. 2568"],
    ),
]
Unit = Annotated[
    str,
    Field(
        max_length=80,
        description="Key or number of a unit in the office's profile; empty: its first one.",
        examples=["พย 0019.3"],
    ),
]
NewYear = Annotated[
    bool, Field(strict=True, description="Begin the year although the one before is not closed.")
]
SeriesName = Annotated[Series, Field(description="Each series counts from 1 in a calendar year.")]


class EntryAnswer(BaseModel):
    """One line of the register."""

    number: str = Field(examples=["พย 0019.2/ว1175"])
    owner: str = Field(examples=["พย 0019.2"])
    year: int = Field(description="Buddhist era.", examples=[2568])
    series: Series
    serial: int = Field(ge=1)
    status: Status
    registered: dt.date = Field(description="The day of the line itself.")
    date: dt.date | None = Field(description="Of the letter; null while only reserved.")
    signed: dt.date | None
    sent: dt.date | None
    until: dt.date | None = Field(description="Last day of the reservation.")
    subject: str
    recipient: str
    sender: str
    action: str
    note: str
    holder: str = Field(description="For whom it is reserved.")
    reason: str = Field(description="Why it is reserved or cancelled.")
    key: str = Field(description="By which the letter asks for the same number again.")
    file: str
    sha256: str = Field(description="Of that file, in hex digits; empty where none is known.")

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Return `entry` as the API tells of it."""
        return cls.model_validate({k: _writable(v) for k, v in entry_json(entry).items()})


def _writable(value: Any) -> Any:
    return writable(value) if isinstance(value, str) else value


class ChangeAnswer(BaseModel):
    """One step of a number's history."""

    at: dt.datetime
    by: str = Field(description="Who did it.")
    action: str = Field(examples=["take"])
    details: dict[str, Any] = Field(
        description="Of each part what it was and became; of a new line what it said."
    )

    @classmethod
    def of(cls, change: Change) -> Self:
        """Return `change` as the API tells of it."""
        return cls.model_validate(change_json(change))


class NumberAnswer(BaseModel):
    """One number: its line, and who did what to it when."""

    entry: EntryAnswer
    history: list[ChangeAnswer]


class EntriesAnswer(BaseModel):
    """The lines that were changed."""

    entries: list[EntryAnswer]

    @classmethod
    def of(cls, entries: tuple[Entry, ...]) -> Self:
        """Return `entries` as the API tells of them."""
        return cls(entries=[EntryAnswer.of(entry) for entry in entries])


class TakeAsked(StrictBody):
    """A letter that asks for the next number of its book."""

    subject: str = Field(min_length=1, max_length=_TEXT)
    key: str = Field(
        min_length=1,
        max_length=200,
        description="What the letter is known by: asked again with it, it has the same number.",
        examples=["eoffice-2568-000123"],
    )
    date: Day = ""
    series: SeriesName = Series.ORDINARY
    unit: Unit = ""
    recipient: Text = ""
    sender: Text = Field("", description="Empty: the unit's own name.")
    action: Text = ""
    note: Text = ""
    number: int | None = Field(
        None, strict=True, ge=1, le=999_999_999, description="One that is reserved; null: the next."
    )
    new_year: NewYear = False


class ReserveAsked(StrictBody):
    """A block of numbers, one after the other."""

    count: int = Field(strict=True, ge=1, le=1000)
    holder: str = Field(min_length=1, max_length=_TEXT, description="For whom.")
    reason: str = Field(min_length=1, max_length=_TEXT)
    until: str = Field("", max_length=40, description="Last day; empty: none.")
    series: SeriesName = Series.ORDINARY
    unit: Unit = ""
    year: int | None = Field(
        None, strict=True, ge=1941, le=3483, description="Either era; null: this year."
    )
    new_year: NewYear = False


class NumbersAsked(StrictBody):
    """Numbers that something is done with; all of them, or none."""

    numbers: list[Annotated[str, Field(min_length=1, max_length=80)]] = Field(
        min_length=1, max_length=500, examples=[["พย 0019.2/ว1175", "12"]]
    )
    year: int | None = Field(
        None,
        strict=True,
        ge=1941,
        le=3483,
        description="Of the numbers, either era; null: this year.",
    )
    unit: Unit = ""


class DatedAsked(NumbersAsked):
    """Letters signed, or sent, on a day."""

    date: Day = ""


class CancelAsked(NumbersAsked):
    """Numbers that nobody is to have again."""

    reason: str = Field(min_length=1, max_length=_TEXT)
