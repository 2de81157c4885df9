"""Numbered items of the text (ข้อ): none left out, none twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import letter_rule
from circulars.model.findings import Finding, Level
from thai_numerals import to_arabic_digits, to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written import Paragraph
    from circulars.model.written_letter import WrittenLetter

_ITEM: Final = re.compile(r"\s*(?:ข้อ *)?(\d{1,2})\.(?=\s|[ก-๎])")


@letter_rule
def items_follow_one_another(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find a numbered item of the text that is not the one after the last.

    A list may begin again at 1, also inside another; what does not begin at 1 is no list of this
    letter.  Source: typed numbers do not count on when an item is taken out.
    """
    lists: list[int] = []  # the last number of each list that is not over, the innermost last
    for paragraph in letter.body:
        match = _ITEM.match(to_arabic_digits(paragraph.text))
        number = int(match[1]) if match else 0
        if number == 1:
            lists.append(1)
        elif number and lists:
            going_on = [place for place, last in enumerate(lists) if last + 1 == number]
            if not going_on:
                yield _out_of_order(paragraph, number, lists[-1])
            del lists[max(going_on, default=len(lists) - 1) :]
            lists.append(number)


def _out_of_order(paragraph: Paragraph, number: int, last: int) -> Finding:
    said, before, right = (to_thai_digits(str(each)) for each in (number, last, last + 1))
    return Finding(
        code="item-numbering",
        level=Level.WARN,
        where=paragraph.place,
        message=f"ข้อ {said} ต่อจากข้อ {before}",
        hint=f"ควรเป็นข้อ {right} ตรวจว่าข้อใดขาดหรือซ้ำ",
    )
