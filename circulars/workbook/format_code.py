"""Number format codes (รหัสรูปแบบตัวเลข) taken apart: sections, tokens, conditions, locale.

The grammar is that of ECMA-376 part 1, 18.8.31, with what Excel adds to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from functools import lru_cache
from typing import Final


class Kind(Enum):
    """What a token of a format code stands for."""

    LITERAL = auto()
    DIGIT = auto()  # 0 # ?
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()  # E+ E-
    SLASH = auto()
    TEXT = auto()  # @
    GENERAL = auto()
    DATE = auto()  # a run of one letter: d m y h s b e g
    ELAPSED = auto()  # the same in brackets: [h] [mm] [ss]
    HALF_DAY = auto()  # AM/PM


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a format code."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition before a section: ``[>=100]``."""

    operator: str
    limit: Decimal

    def holds(self, value: Decimal) -> bool:
        """Return whether `value` meets the condition."""
        match self.operator:
            case "<":
                return value < self.limit
            case "<=":
                return value <= self.limit
            case ">":
                return value > self.limit
            case ">=":
                return value >= self.limit
            case "<>":
                return value != self.limit
            case _:
                return value == self.limit

    @property
    def only_negative(self) -> bool:
        """Whether no number from zero up meets it, so that the sign is told by the section."""
        return self.limit <= 0 if self.operator == "<" else self.operator == "<=" and self.limit < 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Section:
    """One section of a format code; a code has up to four, with ``;`` between.

    It is the same object whenever the code is parsed, so what is made of it can be kept.
    """

    tokens: tuple[Token, ...] = ()
    kinds: frozenset[Kind] = frozenset()  # of the tokens
    condition: Condition | None = None
    thai_digits: bool = False
    buddhist: bool = False  # years of the Buddhist Era, by [$-107041E] and its like
    english: bool = False  # month names in English, by [$-409] and its like

    def has(self, *kinds: Kind) -> bool:
        """Return whether a token of one of `kinds` is in the section."""
        return not self.kinds.isdisjoint(kinds)

    @property
    def is_date(self) -> bool:
        """Whether the section shows a date or a time."""
        return self.has(Kind.DATE, Kind.ELAPSED)

    @property
    def literals(self) -> tuple[str, ...]:
        """The literal texts of the section, blanks left out."""
        texts = (token.text.strip() for token in self.tokens if token.kind is Kind.LITERAL)
        return tuple(text for text in texts if text)


_TOKEN: Final = re.compile(
    r"""
      "(?P<quoted>[^"]*)(?:"|$) | \\(?P<escaped>.) | _(?P<pad>.?) | \*(?P<fill>.?)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<half>AM/PM|A/P) | (?P<general>General) | (?P<exponent>E[+-])
    | (?P<thai>t(?=[0\#?dmyhsb\[]))
    | (?P<date>y+|m+|d+|h+|s+|b+|e+|g+)
    | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/)
    | (?P<text>@) | (?P<end>;) | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_KINDS: Final = {
    "quoted": Kind.LITERAL, "escaped": Kind.LITERAL, "literal": Kind.LITERAL,
    "half": Kind.HALF_DAY, "general": Kind.GENERAL, "exponent": Kind.EXPONENT,
    "date": Kind.DATE, "digit": Kind.DIGIT, "point": Kind.POINT, "comma": Kind.COMMA,
    "percent": Kind.PERCENT, "slash": Kind.SLASH, "text": Kind.TEXT,
}  # fmt: skip
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+(?:E[+-]?[0-9]+)?)", re.IGNORECASE)
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)

# The locale bracket [$-nnccLLLL]: nn shape of digits, cc calendar, LLLL language.
# Source: ECMA-376 part 1, 18.8.31, for the language; for the two bytes before it the codes
# that Excel writes: 07 is its Buddhist calendar, 0D its Thai digits ([$-D07041E]).
_THAI_SHAPE: Final = 0x0D
_BUDDHIST_CALENDAR: Final = 0x07
_ENGLISH: Final = 0x09  # primary language, the low 10 bits: en-US 0409, en-GB 0809, ...


class _Builder:
    """Gathers one section's tokens and marks."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.condition: Condition | None = None
        self.thai = self.buddhist = self.english = False

    def add(self, group: str, text: str) -> None:
        """Take in one match of the token pattern."""
        if group == "bracket":
            self._bracket(text)
        elif group == "thai":
            self.thai = True
        elif group in _KINDS:  # the others, _x and *x, only move what stands beside them
            self.tokens.append(Token(_KINDS[group], text))

    def _bracket(self, text: str) -> None:
        if text.startswith("$"):
            self._locale(text[1:])
        elif _ELAPSED.fullmatch(text):
            self.tokens.append(Token(Kind.ELAPSED, text))
        elif match := _CONDITION.fullmatch(text.strip()):
            try:
                self.condition = Condition(operator=match[1], limit=Decimal(match[2]))
            except InvalidOperation:
                return
        # what remains is a colour, or a mark of other languages

    def _locale(self, text: str) -> None:
        symbol, _, code = text.partition("-")
        if symbol:
            self.tokens.append(Token(Kind.LITERAL, symbol))
        tag, _, extra = code.rpartition(",")  # newer: [$-th-TH,D07]
        if tag or not _is_hexadecimal(code):
            self.english |= (tag or code).lower().startswith("en")
            marks = int(extra, 16) if tag and _is_hexadecimal(extra) else 0
        else:
            marks = int(code, 16) >> 16
            self.english |= int(code, 16) & 0x3FF == _ENGLISH
        self.thai |= marks >> 8 == _THAI_SHAPE
        self.buddhist |= marks & 0xFF == _BUDDHIST_CALENDAR

    def build(self) -> Section:
        """Return the section gathered."""
        return Section(
            tokens=tuple(self.tokens),
            kinds=frozenset(token.kind for token in self.tokens),
            condition=self.condition,
            thai_digits=self.thai,
            buddhist=self.buddhist,
            english=self.english,
        )


@lru_cache(maxsize=1024)
def parse_code(code: str) -> tuple[Section, ...]:
    """Return the sections of the format `code`; any text is some code, so nothing is raised.

    >>> [len(section.tokens) for section in parse_code('#,##0;[Red]"ลบ "0;-')]
    [5, 2, 1]
    """
    builders = [_Builder()]
    for match in _TOKEN.finditer(code):
        group = match.lastgroup or ""
        if group == "end":
            builders.append(_Builder())
        else:
            builders[-1].add(group, match[group])
    return tuple(builder.build() for builder in builders)


def shows_time(code: str) -> bool:
    """Return whether a date in the format `code` is shown with its time."""
    tokens = parse_code(code)[0].tokens
    return any(
        token.kind in (Kind.ELAPSED, Kind.HALF_DAY)
        or (token.kind is Kind.DATE and token.text[0] in "hHsS")
        for token in tokens
    )


def _is_hexadecimal(text: str) -> bool:
    return bool(text) and len(text) <= 8 and all(c in "0123456789abcdefABCDEF" for c in text)
