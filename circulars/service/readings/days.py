"""A day: in every form of a letter, its fiscal year, how far it is, whether the office works."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, cast

from circulars.service.readings.model import Group, Line, Sense, line
from thai_numerals import (
    evaluation_round,
    fiscal_quarter,
    fiscal_year,
    format_date,
    format_time,
    holiday_name,
    is_working_day,
    next_working_day,
    weekday_name,
    working_days,
)
from thai_numerals.names import MONTHS_WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thai_numerals import LocalDays, ParsedDate, YearMonth
    from thai_numerals.dates import DateStyle

ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
# The forms of a letter: key, style, with พ.ศ., what it is called.
_FORMS: Final = (
    ("letter", "letter", False, "วันที่ของหนังสือ"),
    ("letter_era", "letter", True, "มี พ.ศ."),
    ("full", "full", False, "มีชื่อวัน"),
    ("full_era", "full", True, "มีชื่อวันและ พ.ศ."),
    ("medium", "medium", False, "ย่อเดือน"),
    ("short", "short", False, "ย่อเดือนและปี"),
    ("numeric", "numeric", False, "ตัวเลข"),
)
# Holidays of other years are not known well enough to say that an office works.
FIRST_KNOWN_YEAR: Final = 2000
KNOWN_AHEAD: Final = 5  # years
# Budget Procedures Act BE 2502, section 4: before it fiscal years were others.
FIRST_FISCAL_YEAR: Final = 2503
COUNTED: Final = 400  # days; working days are not counted further
UNANNOUNCED: Final = "วันหยุดของปีนั้นบางวันยังไม่ประกาศ จึงอาจต่างไป"


def day_group(parsed: ParsedDate, today: dt.date, days: LocalDays | None) -> Group:
    """Return everything about the day `parsed`; `days` are the office's own holidays."""
    date = parsed.date
    lines = [*_forms(parsed), *fiscal_lines(parsed.month), _distance(date, today, days)]
    known = holidays_are_known(date, today)
    if known:
        lines += _work(date, days)
    notes = [*parsed.notes, *_other_days(parsed)]
    if known and date.year > today.year:
        notes.append(UNANNOUNCED)
    title = format_date(date, "full")
    return Group(
        sense=Sense.DATE,
        title=title,
        lines=tuple(lines),
        notes=tuple(notes),
        doubtful=is_doubtful(parsed),
    )


def is_doubtful(*read: ParsedDate) -> bool:
    """Return whether one of the dates may be another one, or has a weekday that is not its own."""
    return any(each.ambiguous or each.weekday_matches is False for each in read)


def _forms(parsed: ParsedDate) -> Iterator[Line]:
    date = parsed.date
    for key, style, era, label in _FORMS:
        yield line(key, label, format_date(date, cast("DateStyle", style), era=era))
    month = MONTHS_WIDE[date.month - 1]
    yield line("christian", "ปี ค.ศ.", f"{date.day} {month} ค.ศ. {date.year}")
    english = f"{date.day} {ENGLISH_MONTHS[date.month - 1]} {date.year}"
    yield Line(key="english", label="ภาษาอังกฤษ", text=english)
    yield Line(key="iso", label="ค.ศ. แบบสากล", text=date.isoformat())
    if parsed.time:
        yield line("time", "เวลา", format_time(parsed.time))


def _other_days(parsed: ParsedDate) -> Iterator[str]:
    for date in parsed.alternatives:
        yield f"อาจหมายถึง {format_date(date, 'full')} (ค.ศ. {date.year})"


def fiscal_lines(month: YearMonth) -> Iterator[Line]:
    """Yield fiscal year, quarter and evaluation round of a month."""
    year = fiscal_year(month)
    if year < FIRST_FISCAL_YEAR:
        return
    quarter = fiscal_quarter(month)
    yield line("fiscal", "ปีงบประมาณ", f"ปีงบประมาณ พ.ศ. {year}")
    yield line("quarter", "ไตรมาส", f"ไตรมาสที่ {quarter} ปีงบประมาณ พ.ศ. {year}")
    round_ = evaluation_round(month)
    yield line("round", "รอบการประเมิน", f"รอบที่ {round_} ปีงบประมาณ พ.ศ. {year}")


def _distance(date: dt.date, today: dt.date, days: LocalDays | None) -> Line:
    """Return how many days lie between `date` and `today`, and how many of them are worked."""
    count = abs((date - today).days)
    if not count:
        return line("distance", "นับจากวันนี้", "วันนี้")
    far = f"อีก {count:,} วัน" if date > today else f"ผ่านมาแล้ว {count:,} วัน"
    if count <= COUNTED and holidays_are_known(date, today):
        first, last = sorted((date, today))
        worked = sum(1 for _ in working_days(first + dt.timedelta(days=1), last, local=days))
        far += f" (วันทำการ {worked:,} วัน)"
    return line("distance", "นับจากวันนี้", far)


def _work(date: dt.date, days: LocalDays | None) -> Iterator[Line]:
    """Yield whether the office works on `date`, and the day on which it works next."""
    if is_working_day(date, local=days):
        yield line("working", "วันทำการ", "เป็นวันทำการ")
        return
    reason = holiday_name(date, local=days) or weekday_name(date)
    yield Line(key="working", label="วันทำการ", text=f"ไม่ใช่วันทำการ: {reason}")
    following = next_working_day(date, local=days)
    yield line("next_working", "วันทำการถัดไป", format_date(following, "full"))


def holidays_are_known(date: dt.date, today: dt.date) -> bool:
    """Return whether the holidays around `date` are known."""
    return FIRST_KNOWN_YEAR <= date.year <= today.year + KNOWN_AHEAD
