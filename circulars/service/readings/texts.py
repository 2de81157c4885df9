"""A whole text: its digits converted, and the dates inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.service.readings.days import is_doubtful
from circulars.service.readings.figures import each_digit
from circulars.service.readings.model import Group, Line, Sense, line
from thai_numerals import (
    DateError,
    find_dates,
    format_date,
    format_month,
    to_arabic_digits,
    to_thai_digits,
)
from thai_numerals.digits import kept_in_arabic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thai_numerals import FoundDate, ParsedDate

NO_DIGITS: Final = "ไม่มีตัวเลขให้แปลง"
NO_DATES: Final = "ไม่พบวันที่ในข้อความ"
_MOST_KEPT: Final = 5  # of what stays in Arabic digits, as examples


def digits_group(text: str) -> Group:
    """Return `text` in Thai and in Arabic digits; ValueError where it has no digits."""
    thai, arabic = to_thai_digits(text), to_arabic_digits(text)
    everything = to_thai_digits(text, everything=True)
    if everything == arabic:
        raise DateError(text, NO_DIGITS)
    lines = [
        Line(key="thai", label="เลขไทย", text=thai),
        Line(key="arabic", label="เลขอารบิก", text=arabic),
    ]
    kept = list(dict.fromkeys(arabic[a:b] for a, b in kept_in_arabic(arabic)))
    if everything != thai:
        label = "เลขไทยทุกตัว"
        lines.append(Line(key="everything", label=label, text=everything))
    lines += each_digit(text)
    return Group(
        sense=Sense.DIGITS,
        title=Sense.DIGITS.thai,
        lines=tuple(lines),
        notes=tuple(_kept(kept)) if everything != thai else (),
    )


def _kept(kept: list[str]) -> Iterator[str]:
    if kept:
        more = f" และอีก {len(kept) - _MOST_KEPT} แห่ง" if len(kept) > _MOST_KEPT else ""
        shown = ", ".join(kept[:_MOST_KEPT])
        yield f"ที่อยู่เว็บ อีเมล ชื่อแฟ้ม และรหัสอักษรละตินคงเลขอารบิก: {shown}{more}"


def found_group(text: str) -> Group:
    """Return the dates inside `text` as a letter has them; DateError where there are none."""
    found = list(find_dates(text))
    if not found:
        raise DateError(text, NO_DATES)
    lines = tuple(line("found", each.text, _printed(each.parsed)) for each in found if each.parsed)
    return Group(
        sense=Sense.FOUND,
        title=f"พบวันที่ {len(found)} แห่ง",
        lines=lines,
        notes=tuple(note for each in found for note in _notes(each)),
        doubtful=any(each.parsed is None or is_doubtful(each.parsed) for each in found),
    )


def _printed(parsed: ParsedDate) -> str:
    if parsed.precision == "month":
        return format_month(parsed.month)
    return format_date(parsed.date, "full")


def _notes(found: FoundDate) -> Iterator[str]:
    reasons = (found.error.reason,) if found.error else found.parsed.notes if found.parsed else ()
    yield from (f"{found.text}: {reason}" for reason in reasons)
