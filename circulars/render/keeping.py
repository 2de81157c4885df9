"""Keeping together what a line must not cut: spaces that do not break, and joined words.

LibreOffice and Word break Thai between the words of their dictionaries, and at every space.
So ๑ | ฉบับ, ต่าง | ๆ and ตัว | ชี้วัด come apart.  Nothing is changed in the text but spaces
into no-break spaces, and joiners put in; :func:`circulars.data.plain_text` takes both back.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from circulars.data import JOINER, NO_BREAK_SPACE, line_breaks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Characters that are kept on one line at most.  A line of a letter (16 cm, 16 pt) holds about
# 80, so the line before is at least half full; the longest date has 33, such as
# วันพฤหัสบดีที่ ๓๐ พฤศจิกายน ๒๕๖๘.
LONGEST: Final = 40
LONGEST_IN_CELL: Final = 12  # a cell of a table may be 3 cm wide

PARTED: Final = "\n"  # tabs, line ends and drawings, which part a text
_BEFORE: Final = 30  # characters before a space that a rule matches; the longest names have fewer
LOOKED_AT: Final = 8  # characters before the stretch, such as those of ไตรมาส before a number
SHORT: Final = 4  # characters of a stretch after which a rule looks at the next one, as in ๕๔๔๔
# To the rules a number is like any other of its shape; a year, and a zero alone, are not.  What
# was found around one is then found again around the next letter's.
_NUMBER: Final = re.compile(r"\d[\d,.]*")
_ALONE: Final = frozenset("0๐")
_YEAR: Final = re.compile(r"(?:25|๒๕)\d\d")
_ONE_DIGIT: Final = str.maketrans("012345678๐๑๒๓๔๕๖๗๘", "9" * 9 + "๙" * 9)
_JOINERS: Final = re.compile("[\u200d\u2060\ufeff]")
# Where a name might be cut: before each letter that can begin a syllable, but the last one.
_SYLLABLE: Final = re.compile("(?<=[ก-ฮะ-ฺๅ-๎])(?=[ก-ฮเ-ไ][ก-๎])")


# A stretch of text that stays on one line: where it starts and ends, a space in it that does not
# break or -1, and the characters that are joined to the next one.
_Kept = tuple[int, int, int, tuple[int, ...]]
_NOWHERE: Final = -1
# A place in a text, and whether a joiner comes behind the character there; else it is a space
# that does not break.
Change = tuple[int, bool]


def changed_characters(text: str, longest: int) -> dict[int, str]:
    r"""Return what to write for single characters of `text`, by their offset.

    A paragraph no longer than `longest` is left as it is: in a letter it has one line.

    >>> changed_characters("จำนวน ๑ ฉบับ และเอกสารอื่นที่เกี่ยวข้องกับเรื่องนี้ทั้งหมด", 40)
    {5: '\xa0', 7: '\xa0'}
    """
    if len(text) <= longest:
        return {}
    places: Sequence[int] = range(len(text))
    plain = text
    is_marked = has_joiners(text)
    if is_marked:
        places = [place for place, each in enumerate(text) if not _JOINERS.match(each)]
        plain = _JOINERS.sub("", text)
    if is_short(plain, longest):
        return {}
    made: dict[int, str] = {}
    for offset, is_joined in changes(shape(plain), longest):
        place = places[offset]
        if not is_joined:
            made[place] = NO_BREAK_SPACE
        elif not is_marked or not _JOINERS.match(text, place + 1):
            made[place] = text[place] + JOINER
    return {place: new for place, new in made.items() if text[place] != new}


def has_joiners(text: str) -> bool:
    """Return whether `text` has joiners already; going by its letters alone is then wrong."""
    return "\u200d" in text or "\u2060" in text or "\ufeff" in text  # asked of each paragraph


def is_short(text: str, longest: int) -> bool:
    """Return whether `text` is no longer than `longest`, beside tabs around it."""
    return len(text) <= longest or len(text.strip(PARTED)) <= longest


def shape(text: str) -> str:
    """Return a text as long as `text` in which the same is kept together.

    >>> shape("จำนวน 1,375 ราย โทร. 0 5444 9544 ปี 2568")
    'จำนวน 9,999 ราย โทร. 0 9999 9999 ปี 2599'
    """
    return _NUMBER.sub(_of_one_digit, text.replace(NO_BREAK_SPACE, " "))


@lru_cache(maxsize=8192)
def changes(text: str, longest: int, before: str = "", behind: str = "") -> tuple[Change, ...]:
    """Return in order what is to be changed in the :func:`shape` of a text.

    `before` and `behind` are the stretches on both sides, where the text was cut out of a
    longer one at spaces that break.
    """
    made: set[Change] = set()
    for _, _, space, joints in _within(_every_kept(text, before, behind), longest):
        made.update((joint, True) for joint in joints)
        if space != _NOWHERE:
            made.add((space, False))
    return tuple(sorted(made))


def applied(text: str, changes: Mapping[int, str]) -> list[str]:
    """Return the characters of `text`, some of them changed."""
    characters = list(text)
    for place, new in changes.items():
        characters[place] = new
    return characters


def _of_one_digit(number: re.Match[str]) -> str:
    text = number[0]
    if text in _ALONE:
        return text
    if _YEAR.fullmatch(text):
        return text[:2] + text[2:].translate(_ONE_DIGIT)
    return text.translate(_ONE_DIGIT)


def _within(every: Iterable[_Kept], longest: int) -> Iterator[_Kept]:
    """Yield those of `every` that with all they overlap are not longer than `longest`."""
    start = end = 0
    for kept in every:
        begins = start if kept[0] < end else kept[0]
        ends = max(end, kept[1])
        if ends - begins <= longest:
            start, end = begins, ends
            yield kept


def _every_kept(text: str, before: str = "", behind: str = "") -> list[_Kept]:
    """Return what the rules keep together in `text`, in order of where it starts."""
    left, *others = text.split(" ")
    found = _found_in(left, 0)
    nexts = [*others[1:], behind]
    last, place = 0, len(left) + 1  # of the stretches `left` and `right`
    for right, after in zip(others, nexts, strict=False):
        # A space alone: several are there for their width.
        if left and right and left[-1] != PARTED and right[0] != PARTED:
            behind = after if len(right) <= SHORT else ""
            if kept := spaced(before[-LOOKED_AT:], left, right, behind):
                start, end, joints = kept
                found.append((last + start, last + end, place - 1, _moved(joints, last)))
        found += _found_in(right, place)
        before, left, last = left, right, place
        place += len(right) + 1
    found.sort()
    return found


def _found_in(stretch: str, place: int) -> list[_Kept]:
    """Return what is kept together in the `stretch` that stands at `place`."""
    return [
        (place + start, place + end, _NOWHERE, _moved(joints, place))
        for start, end, joints in _joined(stretch)
    ]


def _moved(joints: tuple[int, ...], place: int) -> tuple[int, ...]:
    return tuple([place + joint for joint in joints]) if joints else ()


# Most stretches of a letter, and most spaces, are those of another one too.
@lru_cache(maxsize=8192)
def _joined(stretch: str) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    """Return for each word and joint that is not cut where it starts, ends and is joined."""
    rules = line_breaks()
    found = [
        (word.start(), word.end(), _moved(tuple([cut - 1 for cut in cuts]), word.start()))
        for word in rules.compounds.finditer(stretch)
        if (cuts := rules.cuts[word.group()])
    ]
    joints = chain.from_iterable(pattern.finditer(stretch) for pattern in rules.joints)
    found += [(joint.start(), joint.end(1), (joint.end() - 1,)) for joint in joints]
    return tuple(found)


@lru_cache(maxsize=8192)
def spaced(
    before: str, left: str, right: str, behind: str
) -> tuple[int, int, tuple[int, ...]] | None:
    """Return what is kept together around the space after `left`, None where it may break.

    That is where it starts and ends, from the start of `left`, and what is joined in it.
    """
    rules = line_breaks()
    text = f"{before} {left} {right} {behind}"
    begin = len(before) + 1
    space = begin + len(left)
    first = max(begin, space - _BEFORE, text.rfind(PARTED, begin, space) + 1)
    afters = rules.afters.match(text, space + 1)
    assert afters is not None  # it matches nothing too
    for gap, (_, end) in zip(rules.spaces, afters.regs[1:], strict=True):
        if end >= 0 and (found := gap.before.search(text, first, space)):
            start = found.start()
            cuts = _SYLLABLE.finditer(text, start + 1, end) if gap.is_name else ()
            return start - begin, end - begin, tuple([cut.start() - 1 - begin for cut in cuts])
    return None
