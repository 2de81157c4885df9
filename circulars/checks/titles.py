"""Whether the title in the list of attachments is that of the annex."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import Final

from circulars.checks.remembered import remembered
from thai_numerals import to_arabic_digits

# Words that come and go when a title is shortened.
_LIGHT: Final = re.compile(r"การ|ความ|ประจำ|ของ|ใน|และ|ที่|ปีงบประมาณ|พ\.?ศ\.?|ปี")
_BRACKETED: Final = re.compile(r"\([^)]*\)")
_NO_LETTER: Final = re.compile(r"[^ก-๎a-zA-Z]+")
_YEAR: Final = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_PERIOD: Final = re.compile(r"(ไตรมาส|รอบ|ครั้ง)[ก-๎]*\s*(?:ที่)?\s*(\d{1,2})(?!\d)")
_SHORTEST: Final = 3  # characters in common that are no accident
_MISSING: Final = 4  # characters: a word is missing


@remembered
def titles_agree(listed: str, annex: str) -> bool:
    """Return whether an annex with the titles `annex` can be the one listed as `listed`.

    The annex may say more, and words shortened to ฯ may stand in full, but no word of the list
    may be missing, and no year or period another one.

    >>> titles_agree("แบบสำรวจความพร้อมฯ", "แบบสำรวจความพร้อมเข้าสู่ตลาด ประจำปี 2564")
    True
    >>> titles_agree("สรุปบัญชียอดจำหน่าย", "รายงานผลการจำหน่าย")
    False
    """
    listed, annex = to_arabic_digits(listed), to_arabic_digits(annex)
    if _differs(_YEAR.findall(listed), _YEAR.findall(annex)):
        return False
    if _other_period(dict(_PERIOD.findall(listed)), _PERIOD.findall(annex)):
        return False
    whole = _letters(annex)
    shorter = _letters(_BRACKETED.sub(" ", listed))
    return min(_missing(_letters(listed), whole), _missing(shorter, whole)) < _MISSING


def _differs(listed: list[str], annex: list[str]) -> bool:
    return bool(listed and annex) and not set(listed) <= set(annex)


def _other_period(listed: dict[str, str], annex: list[tuple[str, str]]) -> bool:
    return any(
        word in dict(annex) and (word, number) not in annex for word, number in listed.items()
    )


def _letters(title: str) -> str:
    return _NO_LETTER.sub("", _LIGHT.sub("", title)).lower()


def _missing(listed: str, annex: str) -> int:
    """Return how many characters of `listed` are nowhere in `annex`, in their order."""
    if listed in annex:
        return 0
    least = (Counter(listed) - Counter(annex)).total()  # much faster, and never too many
    if least >= _MISSING:
        return least
    blocks = SequenceMatcher(None, listed, annex, autojunk=False).get_matching_blocks()
    return len(listed) - sum(block.size for block in blocks if block.size >= _SHORTEST)
