"""Errors in the wording and on the pages, planted into clean letters."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from planted.drafts import Shape
from planted.letters import make_letter, make_memo
from planted.plans import Item, Spoilt, item_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planted.drafts import Draft

_ARABIC: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# Words that every dictionary writes otherwise, in sentences that any letter may have.
_SLIPS: Final = (
    "ทั้งนี้ ขออนุญาติเผยแพร่ข้อมูลผ่านเว็บไซต์ของจังหวัด",
    "ทั้งนี้ ขอให้ปฎิบัติตามแนวทางโดยเคร่งครัด",
    "หากมีข้อสังเกตุให้แจ้งกลุ่มงานเจ้าของเรื่อง",
    "ทั้งนี้ ให้เป็นไปตามกฏหมายที่เกี่ยวข้อง",
    "พร้อมลายเซ็นต์ของผู้รายงานทุกคน",
    "โดยเผยแพร่ผ่านเว็ปไซต์ของอำเภอ",
)
_SPELT: Final = (
    ("ตรวจสอบ", "ตรวจสอป"),
    ("ประสิทธิภาพ", "ประสิทธิภาภ"),
    ("เป้าหมาย", "เป้าหมยา"),
    ("เรียบร้อย", "เรียบร้อบ"),
)
_TAGS: Final = ("{{ วันที่ส่ง }}", "«ชื่ออำเภอ»", "{% endif %}", "{{ผู้ประสานงาน}}")


def mixed(draft: Draft, number: int) -> Spoilt:
    """Plant one Arabic number in a text of Thai digits."""
    if number % 2:
        found = re.search(r"ภายใน\S+ ([๐-๙]+) ", "\n".join(draft.items))
        assert found
        new = found[0].replace(found[1], found[1].translate(_ARABIC))
        return Spoilt(draft=draft.swapped("items", found[0], new), at=(new,))
    year = re.findall(r"พ\.ศ\. ([๐-๙]{4})", draft.body[0])[0]
    new = f"พ.ศ. {year.translate(_ARABIC)}"
    return Spoilt(draft=draft.swapped("body", f"พ.ศ. {year}", new), at=(new,))


def thai_font(draft: Draft, _: int) -> Spoilt:
    """Plant arabic digits in a font that draws them as Thai ones."""
    changes: dict[str, Any] = {
        name: tuple(line.translate(_ARABIC) for line in getattr(draft, name))
        for name in ("letterhead", "attachments", "body", "items", "originator")
    }
    words = {
        name: getattr(draft, name).translate(_ARABIC)
        for name in ("number", "date", "subject", "cited")
    }
    spoilt = replace(draft, font="TH SarabunIT๙", **changes, **words)
    return Spoilt(draft=spoilt, what=f"{draft.name}: TH SarabunIT๙")


def era(draft: Draft, number: int) -> Spoilt:
    """Plant พ.ศ. without its space in one place."""
    part = ("subject", "body")[number % 2]
    text = draft.subject if part == "subject" else draft.body[0]
    return Spoilt(draft=draft.swapped(part, "พ.ศ. ", "พ.ศ."), at=(text.replace("พ.ศ. ", "พ.ศ."),))


def slip(draft: Draft, number: int) -> Spoilt:
    """Plant a sentence with a word that is often written wrongly."""
    new = f"{draft.body[1].removesuffix(' ดังนี้')} {_SLIPS[number]} ดังนี้"
    return Spoilt(draft=replace(draft, body=(draft.body[0], new)), at=(new,))


def spelt(draft: Draft, number: int) -> Spoilt:
    """Plant a common word with one letter wrong."""
    old, new = _SPELT[number]
    part = "items" if old in "".join(draft.items) else "body"
    return Spoilt(draft=draft.swapped(part, old, new), at=(new,))


def tag_left(draft: Draft, number: int) -> Spoilt:
    """Plant a tag of a template that nobody filled in."""
    new = f"{draft.items[-1]} {_TAGS[number]}"
    return Spoilt(draft=replace(draft, items=(*draft.items[:-1], new)), at=(new,))


def memo_closing(draft: Draft, _: int) -> Spoilt:
    """Plant a closing in a memo, which has none."""
    new = "ขอแสดงความนับถือ"
    return Spoilt(draft=replace(draft, closing=new), at=(new,))


def _two_pages(number: int) -> Draft:
    """Return a letter whose drafter ended its first page by hand, continuation word and all."""
    draft = make_letter(760 + number, shape=Shape.TYPED, attachments=0).draft
    words = draft.items[-1][:20].strip()
    return replace(draft, continuation=f"/{words}...", page_number="- ๒ -")


def continuation(draft: Draft, number: int) -> Spoilt:
    """Plant a continuation word that is not how the next page starts."""
    other = (draft.items[0], draft.items[-1].removeprefix("๒. "), draft.body[1])[number % 3]
    new = f"/{other[:18].strip()}..."
    return Spoilt(draft=replace(draft, continuation=new), at=(new,))


_FAULTS: Final[tuple[tuple[tuple[str, ...], int, Callable[[Draft, int], Spoilt]], ...]] = (
    (("mixed-digits",), 6, mixed),
    (("thai-digit-font",), 3, thai_font),
    (("era-spacing",), 4, era),
    (("house-spelling", "spelling"), 6, slip),
    (("spelling", "house-spelling"), 4, spelt),
    (("unfilled-tag",), 4, tag_left),
)


def text_items() -> Iterator[Item]:
    """Yield the items of this theme."""
    for group, (codes, count, plant) in enumerate(_FAULTS):
        for number in range(count):
            clean = make_letter(100 + group % 3 * 10 + number).draft
            yield item_of(codes, group * 10 + number, clean, plant(clean, number))
    for number in range(3):
        memo = make_memo(780 + number).draft
        yield item_of(("salutation-closing",), 80 + number, memo, memo_closing(memo, number))
    for number in range(6):
        pages = _two_pages(number)
        spoilt = continuation(pages, number)
        yield item_of(("continuation-mismatch",), number, pages, spoilt)
