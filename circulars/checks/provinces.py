"""Provinces in a written letter: number, address, signature and cited letters agree."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from circulars.checks.codes import address_findings, any_province, provinces_in, titled
from circulars.checks.rules import letter_rule
from circulars.data.agencies import agency_codes
from circulars.data.provinces import BANGKOK, province_named, provinces
from circulars.model.findings import Finding, Level
from thai_numerals.patterns import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.data.provinces import Province
    from circulars.model.setting import Setting
    from circulars.model.written_letter import Passage, WrittenLetter

# A unit may stand in brackets behind the letters: กค (กวจ) 0405.2/ว 12.
_CODED: Final = r" *(?P<code>[ก-ฮ]{2,4})\.?(?: *\([^()]{1,20}\))? *\d{4}"
_CODE: Final = re.compile(_CODED)
_NUMBER: Final = rf"ที่{_CODED}[\d./ว ]*"
# Posts and places of the provincial administration itself, whose number bears its code.
_RECEIVER: Final = re.compile(r"\W*(?:สำเนา|เรียน|ถึง|ผ่าน)")
_TOLD: Final = re.compile(r"\W*(?:ตาม(?:ที่|หนังสือ)|อนุสนธิ|สืบเนื่อง)")
_GOVERNOR: Final = re.compile("ศาลากลางจังหวัด|ผู้ว่าราชการจังหวัด|ที่ว่าการอำเภอ")


@letter_rule
def number_code(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find a letter's number under the code of another province, or of none.

    A unit of a ministry in the province writes under the ministry's code, and codes of bodies
    with laws of their own are many: outside the provincial administration only another
    province's code is wrong.
    """
    province = letter_province(letter)
    match = _CODE.match(plain(letter.number.text)) if letter.number else None
    if letter.number is None or match is None or province is None:
        return
    code = match["code"]
    heads = "".join(each.text for each in (*letter.agency, *letter.authority))
    unknown = code not in agency_codes() and _GOVERNOR.search(heads)
    if code != province.code and (code in _codes() or unknown):
        yield _wrong_code(letter.number.place, code, letter.number.text, province, about=code)


def _wrong_code(
    where: str, code: str, text: str, province: Province, *, about: str = ""
) -> Finding:
    owner = _codes().get(code) or agency_codes().get(code)
    whose = f" (เป็นของ{owner})" if owner else ""
    return Finding(
        code="reference-code-province",
        where=where,
        message=f"รหัส “{code}” ใน “{text.strip()}” ไม่ใช่ของ{province.full_name}{whose}",
        hint=f"รหัสของ{province.full_name}คือ {province.code}",
        about=about,
    )


@letter_rule
def address_codes(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find letters and postcodes in the address that are not the province's."""
    province = letter_province(letter)
    for passage in letter.agency if province else ():
        if province:
            yield from address_findings(passage.place, passage.text, province)


@letter_rule
def cited_codes(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find cited letters of a province under a code that is not that province's."""
    passages = [(each.place, each.text) for each in letter.cited]
    for place, typed in (*passages, *((each.place, each.text) for each in letter.body)):
        if "หนังสือ" not in typed:
            continue
        text = plain(typed)
        for match in _of_province().finditer(text):
            province = province_named(match["province"])
            if province and match["code"] != province.code:
                said = typed[match.start() : match.end()]
                yield _wrong_code(place, match["code"], said, province)
        for match in _of_ministry().finditer(text):
            yield from _of_another(place, match, typed)


def _of_another(place: str, match: re.Match[str], typed: str) -> Iterator[Finding]:
    """Find a ministry's or department's letter under a province's code."""
    code, right = match["code"], _ministries().get(match["agency"])
    if code in _codes() or (right and code != right):
        yield Finding(
            code="reference-code-province",
            level=Level.WARN,
            where=place,
            message=f"รหัส “{code}” ใน “{typed[match.start() : match.end()].strip()}” "
            f"ไม่ใช่ของ{match['agency']}",
            hint=f"รหัสของ{match['agency']}คือ {right}" if right else "ตรวจเลขที่จากหนังสือต้นฉบับ",
        )


@letter_rule
def named_provinces(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find another province in the letter's own parts than in its letterhead.

    A department in Bangkok writes about every province, in its annexes and its text.
    """
    province = letter_province(letter)
    if province is None:
        return
    own = [(each.place, each.text) for each in _frame(letter)]
    if province.name != BANGKOK:
        titles = [title for annex in letter.annexes for title in annex.titles]
        own += [(title.place, title.text) for title in titles]
        yield from _speakers(letter, province)
    for place, text in own:
        names = {*provinces_in(text)}
        for name in sorted(names) if province.name not in names else ():
            yield _other_province(place, text, name, province)


def _speakers(letter: WrittenLetter, province: Province) -> Iterator[Finding]:
    """Find another province that speaks in the text: none that wrote before, or is written to."""
    others = (*letter.cited, letter.salutation) if letter.salutation else letter.cited
    known = {province.name, *(name for each in others for name in provinces_in(each.text))}
    for paragraph in letter.body:
        if province.full_name in paragraph.text or _TOLD.match(paragraph.text):
            continue  # asked for something by the other
        for match in _asking().finditer(paragraph.text):
            name = match["province"]
            if name not in known:
                yield _other_province(paragraph.place, match["speaker"], name, province)


def _other_province(place: str, text: str, name: str, province: Province) -> Finding:
    return Finding(
        code="province-mismatch",
        level=Level.WARN,
        where=place,
        message=f"“{text.strip()}” เป็นของ{titled(name)} แต่หนังสือเป็นของ{province.full_name}",
        hint="แก้ชื่อจังหวัดให้ตรงกัน",
        about=name,
    )


def letter_province(letter: WrittenLetter) -> Province | None:
    """Return the province that most parts of the letter's frame name; of equals the first.

    Whom a copy goes to tells nothing of who writes.
    """
    names = [name for part in _frame(letter) for name in provinces_in(part.text)]
    match = _CODE.match(plain(letter.number.text)) if letter.number else None
    if match and match["code"] in _codes():
        names.append(_codes()[match["code"]])
    return province_named(Counter(names).most_common(1)[0][0]) if names else None


def _frame(letter: WrittenLetter) -> list[Passage]:
    """Return letterhead, signature and unit: the lines that name who writes."""
    parts = (*letter.agency, *letter.authority, *letter.originator)
    return [part for part in parts if not _RECEIVER.match(part.text)]


@cache
def _codes() -> dict[str, str]:
    return {each.code: each.name for each in provinces()}


@cache
def _ministries() -> dict[str, str]:
    return {name: code for code, name in agency_codes().items()}


@cache
def _of_province() -> re.Pattern[str]:
    names = any_province()
    return re.compile(rf"หนังสือ(?:สำนักงาน)?จังหวัด ?(?P<province>{names})[^\n\d]{{0,12}}?{_NUMBER}")


@cache
def _of_ministry() -> re.Pattern[str]:
    return re.compile(
        rf"หนังสือ(?P<agency>(?:กรม|กระทรวง)[ก-๎]{{2,60}}?) *(?:ด่วน(?:ที่สุด|มาก)?)? *{_NUMBER}"
    )


@cache
def _asking() -> re.Pattern[str]:
    """Return the expression for the province that speaks: จังหวัดพะเยาจึงขอให้."""
    names = any_province()
    return re.compile(
        rf"(?P<speaker>จังหวัด ?(?P<province>{names})) ?(?:จึง|ขอ(?:ให้|ความ|เชิญ|แจ้ง|ส่ง)|พิจารณาแล้ว)"
    )
