"""How Word writes the number of a list item: ``๑``, ``ก``, ``iv`` (ST_NumberFormat)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thai_numerals import spell_number, to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Callable

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
# ISO/IEC 29500-1, 17.18.59, thaiLetters: U+0E01 to U+0E2E without ฃ ฅ ฆ, and ฤ ฦ, which are none.
_THAI: Final = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LONGEST: Final = 40  # letters of one number; a list of a thousand items has that many


def count(number: int, form: str) -> str:
    """Return `number` as `w:numFmt` `form` writes it; unknown forms as Arabic digits.

    >>> [count(3, form) for form in ("thaiNumbers", "thaiLetters", "lowerRoman", "decimal")]
    ['๓', 'ค', 'iii', '3']
    """
    return _FORMS.get(form, str)(number)


def _letters(alphabet: str) -> Callable[[int], str]:
    """Return a function that counts in letters: behind the last one each is written twice."""

    def letter(number: int) -> str:
        if number < 1:
            return str(number)
        times, place = divmod(number - 1, len(alphabet))
        return alphabet[place] * min(times + 1, _LONGEST)

    return letter


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    signs = []
    for worth, sign in _ROMAN:
        signs.append(sign * (number // worth))
        number %= worth
    return "".join(signs)


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "thaiNumbers": lambda number: to_thai_digits(str(number)),
    "thaiCounting": spell_number,
    "thaiLetters": _letters(_THAI),
    "lowerLetter": _letters(_LATIN),
    "upperLetter": _letters(_LATIN.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": "{:02}".format,
}
