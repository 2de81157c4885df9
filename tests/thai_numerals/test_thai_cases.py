"""The table of cases worked by hand (thai_cases.csv): each row says why it is there."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

import thai_numerals as tn
from thai_numerals.cli_answers import year_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from thai_numerals.dates import DateStyle, MonthStyle
    from thai_numerals.digits import Digits
    from thai_numerals.parsed import ParsedDate

TABLE = Path(__file__).with_name("thai_cases.csv")


def load_cases() -> list[dict[str, str]]:
    """Return the rows of the table; backslash codes stand for signs one cannot see."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    codes = {"\\n": "\n", "\\t": "\t", "\\u00a0": "\u00a0", "\\u200b": "\u200b"}
    for row in rows:
        for code, sign in codes.items():
            row["input"] = row["input"].replace(code, sign)
    return rows


CASES = load_cases()


def iso(parsed: ParsedDate) -> str:
    """Return the date as far as it is known."""
    return parsed.date.isoformat()[: {"day": 10, "month": 7, "year": 4}[parsed.precision]]


def described(parsed: ParsedDate) -> set[str]:
    """Return what the table notes of a date: era (! stated), ? ambiguous, weekday, time."""
    marks = {iso(parsed), f"{parsed.era}{'!' if parsed.era_stated else ''}"}
    if parsed.ambiguous:
        marks.add("?")
    if parsed.weekday_matches is False:
        marks.add("weekday")
    if any("เลขลำดับวัน" in note for note in parsed.notes):
        marks.add("serial")
    if parsed.time:
        marks.add(parsed.time.isoformat("minutes"))
    return marks


def month_of(text: str) -> tn.YearMonth:
    """Return the month written 2025-03."""
    year, month = text.split("-")
    return tn.YearMonth(int(year), int(month))


def ends_of(text: str) -> tuple[str, str]:
    """Return the two parts of an input such as two dates."""
    first, last = text.split()
    return first, last


def digits_in(words: list[str]) -> Digits:
    """Return which digits the kind of a case asks for."""
    return "arabic" if "arabic" in words else "thai"


def printed_date(kind: str, value: str) -> str:
    """Return the date printed in the style the kind names."""
    style, *words = kind.split()
    date = dt.date.fromisoformat(value)
    return tn.format_date(
        date, cast("DateStyle", style), era="era" in words, digits=digits_in(words)
    )


def printed_month(kind: str, value: str) -> str:
    """Return the month printed in the style the kind names."""
    _, style, *words = kind.split()
    return tn.format_month(
        month_of(value), cast("MonthStyle", style), era="era" in words, digits=digits_in(words)
    )


def printed_months(value: str) -> str:
    """Return the range of months printed."""
    first, last = ends_of(value)
    return tn.format_month_range(month_of(first), month_of(last))


def printed_days(value: str) -> str:
    """Return the range of days printed."""
    first, last = ends_of(value)
    return tn.format_date_range(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def read_range(value: str) -> str:
    """Return first and last day of a range read."""
    first, last = tn.parse_range(value)
    return f"{first.date} {last.last_day}"


def fiscal(value: str) -> str:
    """Return fiscal year, quarter and round."""
    date = dt.date.fromisoformat(value)
    return f"{tn.fiscal_year(date)} {tn.fiscal_quarter(date)} {tn.evaluation_round(date)}"


def printed_number(value: str) -> str:
    """Return the number printed with the places given behind it."""
    number, places = ends_of(value)
    return tn.format_number(Decimal(number), int(places))


def found(value: str) -> str:
    """Return the dates found in a text, ! for one that cannot be."""
    return " ".join(iso(f.parsed) if f.parsed else "!" for f in tn.find_dates(value))


def month_head(value: str) -> str:
    """Return the month of a column head, or - for none."""
    month = tn.parse_month_head(value)
    return f"{month.year}-{month.month:02}" if month else "-"


SOLVERS: dict[str, Callable[[str], str]] = {
    "months": printed_months,
    "days": printed_days,
    "time": lambda value: tn.format_time(dt.time.fromisoformat(value)),
    "read time": lambda value: tn.parse_time(value).isoformat("minutes"),
    "range": read_range,
    "head": month_head,
    "no head": month_head,
    "fiscal": fiscal,
    "year": lambda value: year_answer(value).line,
    "words": lambda value: tn.spell_number(Decimal(value)),
    "unwords": lambda value: f"{tn.parse_words(value):f}",
    "baht": lambda value: tn.spell_baht(Decimal(value)),
    "unbaht": lambda value: f"{tn.parse_baht(value):f}",
    "number": lambda value: f"{tn.parse_number(value):f}",
    "format": printed_number,
    "digits": tn.to_thai_digits,
    "arabic": tn.to_arabic_digits,
    "work": lambda value: "yes" if tn.is_working_day(dt.date.fromisoformat(value)) else "no",
    "next": lambda value: tn.next_working_day(dt.date.fromisoformat(value)).isoformat(),
    "holiday": lambda value: tn.holiday_name(dt.date.fromisoformat(value)) or "-",
    "find": found,
}
REFUSERS: dict[str, Callable[[str], object]] = {
    "refuse": tn.parse_date,
    "refuse range": tn.parse_range,
    "refuse words": tn.parse_words,
    "refuse baht": tn.parse_baht,
    "refuse number": tn.parse_number,
}


def solved(kind: str, value: str) -> str:
    """Return what the package makes of the input."""
    if kind in SOLVERS:
        return SOLVERS[kind](value)
    if kind.startswith("month "):
        return printed_month(kind, value)
    return printed_date(kind, value)


def of_kinds(*, parse: bool = False, refuse: bool = False) -> list[object]:
    """Return the cases to read, those to refuse, or all others, with readable names."""
    chosen = [
        row
        for row in CASES
        if (row["kind"] == "parse") is parse and row["kind"].startswith("refuse") is refuse
    ]
    return [pytest.param(row, id=f"{row['kind']}: {row['reason']}") for row in chosen]


def test_the_table_is_large_and_reasoned() -> None:
    """The table holds at least 500 cases, none twice, each with its reason."""
    assert len(CASES) >= 500
    assert len({(row["kind"], row["input"]) for row in CASES}) == len(CASES)
    assert all(row["reason"] for row in CASES)


@pytest.mark.parametrize("case", of_kinds(parse=True))
def test_dates_as_typed(case: dict[str, str]) -> None:
    """A date as typed gives the date, its era, its precision and what was assumed."""
    assert set(case["expected"].split()) == described(tn.parse_date(case["input"]))


@pytest.mark.parametrize("case", of_kinds(refuse=True))
def test_what_cannot_be_is_refused(case: dict[str, str]) -> None:
    """What cannot be is refused, with the value kept and the reason in Thai."""
    with pytest.raises(tn.ThaiNumeralsError) as caught:
        REFUSERS[case["kind"]](case["input"])
    assert case["expected"] in caught.value.reason
    assert case["input"] == caught.value.value


@pytest.mark.parametrize("case", of_kinds())
def test_everything_else(case: dict[str, str]) -> None:
    """Printing, words, periods, digits and working days come out as worked by hand."""
    assert case["expected"] == solved(case["kind"], case["input"])
