"""A cell's value as the text Excel shows (ค่าตามที่ Excel แสดง)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.workbook.format_code import Kind, Section, parse_code
from circulars.workbook.format_date import date_text, elapsed_text
from circulars.workbook.format_number import general_text, literal_text, number_text
from circulars.workbook.format_plain import plain_format
from thai_numerals import to_arabic_digits, to_thai_digits

if TYPE_CHECKING:
    from circulars.model.sheet import CellValue

# Formats known by number only, as Excel shows them where the system's language is Thai.
# Source: ECMA-376 part 1, 18.8.30, table for th-th; its ว ด ป ช น ท are d m y h m s with
# years of the Buddhist Era.  14 and 22 follow the system's short date.
BUILT_IN: Final = {
    14: "d/m/bbbb", 22: "d/m/bbbb h:mm",
    59: "t0", 60: "t0.00", 61: "t#,##0", 62: "t#,##0.00",
    67: "t0%", 68: "t0.00%", 69: "t# ?/?", 70: "t# ??/??",
    71: "d/m/bbbb", 72: "d-mmm-bb", 73: "d-mmm", 74: "mmm-bb",
    75: "h:mm", 76: "h:mm:ss", 77: "d/m/bbbb h:mm", 78: "mm:ss", 79: "[h]:mm:ss",
    80: "mm:ss.0", 81: "d/m/bb",
}  # fmt: skip

_DATE: Final = parse_code("d/m/bbbb")[0]
_TIME: Final = parse_code("h:mm:ss")[0]
_DATE_TIME: Final = parse_code("d/m/bbbb h:mm")[0]
_LAST_NUMBER_SECTION: Final = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as shown, and whether the format would have dropped its minus sign."""

    text: str
    sign_added: bool = False


def format_value(value: CellValue, code: str = "General") -> str:
    """Return `value` as Excel shows it in the number format `code`.

    Halves are rounded away from zero on the decimal.  The blanks that formats put beside
    numbers to align them are left out.  A minus sign that the format drops is put back.

    >>> format_value(Decimal("38475226.8"), "#,##0"), format_value(Decimal("-5"), "0;0")
    ('38,475,227', '-5')
    """
    if isinstance(value, Decimal) and (plain := plain_format(code)) and plain.holds(value):
        return plain.text(value)
    return show(value, code).text


def show(value: CellValue, code: str = "General") -> Shown:
    """Return `value` as Excel shows it, with the remark whether a sign had to be put back."""
    match value:
        case None:
            return Shown("")
        case bool():
            return Shown("TRUE" if value else "FALSE")
        case str():
            return Shown(_text(value, code))
        case Decimal():
            return _number(value, code)
        case _:
            return Shown(_moment(value, code))


def _text(value: str, code: str) -> str:
    """Return text, inside the literals of the section for text if the code has one."""
    section = parse_code(code)[-1]
    if not section.has(Kind.TEXT):
        return value
    return "".join(
        value if token.kind is Kind.TEXT else text
        for token, text in zip(section.tokens, literal_text(section.tokens), strict=True)
    )


def _moment(value: dt.date | dt.datetime | dt.time, code: str) -> str:
    section = parse_code(code)[0]
    if not section.is_date:
        if isinstance(value, dt.time):
            section = _TIME
        else:
            section = _DATE_TIME if isinstance(value, dt.datetime) else _DATE
    return _in_digits(date_text(section, value), section)


def _number(value: Decimal, code: str) -> Shown:
    if code == "General":
        return Shown(general_text(value))
    sections = _number_sections(code)
    index = _section_for(value, sections)
    if index is None:
        return Shown(general_text(value))
    section = sections[index]
    if section.is_date:
        return Shown(_in_digits(elapsed_text(section, value), section))
    plain = plain_format(code) if index == 0 else None
    text = plain.text(abs(value)) if plain else _body(section, abs(value))
    if value >= 0:
        return Shown(text)
    if not _section_tells_sign(sections, index):
        return Shown(_signed(text))
    if not text or _marks_sign(sections, index):
        return Shown(text)
    return Shown(_signed(text), sign_added=True)


@lru_cache(maxsize=1024)
def _number_sections(code: str) -> tuple[Section, ...]:
    """Return the sections for numbers; the fourth, or one with ``@`` alone, is for text."""
    sections = parse_code(code)[:_LAST_NUMBER_SECTION]
    if len(sections) > 1 and sections[-1].has(Kind.TEXT):
        sections = sections[:-1]
    return sections


def _section_for(value: Decimal, sections: tuple[Section, ...]) -> int | None:
    """Return which section shows `value`: by its condition, else by sign; None if none does."""
    count = len(sections)
    for index, section in enumerate(sections):
        if section.condition is not None:
            if section.condition.holds(value):
                return index
        elif index == count - 1 or _default_holds(index, count, value):
            return index
    return None


def _default_holds(index: int, count: int, value: Decimal) -> bool:
    if index == 0:
        return value > 0 if count == _LAST_NUMBER_SECTION else value >= 0
    return value < 0


def _section_tells_sign(sections: tuple[Section, ...], index: int) -> bool:
    """Return whether the section holds for negative numbers only, so Excel adds no minus."""
    condition = sections[index].condition
    if condition is not None:
        return condition.only_negative
    return index == 1 and sections[0].condition is None


def _marks_sign(sections: tuple[Section, ...], index: int) -> bool:
    """Return whether the section has a literal that the one for positive numbers has not."""
    return bool(Counter(sections[index].literals) - Counter(sections[0].literals)) or index == 0


def _body(section: Section, value: Decimal) -> str:
    if section.has(Kind.GENERAL, Kind.TEXT):
        number = general_text(value)
        kinds = (Kind.GENERAL, Kind.TEXT)
        text = "".join(
            number if token.kind in kinds else literal
            for token, literal in zip(section.tokens, literal_text(section.tokens), strict=True)
        )
    else:
        text = number_text(section, value)
    return _in_digits(text.strip(), section)


def _signed(text: str) -> str:
    """Return `text` with a minus sign, unless every digit of it is zero."""
    plain = to_arabic_digits(text)
    rounded_away = any(c.isdigit() for c in plain) and not any(c in "123456789" for c in plain)
    return text if rounded_away else f"-{text}"


def _in_digits(text: str, section: Section) -> str:
    return to_thai_digits(text, everything=True) if section.thai_digits else text
