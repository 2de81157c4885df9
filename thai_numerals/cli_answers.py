"""The answer of each command to one value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from thai_numerals.baht import round_to_satang, spell_baht
from thai_numerals.cli_support import Answer
from thai_numerals.dates import (
    format_date,
    format_date_range,
    format_month,
    format_month_range,
    weekday_name,
)
from thai_numerals.digits import in_digits, to_arabic_digits, to_thai_digits
from thai_numerals.eras import Era
from thai_numerals.errors import DateError, NumberError
from thai_numerals.finding import find_dates
from thai_numerals.fiscal import (
    evaluation_round,
    fiscal_quarter,
    fiscal_year,
    fiscal_year_months,
)
from thai_numerals.names import BUDDHIST_ERA
from thai_numerals.numbers import parse_number
from thai_numerals.ranges import NOT_A_RANGE, parse_range
from thai_numerals.reading import parse_date
from thai_numerals.spoken import parse_baht, parse_words
from thai_numerals.words import spell_each_digit, spell_number, spell_ordinal, spell_percent
from thai_numerals.years import buddhist_year

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from thai_numerals.dates import DateStyle, MonthStyle, RangeStyle
    from thai_numerals.digits import Digits
    from thai_numerals.parsed import FoundDate, ParsedDate

    Solve = Callable[[str], Answer]

_MONTH_STYLES: Final[dict[str, MonthStyle]] = {
    "letter": "wide",
    "full": "wide",
    "medium": "medium",
    "short": "short",
}
JANUARY_OR_LATER = "ก่อน พ.ศ. 2484 ปีเริ่ม 1 เมษายน เดือนมกราคมถึงมีนาคมจึงอยู่ในปีอื่น"


def digits_answer(*, arabic: bool, everything: bool) -> Solve:
    """Return what answers with the digits of a text converted."""

    def solve(value: str) -> Answer:
        line = to_arabic_digits(value) if arabic else to_thai_digits(value, everything=everything)
        return Answer(line=line, facts={"text": line})

    return solve


def date_answer(style: DateStyle, *, era: bool, digits: Digits) -> Solve:
    """Return what answers with a date, month, year or range as an office prints it."""

    def solve(value: str) -> Answer:
        try:
            parsed = parse_date(value)
        except DateError as error:
            return _printed_range(_range(value, error), style, era=era, digits=digits)
        line = _printed(parsed, style, era=era, digits=digits)
        return Answer(line=line, facts={"text": line, **_facts(parsed)}, notes=parsed.notes)

    return solve


def _printed(parsed: ParsedDate, style: DateStyle, *, era: bool, digits: Digits) -> str:
    year = parsed.buddhist_year
    if parsed.precision == "day":
        return format_date(parsed.date, style, era=era, digits=digits)
    if parsed.precision == "year":
        return in_digits(f"{BUDDHIST_ERA} {year}" if era else str(year), digits)
    if style == "numeric":
        return in_digits(f"{parsed.month.month}/{year}", digits)
    if style == "iso":
        return in_digits(f"{year:04}-{parsed.month.month:02}", digits)
    return format_month(parsed.month, _MONTH_STYLES[style], era=era, digits=digits)


def _printed_range(
    ends: tuple[ParsedDate, ParsedDate], style: DateStyle, *, era: bool, digits: Digits
) -> Answer:
    first, last = ends
    if style in {"numeric", "iso"} or first.precision == "year":
        line = " - ".join(_printed(end, style, era=era, digits=digits) for end in ends)
    elif first.precision == "month":
        months = first.month, last.month
        line = format_month_range(*months, _MONTH_STYLES[style], era=era, digits=digits)
    else:
        line = format_date_range(
            first.date, last.date, cast("RangeStyle", style), era=era, digits=digits
        )
    facts: dict[str, object] = {"text": line, "first": _facts(first), "last": _facts(last)}
    return Answer(line=line, facts=facts, notes=first.notes + last.notes)


def parse_answer(value: str) -> Answer:
    """Return the date or range `value` says, in ISO 8601 as far as it is known."""
    try:
        parsed = parse_date(value)
    except DateError as error:
        return _range_answer(_range(value, error))
    return Answer(line=_iso(parsed), facts=_facts(parsed), notes=parsed.notes)


def _range(value: str, error: DateError) -> tuple[ParsedDate, ParsedDate]:
    """Return the range `value` says; raise `error` if it is none."""
    try:
        return parse_range(value)
    except DateError as range_error:
        raise (error if range_error.reason == NOT_A_RANGE else range_error) from None


def _range_answer(ends: tuple[ParsedDate, ParsedDate]) -> Answer:
    """Return the range as ISO 8601 writes one."""
    first, last = ends
    facts: dict[str, object] = {"first": _facts(first), "last": _facts(last)}
    return Answer(line=f"{_iso(first)}/{_iso(last)}", facts=facts, notes=first.notes + last.notes)


def found_answer(value: str) -> Answer:
    """Return every date inside the text `value`, parted by tabs."""
    found = list(find_dates(value))
    line = "\t".join(_iso(each.parsed) if each.parsed else f"{each.text}?" for each in found)
    return Answer(
        line=line,
        facts={"dates": [_found_facts(each) for each in found]},
        notes=tuple(f"{each.text}: {each.error.reason}" for each in found if each.error),
        faulty=any(each.error for each in found),
    )


def year_answer(value: str) -> Answer:
    """Return the year in the other era."""
    parsed = parse_date(f"ปี {value}" if len(value.strip()) == 2 else value)
    if parsed.precision != "year":
        raise DateError(value, "ต้องเป็นปีอย่างเดียว เช่น 2568 หรือ ค.ศ. 2025")
    first, last = parsed.date, parsed.last_day
    buddhist = parsed.era is Era.BUDDHIST
    year = first.year if buddhist else buddhist_year(last)
    same = first.year == last.year if buddhist else buddhist_year(first) == buddhist_year(last)
    notes = parsed.notes if same else (*parsed.notes, JANUARY_OR_LATER)
    return Answer(line=str(year), facts={"year": year, **_facts(parsed)}, notes=notes)


def words_answer(kind: str) -> Solve:
    """Return what answers with a number in words: number, ordinal, percent, or digit by digit."""

    def solve(value: str) -> Answer:
        if kind == "each":
            line = _each_digit(value)
        elif kind == "ordinal":
            line = spell_ordinal(_whole(value))
        elif kind == "percent":
            line = spell_percent(parse_number(value))
        else:
            line = spell_number(parse_number(value))
        return Answer(line=line, facts={"text": line})

    return solve


def words_back_answer(value: str) -> Answer:
    """Return the number the words say."""
    return _number(parse_words(value))


def baht_answer(value: str) -> Answer:
    """Return the amount in words, and a note when satang had to be rounded."""
    amount = _amount(value)
    rounded = round_to_satang(amount)
    line = spell_baht(amount)
    notes = () if rounded == amount else (f"ปัดครึ่งขึ้นเป็น {rounded} บาท",)
    return Answer(line=line, facts={"text": line, "amount": str(rounded)}, notes=notes)


def baht_back_answer(value: str) -> Answer:
    """Return the amount the words say."""
    return _number(parse_baht(value))


def fiscal_answer(*, digits: Digits) -> Solve:
    """Return what answers with the fiscal year of a day or a month."""

    def solve(value: str) -> Answer:
        parsed = parse_date(value)
        if parsed.precision == "year":
            raise DateError(value, "ต้องมีเดือนด้วย เพราะปีหนึ่งคร่อมสองปีงบประมาณ")
        year = fiscal_year(parsed.date)
        facts = {
            "fiscal_year": year,
            "quarter": fiscal_quarter(parsed.date),
            "round": evaluation_round(parsed.date),
            "months": [str(month.first_day)[:7] for month in fiscal_year_months(year)],
        }
        line = in_digits(str(year), digits)
        return Answer(line=line, facts={**facts, **_facts(parsed)}, notes=parsed.notes)

    return solve


def _number(number: Decimal) -> Answer:
    return Answer(line=f"{number:f}", facts={"number": f"{number:f}"})


def _amount(value: str) -> Decimal:
    """Return the number in `value`, which may have ฿ before it or บาท behind."""
    try:
        return parse_number(re.sub(r"^\s*(-?)\s*฿|\s*บาท(?:ถ้วน)?\s*$", r"\1", value))
    except NumberError as error:
        raise NumberError(value, error.reason) from error


def _whole(value: str) -> int:
    number = parse_number(value)
    if number != number.to_integral_value():
        raise NumberError(value, "ลำดับที่ต้องเป็นจำนวนเต็ม")
    return int(number)


def _each_digit(value: str) -> str:
    digits = to_arabic_digits(value).replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        raise NumberError(value, "ต้องเป็นตัวเลขล้วน")
    return spell_each_digit(digits)


def _iso(parsed: ParsedDate) -> str:
    length = {"day": 10, "month": 7, "year": 4}[parsed.precision]
    return parsed.date.isoformat()[:length]


def _facts(parsed: ParsedDate) -> dict[str, object]:
    return {
        "date": _iso(parsed),
        "last_day": parsed.last_day.isoformat(),
        "precision": parsed.precision,
        "era": str(parsed.era),
        "era_stated": parsed.era_stated,
        "two_digits": parsed.two_digits,
        "buddhist_year": parsed.buddhist_year,
        "weekday": weekday_name(parsed.date) if parsed.precision == "day" else None,
        "weekday_matches": parsed.weekday_matches,
        "time": parsed.time.isoformat() if parsed.time else None,
        "ambiguous": parsed.ambiguous,
        "alternatives": [date.isoformat() for date in parsed.alternatives],
    }


def _found_facts(found: FoundDate) -> dict[str, object]:
    place: dict[str, object] = {"start": found.start, "end": found.end, "text": found.text}
    if found.parsed is None:
        return {**place, "error": found.error.reason if found.error else ""}
    return {**place, **_facts(found.parsed), "notes": list(found.parsed.notes)}
