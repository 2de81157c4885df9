"""Dates in spreadsheet cells (วันที่ในเซลล์): serial numbers and Buddhist years typed as CE.

Excel keeps every date as a Christian one.  A cell whose year is 2400 or later holds a Buddhist
year that was typed as if it were Christian; one from 1930 to 1999 may hold a Buddhist year of
two digits, which Excel took for 19xx (68 for 2568 becomes 1968, 57 years too early).
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from thai_numerals.eras import Era
from thai_numerals.errors import DateError
from thai_numerals.months import YearMonth
from thai_numerals.parsed import ParsedDate
from thai_numerals.years import BUDDHIST_ERA_OFFSET

FIRST_TYPED_AS_CE: Final = 2400
TWO_DIGIT_YEARS: Final = range(1930, 2000)  # what Excel makes of 30 to 99
TWO_DIGIT_SHIFT: Final = 2500 - BUDDHIST_ERA_OFFSET - 1900  # 57

# Serial 60 is 29 February 1900, a day that never was, kept from Lotus 1-2-3.
# Source: ECMA-376 Part 1, 18.17.4.1, and Microsoft's note 214326 on the year 1900.
FALSE_LEAP_DAY: Final = 60
EPOCH_1900: Final = dt.date(1899, 12, 30)
EPOCH_1904: Final = dt.date(1904, 1, 1)
SECONDS: Final = 86_400

TYPED_AS_CE: Final = "เซลล์เก็บปี ค.ศ. {year} ซึ่งเป็น พ.ศ. ที่พิมพ์เป็น ค.ศ. จึงลบ 543"
TWO_DIGITS: Final = "ปี {year} ในเซลล์อาจมาจากการพิมพ์ พ.ศ. สองหลัก ({short:02}) ซึ่งคือ พ.ศ. {buddhist}"


def read_date_cell(value: dt.date) -> ParsedDate:
    """Return the date that a date cell holding `value` means.

    >>> read_date_cell(dt.date(2568, 3, 11)).date
    datetime.date(2025, 3, 11)
    """
    time = value.time() if isinstance(value, dt.datetime) and value.time() != dt.time() else None
    date = value.date() if isinstance(value, dt.datetime) else value
    if date.year >= FIRST_TYPED_AS_CE:
        return ParsedDate(
            date=YearMonth(date.year - BUDDHIST_ERA_OFFSET, date.month).day(date.day),
            precision="day",
            era=Era.BUDDHIST,
            era_stated=False,
            time=time,
            notes=(TYPED_AS_CE.format(year=date.year),),
        )
    alternatives = _two_digit_reading(date)
    notes = tuple(_two_digit_note(date, other) for other in alternatives)
    return ParsedDate(
        date=date,
        precision="day",
        era=Era.CHRISTIAN,
        era_stated=False,
        time=time,
        alternatives=alternatives,
        notes=notes,
    )


def date_from_serial(serial: Decimal | int, *, date1904: bool = False) -> ParsedDate:
    """Return the date of an Excel serial number; the fraction is the time of day.

    `date1904` is for workbooks that count from 1904 (made on older Macs).

    >>> date_from_serial(45727).date
    datetime.date(2025, 3, 11)
    """
    number = Decimal(serial)
    if not number.is_finite():
        raise DateError(serial, f"เลขลำดับวัน {serial} ไม่ตรงกับวันใดในปฏิทิน")
    days = int(number)
    if days < (0 if date1904 else 1) or (days == FALSE_LEAP_DAY and not date1904):
        raise DateError(serial, f"เลขลำดับวัน {serial} ไม่ตรงกับวันใดในปฏิทิน")
    try:
        date = _epoch(days, date1904=date1904) + dt.timedelta(days=days)
        moment = dt.datetime.combine(date, dt.time()) + _time_of_day(number - days)
    except OverflowError as error:
        raise DateError(serial, f"เลขลำดับวัน {serial} อยู่เลยปี 9999") from error
    return read_date_cell(moment)


def _time_of_day(fraction: Decimal) -> dt.timedelta:
    seconds = (fraction * SECONDS).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return dt.timedelta(seconds=int(seconds))


def _epoch(days: int, *, date1904: bool) -> dt.date:
    if date1904:
        return EPOCH_1904
    return EPOCH_1900 + dt.timedelta(days=days < FALSE_LEAP_DAY)


def _two_digit_reading(date: dt.date) -> tuple[dt.date, ...]:
    if date.year not in TWO_DIGIT_YEARS:
        return ()
    try:
        return (YearMonth(date.year + TWO_DIGIT_SHIFT, date.month).day(date.day),)
    except DateError:
        return ()


def _two_digit_note(date: dt.date, other: dt.date) -> str:
    buddhist = other.year + BUDDHIST_ERA_OFFSET
    return TWO_DIGITS.format(year=date.year, short=date.year % 100, buddhist=buddhist)
