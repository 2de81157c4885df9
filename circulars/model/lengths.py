"""Lengths as a type: English Metric Units inside, cm, pt and twips at the edges."""

from __future__ import annotations

EMU_PER_CM = 360_000
EMU_PER_PT = 12_700
EMU_PER_TWIP = 635


class Length(int):
    """A length in EMU (914,400 to the inch), as DrawingML counts.

    >>> cm(2.5).twips, pt(16).half_points
    (1417, 32)
    """

    @property
    def twips(self) -> int:
        """Twentieths of a point, as WordprocessingML measures most lengths."""
        return round(self / EMU_PER_TWIP)

    @property
    def half_points(self) -> int:
        """Half points, as `w:sz` and `w:szCs` measure font sizes."""
        return round(self * 2 / EMU_PER_PT)

    @property
    def cm(self) -> float:
        """Centimetres."""
        return self / EMU_PER_CM

    @property
    def pt(self) -> float:
        """Points, 72 to the inch."""
        return self / EMU_PER_PT


def cm(value: float) -> Length:
    """Return `value` centimetres as a length."""
    return Length(round(value * EMU_PER_CM))


def pt(value: float) -> Length:
    """Return `value` points as a length."""
    return Length(round(value * EMU_PER_PT))


def twips(value: float) -> Length:
    """Return `value` twips as a length."""
    return Length(round(value * EMU_PER_TWIP))
