"""Numbers laid out by a section of a format code: digits, groups, percent, powers, fractions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.workbook.format_code import Kind, Section, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Excel keeps 15 significant digits; a double's exponent reaches 308.
EXCEL: Final = Context(prec=15, rounding=ROUND_HALF_UP)
WIDE: Final = Context(prec=700, rounding=ROUND_HALF_UP)
_GENERAL_WIDTH: Final = 11  # characters a General number may take, without its sign
_GENERAL_POWER_DIGITS: Final = 6
_GROUP: Final = 3


def general_text(value: Decimal) -> str:
    """Return `value` as Excel shows it in the General format, at most 11 characters wide.

    >>> [general_text(Decimal(n)) for n in ("83.7097406151774", "-0.5", "123456789012")]
    ['83.70974062', '-0.5', '1.23457E+11']
    """
    whole = int(value)
    if whole == value and abs(whole) < 10**_GENERAL_WIDTH:
        return str(whole)
    sign = "-" if value < 0 else ""
    return sign + _general(EXCEL.plus(abs(value)))


def _general(value: Decimal) -> str:
    size = value.adjusted()
    if -5 < size < _GENERAL_WIDTH:
        decimals = _GENERAL_WIDTH - 2 - max(size, 0)  # beside the digit before the point
        text = f"{round_to(value, max(decimals, 0)):f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        if len(text) <= _GENERAL_WIDTH:
            return text
    short = Context(prec=_GENERAL_POWER_DIGITS, rounding=ROUND_HALF_UP).plus(value)
    mantissa = f"{short.scaleb(-short.adjusted()):f}"
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{mantissa}E{'-' if short.adjusted() < 0 else '+'}{abs(short.adjusted()):02}"


def round_to(value: Decimal, decimals: int) -> Decimal:
    """Return `value` with `decimals` decimals, halves rounded away from zero as Excel does.

    >>> round_to(Decimal("2.675"), 2), round_to(Decimal("-0.5"), 0)
    (Decimal('2.68'), Decimal('-1'))
    """
    return value.quantize(Decimal(1).scaleb(-decimals), context=WIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """A section's tokens by their part of the number."""

    whole: tuple[Token, ...]  # before the decimal point
    decimals: tuple[Token, ...]  # from the decimal point on
    power: tuple[Token, ...]  # from E+ on
    grouped: bool
    shift: int  # powers of ten by which percent signs and scaling commas move the point


def number_text(section: Section, value: Decimal) -> str:
    """Return `value`, which is not negative, as `section` lays it out."""
    value = EXCEL.plus(value)
    if section.has(Kind.SLASH) and section.has(Kind.DIGIT):
        return _fraction_text(section.tokens, value)
    layout = _layout(section)
    value = value.scaleb(layout.shift, context=WIDE)
    if layout.power:
        return _power_text(layout, value)
    return _plain_text(layout, value)


@lru_cache(maxsize=1024)
def _layout(section: Section) -> _Layout:
    tokens = section.tokens
    kinds = [token.kind for token in tokens]
    power = kinds.index(Kind.EXPONENT) if Kind.EXPONENT in kinds else len(tokens)
    point = kinds.index(Kind.POINT) if Kind.POINT in kinds[:power] else power
    digits = [i for i, kind in enumerate(kinds[:power]) if kind is Kind.DIGIT]
    commas = [i for i, kind in enumerate(kinds[:power]) if kind is Kind.COMMA]
    before = [i for i in digits if i < point]
    ends = {max(before, default=-1), max(digits, default=-1)}
    scaling = [i for i in commas if digits and _follows_digits(i, ends, commas)]
    grouping = [i for i in commas if i not in scaling and i < point]
    percents = kinds.count(Kind.PERCENT)
    return _Layout(
        whole=tokens[:point],
        decimals=tokens[point:power],
        power=tokens[power:],
        grouped=bool(grouping and before),
        shift=2 * percents - _GROUP * len(scaling),
    )


def _follows_digits(place: int, ends: set[int], commas: list[int]) -> bool:
    """Return whether only commas stand between `place` and the end of a row of digits."""
    while place in commas:
        place -= 1
    return place in ends


def _plain_text(layout: _Layout, value: Decimal) -> str:
    if not _count(layout.whole) + _count(layout.decimals):
        return "".join(literal_text(layout.whole + layout.decimals))
    rounded = round_to(value, _count(layout.decimals))
    whole, _, decimals = f"{rounded:f}".partition(".")
    return _whole_text(layout, whole.lstrip("0")) + _decimal_text(layout.decimals, decimals)


def _whole_text(layout: _Layout, digits: str) -> str:
    """Return the part before the point, filled from the right as Excel does."""
    left = _count(layout.whole)
    pieces: list[str] = [] if left else [digits]
    rest, written = digits, 0
    for token in reversed(layout.whole):
        if token.kind is not Kind.DIGIT:
            pieces.append(_literal(token))
            continue
        left -= 1
        take = len(rest) if not left else 1
        chunk = rest[len(rest) - take :] or ("0" if token.text == "0" else "")
        rest = rest[: len(rest) - take]
        for digit in reversed(chunk):
            if layout.grouped and written and written % _GROUP == 0:
                pieces.append(",")
            pieces.append(digit)
            written += 1
    return "".join(reversed(pieces))


def _decimal_text(tokens: Sequence[Token], digits: str) -> str:
    """Return the part from the point on; ``#`` and ``?`` drop zeros at the end."""
    significant = len(digits.rstrip("0"))
    pieces: list[str] = []
    place = 0
    for token in tokens:
        if token.kind is not Kind.DIGIT:
            pieces.append("." if token.kind is Kind.POINT and not place else _literal(token))
            continue
        if place < significant or _required_from(tokens, place):
            pieces.append(digits[place])
        place += 1
    return "".join(pieces)


def _required_from(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a ``0`` stands at decimal `place` or after it."""
    digits = [token.text for token in tokens if token.kind is Kind.DIGIT]
    return "0" in digits[place:]


def _power_text(layout: _Layout, value: Decimal) -> str:
    """Return `value` as a mantissa and a power of ten; ``##0.0E+0`` counts in thousands."""
    step = max(_count(layout.whole), 1)
    decimals = _count(layout.decimals)
    power = value.adjusted() // step * step if value else 0
    mantissa = round_to(value.scaleb(-power, context=WIDE), decimals)
    if mantissa.adjusted() >= step:  # rounding carried: 9.99 became 10.0
        power += step
        mantissa = round_to(value.scaleb(-power, context=WIDE), decimals)
    whole, _, digits = f"{mantissa:f}".partition(".")
    sign = "-" if power < 0 else "+" if layout.power[0].text.endswith("+") else ""
    tail = "".join(_literal(t) for t in layout.power[1:] if t.kind is not Kind.DIGIT)
    head = _whole_text(layout, whole.lstrip("0")) + _decimal_text(layout.decimals, digits)
    return f"{head}E{sign}{abs(power):0{_count(layout.power)}}{tail}"


def _fraction_text(tokens: Sequence[Token], value: Decimal) -> str:
    """Return `value` with a fraction, the nearest whose denominator has the digits allowed."""
    slash = next(i for i, token in enumerate(tokens) if token.kind is Kind.SLASH)
    before = "".join(token.text for token in tokens[:slash])
    below = "".join(token.text for token in tokens[slash + 1 :]).strip()
    mixed = len(before.split()) > 1
    whole = int(value) if mixed else 0
    part = _nearest(Fraction(value) - whole, below)
    if part[0] == part[1] and mixed:
        whole, part = whole + 1, (0, part[1])
    numerator = f"{part[0]}/{part[1]}"
    if not mixed:
        return numerator
    if part[0] == 0:
        return str(whole)
    return f"{whole} {numerator}" if whole else numerator


def _nearest(value: Fraction, below: str) -> tuple[int, int]:
    fixed = "".join(c for c in below if c in "0123456789")
    if fixed.strip("0"):
        denominator = int(fixed)
        return int(value * denominator + Fraction(1, 2)), denominator
    digits = sum(c in "0#?" for c in below)
    nearest = value.limit_denominator(10 ** max(digits, 1) - 1)
    return nearest.numerator, nearest.denominator


def _count(tokens: Iterable[Token]) -> int:
    return sum(token.kind is Kind.DIGIT for token in tokens)


def _literal(token: Token) -> str:
    """Return what a token that is no digit adds to the text."""
    shown = (Kind.LITERAL, Kind.PERCENT, Kind.SLASH, Kind.HALF_DAY)
    return token.text if token.kind in shown else ""


def literal_text(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield the texts of `tokens` that stand as they are."""
    return (_literal(token) for token in tokens)
