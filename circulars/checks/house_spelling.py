"""House spelling: eras with their space, frequent mistakes, and one form of a word in a letter."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from circulars.checks.rules import letter_rule
from circulars.checks.seen import all_texts
from circulars.data.house_spelling import house_spelling, word_pattern
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circulars.data.house_spelling import WrongForm
    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter

_OR_OFFICE: Final = " หรือถ้าสำนักงานใช้เช่นนี้ ให้เพิ่มใน words ของหมวด [spelling] ใน office.toml"
_ERA: Final = re.compile(r"(?<![ก-๎])([พคจร]\.ศ\.)( *)(?=[0-9๐-๙]{2,4})")


@letter_rule
def era_spacing(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find พ.ศ. without a space before its year, and both ways in one letter.

    Source: Royal Institute, หลักเกณฑ์การเว้นวรรค: a small space stands between พ.ศ. and the year.
    """
    eras = [(each, era) for each in letter.document.paragraphs for era in _eras(each.text)]
    close = [(paragraph, era) for paragraph, (era, is_close) in eras if is_close]
    if not close:
        return
    paragraph, era = close[0]
    spaced = len(eras) - len(close)
    both = f" และเว้นวรรค {spaced} แห่ง ในฉบับเดียวกัน" if spaced else ""
    own = {is_close for each in letter.own_paragraphs for _, is_close in _eras(each.text)}
    yield Finding(
        code="era-spacing",
        level=Level.WARN if len(own) > 1 else Level.NOTE,  # an annex may be another's work
        where=paragraph.place,
        message=f"“{era}” เขียนติดกับปี {len(close)} แห่ง{both}",
        hint=f"เว้นวรรคหลัง {era} ทุกแห่ง เช่น “{era} ๒๕๖๘”",
    )


@remembered
def _eras(text: str) -> tuple[tuple[str, bool], ...]:
    """Return each era before a year in `text`, and whether it stands close to it.

    >>> _eras("ปีงบประมาณ พ.ศ.๒๕๖๘ และ พ.ศ. ๒๕๖๙")
    (('พ.ศ.', True), ('พ.ศ.', False))
    """
    return tuple((found[1], not found[2]) for found in _ERA.finditer(text))


@letter_rule
def frequent_mistakes(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find words and forms that are often written wrongly; a note is made once in a letter.

    Source: circulars/data/house_spelling.toml, form by form.  Words that the office holds to be
    right are left alone.
    """
    right = setting.office.words if setting.office else frozenset()
    noted: set[str] = set()
    for place, text in all_texts(letter.document):
        for wrong, form_right, reason, level in _mistakes(text):
            if wrong in right or (level == "note" and reason in noted):
                continue
            noted.add(reason)
            yield Finding(
                code="house-spelling",
                level=Level.NOTE if level == "note" else Level.WARN,
                where=place,
                message=f"“{wrong}” ควรเป็น “{form_right}” ({reason})",
                hint=f"แก้เป็น “{form_right}”{_OR_OFFICE if level == 'note' else ''}",
            )


@remembered
def _mistakes(text: str) -> tuple[tuple[str, str, str, str], ...]:
    """Return each mistake in `text` once: what is written, what is right, why, and its level.

    >>> [each[:2] for each in _mistakes("ตามตัวชี้วัดของ ก.พ.ร ขออนุญาติ")]
    [('อนุญาติ', 'อนุญาต'), ('ก.พ.ร', 'ก.พ.ร.')]
    """
    spelling = house_spelling()
    words = (spelling.words[found[0]] for found in spelling.any_word.finditer(text))
    return tuple(dict.fromkeys(_told(text, (*words, *spelling.forms))))


def _told(text: str, forms: Iterable[WrongForm]) -> Iterator[tuple[str, str, str, str]]:
    for form in forms:
        for found in form.pattern.finditer(text):
            written, right = found[0].strip(), found.expand(form.right).strip()
            if written != right:
                yield written or found[0], right, form.reason, form.level


@letter_rule
def office_spelling(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find forms that the office itself does not want, from [spelling] of its office.toml."""
    wanted = dict(setting.office.spelling) if setting.office else {}
    if not wanted:
        return
    pattern = word_pattern(wanted)
    for place, text in all_texts(letter.document):
        for wrong in dict.fromkeys(pattern.findall(text)):
            yield Finding(
                code="house-spelling",
                level=Level.WARN,
                where=place,
                message=f"“{wrong}” สำนักงานเขียนว่า “{wanted[wrong]}”",
                hint="แก้คำนี้ หรือแก้หมวด [spelling] ใน office.toml",
            )


@letter_rule
def two_forms(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find two forms of one expression in one letter, each of which is right alone."""
    for one, other in house_spelling().pairs:
        found: dict[re.Pattern[str], Counter[str]] = {one: Counter(), other: Counter()}
        first = ""
        for paragraph in letter.document.paragraphs:
            for pattern, counter in found.items():
                counter.update(pattern.findall(paragraph.text))
            if not first and all(found.values()):
                first = paragraph.place
        if first:
            told = " กับ ".join(
                f"“{counter.most_common(1)[0][0]}” {counter.total()} แห่ง"
                for counter in found.values()
            )
            yield Finding(
                code="house-spelling",
                level=Level.NOTE,
                where=first,
                message=f"เขียนสองแบบในฉบับเดียวกัน {told}",
                hint="เลือกแบบเดียวให้เหมือนกันทั้งฉบับ",
            )
