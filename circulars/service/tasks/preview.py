"""The task of a worker: one letter of a draft, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.service.making.drawing import drawn

if TYPE_CHECKING:
    from circulars.service.making.drawing import Drawn
    from circulars.service.making.material import Material


def preview(material: Material, place: int, takes_number: bool) -> Drawn:
    """Return the letter at `place` as it would be printed now, and what was found."""
    return drawn(material, place, takes_number=takes_number)
