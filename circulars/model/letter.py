"""A composed letter: everything that the template prints, and the annexes behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from circulars.model.dataset import Dataset
    from circulars.model.findings import Finding
    from circulars.model.office import Office
    from circulars.model.reference_number import ReferenceNumber
    from circulars.model.sheet import HeaderNode, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTable:
    """The table of an annex, all text as it is printed."""

    head: tuple[HeaderNode, ...]
    head_rows: int
    numeric: tuple[bool, ...]  # for each column: figures, set to the right
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """One annex (สิ่งที่ส่งมาด้วย) with its label, headings, table and notes."""

    label: str  # "สิ่งที่ส่งมาด้วย" or "สิ่งที่ส่งมาด้วย 2"
    title: str  # as in the attachment list of the letter
    headings: tuple[str, ...] = ()
    table: AnnexTable | None = None  # None: pages written in the template
    section: int = 0  # of the written pages: the first section after the letter's own is 1
    notes: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()  # lines for signature and date, set under one another
    is_form: bool = False  # its rows are empty, to be filled in
    as_workbook: bool = False  # goes out as an Excel file too
    orientation: str = "auto"  # auto, portrait, landscape


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One line of the attachment list, and the annex behind the letter if it has one."""

    name: str  # by which the letter cites it
    number: int | None  # None where it is the only one
    title: str
    copies: int
    unit: str  # ฉบับ, ชุด, แผ่น
    counts_pages: bool = False  # the copies are the pages of its annex
    annex: Annex | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom one of several letters goes to (ผู้รับ): a row of a table."""

    name: str  # "จุน"
    dataset: str
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter before it is rendered."""

    number: ReferenceNumber
    date: dt.date | None  # None: the day is left blank, to be written by hand
    fields: Mapping[str, Any]  # the form's values by name
    context: Mapping[str, Any]  # every name that the template may print
    attachments: tuple[Attachment, ...]
    datasets: Mapping[str, Dataset]
    office: Office
    findings: tuple[Finding, ...] = ()  # what reading and composing found already
    recipient: str = ""  # of a letter to one of several: "จุน"

    @property
    def annexes(self) -> tuple[Annex, ...]:
        """The annexes behind the letter, in order."""
        return tuple(each.annex for each in self.attachments if each.annex)
