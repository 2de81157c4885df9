"""The form of a draft: what each field says, where from, and what the type derives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from circulars.compose import DIGITS, form_fields
from circulars.compose.answers import NUMBER
from circulars.expressions import Blank
from circulars.expressions.filters import as_text
from circulars.inputs import filled
from circulars.model.errors import CircularsError
from circulars.model.kinds import NumberForm
from circulars.model.letter_type import FieldKind
from circulars.model.names import COMMON_FIELDS, UNIT
from circulars.service.making.answers import (
    Said,
    is_numbered_by_hand,
    proposals,
    said_answers,
    values_of,
)
from circulars.service.making.bench import bench
from circulars.service.making.reading import book_answers
from circulars.service.making.rolled import rolled_answers
from circulars.service.making.shown import FieldShown, Origin
from circulars.service.making.stand_ins import compose_anyway, fields_at_fault
from thai_numerals import YearMonth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.inputs import Prepared
    from circulars.model.letter_type import FieldSpec, LetterType
    from circulars.model.office import Office
    from circulars.service.making.material import Material
    from circulars.service.making.stand_ins import Composed

STAND_IN: Final = 1  # of a number, while it is not known to which book the letter belongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """The form as it is filled in now."""

    kind: LetterType
    office: Office | None
    fields: Mapping[str, FieldSpec]
    said: Mapping[str, Said]

    @property
    def is_numbered(self) -> bool:
        """Whether the register can give the letter its number."""
        has_number = self.kind.kind.number_form is not NumberForm.NONE
        return has_number and NUMBER in self.fields and not is_numbered_by_hand(self.said)

    def values(self, *, takes_number: bool) -> dict[str, str]:
        """Return the answers that a run is given over those of the workbook.

        Without a number of the register, or a typed one, room is left for it.
        """
        values = values_of(self.said)
        if is_numbered_by_hand(self.said) or NUMBER not in self.fields:
            return values
        values.pop(NUMBER, None)
        leaves_room = not (takes_number and self.is_numbered) and self.fields[NUMBER].blank
        return {**values, NUMBER: ""} if leaves_room else values


def filling(material: Material) -> Filling:
    """Return the form of a draft, filled from everything that is known."""
    here = bench()
    kind, office = here.letter_type(material), here.office_if_usable(material)
    fields = form_fields(kind, office)
    book, _ = book_answers(here.reading(material), kind, office)
    rolled = here.once(
        ("rolled", *material.book_key[:2], material.office_mark, material.previous, material.today),
        lambda: rolled_answers(material.previous, kind, fields, office, material.today),
    )
    said = said_answers(
        fields,
        typed=material.typed,
        book=book,
        rolled=rolled,
        proposed=proposals(fields, office, material.today),
    )
    return Filling(kind=kind, office=office, fields=fields, said=said)


def prepared_for(material: Material, form: Filling, *, takes_number: bool) -> Prepared:
    """Return what the letters are made from, with what holds them back as the draft waives it.

    Raises :exc:`CircularsError` with what is wrong with workbook, office or template.
    """
    values = form.values(takes_number=takes_number)
    gathered = bench().gathered(replace(material, typed=values))
    prepared = filled(gathered, values)
    return replace(prepared, job=replace(prepared.job, allow=material.allow))


def form_shown(material: Material) -> tuple[FieldShown, ...]:
    """Return the fields of the form in order, with what the letter says where one is empty."""
    form = filling(material)
    composed = _composed(material, form)
    lacking = composed.missing if composed else frozenset()
    asked = {*fields_at_fault(composed.faults, form.fields)} if composed else set()
    return tuple(
        _shown(
            field,
            _next() if name == NUMBER and form.is_numbered else form.said.get(name),
            derived_text(name, form, composed, material),
            is_lacking=field.value is None or name in lacking,
            follows=field.value is not None and name not in asked,
        )
        for name, field in form.fields.items()
    )


def period_said(material: Material, form: Filling) -> str:
    """Return the month that the letters report on, as the form says it; empty where it has none."""
    name = next(
        (field.name for field in form.fields.values() if field.kind is FieldKind.MONTH), None
    )
    if name is None:
        return ""
    if said := form.said.get(name):
        return said.value
    return derived_text(name, form, _composed(material, form), material)


def _next() -> Said:
    """Return what is said of the number that the register gives."""
    return Said(value="", origin=Origin.PROPOSED, why="เลขถัดไปในทะเบียน ออกจริงเมื่อสั่งทำหนังสือ")


def _composed(material: Material, form: Filling) -> Composed | None:
    """Return the first letter as far as it can be composed; None where it cannot be at all."""
    if form.office is None:
        return None
    try:
        prepared = prepared_for(material, form, takes_number=True)
        return compose_anyway(prepared, 0, STAND_IN if form.is_numbered else None)
    except CircularsError:  # told by the preview
        return None


def derived_text(name: str, form: Filling, composed: Composed | None, material: Material) -> str:
    """Return what the letter says in the field `name` where it is left empty."""
    field = form.fields[name]
    if name == UNIT and form.office is not None:
        return form.office.unit
    if name in COMMON_FIELDS:  # the usual one, as letters have it
        return field.choices[0] if field.choices else ""
    if composed is None:
        return ""
    if name == NUMBER:
        number = material.books.next(composed.letter.number) if form.is_numbered else None
        return "" if number is None else DIGITS[form.kind.letter_digits](str(number))
    if field.value is None or name in composed.missing or name in form.said:
        return ""
    return DIGITS[form.kind.letter_digits](_text(composed.letter.fields[name]))


def _text(value: Any) -> str:
    """Return a value of the form as the letter would say it."""
    if isinstance(value, Blank):
        return ""
    if isinstance(value, list):  # of cited letters
        return "\n".join(str(each.get("เลขที่", "")) for each in value)
    return as_text(value) if isinstance(value, (dt.date, YearMonth)) else str(value)


def _shown(
    field: FieldSpec, said: Said | None, derived: str, *, is_lacking: bool, follows: bool
) -> FieldShown:
    """Return one field; `is_lacking`: the type does not derive what is not answered.

    `follows`: it will, once what the field follows from is known.
    """
    waits = follows and not said and not derived and field.name not in COMMON_FIELDS
    return FieldShown(
        name=field.name,
        label=field.label,
        kind=field.kind,
        value=said.value if said else "",
        origin=said.origin if said else Origin.DERIVED if derived else Origin.NONE,
        required=field.required
        and is_lacking
        and not waits
        and not (field.name == NUMBER and derived),
        waits=waits,
        blank=field.blank,
        choices=field.choices,
        help=field.help,
        why=said.why if said else "",
        derived=derived,
    )
