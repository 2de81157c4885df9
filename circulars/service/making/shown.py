"""What the page that makes letters shows: the workbook as understood, the form, the preview."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circulars.model.findings import Finding
    from circulars.model.letter_type import FieldKind
    from circulars.register import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCell:
    """One cell of a table's head."""

    text: str
    column_span: int
    row_span: int
    is_month: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCell:
    """One cell below the head."""

    text: str
    place: str  # as findings name it: "สรุปยอดจำหน่าย!D7"
    is_figure: bool
    findings: tuple[int, ...] = ()  # which of the findings of the workbook are about it


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShown:
    """One table of the workbook, as it was understood."""

    dataset: str  # by which the letter type knows it
    sheet: str
    titles: tuple[str, ...]
    head: tuple[tuple[HeadCell, ...], ...]  # rows of the head
    rows: tuple[tuple[BodyCell, ...], ...]  # the first of them; those with findings always
    total: tuple[BodyCell, ...] | None
    left_out: int = 0  # rows that are not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a workbook gives to a letter type; no tables where it cannot be read."""

    tables: tuple[TableShown, ...]
    findings: tuple[Finding, ...]
    answers: dict[str, str]  # of its sheet แบบกรอก, by field


class Origin(StrEnum):
    """Where the value of a field comes from."""

    TYPED = "typed"  # on this page
    WORKBOOK = "workbook"  # its sheet แบบกรอก
    ROLLED = "rolled"  # last month's letter, moved forward
    PROPOSED = "proposed"  # today, the next number, who usually signs
    DERIVED = "derived"  # the type's own expression: empty on the form, known on the letter
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """One field of the form."""

    name: str
    label: str
    kind: FieldKind
    value: str  # as it would be typed
    origin: Origin
    required: bool
    blank: bool  # may be left to the pen
    choices: tuple[str, ...] = ()
    help: str = ""
    why: str = ""  # of a value that was rolled or proposed: "เลื่อนจากเดือนมีนาคม 2568"
    derived: str = ""  # what the letter says where the field is left empty
    waits: bool = False  # derived as soon as a workbook, or the answer it follows from, is there


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place on a page, in fractions of its width and height from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a click on a finding leads: a field, a cell of the workbook, a place on a page."""

    field: str = ""
    cell: str = ""  # the place of a BodyCell
    page: int = 0  # from 1; 0: on none
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAt:
    """A finding, and where it leads."""

    finding: Finding
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShown:
    """One page of the preview."""

    number: int  # from 1
    image: str  # name of the PNG in the office's cache: SHA-256 in hex digits
    width: int  # pixels
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One letter as it would be printed now."""

    pages: tuple[PageShown, ...]
    findings: tuple[FoundAt, ...]
    letters: int  # that will be made
    place: int  # of this one among them, from 0
    recipient: str  # of a letter to one of several
    number: str  # as it would be printed; empty where it is left blank
    is_held: bool  # something blocks that was not waived
    to_enter: Number | None = None  # that was typed, and can be entered into the register
    is_first: bool = False  # it would have the first number of its book in the register
    recipients: tuple[str, ...] = ()  # of all letters, in order
    held: tuple[str, ...] = ()  # recipients whose letters the workbook alone keeps back
