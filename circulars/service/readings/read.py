"""Reading a text in every sense it can have."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.service.readings.days import day_group
from circulars.service.readings.english import in_thai
from circulars.service.readings.figures import baht_group, number_group, words_group
from circulars.service.readings.model import Group, Readings, Refused, Sense
from circulars.service.readings.months import month_group, range_group, year_group
from circulars.service.readings.texts import digits_group, found_group
from thai_numerals import (
    DateError,
    ThaiNumeralsError,
    buddhist_year,
    find_dates,
    parse_date,
    parse_range,
    to_arabic_digits,
)
from thai_numerals.ranges import NOT_A_RANGE
from thai_numerals.reading import NOT_A_DATE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from thai_numerals import LocalDays, ParsedDate

_SHORT_YEAR: Final = re.compile(r"\s*[0-9]{2}\s*")
# Figures alone are a number before they are anything else, but for a year of four digits.
_FIGURES: Final = re.compile(r"\s*[0-9.,]+\s*")
# A telephone number or a code: its zero is no figure, and nobody counts or pays by it.
_CODE: Final = re.compile(r"\s*(?:0[0-9]{2,}|0(?:[ -]?[0-9]){8,9})\s*")
_FOUR_DIGITS: Final = re.compile(r"\s*[12][0-9]{3}\s*")
_NOT_A_YEAR: Final = "ต้องเป็นปีอย่างเดียว เช่น 2568 หรือ ค.ศ. 2025"
_GENERAL: Final = frozenset({NOT_A_DATE, NOT_A_RANGE, _NOT_A_YEAR})
_FISCAL: Final = re.compile(r"\s*(?:(?:ปี)?งบประมาณ|ปีงบ)\s*(?=ปี|พ|ค|[0-9๐-๙])")
NO_YEAR: Final = "ยังไม่มีปี พิมพ์ปีต่อท้าย เช่น {whole}"
_YEAR_OR_SHORT: Final = re.compile(r"[0-9]\D+[0-9]|[0-9]{3}")  # two numbers, or one that is no day
# Commas between figures that stand at no thousand; a number that is still being typed has none.
_MISGROUPED: Final = re.compile(r"(?=.*,)(?![0-9]{1,3}(?:,[0-9]{3})*,[0-9]{0,2}$)[0-9.,]+")
MISGROUPED: Final = "เครื่องหมาย , ไม่ตรงหลักพัน หรือมีจุดเกินหนึ่งจุด เขียนเช่น 1,234.50"
# Senses whose refusal is worth telling where nobody asked for them.
_TOLD: Final = frozenset({Sense.DATE, Sense.RANGE})


def read_text(
    text: str, *, today: dt.date, days: LocalDays | None = None, sense: Sense | None = None
) -> Readings:
    """Return the readings of `text`, or only that in one `sense`; none of an empty text.

    `days` are the office's own holidays.  Why a date is none is told where it nearly is one.

    >>> import datetime as dt
    >>> [each.sense.value for each in read_text("2568", today=dt.date(2025, 3, 11)).groups]
    ['year', 'number', 'baht', 'digits']
    >>> read_text("31 ก.พ. 2568", today=dt.date(2025, 3, 11)).refused[0].reason
    'เดือนกุมภาพันธ์ 2568 มี 28 วัน ไม่มีวันที่ 31'
    """
    if not text.strip():
        return Readings(groups=())
    readers = _readers(today, days)
    groups: dict[Sense, Group] = {}
    refused: list[Refused] = []
    code = _CODE.fullmatch(to_arabic_digits(text))
    for each in [sense] if sense else [Sense.DIGITS] if code else readers:
        try:
            groups[each] = readers[each](text)
        except ThaiNumeralsError as error:
            if sense or (each in _TOLD and error.reason not in _GENERAL):
                refused.append(Refused(sense=each, reason=error.reason))
            elif each is Sense.NUMBER and _MISGROUPED.fullmatch(to_arabic_digits(text).strip()):
                refused.append(Refused(sense=each, reason=MISGROUPED))
    if refused and Sense.FOUND in groups and not groups[Sense.FOUND].lines:
        del groups[Sense.FOUND]  # it is refused for the same reason
    return Readings(groups=tuple(_shown(text, groups)), refused=tuple(refused[:1]))


def _readers(today: dt.date, days: LocalDays | None) -> Mapping[Sense, Callable[[str], Group]]:
    def date(text: str) -> Group:
        parsed = _date(text, today)
        if parsed.precision == "year":
            raise DateError(text, NOT_A_DATE)
        return (
            month_group(parsed) if parsed.precision == "month" else day_group(parsed, today, days)
        )

    def range_(text: str) -> Group:
        return range_group(*parse_range(text), today, days)

    return {
        Sense.DATE: date,
        Sense.RANGE: range_,
        Sense.YEAR: _year_group,
        Sense.NUMBER: number_group,
        Sense.BAHT: baht_group,
        Sense.WORDS: words_group,
        Sense.FOUND: found_group,
        Sense.DIGITS: digits_group,
    }


def _date(text: str, today: dt.date) -> ParsedDate:
    """Return the date that `text` is, also one of those read inside a text (วันอังคารที่ 11/3/68).

    Of a day or a month without a year it is told that the year is missing.
    """
    try:
        return parse_date(in_thai(text))
    except DateError as error:
        found = list(find_dates(text.strip()))
        if len(found) == 1 and found[0].parsed and found[0].text == text.strip():
            return found[0].parsed
        if error.reason == NOT_A_DATE and not _YEAR_OR_SHORT.search(to_arabic_digits(text)):
            raise _yearless(text, today) or error from None
        raise


def _yearless(text: str, today: dt.date) -> DateError | None:
    """Return that the date `text` has no year, where one of this year makes it a date."""
    whole = f"{text.strip()} {buddhist_year(today)}"
    try:
        parse_date(whole)
    except DateError:
        return None
    return DateError(text, NO_YEAR.format(whole=whole))


def _year_group(text: str) -> Group:
    """Return the year `text`; of one that is said to be a fiscal year, when that is."""
    match = _FISCAL.match(text)
    group = year_group(_year(text[match.end() :] if match else text))
    fiscal = [each for each in group.lines if each.key.startswith("fiscal")]
    if not (match and fiscal):
        return group
    return replace(group, title=" ".join(each.text for each in fiscal), lines=tuple(fiscal))


def _year(text: str) -> ParsedDate:
    """Return the year that `text` is; two digits alone are one too."""
    plain = to_arabic_digits(text)
    parsed = parse_date(f"ปี {plain}" if _SHORT_YEAR.fullmatch(plain) else plain)
    if parsed.precision != "year":
        raise DateError(text, _NOT_A_YEAR)
    return parsed


def _shown(text: str, groups: dict[Sense, Group]) -> list[Group]:
    """Return the groups in the order of likelihood; those that another one says are left out."""
    whole = {Sense.DATE, Sense.RANGE} & groups.keys()
    if whole:
        groups.pop(Sense.FOUND, None)
    order = list(Sense)
    plain = to_arabic_digits(text)
    if _FIGURES.fullmatch(plain) and not _FOUR_DIGITS.fullmatch(plain):
        figures = [Sense.NUMBER, Sense.BAHT]
        order = figures + [each for each in order if each not in figures]
    return [groups[each] for each in order if each in groups]
