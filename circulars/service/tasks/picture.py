"""The task of a worker: what letters of a type look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.service.making.sample import sample_page

if TYPE_CHECKING:
    from circulars.service.making.material import Material


def picture(material: Material) -> bytes:
    """Return the first page of a letter of the type as PNG; no draft is needed for it."""
    return sample_page(material)
