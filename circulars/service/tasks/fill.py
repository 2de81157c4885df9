"""The task of a worker: the form of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.service.making.filling import filling, form_shown

if TYPE_CHECKING:
    from circulars.service.making.material import Material
    from circulars.service.making.shown import FieldShown


def fill(material: Material) -> tuple[FieldShown, ...]:
    """Return the fields of the form, with what they say and where that comes from."""
    return form_shown(material)


def values_to_order(material: Material, takes_number: bool) -> tuple[dict[str, str], bool]:
    """Return the answers that a run is given, and whether the register gives the number."""
    form = filling(material)
    return form.values(takes_number=takes_number), takes_number and form.is_numbered
