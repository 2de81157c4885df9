"""A letter composed though answers are missing: dotted room stands where they will be.

For looking at alone: a letter that is ordered is composed without, and is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from circulars.compose.answers import NUMBER
from circulars.expressions import Blank
from circulars.model.errors import FormError
from circulars.model.letter_type import FieldKind
from circulars.pipeline import draft

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from circulars.inputs import Prepared
    from circulars.model.findings import Finding
    from circulars.model.letter import Letter
    from circulars.model.letter_type import FieldSpec

DOTS: Final = "…" * 8
_ROOM: Final = re.compile("\N{NO-BREAK SPACE}{16,}")  # as the form leaves it for the pen
_ROUNDS: Final = 12  # answers that follow from one another
_TEXTS: Final = frozenset({FieldKind.TEXT, FieldKind.LINES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A letter, and what is wrong with the answers that it was composed from."""

    letter: Letter
    faults: tuple[Finding, ...] = ()
    missing: frozenset[str] = frozenset()  # fields with dotted room


def compose_anyway(prepared: Prepared, place: int, serial: int | None) -> Composed:
    """Return the letter at `place`, with room where an answer is missing or cannot be read.

    Raises :exc:`CircularsError` where something else than the form is at fault.
    """
    faults: tuple[Finding, ...] = ()
    missing: frozenset[str] = frozenset()
    current = prepared
    for _ in range(_ROUNDS):
        try:
            letter = draft(current, place, serial)
        except FormError as error:
            faults = faults or error.findings  # those of later rounds only follow from these
            named = frozenset(fields_at_fault(error.findings, prepared.composer.fields))
            named |= _unknown(error.findings, current)
            if named <= missing:
                raise FormError(*faults) from error
            missing |= named
            current = _with_room(prepared, missing)
        else:
            return Composed(letter=_dotted(letter, missing), faults=faults, missing=missing)
    raise FormError(*faults)


def typed_over(composed: Composed, fields: Mapping[str, FieldSpec]) -> Letter:
    """Return the letter with the dots in its texts as if somebody had typed them.

    What draws a text, such as a QR code, cannot draw room for the pen.
    """
    letter = composed.letter
    dots = {n: DOTS for n in composed.missing if n in letter.fields and fields[n].kind in _TEXTS}
    printed = {n: text for n, text in dots.items() if letter.context[n] is letter.fields[n]}
    return replace(letter, fields={**letter.fields, **dots}, context={**letter.context, **printed})


def fields_at_fault(findings: Collection[Finding], fields: Collection[str]) -> Iterator[str]:
    """Yield the fields that `findings` of the form are about."""
    for finding in findings:
        if name := field_of(finding.where, fields):
            yield name


def field_of(where: str, fields: Collection[str]) -> str:
    """Return the field that a place names, the longest name that fits; empty where it is none.

    >>> field_of("แบบกรอก!B2 ช่อง วันที่", ["วัน", "วันที่"]), field_of("ช่อง เรียน “นาย…”", ["เรียน"])
    ('วันที่', 'เรียน')
    >>> field_of("ยอด!C7 ช่อง ยอด ของ จุน", ["ยอด"]), field_of("ย่อหน้าที่ 2", ["ยอด"])
    ('ยอด', '')
    """
    said = f" {where} ".partition(" ช่อง ")[2]
    fitting = (n for n in fields if f"{said} ".startswith((f"{n} ", f"{n}:")))
    return max(fitting, key=len, default="")


def _unknown(findings: Collection[Finding], prepared: Prepared) -> frozenset[str]:
    """Return the names that were answered though the form has no such field."""
    unknown = {f.where.removeprefix("ช่อง ") for f in findings if f.code == "field-unknown"}
    return frozenset(unknown & prepared.composer.given.keys())


def _with_room(prepared: Prepared, missing: Collection[str]) -> Prepared:
    """Return what the letter is composed from, with room in the fields that are `missing`."""
    own = prepared.letter_type.fields
    roomy = {name: _roomy(own[name]) if name in missing else own[name] for name in own}
    kind = replace(prepared.letter_type, fields=roomy)
    given = {n: text for n, text in prepared.composer.given.items() if n not in missing}
    given |= {name: "" for name in missing if name in own}
    made = replace(
        prepared.composer,
        letter_type=kind,
        given=given,
        fields={**prepared.composer.fields, **roomy},
        first=None if NUMBER in missing else prepared.composer.first,
    )
    return replace(prepared, letter_type=kind, composer=made)


def _roomy(field: FieldSpec) -> FieldSpec:
    """Return `field` as one that may be left to the pen."""
    leaves_room = field.kind is not FieldKind.LETTERS  # of which there are none, then
    return replace(field, blank=leaves_room, required=False, value=None)


def _dotted(letter: Letter, missing: Collection[str]) -> Letter:
    """Return `letter` with the room of `missing` answers to be seen, in other answers too."""
    shown: dict[str, str] = {}
    for name, value in letter.fields.items() if missing else ():
        if name in missing and name != NUMBER and isinstance(value, Blank):
            shown[name] = Blank(DOTS)
        elif isinstance(value, str) and not isinstance(value, Blank):
            shown[name] = _ROOM.sub(DOTS, value)
    printed = {n: text for n, text in shown.items() if letter.context[n] is letter.fields[n]}
    return replace(letter, fields={**letter.fields, **shown}, context={**letter.context, **printed})
