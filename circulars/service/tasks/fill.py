"""The task of a worker: the form of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.service.making.answers import is_numbered_by_hand
from circulars.service.making.filling import filling, form_shown, period_said

if TYPE_CHECKING:
    from circulars.service.making.material import Material
    from circulars.service.making.shown import FieldShown


def fill(material: Material) -> tuple[FieldShown, ...]:
    """Return the fields of the form, with what they say and where that comes from."""
    return form_shown(material)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What the form of a draft gives to an order."""

    values: dict[str, str]  # answers that a run is given
    takes_number: bool  # from the register
    has_number: bool  # typed, or in the workbook
    period: str  # month that the letters report on; empty where the form has none


def filled_to_order(material: Material, takes_number: bool) -> Filled:
    """Return what the form gives to an order; `takes_number`: the register may give the number."""
    form = filling(material)
    return Filled(
        values=form.values(takes_number=takes_number),
        takes_number=takes_number and form.is_numbered,
        has_number=is_numbered_by_hand(form.said),
        period=period_said(material, form),
    )
