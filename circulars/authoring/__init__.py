"""New letter types made of what there is: an old letter, another type, a kind of document."""

from __future__ import annotations

from circulars.authoring.copying import copied_type, starting_type
from circulars.authoring.letter import author_from_letter
from circulars.authoring.model import Authored, Taking

__all__ = ["Authored", "Taking", "author_from_letter", "copied_type", "starting_type"]
