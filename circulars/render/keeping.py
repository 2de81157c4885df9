"""Keeping together what a line must not cut: spaces that do not break, and joined words.

LibreOffice and Word break Thai between the words of their dictionaries, and at every space.
So ๑ | ฉบับ, ต่าง | ๆ and ตัว | ชี้วัด come apart.  Nothing is changed in the text but spaces
into no-break spaces, and joiners put in; :func:`circulars.data.plain_text` takes both back.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from circulars.data import JOINER, NO_BREAK_SPACE, line_breaks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circulars.data import Gap

# Characters that are kept on one line at most.  A line of a letter (16 cm, 16 pt) holds about
# 80, so the line before is at least half full; the longest date has 33, such as
# วันพฤหัสบดีที่ ๓๐ พฤศจิกายน ๒๕๖๘.
LONGEST: Final = 40
LONGEST_IN_CELL: Final = 12  # a cell of a table may be 3 cm wide

_PARAGRAPH_END: Final = "</w:p>"
_PARAGRAPH: Final = re.compile(r"<w:p[ >]")
_TABLE_EDGE: Final = re.compile(r"<(/?)w:tbl>")
# Text, or what parts it: tabs, line ends, drawings.
_TEXT: Final = re.compile(
    r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(?:tab|br|cr|ptab|drawing|pict|object)[ />]"
)
_PARTED: Final = "\n"
_BEFORE: Final = 30  # characters before a space that a rule looks at; the longest names have fewer
_SPACE: Final = re.compile("(?<=[^ \n]) (?=[^ \n])")  # alone: several are there for their width
_JOINERS: Final = re.compile("[\u200d\u2060\ufeff]")
# Where a name might be cut: before each letter that can begin a syllable, but the last one.
_SYLLABLE: Final = re.compile("(?<=[ก-ฮะ-ฺๅ-๎])(?=[ก-ฮเ-ไ][ก-๎])")


class _Kept(NamedTuple):
    """A stretch of text that stays on one line; in the order of where it starts."""

    start: int
    end: int
    space: int | None  # a space in it that does not break
    joints: tuple[int, ...]  # offsets of characters that are joined to the next one


def keep_together(xml: str) -> str:
    """Return the WordprocessingML `xml` with its lines kept from breaking in wrong places.

    Works paragraph by paragraph, over all its runs; doing it again changes nothing.
    """
    depth = 0
    pieces = xml.split(_PARAGRAPH_END)
    has_tables = "<w:tbl>" in xml
    for number, piece in enumerate(pieces):
        if has_tables:
            for edge in _TABLE_EDGE.findall(piece):
                depth += -1 if edge else 1
        pieces[number] = _kept(piece, LONGEST_IN_CELL if depth else LONGEST)
    return _PARAGRAPH_END.join(pieces)


@lru_cache(maxsize=2048)
def _kept(piece: str, longest: int) -> str:
    """Return `piece`, which ends where a paragraph ends; one in a text box stands in another."""
    starts = [found.start() for found in _PARAGRAPH.finditer(piece)]
    edges = [0, *starts[1:], len(piece)]
    return "".join(_kept_runs(piece[start:end], longest) for start, end in pairwise(edges))


def _kept_runs(xml: str, longest: int) -> str:
    """Return `xml`, one paragraph at most, with what its texts together ask for."""
    tokens = list(_TEXT.finditer(xml))
    texts = [_PARTED if token[1] is None else token[1] for token in tokens]
    changes = changed_characters("".join(texts), longest)
    if not changes:
        return xml
    made: list[str] = []
    end = offset = 0
    for token, text in zip(tokens, texts, strict=True):
        if token[1] is not None:
            characters = enumerate(text, start=offset)
            made.append(xml[end : token.start(1)])
            made += [changes.get(place, each) for place, each in characters]
            end = token.end(1)
        offset += len(text)
    return "".join((*made, xml[end:]))


def changed_characters(text: str, longest: int) -> dict[int, str]:
    r"""Return what to write for single characters of `text`, by their offset.

    A paragraph no longer than `longest` is left as it is: in a letter it has one line.

    >>> changed_characters("จำนวน ๑ ฉบับ และเอกสารอื่นที่เกี่ยวข้องกับเรื่องนี้ทั้งหมด", 40)
    {5: '\xa0', 7: '\xa0'}
    """
    if len(text) <= longest:
        return {}
    places: Sequence[int] = range(len(text))
    view = text.replace(NO_BREAK_SPACE, " ")
    if _JOINERS.search(view):
        places = [place for place, each in enumerate(text) if not _JOINERS.match(each)]
        view = _JOINERS.sub("", view)
    if len(view.strip(_PARTED)) <= longest:
        return {}
    changes: dict[int, str] = {}
    for kept in _within(_every_kept(view), longest):
        if kept.space is not None and text[places[kept.space]] == " ":
            changes[places[kept.space]] = NO_BREAK_SPACE
        for joint in kept.joints:
            place = places[joint]
            if not _JOINERS.match(text, place + 1):
                changes[place] = text[place] + JOINER
    return changes


def _within(every: Iterable[_Kept], longest: int) -> Iterator[_Kept]:
    """Yield those of `every` that with all they overlap are not longer than `longest`."""
    start = end = 0
    for kept in every:
        begins = start if kept.start < end else kept.start
        ends = max(end, kept.end)
        if ends - begins <= longest:
            start, end = begins, ends
            yield kept


def _every_kept(text: str) -> list[_Kept]:
    """Return what the rules keep together in `text`, in order."""
    found = chain(_words(text), _joined(text), _spaced(text))
    return sorted(found, key=itemgetter(0, 1))


def _words(text: str) -> Iterator[_Kept]:
    rules = line_breaks()
    for word in rules.compounds.finditer(text):
        if cuts := rules.cuts[word.group()]:
            start, end = word.span()
            yield _Kept(start, end, None, tuple([start + cut - 1 for cut in cuts]))


def _joined(text: str) -> Iterator[_Kept]:
    for pattern in line_breaks().joints:
        for found in pattern.finditer(text):
            yield _Kept(found.start(), found.end(1), None, (found.end() - 1,))


def _spaced(text: str) -> Iterator[_Kept]:
    gaps = line_breaks().spaces
    for space in _SPACE.finditer(text):
        if kept := _around(text, space.start(), gaps):
            yield kept


def _around(text: str, space: int, gaps: Iterable[Gap]) -> _Kept | None:
    """Return what is kept together around the `space`, or None where it may break."""
    near = max(0, space - _BEFORE)
    first = max(text.rfind(" ", near, space) + 1, text.rfind(_PARTED, near, space) + 1, near)
    for gap in gaps:
        after = gap.after.match(text, space + 1)
        before = after and gap.before.search(text, first, space)
        if after and before:
            start, end = before.start(), after.end()
            joints = _SYLLABLE.finditer(text, start + 1, end) if gap.is_name else ()
            return _Kept(start, end, space, tuple([each.start() - 1 for each in joints]))
    return None
