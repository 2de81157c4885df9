"""The office's own list of closed and open days (วันหยุดของสำนักงาน), a CSV file.

One line a day, with the columns วันที่, สถานะ, ชื่อวัน, ที่มา.  สถานะ is หยุด (closed) or ทำการ
(open).  A line ทำการ with a name and no date strikes that holiday out in every year.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from thai_numerals.errors import DateError, FileError
from thai_numerals.reading import parse_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

DATE, STATE, NAME = "วันที่", "สถานะ", "ชื่อวัน"
CLOSED: Final = "หยุด"
OPEN: Final = "ทำการ"
UNNAMED: Final = "วันหยุดของสำนักงาน"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalDays:
    """Days an office adds to the national list or takes out of it."""

    closed: Mapping[dt.date, str] = field(default_factory=dict)  # with the day's name
    opened: frozenset[dt.date] = frozenset()
    struck_out: frozenset[str] = frozenset()  # names of holidays that are none for the office


def load_local_days(path: Path) -> LocalDays:
    """Return the days listed in the CSV file `path` (UTF-8, or Thai Windows-874 from Excel).

    Raises :exc:`FileError` that names every faulty line.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileError(str(path), f"เปิดแฟ้มไม่ได้: {error.strerror}") from error
    return read_local_days(_decoded(raw, path), name=path.name)


def read_local_days(text: str, *, name: str) -> LocalDays:
    """Return the days listed in CSV `text`; `name` is the file's name for messages."""
    import csv  # most uses of the package read no list
    import io

    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = {DATE, STATE, NAME} - set(reader.fieldnames or ())
    if missing:
        raise FileError(name, f"บรรทัดแรกไม่มีหัวคอลัมน์ {', '.join(sorted(missing))}")
    closed: dict[dt.date, str] = {}
    opened: set[dt.date] = set()
    struck_out: set[str] = set()
    faults: list[str] = []
    for row in reader:
        try:
            _take(row, closed, opened, struck_out)
        except DateError as error:
            faults.append(f"บรรทัดที่ {reader.line_num}: {error.value!r} {error.reason}")
    if faults:
        raise FileError(name, "; ".join(faults))
    return LocalDays(closed=closed, opened=frozenset(opened), struck_out=frozenset(struck_out))


@cache
def office_days() -> LocalDays:
    """Return what holds for every government office: holidays that are none for it."""
    from importlib.resources import files  # a third of the package's time to load

    resource = files("thai_numerals") / "data" / "office_days.csv"
    return read_local_days(resource.read_text(encoding="utf-8"), name=resource.name)


def _take(
    row: dict[str, str | None],
    closed: dict[dt.date, str],
    opened: set[dt.date],
    struck_out: set[str],
) -> None:
    date, state, name = ((row.get(column) or "").strip() for column in (DATE, STATE, NAME))
    if not (date or state or name):
        return
    if state not in {CLOSED, OPEN}:
        raise DateError(state, f"สถานะต้องเป็น {CLOSED} หรือ {OPEN}")
    if not date and not (state == OPEN and name):
        raise DateError(date, "ไม่มีวันที่")
    if not date:
        struck_out.add(name)
    elif state == OPEN:
        opened.add(_day(date))
    else:
        closed[_day(date)] = name or UNNAMED


def _day(text: str) -> dt.date:
    parsed = parse_date(text)
    if parsed.precision != "day":
        raise DateError(text, "ต้องมีวัน เดือน และปี")
    return parsed.date


def _decoded(raw: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileError(str(path), "อ่านตัวอักษรไม่ได้ ให้บันทึกเป็น CSV UTF-8")
