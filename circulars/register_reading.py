"""An older register read from Excel: its columns by their headings, all faults with their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from circulars.model.errors import RegisterError
from circulars.model.findings import Finding, Level
from circulars.register import Entry, Number, Series, Status, parse_number, tidy_owner
from circulars.workbook import load_bytes, read_workbook
from thai_numerals import DateError, parse_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from circulars.model.sheet import Cell
    from circulars.workbook import Sheet

# Headings of each part, without spaces.  The first ones are those of form 14.
_HEADINGS: Final = {
    "serial": ("เลขทะเบียนส่ง", "เลขที่ส่ง", "เลขส่ง", "เลขทะเบียน", "ทะเบียนส่ง"),
    "owner": ("ที่", "ที่หนังสือ", "เลขที่หนังสือ", "เลขที่"),
    "date": ("ลงวันที่", "วันที่", "ลงวันที่หนังสือ"),
    "sender": ("จาก",),
    "recipient": ("ถึง", "เรียน", "ส่งถึง"),
    "subject": ("เรื่อง", "ชื่อเรื่อง"),
    "action": ("การปฏิบัติ", "การปฎิบัติ", "การดำเนินการ"),
    "note": ("หมายเหตุ",),
}
_DAY: Final = r"\d{1,2} \S+ \d{4}"
_DONE: Final = re.compile(rf"(ลงนามแล้ว|ส่งแล้ว) ({_DAY})")
_KEPT: Final = re.compile(
    rf"จองไว้(?:ให้ (?P<holder>.*?))?(?: ถึง (?P<until>{_DAY}))?(?:: (?P<reason>.*))?"
)
_VOID: Final = re.compile(r"ยกเลิก(?:\s*:\s*(?P<reason>.*)|.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OldRegister:
    """The lines of an older register, each with its cell, and what is worth knowing."""

    lines: tuple[tuple[str, Entry], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    row: int
    columns: Mapping[str, int]  # of each part its column


def read_register(path: Path, *, owner: str, today: dt.date) -> OldRegister:
    """Return the lines of the register in the workbook at `path`.

    `owner` is the unit of lines whose column ที่ does not say.  Raises :exc:`WorkbookError` for
    a file that is no workbook, and :exc:`RegisterError` with every line that is not clear.
    """
    workbook = read_workbook(load_bytes(path, name=path.name), name=path.name)
    heads = [(sheet, head) for sheet in workbook.sheets if (head := _head(sheet)) is not None]
    if not heads:
        raise RegisterError(_no_head(workbook.name))
    lines: list[tuple[str, Entry]] = []
    faults: list[Finding] = []
    for sheet, head in heads:
        reader = _Reader(sheet=sheet, head=head, owner=owner, today=today)
        lines += reader.lines(faults)
    if faults:
        raise RegisterError(*faults)
    return OldRegister(lines=tuple(lines), findings=tuple(_gaps(lines)))


def _head(sheet: Sheet) -> _Head | None:
    """Return the first row with the headings that a register needs."""
    rows: dict[int, dict[str, int]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        part = _part(cell)
        if part is not None:
            rows.setdefault(row, {}).setdefault(part, column)
    for row, columns in rows.items():
        if {"date", "subject"} <= columns.keys() and columns.keys() & {"serial", "owner"}:
            return _Head(row=row, columns=columns)
    return None


def _part(cell: Cell) -> str | None:
    text = "".join(cell.text.split())
    return next((part for part, headings in _HEADINGS.items() if text in headings), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """One sheet with its head; the year of a line without a date is that of the one above."""

    sheet: Sheet
    head: _Head
    owner: str
    today: dt.date

    def lines(self, faults: list[Finding]) -> Iterator[tuple[str, Entry]]:
        """Yield each line with its cell; what is not clear is added to `faults`."""
        year = self._first_year()
        for row in sorted({row for row, _ in self.sheet.cells if row > self.head.row}):
            if self._is_line(row):
                found: list[Finding] = []
                date = self._date(row, found)
                year = date.year if date else year
                number = self._number(row, year, found)
                if number is not None and not found:
                    yield self._place(row, "serial"), self._entry(row, number, date)
                faults += found

    def _first_year(self) -> int | None:
        rows = sorted({row for row, _ in self.sheet.cells if row > self.head.row})
        dates = (self._date(row, []) for row in rows)
        return next((date.year for date in dates if date), None)

    def _is_line(self, row: int) -> bool:
        """Whether the row says something, and does not repeat the head on another page."""
        cells = [self.sheet.cells.get((row, column)) for column in self.head.columns.values()]
        said = [cell for cell in cells if cell is not None and not cell.is_empty]
        return bool(said) and any(_part(cell) is None for cell in said)

    def _text(self, row: int, part: str) -> str:
        column = self.head.columns.get(part)
        cell = self.sheet.cells.get((row, column)) if column else None
        return " ".join(cell.typed.split()) if cell else ""

    def _place(self, row: int, part: str) -> str:
        column = self.head.columns.get(part) or self.head.columns["subject"]
        cell = self.sheet.cells.get((row, column))
        return f"{self.sheet.name}!{cell.address if cell else f'แถวที่ {row}'}"

    def _date(self, row: int, found: list[Finding]) -> dt.date | None:
        text = self._text(row, "date")
        if not text or text == "-":
            return None
        try:
            parsed = parse_date(text)
        except DateError as error:
            found.append(_unclear(self._place(row, "date"), f"“{text}” ไม่ใช่วันที่: {error.reason}"))
            return None
        if parsed.precision != "day" or parsed.ambiguous:
            found.append(_unclear(self._place(row, "date"), f"“{text}” ไม่ชัดว่าเป็นวันใด"))
            return None
        return parsed.date

    def _number(self, row: int, year: int | None, found: list[Finding]) -> Number | None:
        """Return the number of the line, put together from its two columns."""
        serial, owner = self._text(row, "serial"), self._text(row, "owner")
        place = self._place(row, "serial")
        if year is None:
            found.append(_unclear(place, "ไม่รู้ปีของเลข เพราะทั้งแผ่นงานไม่มีวันที่"))
            return None
        whose = self.owner if "/" in owner or not owner else tidy_owner(owner)
        texts = [text for text in (serial, owner if "/" in owner else "") if text]
        if not texts:
            found.append(_unclear(place, "ไม่มีเลขทะเบียนส่ง"))
            return None
        try:
            numbers = [parse_number(text, owner=whose, year=year) for text in texts]
        except RegisterError as error:
            found += (replace(fault, where=place) for fault in error.findings)
            return None
        return self._agreed(place, numbers, found)

    def _agreed(self, place: str, numbers: Sequence[Number], found: list[Finding]) -> Number | None:
        first, last = numbers[0], numbers[-1]
        plain = first.book.series is Series.ORDINARY
        if first.serial != last.serial or not (plain or first.book.series is last.book.series):
            found.append(_unclear(place, f"เลขทะเบียนส่ง {first.short} ไม่ตรงกับช่องที่ {last.short}"))
            return None
        return last

    def _entry(self, row: int, number: Number, date: dt.date | None) -> Entry:
        entry = Entry(
            number=number,
            status=Status.TAKEN,
            registered=date or self.today,
            date=date,
            subject=self._text(row, "subject"),
            recipient=self._text(row, "recipient"),
            sender=self._text(row, "sender"),
        )
        entry = _with_actions(entry, self._text(row, "action"))
        return _with_notes(entry, self._text(row, "note"))


def _with_actions(entry: Entry, text: str) -> Entry:
    """Return the line with what was done: the words of our own export, and all others kept."""
    others = []
    for part in filter(None, text.split("; ")):
        match = _DONE.fullmatch(part)
        if match and (day := _day(match[2])):
            sent = match[1] == Status.SENT.thai
            dated = {"sent": day} if sent else {"signed": day}
            status = Status.SENT if sent else Status.SIGNED
            entry = replace(entry, status=status, **dated)  # type: ignore[arg-type] # parts of Entry
        else:
            others.append(part)
    if any(part.strip() == Status.CANCELLED.thai for part in others):
        entry = replace(entry, status=Status.CANCELLED, reason=text)
    return replace(entry, action="; ".join(others))


def _with_notes(entry: Entry, text: str) -> Entry:
    others = []
    for part in filter(None, text.split("; ")):
        if match := _VOID.fullmatch(part):
            reason = (match["reason"] or part).strip()
            entry = replace(entry, status=Status.CANCELLED, reason=reason)
        elif entry.status is Status.TAKEN and (match := _KEPT.fullmatch(part)):
            until = _day(match["until"] or "")
            kept = {"holder": match["holder"] or "", "reason": match["reason"] or ""}
            entry = replace(entry, status=Status.RESERVED, until=until, **kept)  # type: ignore[arg-type] # parts of Entry
        else:
            others.append(part)
    return replace(entry, note="; ".join(others))


def _day(text: str) -> dt.date | None:
    """Return the day that a note names; nothing where it names none."""
    try:
        return parse_date(text).date
    except DateError:
        return None


def _gaps(lines: Sequence[tuple[str, Entry]]) -> Iterator[Finding]:
    """Yield for each book the numbers that its lines leave out."""
    books: dict[str, list[int]] = {}
    for _, entry in lines:
        books.setdefault(str(entry.number.book), []).append(entry.number.serial)
    for book, serials in books.items():
        missing = sorted({*range(1, max(serials) + 1)}.difference(serials))
        if missing:
            shown = ", ".join(map(str, missing[:5])) + (" …" if len(missing) > 5 else "")
            yield Finding(
                code="register-gap",
                level=Level.NOTE,
                where=book,
                message=f"ทะเบียนเดิมไม่มีเลข {shown} ({len(missing):,} เลข)",
                hint="ถ้ามีหนังสือของเลขนั้น ลงภายหลังได้ด้วย register take --number",
            )


def _unclear(place: str, what: str) -> Finding:
    return Finding(
        code="register-import",
        where=place,
        message=what,
        hint="แก้แถวนี้ในสมุดงานแล้วนำเข้าใหม่ ยังไม่ได้นำเข้าแถวใด",
    )


def _no_head(name: str) -> Finding:
    return Finding(
        code="register-import",
        where=name,
        message="ไม่พบหัวตารางของทะเบียนหนังสือส่ง",
        hint="ต้องมีช่อง เลขทะเบียนส่ง (หรือ ที่) ลงวันที่ และเรื่อง อยู่ในแถวเดียวกัน",
    )
