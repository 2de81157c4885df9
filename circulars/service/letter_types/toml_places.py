"""Which line of a TOML file a finding is about, so that the page can show the fault there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from circulars.toml_files import shown_place, toml_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.toml_files import Place

_HEADER: Final = re.compile(r"\s*(\[\[?)(.+?)\]\]?\s*(?:#.*)?$")
_PART: Final = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_KEY: Final = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_NUMBERED: Final = re.compile(r"บรรทัดที่ (\d+)$")


def line_of(text: str, where: str) -> int:
    r"""Return the line of `text`, from 1, that `where` of a finding names; 0 where it names none.

    Of what stands inside a line, or is missing, the nearest line above it is meant.

    >>> line_of('title = "ก"\n[fields."วันที่"]\nkind = "datee"', "letter.toml fields.วันที่.kind")
    3
    >>> line_of('title = "ก"\n[fields."วันที่"]\nkind = "date"', "letter.toml fields.วันที่.label")
    2
    """
    if numbered := _NUMBERED.search(where):
        return int(numbered[1])
    _, _, place = where.partition(" ")
    lines = _lines(text)
    while place:
        if place in lines:
            return lines[place]
        place = place[: max(place.rfind("."), place.rfind(" ลำดับที่ "), 0)]
    return 0


@lru_cache(maxsize=4)  # asked for each finding of one file
def _lines(text: str) -> Mapping[str, int]:
    return {shown_place(at): number for number, at in reversed([*_places(text)])}


def _places(text: str) -> Iterator[tuple[int, Place]]:
    """Yield the lines that begin a table or a key, and what they are the place of."""
    table: Place = ()
    counted: dict[Place, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _parts(header[2])
            if header[1] == "[[":
                counted[table] = counted.get(table, -1) + 1
            table = _numbered(table, counted)
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, *_parts(key[1]))


def _numbered(table: Place, counted: dict[Place, int]) -> Place:
    """Return `table` with the positions in the lists that it stands in."""
    place: list[int | str] = []
    for end, part in enumerate(table, start=1):
        place.append(part)
        if table[:end] in counted:
            place.append(counted[table[:end]])
    return tuple(place)


def _parts(name: str) -> Place:
    """Return the parts of a dotted name; none for what is no name."""
    try:
        inside: Any = toml_table(f"{name} = 0")
    except ValueError:
        return ()
    parts: list[int | str] = []
    while isinstance(inside, dict):
        part, inside = next(iter(inside.items()))
        parts.append(part)
    return tuple(parts)
