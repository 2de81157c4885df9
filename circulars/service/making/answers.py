"""What each field of the form says now, and where that comes from.

What a person typed goes first, then the workbook's own sheet แบบกรอก, then the last letter
moved forward, then what is proposed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.compose.answers import NUMBER
from circulars.compose.cited import read_cited
from circulars.compose.letter import DATE
from circulars.model.letter_type import FieldKind
from circulars.model.names import SIGNATORY
from circulars.service.making.shown import Origin
from thai_numerals import format_date, parse_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from circulars.model.letter_type import FieldSpec
    from circulars.model.office import Office
    from circulars.service.making.rolled import RolledAnswer


_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")  # how a cell with a day answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The answer to one field."""

    value: str  # as it would be typed
    origin: Origin
    why: str = ""


def said_answers(
    fields: Mapping[str, FieldSpec],
    *,
    typed: Mapping[str, str],
    book: Mapping[str, str],
    rolled: Mapping[str, RolledAnswer],
    proposed: Mapping[str, Said],
) -> dict[str, Said]:
    """Return the answer to each field that has one; the others are derived, or missing."""
    found = dict(proposed)
    found |= {
        name: Said(
            value=_as_typed(each.value, fields.get(name)), origin=Origin.ROLLED, why=each.why
        )
        for name, each in rolled.items()
    }
    found |= {
        name: Said(value=_as_typed(text, fields.get(name)), origin=Origin.WORKBOOK)
        for name, text in book.items()
    }
    for name, text in typed.items():
        if name in fields:
            _type_over(found, fields[name], text)
    return {name: found[name] for name in fields if name in found}


def _as_typed(text: str, field: FieldSpec | None) -> str:
    """Return an answer as people would type it: days of Excel in Thai, letters as printed."""
    try:
        if field and field.kind is FieldKind.LETTERS:
            return "\n".join(each["ข้อความ"] for each in read_cited(text))
        if field and field.kind is FieldKind.DATE and _ISO.fullmatch(text):
            return format_date(parse_date(text).date)
    except ValueError:  # told by the preview
        return text
    return text


def _type_over(found: dict[str, Said], field: FieldSpec, text: str) -> None:
    """Put what was typed into `field` over what is `found`.

    A form sends all its fields, so the same again is no other answer, and an empty field that
    the type can derive is to be derived.
    """
    below = found.get(field.name)
    if below is not None and _plain(text) == _plain(below.value):
        return
    if text.strip() or "" in field.choices:  # to choose none is an answer
        found[field.name] = Said(value=text, origin=Origin.TYPED)
    elif field.value is None and (field.blank or below is not None):
        found[field.name] = Said(value="", origin=Origin.TYPED)
    elif below is not None and below.origin is not Origin.WORKBOOK:
        del found[field.name]


def _plain(text: str) -> str:
    """Return `text` as two of them are compared: a browser sends other line ends."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def proposals(
    fields: Mapping[str, FieldSpec], office: Office | None, today: dt.date
) -> dict[str, Said]:
    """Return what is proposed where nobody has said anything yet, by field."""
    return {name: said for name, said in _proposals(office, today) if _takes(fields, name, said)}


def _proposals(office: Office | None, today: dt.date) -> Iterator[tuple[str, Said]]:
    yield DATE, Said(value=format_date(today), origin=Origin.PROPOSED, why="วันนี้")
    if office is not None:
        first = office.signatories[0].key
        yield SIGNATORY, Said(value=first, origin=Origin.PROPOSED, why="ผู้ลงนามคนแรกในข้อมูลสำนักงาน")


def _takes(fields: Mapping[str, FieldSpec], name: str, said: Said) -> bool:
    """Return whether the form has a field `name` that takes what is said."""
    field = fields.get(name)
    if field is None:
        return False
    if name == DATE:
        return field.kind is FieldKind.DATE and field.value is None
    return said.value in field.choices


def values_of(said: Mapping[str, Said]) -> dict[str, str]:
    """Return the answers that are given over those of the workbook, as a run takes them."""
    return {name: each.value for name, each in said.items() if each.origin is not Origin.WORKBOOK}


def is_numbered_by_hand(said: Mapping[str, Said]) -> bool:
    """Return whether a number was typed, or stands in the workbook."""
    return NUMBER in said and bool(said[NUMBER].value.strip())
