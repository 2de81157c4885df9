"""Dates, months, ranges and times as a Thai office prints them (การพิมพ์วันที่)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from thai_numerals.digits import Digits, in_digits
from thai_numerals.errors import DateError
from thai_numerals.months import YearMonth
from thai_numerals.names import BUDDHIST_ERA, MONTHS_SHORT, MONTHS_WIDE, WEEKDAYS
from thai_numerals.years import buddhist_year

if TYPE_CHECKING:
    import datetime as dt

DateStyle = Literal["letter", "full", "medium", "short", "numeric", "iso"]
MonthStyle = Literal["wide", "medium", "short", "head"]
RangeStyle = Literal["letter", "full", "medium", "short"]

_JOINT: Final = " - "


def format_date(
    date: dt.date, style: DateStyle = "letter", *, era: bool = False, digits: Digits = "thai"
) -> str:
    """Return `date` as an office prints it; the year is Buddhist (พ.ศ.).

    Styles: ``letter`` ๑๑ มีนาคม ๒๕๖๘, ``full`` วันอังคารที่ ๑๑ มีนาคม ๒๕๖๘, ``medium``
    ๑๑ มี.ค. ๒๕๖๘, ``short`` ๑๑ มี.ค. ๖๘, ``numeric`` ๑๑/๓/๒๕๖๘, ``iso`` ๒๕๖๘-๐๓-๑๑.
    `era` puts พ.ศ. before the year (not in the last three).

    >>> import datetime as dt
    >>> format_date(dt.date(2026, 1, 5))
    '๕ มกราคม ๒๕๖๙'
    >>> format_date(dt.date(2026, 1, 5), "full", era=True, digits="arabic")
    'วันจันทร์ที่ 5 มกราคม พ.ศ. 2569'
    """
    _check(style, DateStyle)
    year = buddhist_year(date)
    if style == "numeric":
        return in_digits(f"{date.day}/{date.month}/{year}", digits)
    if style == "iso":
        return in_digits(f"{year:04}-{date.month:02}-{date.day:02}", digits)
    return in_digits(f"{_day(date, style)} {_month_year(date, style, era=era)}", digits)


def format_month(
    month: YearMonth, style: MonthStyle = "wide", *, era: bool = False, digits: Digits = "thai"
) -> str:
    """Return `month` with its Buddhist year.

    Styles: ``wide`` มีนาคม ๒๕๖๘, ``medium`` มี.ค. ๒๕๖๘, ``short`` มี.ค. ๖๘ and ``head``
    มี.ค.-๖๘, the head of a month column.

    >>> format_month(YearMonth(2025, 3)), format_month(YearMonth(2025, 3), "head")
    ('มีนาคม ๒๕๖๘', 'มี.ค.-๖๘')
    """
    _check(style, MonthStyle)
    return in_digits(_month_year(month.first_day, style, era=era), digits)


def format_date_range(
    first: dt.date,
    last: dt.date,
    style: RangeStyle = "letter",
    *,
    era: bool = False,
    digits: Digits = "thai",
) -> str:
    """Return the days from `first` to `last`, month and year written once where shared.

    >>> import datetime as dt
    >>> format_date_range(dt.date(2025, 3, 2), dt.date(2025, 3, 5))
    '๒ - ๕ มีนาคม ๒๕๖๘'
    """
    _check(style, RangeStyle)
    _check_order(first, last)
    end = format_date(last, style, era=era, digits=digits)
    if first == last:
        return end
    if buddhist_year(first) != buddhist_year(last):
        return format_date(first, style, era=era, digits=digits) + _JOINT + end
    shared = first.month == last.month
    start = _day(first, style) if shared else f"{_day(first, style)} {_month_name(first, style)}"
    return in_digits(start, digits) + _JOINT + end


def format_month_range(
    first: YearMonth,
    last: YearMonth,
    style: MonthStyle = "wide",
    *,
    era: bool = False,
    digits: Digits = "thai",
) -> str:
    """Return the months from `first` to `last`, the year written once where shared.

    >>> format_month_range(YearMonth(2024, 10), YearMonth(2025, 2))
    'ตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘'
    """
    _check_order(first, last)
    end = format_month(last, style, era=era, digits=digits)
    if first == last:
        return end
    if style != "head" and first.buddhist_year == last.buddhist_year:
        return _month_name(first.first_day, style) + _JOINT + end
    return format_month(first, style, era=era, digits=digits) + _JOINT + end


def format_time(time: dt.time | dt.datetime, *, digits: Digits = "thai") -> str:
    """Return hour and minute with a full stop between them and น. (นาฬิกา).

    >>> import datetime as dt
    >>> format_time(dt.time(13, 55)), format_time(dt.time(9, 0), digits="arabic")
    ('๑๓.๕๕ น.', '09.00 น.')
    """
    return in_digits(f"{time.hour:02}.{time.minute:02} น.", digits)


def weekday_name(date: dt.date) -> str:
    """Return the weekday of `date` with วัน before it, such as วันอังคาร."""
    return "วัน" + WEEKDAYS[date.weekday()]


def _day(date: dt.date, style: str) -> str:
    return f"{weekday_name(date)}ที่ {date.day}" if style == "full" else str(date.day)


def _month_name(date: dt.date, style: str) -> str:
    names = MONTHS_WIDE if style in {"letter", "full", "wide"} else MONTHS_SHORT
    return names[date.month - 1]


def _month_year(date: dt.date, style: str, *, era: bool) -> str:
    year = buddhist_year(date)
    if style in {"short", "head"}:
        joint = "-" if style == "head" else " "
        return f"{_month_name(date, style)}{joint}{year % 100:02}"
    mark = f"{BUDDHIST_ERA} " if era else ""
    return f"{_month_name(date, style)} {mark}{year}"


def _check(style: str, allowed: object) -> None:
    if style not in get_args(allowed):
        raise ValueError(f"style must be one of {', '.join(get_args(allowed))}, got {style!r}")


def _check_order(first: dt.date | YearMonth, last: dt.date | YearMonth) -> None:
    if (first.year, first.month, _number(first)) > (last.year, last.month, _number(last)):
        raise DateError(str(first), "วันเริ่มต้นอยู่หลังวันสิ้นสุด")


def _number(when: dt.date | YearMonth) -> int:
    return 1 if isinstance(when, YearMonth) else when.day
