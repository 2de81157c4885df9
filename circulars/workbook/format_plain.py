"""Number formats that are digits alone (รูปแบบจำนวนล้วน), such as ``#,##0.00`` and ``0%``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.workbook.format_code import Kind, parse_code
from circulars.workbook.format_number import EXCEL, WIDE, literal_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.workbook.format_code import Section, Token

_SIGNS: Final = {
    Kind.LITERAL: "L", Kind.PERCENT: "%", Kind.COMMA: ",", Kind.POINT: ".",
}  # fmt: skip
_PLAIN: Final = re.compile(r"([L%]*)([#,]*0)(?:(\.)(0+))?([L%]*)")
_SECTIONS_WITH_ZERO: Final = 3  # of which the third is for zero


@dataclass(frozen=True, slots=True)
class PlainFormat:
    """A format by which nearly all figures are shown, taken apart once."""

    zero: bool  # whether it is for zero too
    unit: Decimal  # of the last decimal
    digits: str  # as Python lays them out
    shift: int  # powers of ten by which percent signs move the point
    before: str
    after: str

    def holds(self, value: Decimal) -> bool:
        """Return whether `value` is shown by it."""
        return value > 0 or (self.zero and not value)

    def text(self, value: Decimal) -> str:
        """Return `value`, which is not negative, as Excel shows it."""
        value = EXCEL.plus(value)
        if self.shift:
            value = value.scaleb(self.shift, WIDE)
        return f"{self.before}{value.quantize(self.unit, context=WIDE):{self.digits}}{self.after}"


@lru_cache(maxsize=1024)
def plain_format(code: str) -> PlainFormat | None:
    """Return how the format `code` shows numbers above zero, where digits are all it has.

    >>> plain_format("#,##0.00").text(Decimal("1234.5")), plain_format("# ?/?")
    ('1,234.50', None)
    """
    sections = parse_code(code)
    first = sections[0]
    match = _PLAIN.fullmatch("".join(map(_sign, first.tokens)))
    if match is None or first.thai_digits or any(each.condition for each in sections):
        return None
    count = sum(not _is_for_text(place, each) for place, each in enumerate(sections))
    return PlainFormat(
        zero=count < _SECTIONS_WITH_ZERO,
        unit=Decimal(1).scaleb(-len(match[4] or "")),
        digits=",f" if "," in match[2] else "f",
        shift=2 * match[0].count("%"),
        before=_literals(first.tokens[: match.end(1)]).lstrip(),
        after=_literals(first.tokens[match.start(5) :]).rstrip(),
    )


def _is_for_text(place: int, section: Section) -> bool:
    return place > 0 and (place >= _SECTIONS_WITH_ZERO or section.has(Kind.TEXT))


def _sign(token: Token) -> str:
    """Return what `token` is in one letter; that of another kind fits nowhere."""
    return token.text if token.kind is Kind.DIGIT else _SIGNS.get(token.kind, "x")


def _literals(tokens: Sequence[Token]) -> str:
    return "".join(literal_text(tokens))
