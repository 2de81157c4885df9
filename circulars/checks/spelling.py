"""Spelling: words one look-alike letter away from a word that fits; quiet rather than noisy."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from circulars.checks.rules import letter_rule
from circulars.checks.seen import all_texts, excerpt, without_people, without_places
from circulars.data.house_spelling import house_spelling
from circulars.data.thai_words import (
    alike,
    common_words,
    known_words,
    spelling_table,
    word_bounds,
)
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter

_RUN: Final = re.compile("[ก-ฮะ-ฺเ-์]{3,}")
_MARKS: Final = "ะ-ฺ็-์"  # signs that belong to the letter before them
_STARTS_INSIDE: Final = re.compile(f"[{_MARKS}]")
_WINDOW: Final = 6  # words that a misspelt one may have fallen into
_SHORTEST: Final = 4  # letters of a word that is offered where something is in no dictionary
_SHORTEST_KNOWN: Final = 6  # where all of it is words
_SHORTEST_SIGN: Final = 6  # where a sign is missing or too much
_SHORTEST_TYPED: Final = 7  # where any key may have been missed
_LONGEST: Final = 20
_LETTERS: Final = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลวศษสหฬอฮะัาำิีึืุูเแโใไ็่้๊๋์"
_LATIN: Final = re.compile(r"(?<![A-Za-z0-9@./_-])[A-Za-z]{4,}(?![A-Za-z0-9@/_-]|\.[A-Za-z])")
_OFTEN: Final = 2  # times that a Latin word is used, to be the right one


@dataclass(frozen=True, slots=True, kw_only=True)
class Misspelling:
    """A form of a text, and the word it may stand for."""

    written: str
    right: str
    start: int  # in the text


@letter_rule
def misspelt_words(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find Thai forms that no dictionary has and that differ from a common word by one sign.

    Words of the office (office.toml) and names of people are left alone.
    """
    words = setting.office.words if setting.office else frozenset()
    signer = letter.signer.text if letter.signer else ""
    for place, text in all_texts(letter.document):
        if signer and signer in text:
            continue
        text = _without_frequent(text)
        for each in misspellings(text, words):
            yield Finding(
                code="spelling",
                level=Level.WARN,
                where=place,
                message=f"“{each.written}” น่าจะเป็น “{each.right}” "
                f"ที่ “{excerpt(text, each.start, each.start + len(each.written))}”",
                hint="แก้คำนี้ หรือถ้าถูกแล้วให้เพิ่มใน words ของหมวด [spelling] ใน office.toml",
                about=f"{each.written} {place}",
            )


def _without_frequent(text: str) -> str:
    """Return `text` with its frequent mistakes put right: those are told by their own rule."""
    spelling = house_spelling()
    return spelling.any_word.sub(lambda found: spelling.words[found[0]].right, text)


@letter_rule
def misspelt_latin(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find a Latin word one letter away from another one that the letter uses more often."""
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for place, text in all_texts(letter.document):
        for word in _LATIN.findall(text):
            first.setdefault(word, place)
            counts[word] += 1
    often: dict[int, list[str]] = {}  # by length, the most used first
    for word, count in counts.most_common():
        if count >= _OFTEN:
            often.setdefault(len(word), []).append(word)
    for word, count in counts.items():
        near = (other for other in often.get(len(word), ()) if _one_letter_apart(word, other))
        usual = next(near, word)
        if counts[usual] > count:
            yield Finding(
                code="spelling",
                level=Level.WARN,
                where=first[word],
                message=f"“{word}” ({count} แห่ง) น่าจะเป็น “{usual}” ซึ่งใช้ {counts[usual]} แห่ง",
                hint=f"ตรวจทุกแห่งที่เขียนว่า {word}",
                about=word,
            )


def _one_letter_apart(one: str, other: str) -> bool:
    """Return whether both have one length, one case, and differ in one letter.

    >>> _one_letter_apart("OTOF", "OTOP"), _one_letter_apart("Shop", "Show Room")
    (True, False)
    """
    if len(one) != len(other) or one.isupper() != other.isupper():
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


@remembered
def misspellings(text: str, words: frozenset[str] = frozenset()) -> tuple[Misspelling, ...]:
    """Return the misspelt words of `text`; `words` are right besides those of the dictionary.

    >>> [(each.written, each.right) for each in misspellings("ส่งสรุบบัญชีของจังหวัดเขียงราย")]
    [('สรุบ', 'สรุป'), ('เขียงราย', 'เชียงราย')]
    """
    found: dict[str, Misspelling] = {}
    for run in _RUN.finditer(without_places(without_people(text))):
        for written, right, start in _in_run(run[0], words):
            found.setdefault(
                written,
                Misspelling(written=written, right=right, start=run.start() + start),
            )
    return tuple(found.values())


@remembered
def _in_run(run: str, words: frozenset[str]) -> tuple[tuple[str, str, int], ...]:
    """Return what is misspelt in a run of Thai letters: written, right, and where it starts."""
    bounds = word_bounds(run, more=words)
    if len(bounds) == 1 and bounds[0][2]:
        return ()
    hits: list[tuple[str, str, int]] = []
    taken = 0
    for first in range(len(bounds)):
        if bounds[first][0] < taken:
            continue
        hit = _from(run, bounds, first, words)
        if hit:
            hits.append(hit)
            taken = hit[2] + len(hit[0])
    return tuple(hits)


def _from(
    run: str, bounds: list[tuple[int, int, bool]], first: int, words: frozenset[str]
) -> tuple[str, str, int] | None:
    """Return the misspelt word that starts with the word `first`, the shortest one first."""
    start = bounds[first][0]
    if _STARTS_INSIDE.match(run, start) or (first and not bounds[first - 1][2]):
        return None
    for last in range(first, min(first + _WINDOW, len(bounds))):
        end = bounds[last][1]
        ends_word = not _STARTS_INSIDE.match(run, end)
        after_known = last + 1 == len(bounds) or bounds[last + 1][2]
        written = run[start:end]
        if not (ends_word and after_known) or len(written) > _LONGEST or written in words:
            continue
        all_known = all(known for *_, known in bounds[first : last + 1])
        right = _right(written, all_known=all_known)
        if right and (len(right) > _SHORTEST or _among_common(run, bounds, first, last)):
            return written, right, start
    return None


def _among_common(run: str, bounds: list[tuple[int, int, bool]], first: int, last: int) -> bool:
    """Return whether the words before and behind are long or common: else it may be a name."""
    beside = (*bounds[max(0, first - 1) : first], *bounds[last + 1 : last + 2])
    return all(
        end - start > _SHORTEST or run[start:end] in common_words("short")
        for start, end, _ in beside
    )


@lru_cache(maxsize=32768)
def _right(written: str, *, all_known: bool) -> str:
    """Return the common word that `written` may stand for, or nothing.

    >>> _right("การกิจ", all_known=True), _right("การค้า", all_known=True)
    ('ภารกิจ', '')
    """
    known = known_words()
    if len(written) < _SHORTEST - 1 or written in known:
        return ""
    shortest = _SHORTEST_KNOWN if all_known else _SHORTEST
    near = [each for each in _looking_alike(written) if len(each) >= shortest and each in known]
    if not near:
        signed = [f"{written}์"] if all_known else _with_sign(written)
        near = [each for each in signed if len(each) >= _SHORTEST_SIGN and each in known]
    if not near and not all_known and len(written) >= _SHORTEST_TYPED - 1:
        typed = _mistyped(written)
        near = [each for each in typed if len(each) >= _SHORTEST_TYPED and each in known]
    if not near:  # nearly always: the counts of words need not be read
        return ""
    often = common_words("short" if all_known or len(written) == _SHORTEST else "least")
    return next((each for each in near if each in often), "")


def _looking_alike(written: str) -> Iterator[str]:
    """Yield `written` with one letter replaced by one that looks like it."""
    for index, letter in enumerate(written):
        for other in alike().get(letter, ""):
            yield written[:index] + other + written[index + 1 :]


def _with_sign(written: str) -> Iterator[str]:
    """Yield `written` with one sign more, or one less."""
    signs = spelling_table()["signs"]["left_out"]
    for index, letter in enumerate(written):
        yield from (written[: index + 1] + sign + written[index + 1 :] for sign in signs)
        if letter in signs:
            yield written[:index] + written[index + 1 :]


def _mistyped(written: str) -> Iterator[str]:
    """Yield `written` with two letters swapped, one replaced, one put in, or a double one less.

    Its first letter stays: what is typed wrongly there is often a name behind another.
    """
    for index in range(1, len(written)):
        before, letter, after = written[:index], written[index], written[index + 1 :]
        if after and letter == before[-1]:
            yield before + after
        if after:
            yield before + after[0] + letter + after[1:]
        for other in _LETTERS:
            yield before + other + after
            yield before + other + letter + after
