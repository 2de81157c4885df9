"""A run (งานทำหนังสือ): the letters of one command, each an item that is made once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from circulars.model.errors import CircularsError
    from circulars.model.findings import Finding
    from circulars.model.reference_number import ReferenceNumber


class State(StrEnum):
    """How far an item is."""

    WAITING = "waiting"
    MADE = "made"
    HELD = "held"  # something blocks: reported, and not made


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """One file of a letter, as it was written."""

    name: str  # in the folder of the run
    size: int  # bytes
    sha256: str  # hex digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter of a run composed for the first time, before it has its number and its name."""

    place: int  # among the letters of the run, from 0
    workbook: str  # file name of the workbook it comes from
    recipient: str  # of a letter to one of several: "จุน"; else empty
    reference: ReferenceNumber | None = None  # None where the letter cannot be composed
    addressee: str = ""  # as the letter says it: "นายอำเภอจุน"
    subject: str = ""
    sender: str = ""  # the unit that writes
    findings: tuple[Finding, ...] = ()
    is_held: bool = False  # something blocks: no number is taken for it
    fault: type[CircularsError] | None = None  # why the letter cannot be composed


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One letter of a run: to whom, under which number and name, and what became of it."""

    place: int  # among the letters of the run, from 0
    workbook: str  # file name of the workbook it comes from
    recipient: str  # of a letter to one of several: "จุน"; else empty
    number: str = ""  # as printed, in Arabic digits: "พย 0019.2/ว1175"; empty: left blank
    serial: int | None = None
    date: dt.date | None = None
    addressee: str = ""  # as the letter says it: "นายอำเภอจุน"
    subject: str = ""
    sender: str = ""  # the unit that writes
    owner: str = ""  # code and owner's number of that unit: "พย 0019.2"
    stem: str = ""  # of its files: "พย0019.2-1201-จุน"
    key: str = ""  # its identity in the register; empty without one
    state: State = State.WAITING
    files: tuple[MadeFile, ...] = ()  # DOCX first, then PDF, then the others
    pages: int | None = None  # None without a PDF
    fonts: tuple[str, ...] = ()  # in the PDF
    findings: tuple[Finding, ...] = ()
    tries: int = 0  # that LibreOffice did not live through
