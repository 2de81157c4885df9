"""The lines under the signature: in whose place somebody signs (คำแสดงอำนาจ)."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from circulars.checks.rules import letter_rule
from circulars.data.authority_phrases import authority_phrases, has_phrase, phrase_at_end
from circulars.model.findings import Finding, Level
from circulars.model.kinds import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.data.authority_phrases import ImpossiblePair
    from circulars.model.setting import Setting
    from circulars.model.written_letter import Passage, WrittenLetter


@letter_rule
def phrases_fit_posts(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find phrases that cannot stand before the post that follows them.

    Source: State Administration Act 2534, see circulars/data/authority_phrases.toml.
    """
    for pair in authority_phrases().impossible:
        wrong = _wrong(pair)
        for line, text in _with_next(letter.authority):
            if found := wrong.search(text):
                yield Finding(
                    code="authority-phrase",
                    level=pair.level,
                    where=line.place,
                    message=f"“{found[1]}” ใช้กับตำแหน่ง “{found[2]}” ไม่ได้",
                    hint=pair.reason,
                    about=found[1] + found[2],
                )


@letter_rule
def principal_comes_last(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find signatures whose last line is not the head of the agency in the letterhead.

    Source: annex 3 of the regulation: the post, and the post on whose behalf the letter goes out;
    a letter of the province goes out for its governor.
    """
    principal = _principal(letter)
    if principal is None or not letter.authority:
        return
    last = letter.authority[-1]
    if phrase_at_end(last.text) is None and principal not in last.text:
        yield Finding(
            code="authority-phrase",
            level=Level.WARN,
            where=last.place,
            message=f"บรรทัดสุดท้ายใต้ชื่อคือ “{last.text}” แต่หนังสือออกในนาม{letter.agency[0].text}",
            hint=f"บรรทัดสุดท้ายควรเป็น “{principal}…” ตรวจตำแหน่งและคำแสดงอำนาจ",
        )


@letter_rule
def phrases_join_posts(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find a phrase without a post behind it, and two posts without a phrase between them.

    Source: annex 3 of the regulation: the phrase ties the post of who signs to that acted for.
    """
    lines = letter.authority
    if lines and (phrase := phrase_at_end(lines[-1].text)):
        yield _warning(
            lines[-1],
            f"“{phrase}” ไม่มีตำแหน่งที่ปฏิบัติแทนตามหลัง",
            "เพิ่มบรรทัดตำแหน่งของผู้มอบอำนาจหรือผู้ที่รักษาราชการแทน",
        )
    principal = _principal(letter)
    for line, below in pairwise(lines):
        bare = not has_phrase(line.text) and not has_phrase(below.text)
        if bare and principal and below.text.startswith(principal):
            yield _warning(
                line,
                f"“{line.text}” กับ “{below.text}” ไม่มีคำแสดงอำนาจคั่น",
                "เติมคำแสดงอำนาจท้ายบรรทัด เช่น “ปฏิบัติราชการแทน” หรือ “รักษาราชการแทน”",
            )


@letter_rule
def acting_comes_first(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find delegation before acting: who was given a power seldom gives it on.

    Source: State Administration Act 2534, sections 38 to 40, and the decree on delegation 2550,
    which let it be given on in named cases alone; real letters have รักษาราชการแทน above
    ปฏิบัติราชการแทน.
    """
    known = authority_phrases().phrases
    phrased = [(line, phrase) for line in letter.authority if (phrase := phrase_at_end(line.text))]
    for (line, upper), (_, lower) in pairwise(phrased):
        if known[upper] == "delegated" and known[lower] != "special":
            yield _warning(
                line,
                f"“{upper}” อยู่เหนือ “{lower}”",
                "ตรวจลำดับ โดยทั่วไป “รักษาราชการแทน” มาก่อน “ปฏิบัติราชการแทน” เว้นแต่มีการมอบอำนาจต่อ",
            )


def _principal(letter: WrittenLetter) -> str | None:
    """Return the post that heads the agency of an external letter's letterhead."""
    if letter.kind is not DocumentKind.EXTERNAL or not letter.agency:
        return None
    heads = authority_phrases().principals.items()
    return next((post for name, post in heads if letter.agency[0].text.startswith(name)), None)


def _with_next(lines: tuple[Passage, ...]) -> Iterator[tuple[Passage, str]]:
    """Yield each line with its text and that of the line below."""
    for number, line in enumerate(lines, 1):
        yield line, " ".join(each.text for each in lines[number - 1 : number + 1])


@cache
def _wrong(pair: ImpossiblePair) -> re.Pattern[str]:
    phrases, posts = "|".join(pair.phrases), "|".join(pair.posts)
    return re.compile(rf"(?<![ก-๎])({phrases})\s*((?:{posts})\S*)")


def _warning(line: Passage, message: str, hint: str) -> Finding:
    return Finding(
        code="authority-phrase", level=Level.WARN, where=line.place, message=message, hint=hint
    )
