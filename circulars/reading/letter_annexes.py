"""The annexes behind a letter (เอกสารแนบ): where each begins, its label and its titles."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from circulars.model.written import Align
from circulars.model.written_letter import WrittenAnnex
from circulars.reading.letter_foot import table_follows
from circulars.reading.letter_lines import Line, paragraphs_of, tables_of
from circulars.reading.letter_lists import starts_with_number
from circulars.reading.letter_signs import LABEL, is_label, is_title
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.reading.letter_lines import Item

_OVER_LABEL: Final = 3  # lines of a title that may stand over the label
_TITLES: Final = 6  # lines over a table that are its titles
_FIRST: Final = 3  # lines that are the title of an annex without a table
_LONG: Final = 160


def read_annexes(items: Sequence[Item], start: int, *, listed: int) -> tuple[WrittenAnnex, ...]:
    """Return the annexes from the item at `start` on.

    An annex without a label of its own counts only as far as `listed` attachments go, so that
    pages and tables of one long annex stay together.
    """
    starts: list[int] = []
    for index in range(start, len(items)):
        item = items[index]
        if isinstance(item, Line) and is_label(item.text):
            first = _title_over(items, index, since=starts[-1] if starts else start)
            if not starts or first > starts[-1]:
                starts.append(first)
        elif not starts or (len(starts) < listed and _begins_unlabelled(items, index, starts[-1])):
            starts.append(index)
    bounds = pairwise((*starts, len(items)))
    return tuple(_annex(list(items[first:last])) for first, last in bounds)


def _title_over(items: Sequence[Item], label: int, *, since: int) -> int:
    """Return where the annex begins whose label is at `label`: at a title over it, or there."""
    line = items[label]
    if not isinstance(line, Line) or line.starts_page:
        return label
    if label + 1 < len(items) and _is_title_line(items[label + 1]):
        return label
    for index in range(label - 1, max(since, label - _OVER_LABEL) - 1, -1):
        item = items[index]
        if not isinstance(item, Line) or is_label(item.text):
            break
        if _is_title_line(item) and not starts_with_number(item.text):
            return index
    return label


def _begins_unlabelled(items: Sequence[Item], index: int, current: int) -> bool:
    """Return whether an annex without a label begins here, behind the one at `current`."""
    item = items[index]
    if not isinstance(item, Line) or not _is_title_line(item):
        return False
    if all(isinstance(each, Line) and is_label(each.text) for each in items[current:index]):
        return False
    if item.starts_page:
        return not _labelled_below(items, index)
    begun = any(
        not isinstance(each, Line) or len(each.text) > _LONG for each in items[current:index]
    )
    return begun and table_follows(items, index) and not _labelled_below(items, index)


def _labelled_below(items: Sequence[Item], index: int) -> bool:
    below = items[index + 1 : index + 1 + _OVER_LABEL]
    return any(isinstance(each, Line) and is_label(each.text) for each in below)


def _is_title_line(item: Item) -> bool:
    return isinstance(item, Line) and len(item.text) < _LONG and is_title(item.text)


def _annex(items: list[Item]) -> WrittenAnnex:
    label = next((each for each in items if isinstance(each, Line) and is_label(each.text)), None)
    rest = [item for item in items if item is not label]
    found = LABEL.match(label.text) if label else None
    number = found["number"] if found else None
    return WrittenAnnex(
        label=label.passage() if label else None,
        number=int(to_arabic_digits(number)) if number else None,
        titles=paragraphs_of(list(_titles(rest))),
        paragraphs=paragraphs_of(rest),
        tables=tables_of(rest),
    )


def _titles(items: list[Item]) -> list[Line]:
    """Return the lines over the first table; of an annex of text its first short lines."""
    over: list[Line] = []
    for item in items:
        if not isinstance(item, Line):
            return _from_title(over)
        over.append(item)
        if len(over) > _TITLES:
            break
    titles: list[Line] = []
    for line in over[:_FIRST]:
        if len(line.text) > _LONG or "\t" in line.text or (titles and _is_text(line)):
            break
        titles.append(line)
    return titles


def _from_title(lines: list[Line]) -> list[Line]:
    """Return the lines from the first that a title begins with: slogans may stand over it."""
    first = next((number for number, line in enumerate(lines) if is_title(line.text)), 0)
    return lines[first:]


def _is_text(line: Line) -> bool:
    return starts_with_number(line.text) or line.paragraph.align in {Align.LEFT, Align.JUSTIFIED}
