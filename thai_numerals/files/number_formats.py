"""Number formats of Excel (รูปแบบตัวเลข): which digits and which calendar they show.

A section may name them in ``[$-nnccLLLL]``: nn the digits (0D Thai, 01 or none Western), cc the
calendar (07 Buddhist), LLLL the language (041E Thai).  Source: ISO/IEC 29500-1, 18.8.31, and
[MS-OI29500] 2.1.713, where colour, condition and this code may each stand once in a section.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from thai_numerals.files.report import Conversion

THAI: Final = 0x0D
WESTERN: Final = 0x01
BUDDHIST: Final = 0x07
LONGEST: Final = 254  # Excel takes no longer format

# Built-in formats that mean the same in every language.  Source: ISO/IEC 29500-1, 18.8.30, as
# Excel reads them ([MS-OI29500] 2.1.712).
BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 20: "h:mm",
    21: "h:mm:ss", 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0",
}  # fmt: skip
# Built-in formats with Thai digits, and the same with Western ones.  Source: as above, Thai.
THAI_BUILT_IN: Final = {59: 1, 60: 2, 61: 3, 62: 4, 67: 9, 68: 10, 69: 12, 70: 13}

_SIGNS: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|.', re.DOTALL)
_LOCALE: Final = re.compile(r"\[\$(?P<symbol>[^\]\-]*)-(?P<code>[0-9A-Fa-f]{1,8})\]")
_ANY_LOCALE: Final = re.compile(r"\[\$[^\]]*\]")
_LEAD: Final = re.compile(r"(?:\[(?!\$)(?!(?:[hHmMsS]+)\])[^\]]*\])*")  # colours and conditions
_SYSTEM: Final = frozenset({0xF800, 0xF400})  # long date and time of the machine


def convert_format(code: str, conversion: Conversion) -> str | None:
    """Return the format `code` with the digits asked for; None when it must be left alone.

    >>> from thai_numerals.files.report import Conversion
    >>> convert_format("#,##0.00;[Red]-#,##0.00", Conversion())
    '[$-D000000]#,##0.00;[Red][$-D000000]-#,##0.00'
    >>> convert_format("[$-107041E]d mmm yy", Conversion())
    '[$-D07041E]d mmm yy'
    """
    sections = [_section(section, conversion) for section in _sections(code)]
    known = [section for section in sections if section is not None]
    converted = ";".join(known)
    return None if len(known) < len(sections) or len(converted) > LONGEST else converted


def _sections(code: str) -> list[str]:
    """Return the sections of `code`, parted by the semicolons that are no text."""
    sections = [""]
    for sign in _SIGNS.findall(code):
        if sign == ";":
            sections.append("")
        else:
            sections[-1] += sign
    return sections


def _section(section: str, conversion: Conversion) -> str | None:
    tokens = _tokens(section)
    if "general" in tokens:
        return None
    thai_prefix = _thai_prefix(section)
    if conversion.to == "arabic" and thai_prefix is not None:
        return section[:thai_prefix] + section[thai_prefix + 1 :]
    if not re.search("[0#?dmyhsbe]", tokens) or thai_prefix is not None:
        return section
    has_year = re.search("[ybe]", tokens) is not None and not re.search("[0#?]", tokens)
    buddhist = conversion.buddhist_era and has_year
    match = _LOCALE.search(section)
    if match is None:
        return None if _ANY_LOCALE.search(section) else _added(section, conversion, buddhist)
    locale = _locale(int(match["code"], 16), conversion, buddhist=buddhist)
    if locale is None:
        return None
    code = f"[${match['symbol']}-{locale:X}]" if locale or match["symbol"] else ""
    return section[: match.start()] + code + section[match.end() :]


def _tokens(section: str) -> str:
    """Return what of `section` stands for parts of the value, in lower case."""
    signs = _SIGNS.findall(section)
    elapsed = [sign for sign in signs if re.fullmatch(r"\[[hmsHMS]+\]", sign)]
    return "".join([sign for sign in signs if len(sign) == 1] + elapsed).lower()


def _thai_prefix(section: str) -> int | None:
    """Return the place of a `t` that asks for Thai digits, as in t#,##0."""
    match = re.match(r"(?:\[[^\]]*\])*(?P<t>[tT])(?=[0#?])", section)
    return match.start("t") if match else None


def _added(section: str, conversion: Conversion, buddhist: bool) -> str:
    locale = _locale(0, conversion, buddhist=buddhist)
    if not locale:
        return section
    lead = _LEAD.match(section)
    place = lead.end() if lead else 0
    return f"{section[:place]}[$-{locale:X}]{section[place:]}"


def _locale(locale: int, conversion: Conversion, *, buddhist: bool) -> int | None:
    """Return the code with digits and calendar set; None for what follows the machine."""
    language = locale & 0xFFFF
    if language in _SYSTEM:
        return None
    calendar = BUDDHIST if buddhist else locale >> 16 & 0xFF
    digits = locale >> 24
    if conversion.to == "thai":
        digits = THAI
    elif digits == THAI:
        digits = WESTERN if calendar or language else 0
    elif buddhist and not digits:
        digits = WESTERN
    return digits << 24 | calendar << 16 | language
