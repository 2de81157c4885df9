"""Lines between the cells of a Word table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from circulars.body import W
from circulars.reading.markup import VALUE, first

if TYPE_CHECKING:
    from lxml import etree

# ISO/IEC 29500-1, 17.18.2 `ST_Border`: no line.
_NONE: Final = frozenset({"nil", "none"})


class Sides(NamedTuple):
    """Whether upright lines are drawn; None where nothing is said."""

    left: bool | None = None
    right: bool | None = None
    between: bool | None = None

    def over(self, base: Sides) -> Sides:
        """Return these sides, with what they do not say taken from `base`."""
        return Sides(
            first(self.left, base.left),
            first(self.right, base.right),
            first(self.between, base.between),
        )


NO_SIDES: Final = Sides()


def sides(borders: etree._Element | None) -> Sides:
    """Return what `w:tblBorders` or `w:tcBorders` say."""
    if borders is None:
        return NO_SIDES
    return Sides(
        _line(borders, "left", "start"), _line(borders, "right", "end"), _line(borders, "insideV")
    )


def _line(borders: etree._Element, *names: str) -> bool | None:
    for name in names:
        line = borders.find(f"{W}{name}")
        if line is not None:
            return line.get(VALUE) not in _NONE
    return None
