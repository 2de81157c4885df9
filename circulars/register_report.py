"""What the commands of the register print: lines for people, one JSON document for scripts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from circulars.register import BANGKOK, BUDDHIST, Status
from thai_numerals import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.register import Change, Entry

# What people call the parts of a line, in the order in which a change is told.
_PARTS: Final = {
    "status": "สถานะ",
    "date": "ลงวันที่",
    "subject": "เรื่อง",
    "recipient": "ถึง",
    "sender": "จาก",
    "action": "การปฏิบัติ",
    "note": "หมายเหตุ",
    "signed": "วันลงนาม",
    "sent": "วันส่ง",
    "holder": "จองให้",
    "until": "จองถึง",
    "reason": "เหตุผล",
    "file": "แฟ้ม",
    "sha256": "SHA-256",
    "key": "หนังสือ",
}
_DATES: Final = ("registered", "date", "signed", "sent", "until")
_TEXTS: Final = (
    *("subject", "recipient", "sender", "action", "note", "holder", "reason", "key", "file"),
    "sha256",
)


def entry_line(entry: Entry, today: dt.date) -> str:
    """Return one line of the register for people."""
    status = entry.status.thai
    if entry.is_overdue(today):
        status = f"{status} (เลยกำหนด {thai_day(entry.until)})"
    about = f"จองให้ {entry.holder}" if entry.holder and not entry.subject else entry.subject
    shown = (
        str(entry.number),
        thai_day(entry.date) or f"ปี {entry.number.book.year + BUDDHIST}",
        status,
        entry.recipient,
        about,
        entry.reason if entry.status in {Status.RESERVED, Status.CANCELLED} else "",
    )
    return "  ".join(filter(None, shown))


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return one line of the register for scripts; the year is Buddhist, days are ISO 8601."""
    book = entry.number.book
    number = {"number": str(entry.number), "owner": book.owner, "year": book.year + BUDDHIST}
    days = {name: getattr(entry, name) for name in _DATES}
    return {
        **number,
        "series": book.series.value,
        "serial": entry.number.serial,
        "status": entry.status.value,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        **{name: getattr(entry, name) for name in _TEXTS},
    }


def change_lines(change: Change) -> Iterator[str]:
    """Yield who did what when, and under it each part that changed."""
    at = change.at.astimezone(BANGKOK)
    yield f"{thai_day(at.date())} {at:%H:%M:%S}  {change.actor}  {change.thai}"
    for name, label in _PARTS.items():
        match change.details.get(name):
            case [before, after]:
                was, became = (_said(name, str(each)) or "–" for each in (before, after))
                yield f"    {label}: {was} → {became}"
            case str() as said if name != "status":
                yield f"    {label}: {_said(name, said)}"


def _said(name: str, value: str) -> str:
    """Return one part of a change as people read it."""
    if value and name in _DATES:
        return thai_day(dt.date.fromisoformat(value))
    return Status(value).thai if name == "status" else value


def change_json(change: Change) -> dict[str, Any]:
    """Return one change for scripts; the moment is in UTC."""
    details = dict(change.details)
    return {
        "at": change.at.isoformat(),
        "by": change.actor,
        "action": change.action,
        "details": details,
    }


def thai_day(day: dt.date | None) -> str:
    """Return the day in short, or nothing: ``11 มี.ค. 2568``."""
    return format_date(day, "medium", digits="arabic") if day else ""
