"""A letter as its drafter types it: the parts in order, before it becomes a Word file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from planted.offices import Place


class Shape(StrEnum):
    """How the letter is set up in Word."""

    TYPED = "typed"  # everything typed, a paragraph a line
    LAYOUT_TABLE = "layout-table"  # number and letterhead side by side in a table
    NUMBERED = "numbered"  # Word numbers the items of the body


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: head rows, rows of data, a row of totals; all as text."""

    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None = None

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """All rows from the top."""
        return (*self.head, *self.rows, *((self.total,) if self.total else ()))

    def spoilt(self, row: int, column: int, text: str) -> Grid:
        """Return the table with another text in one cell of a data row."""
        changed = [list(each) for each in self.rows]
        changed[row][column] = text
        return replace(self, rows=tuple(tuple(each) for each in changed))

    def spoilt_total(self, column: int, text: str) -> Grid:
        """Return the table with another text in one cell of the row of totals."""
        assert self.total is not None
        total = list(self.total)
        total[column] = text
        return replace(self, total=tuple(total))


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A page behind the letter."""

    label: str  # "สิ่งที่ส่งมาด้วย ๑"
    titles: tuple[str, ...]
    grid: Grid | None = None
    lines: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A line of the list of attachments."""

    title: str
    count: str = "จำนวน ๑ ฉบับ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A whole letter."""

    name: str
    place: Place
    day: dt.date
    shape: Shape = Shape.TYPED
    font: str = "TH SarabunPSK"
    emblem: bool = True
    urgency: str = ""
    memo: bool = False
    number: str = ""
    letterhead: tuple[str, ...] = ()
    date: str = ""
    subject: str = ""
    salutation: str = ""
    cited: str = ""
    attachments: tuple[str, ...] = ()  # lines with their numbers, heading apart
    body: tuple[str, ...] = ()
    items: tuple[str, ...] = ()  # with their numbers, unless Word numbers them
    page_number: str = ""  # at the head of the second page: "- ๒ -"
    continuation: str = ""  # before the last item, which then starts a page: "/๓. ศึกษา..."
    closing_words: str = "จึงเรียนมาเพื่อพิจารณาดำเนินการ"
    closing: str = "ขอแสดงความนับถือ"
    name_line: str = ""
    authority: tuple[str, ...] = ()
    originator: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    deadline: dt.date | None = None
    data_date: dt.date | None = None
    cited_date: dt.date | None = None

    def swapped(self, field_name: str, old: str, new: str) -> Draft:
        """Return the draft with `new` for the first `old` in one part; fails without it."""
        value = getattr(self, field_name)
        if isinstance(value, str):
            assert old in value, (self.name, field_name, old, value)
            change: dict[str, Any] = {field_name: value.replace(old, new, 1)}
            return replace(self, **change)
        changed = list(value)
        place = next(i for i, each in enumerate(changed) if old in each)
        changed[place] = changed[place].replace(old, new, 1)
        lines: dict[str, Any] = {field_name: tuple(changed)}
        return replace(self, **lines)

    def with_annex(self, number: int, **changes: Any) -> Draft:
        """Return the draft with one annex changed."""
        annexes = list(self.annexes)
        annexes[number] = replace(annexes[number], **changes)
        return replace(self, annexes=tuple(annexes))
