"""Errors in attachments, numbers, codes and signatures, planted into clean letters."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planted.days import MONTHS, be, thai
from planted.drafts import Shape
from planted.letters import make_letter
from planted.offices import places
from planted.plans import Spoilt, item_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planted.drafts import Draft
    from planted.offices import Place
    from planted.plans import DraftFault, Item


def uncited(draft: Draft, number: int) -> Spoilt:
    """Plant an attachment that the text no longer mentions."""
    which = thai(1 + number % 2)
    line = next(each for each in draft.attachments if each.startswith(f"{which}."))
    return Spoilt(draft=draft.swapped("items", f"ตามสิ่งที่ส่งมาด้วย {which} ", ""), at=(line,))


def cited_unlisted(draft: Draft, number: int) -> Spoilt:
    """Plant an attachment cited that is not in the list of two."""
    new = f"ตามสิ่งที่ส่งมาด้วย {thai(3 + number % 3)} "
    return Spoilt(draft=draft.swapped("items", "ตามสิ่งที่ส่งมาด้วย ๒ ", new), at=(new,))


def numbers_jump(draft: Draft, number: int) -> Spoilt:
    """Plant a number of the list twice, or one left out."""
    new = ("๔. ", "๒. ")[number % 2]
    line = next(each for each in draft.attachments if each.startswith("๓. "))
    spoilt = draft.swapped("attachments", "๓. ", new)
    return Spoilt(draft=spoilt, at=(line.replace("๓. ", new),))


def count_missing(draft: Draft, number: int) -> Spoilt:
    """Plant a line of the list without how many there are."""
    line = draft.attachments[-1]
    new = line.replace("จำนวน ๑ ฉบับ", ("", "จำนวน ฉบับ")[number % 2]).rstrip()
    spoilt = replace(draft, attachments=(*draft.attachments[:-1], new))
    return Spoilt(draft=spoilt, at=(new,))


_OTHER_TITLES: Final = ("บัญชีรายชื่อผู้เข้ารับการอบรม", "ปฏิทินการประชุมคณะทำงาน", "แผนที่ที่ตั้งศูนย์ประสานงาน")


def title_other(draft: Draft, number: int) -> Spoilt:
    """Plant an annex with quite another title than the list gives it."""
    annex = draft.annexes[1]
    new = _OTHER_TITLES[number % 3]
    spoilt = draft.with_annex(1, titles=(new, *annex.titles[1:]))
    return Spoilt(draft=spoilt, at=(new, annex.label, f"๒. {annex.titles[0]}"))


def unlabelled(draft: Draft, number: int) -> Spoilt:
    """Plant an annex without its label."""
    which = number % len(draft.annexes)
    annex = draft.annexes[which]
    return Spoilt(draft=draft.with_annex(which, label=""), at=annex.titles)


def _elsewhere(place: Place, number: int) -> Place:
    others = [each for each in places() if each.postcode[:2] != place.postcode[:2]]
    return [each for each in others if each.area != place.area][number % 5]


def code_in_number(draft: Draft, number: int) -> Spoilt:
    """Plant another province's code in the number of the letter."""
    new = draft.number.replace(draft.place.code, _elsewhere(draft.place, number).code)
    return Spoilt(draft=replace(draft, number=new), at=(new,))


def code_in_address(draft: Draft, number: int) -> Spoilt:
    """Plant another province's code in the address."""
    other = _elsewhere(draft.place, number).code
    spoilt = draft.swapped("letterhead", f" {draft.place.code} ", f" {other} ")
    return Spoilt(draft=spoilt, at=(spoilt.letterhead[1],))


def code_in_cited(draft: Draft, number: int) -> Spoilt:
    """Plant another province's code in the number of a cited letter of the own province."""
    other = _elsewhere(draft.place, number).code
    spoilt = draft.swapped("cited", f"ที่ {draft.place.code} ", f"ที่ {other} ")
    return Spoilt(draft=spoilt, at=(spoilt.cited,))


def postcode(draft: Draft, number: int) -> Spoilt:
    """Plant another province's postcode in the address."""
    new = thai(_elsewhere(draft.place, number).postcode)
    spoilt = draft.swapped("letterhead", thai(draft.place.postcode), new)
    return Spoilt(draft=spoilt, at=(new,))


def signed_elsewhere(draft: Draft, number: int) -> Spoilt:
    """Plant the governor of another province under the signature."""
    new = f"ผู้ว่าราชการจังหวัด{_elsewhere(draft.place, number).name}"
    return Spoilt(draft=replace(draft, authority=(draft.authority[0], new)), at=(new,))


def number_malformed(draft: Draft, number: int) -> Spoilt:
    """Plant a number without its stroke, with a zero before the register number, or with a year."""
    text = draft.number
    new = (
        text.replace("/", " "),
        re.sub(r"/ว ?", "/ว ๐", text),
        f"{text}/{thai(be(draft.day))}",
        re.sub(r" [๐-๙]{4}", lambda found: found[0][:3], text),
    )[number % 4]
    return Spoilt(draft=replace(draft, number=new), at=(new,))


def phone_elsewhere(draft: Draft, number: int) -> Spoilt:
    """Plant a telephone of another province, or one digit short."""
    old = draft.originator[-1]
    area, other = draft.place.area[1:], _elsewhere(draft.place, number).area[1:]
    new = old.replace(f"๐ {thai(area)}", f"๐ {thai(other)}") if number % 2 == 0 else old[:-1]
    return Spoilt(draft=replace(draft, originator=(*draft.originator[:-1], new)), at=(new,))


def number_blank(draft: Draft, _: int) -> Spoilt:
    """Plant a dated letter without its register number."""
    new = re.sub(r"/ว ?[๐-๙]+", "/ว", draft.number)
    return Spoilt(draft=replace(draft, number=new), at=(new,))


def date_blank(draft: Draft, _: int) -> Spoilt:
    """Plant a numbered letter without its day."""
    new = f"{MONTHS[draft.day.month - 1]} {thai(be(draft.day))}"
    return Spoilt(draft=replace(draft, date=new), at=(new,))


def authority_wrong(draft: Draft, number: int) -> Spoilt:
    """Plant a phrase that the law does not have for a governor."""
    phrase = ("รักษาการแทน", "รักษาการในตำแหน่ง")[number % 2]
    new = f"รองผู้ว่าราชการจังหวัด {phrase}"
    return Spoilt(draft=replace(draft, authority=(new, draft.authority[1])), at=(new,))


def closing_wrong(draft: Draft, number: int) -> Spoilt:
    """Plant a closing for the highest posts to a district chief, or a salutation for them."""
    if number % 2:
        new = "กราบเรียน  นายอำเภอทุกอำเภอ"
        return Spoilt(draft=replace(draft, salutation=new), at=(new, draft.closing))
    new = "ขอแสดงความนับถืออย่างยิ่ง"
    return Spoilt(draft=replace(draft, closing=new), at=(new,))


def emblem_missing(draft: Draft, _: int) -> Spoilt:
    """Plant a letter without the picture of its emblem."""
    return Spoilt(draft=replace(draft, emblem=False), what=f"{draft.name}: ไม่มีภาพตรา")


_TYPED: Final = {"shape": Shape.TYPED}
_FAULTS: Final[tuple[DraftFault, ...]] = (
    (("attachment-uncited",), 5, uncited, {"attachments": 3}),
    (("attachment-missing",), 5, cited_unlisted, {"attachments": 2}),
    (("attachment-numbering",), 4, numbers_jump, {"attachments": 4}),
    (("attachment-count",), 4, count_missing, {"attachments": 2}),
    (("attachment-title-mismatch",), 4, title_other, {"attachments": 3}),
    (("annex-unlabelled",), 4, unlabelled, {"attachments": 2}),
    (("reference-code-province",), 4, code_in_number, {}),
    (("reference-code-province",), 3, code_in_address, {}),
    (("reference-code-province",), 3, code_in_cited, {"cited": True}),
    (("postcode-province",), 4, postcode, {}),
    (("province-mismatch", "authority-phrase"), 4, signed_elsewhere, {}),
    (("reference-format",), 4, number_malformed, {}),
    (("phone-format",), 6, phone_elsewhere, {}),
    (("blank-number",), 3, number_blank, {}),
    (("blank-date",), 3, date_blank, {}),
    (("authority-phrase",), 4, authority_wrong, {}),
    (("salutation-closing",), 4, closing_wrong, {}),
    (("emblem-missing",), 3, emblem_missing, _TYPED),
)  # fmt: skip


def part_items() -> Iterator[Item]:
    """Yield the items of this theme."""
    for group, (codes, count, plant, wishes) in enumerate(_FAULTS):
        for number in range(count):
            clean = make_letter(100 + group % 3 * 10 + number, **wishes).draft
            yield item_of(codes, group * 10 + number, clean, plant(clean, number))
