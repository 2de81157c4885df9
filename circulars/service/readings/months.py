"""Months, ranges and years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from circulars.service.readings.days import (
    COUNTED,
    ENGLISH_MONTHS,
    FIRST_FISCAL_YEAR,
    fiscal_lines,
    holidays_are_known,
    is_doubtful,
)
from circulars.service.readings.model import Group, Line, Sense, line
from thai_numerals import (
    buddhist_year,
    fiscal_year_months,
    format_date,
    format_date_range,
    format_month,
    format_month_range,
    working_days,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from thai_numerals import LocalDays, ParsedDate
    from thai_numerals.dates import MonthStyle, RangeStyle

APRIL_YEARS: Final = "ก่อน พ.ศ. 2484 ปีเริ่ม 1 เมษายน จึงคร่อมสองปี"
_MONTHS: Final = (
    ("month", "wide", False, "เดือนในหนังสือ"),
    ("month_era", "wide", True, "มี พ.ศ."),
    ("month_medium", "medium", False, "ย่อเดือน"),
    ("month_short", "short", False, "ย่อเดือนและปี"),
    ("month_head", "head", False, "หัวคอลัมน์ในตาราง"),
)
_RANGES: Final = (
    ("letter", "letter", False, "ช่วงในหนังสือ"),
    ("letter_era", "letter", True, "มี พ.ศ."),
    ("full", "full", False, "มีชื่อวัน"),
    ("medium", "medium", False, "ย่อเดือน"),
    ("short", "short", False, "ย่อเดือนและปี"),
)
_MONTH_RANGES: Final = (
    ("letter", "wide", False, "ช่วงในหนังสือ"),
    ("letter_era", "wide", True, "มี พ.ศ."),
    ("medium", "medium", False, "ย่อเดือน"),
    ("short", "short", False, "ย่อเดือนและปี"),
)


def month_group(parsed: ParsedDate) -> Group:
    """Return everything about the month `parsed`."""
    month = parsed.month
    lines = [
        line(key, label, format_month(month, cast("MonthStyle", style), era=era))
        for key, style, era, label in _MONTHS
    ]
    english = f"{ENGLISH_MONTHS[month.month - 1]} {month.year}"
    lines.append(Line(key="english", label="ภาษาอังกฤษ", text=english))
    lines.append(Line(key="iso", label="ค.ศ. แบบสากล", text=month.first_day.isoformat()[:7]))
    lines.append(line("last_day", "วันสิ้นเดือน", format_date(month.last_day, "full")))
    lines += fiscal_lines(month)
    title = format_month(month)
    doubtful = is_doubtful(parsed)
    return Group(
        sense=Sense.DATE, title=title, lines=tuple(lines), notes=parsed.notes, doubtful=doubtful
    )


def range_group(
    first: ParsedDate, last: ParsedDate, today: dt.date, days: LocalDays | None
) -> Group:
    """Return everything about a range of days, months or years."""
    if first.precision == "year":
        lines = [line("letter", "ช่วงปี", f"พ.ศ. {first.buddhist_year} - {last.buddhist_year}")]
    elif first.precision == "month":
        lines = [*_month_range(first, last)]
    else:
        lines = [*_day_range(first, last)]
    iso = f"{first.date.isoformat()}/{last.last_day.isoformat()}"
    lines.append(Line(key="iso", label="ค.ศ. แบบสากล", text=iso))
    lines += _length(first.date, last.last_day, today, days)
    return Group(
        sense=Sense.RANGE,
        title=lines[0].text,
        lines=tuple(lines),
        notes=tuple(dict.fromkeys((*first.notes, *last.notes))),
        doubtful=is_doubtful(first, last),
    )


def _day_range(first: ParsedDate, last: ParsedDate) -> Iterator[Line]:
    for key, style, era, label in _RANGES:
        days = format_date_range(first.date, last.date, cast("RangeStyle", style), era=era)
        yield line(key, label, days)


def _month_range(first: ParsedDate, last: ParsedDate) -> Iterator[Line]:
    for key, style, era, label in _MONTH_RANGES:
        months = format_month_range(first.month, last.month, cast("MonthStyle", style), era=era)
        yield line(key, label, months)


def _length(
    first: dt.date, last: dt.date, today: dt.date, days: LocalDays | None
) -> Iterator[Line]:
    count = (last - first).days + 1
    yield line("days", "จำนวนวัน (นับทั้งวันแรกและวันสุดท้าย)", f"{count:,} วัน")
    if count <= COUNTED and holidays_are_known(first, today) and holidays_are_known(last, today):
        worked = sum(1 for _ in working_days(first, last, local=days))
        yield line("working_days", "วันทำการในช่วงนั้น", f"{worked:,} วัน")


def year_group(parsed: ParsedDate) -> Group:
    """Return the year in both eras, and the fiscal year of the same number."""
    ends = parsed.date, parsed.last_day
    buddhist = list(dict.fromkeys(map(buddhist_year, ends)))
    christian = list(dict.fromkeys(end.year for end in ends))
    lines = [_years("buddhist", "พ.ศ.", buddhist), _years("christian", "ค.ศ.", christian)]
    if len(buddhist) == 1 and buddhist[0] >= FIRST_FISCAL_YEAR:
        months = fiscal_year_months(buddhist[0])
        days = format_date_range(months[0].first_day, months[-1].last_day)
        lines.append(line("fiscal", "ปีงบประมาณ", f"ปีงบประมาณ พ.ศ. {buddhist[0]}"))
        lines.append(line("fiscal_days", "เริ่มและสิ้นสุดปีงบประมาณ", days))
    notes = parsed.notes if len(buddhist) == len(christian) == 1 else (*parsed.notes, APRIL_YEARS)
    title = " ตรงกับ ".join(each.text for each in lines[:2])
    doubtful = is_doubtful(parsed)
    return Group(sense=Sense.YEAR, title=title, lines=tuple(lines), notes=notes, doubtful=doubtful)


def _years(key: str, era: str, years: list[int]) -> Line:
    return line(key, era, f"{era} {' - '.join(map(str, years))}")
