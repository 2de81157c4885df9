"""The labels that Word puts before the items of a list, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.reading.counting import count
from circulars.reading.markup import RUN_PROPERTIES, VALUE, is_on, value_at, whole
from circulars.reading.package import parse_shared
from circulars.reading.symbols import bullet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from circulars.reading.styles import Styles

LEVELS: Final = 9  # ISO/IEC 29500-1, 17.9.6 `lvl`
_PLACE: Final = re.compile(r"%([1-9])")
_ARABIC: Final = "decimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is counted and written."""

    text: str = ""  # "%1.%2"; of a bullet its sign
    form: str = _ARABIC
    start: int = 1
    restarts_after: int  # 0-based level: one of it or above starts this one anew; -1: none does
    all_arabic: bool = False  # the numbers of all levels in it, whatever their own form
    style: str = ""  # paragraph style that stands for this level


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A `w:num`: the list it is counted with, and what it says otherwise."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]  # levels that this list starts anew, and with what


@dataclass(slots=True, kw_only=True)
class Numbering:
    """The lists of a document while it is read: each label moves the count on."""

    lists: Mapping[str, List]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def label(self, number: str | None, level: int | None, style: str) -> str:
        """Return the label of the next item of this list, empty where there is none."""
        counted = self.lists.get(number or "")
        if counted is None or number is None:
            return ""
        place = _level_of(counted, style) if level is None else min(max(level, 0), LEVELS - 1)
        counts = self._counts.setdefault(counted.abstract, [None] * LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for each in counted.starts:
                counts[each] = None
        _move_on(counts, place, counted)
        return _written(counts, place, counted)


def _level_of(counted: List, style: str) -> int:
    """Return the level that stands for the paragraph style, the first without one."""
    return next((n for n, each in counted.levels.items() if style and each.style == style), 0)


def _move_on(counts: list[int | None], place: int, counted: List) -> None:
    before = counts[place]
    counts[place] = _start(counted, place) if before is None else before + 1
    for below in range(place + 1, LEVELS):
        level = counted.levels.get(below)
        if level is None or place <= level.restarts_after:
            counts[below] = None


def _start(counted: List, place: int) -> int:
    level = counted.levels.get(place)
    return counted.starts.get(place, 1 if level is None else level.start)


def _written(counts: list[int | None], place: int, counted: List) -> str:
    level = counted.levels.get(place)
    if level is None:
        return ""

    def number(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        shown = counts[other]
        form = counted.levels[other].form if other in counted.levels else _ARABIC
        written = _start(counted, other) if shown is None else shown
        return count(written, _ARABIC if level.all_arabic else form)

    return _PLACE.sub(number, level.text).strip()


def read_numbering(xml: bytes, styles: Styles) -> Numbering:
    """Return the lists of numbering.xml, none of them begun."""
    if not xml:
        return Numbering(lists={})
    root = parse_shared(xml)
    abstracts = {each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")}
    numbers = {each.get(f"{W}numId", ""): each for each in root.iter(f"{W}num")}
    lists = {}
    for name, number in numbers.items():
        abstract = _abstract_of(value_at(number, f"{W}abstractNumId"), abstracts, numbers, styles)
        lists[name] = _list(number, abstract, abstracts.get(abstract))
    return Numbering(lists=lists)


def _abstract_of(
    name: str | None,
    abstracts: Mapping[str, etree._Element],
    numbers: Mapping[str, etree._Element],
    styles: Styles,
) -> str:
    """Return the id of the list's definition; one that only names a list style is looked up."""
    linked = value_at(abstracts.get(name or ""), f"{W}numStyleLink")
    if linked is not None:
        number = numbers.get(styles.style(linked).paragraph.number or "")
        return value_at(number, f"{W}abstractNumId") or name or ""
    return name or ""


def _list(number: etree._Element, name: str, abstract: etree._Element | None) -> List:
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    if abstract is not None:
        levels.update(map(_level, abstract.iterfind(f"{W}lvl")))
    for override in number.iterfind(f"{W}lvlOverride"):
        place = whole(override.get(f"{W}ilvl"))
        start = value_at(override, f"{W}startOverride")
        if start is not None and 0 <= place < LEVELS:
            starts[place] = whole(start, 1)
        levels.update(map(_level, override.iterfind(f"{W}lvl")))
    return List(abstract=name, levels=levels, starts=starts)


def _level(element: etree._Element) -> tuple[int, Level]:
    place = whole(element.get(f"{W}ilvl"))
    forms = element.iter(f"{W}numFmt")  # newer forms stand in mc:AlternateContent, with an older
    form = next((f.get(VALUE, "") for f in forms if f.get(VALUE) != "custom"), _ARABIC)
    restart = value_at(element, f"{W}lvlRestart")
    text = value_at(element, f"{W}lvlText") or ""
    if form == "bullet":
        text = bullet(text, _font(element))
    return place, Level(
        text=text,
        form=form,
        start=whole(value_at(element, f"{W}start"), 0),
        restarts_after=place - 1 if restart is None else whole(restart) - 1,
        all_arabic=is_on(element.find(f"{W}isLgl")),
        style=value_at(element, f"{W}pStyle") or "",
    )


def _font(level: etree._Element) -> str:
    fonts = level.find(f"{RUN_PROPERTIES}/{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii", "")
