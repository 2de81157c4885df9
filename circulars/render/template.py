"""Templates: compiled once, rendered as often as there are letters."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from circulars.expressions import XmlText, collect_missing, make_sandbox
from circulars.model.errors import TemplateError
from circulars.model.names import EMBLEM
from circulars.model.office import Emblem, EmblemKind
from circulars.render.annex import annex_sections
from circulars.render.compiled import (
    RENDER_ERRORS,
    CompiledPart,
    compile_part,
)
from circulars.render.furniture import FURNITURE, emblem_run, furniture_values
from circulars.render.joining import composed
from circulars.render.package import Member, deflated, read_members, write_package
from circulars.render.source import END_OF_LETTER, open_source
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from circulars.model.findings import Finding
    from circulars.model.letter import Annex

_OWN_NAMES: Final = frozenset({END_OF_LETTER, FURNITURE, EMBLEM})


@dataclass(frozen=True, slots=True)
class Furniture:
    """What layout knows of the pages: continuation words, and whether they are many."""

    continuation: tuple[str, str] = ("", "")  # at the foot of pages 1 and 2; none when `long`
    long: bool = False  # more pages than literal headers can number


NO_FURNITURE: Final = Furniture()


class Template:
    """A DOCX template (แบบหนังสือ) in docxtpl's language, compiled once and reused.

    `digits` is the digit policy of the letter, applied to every value printed.
    Raises :exc:`TemplateError` with all faults when the template cannot be used.
    """

    def __init__(
        self,
        source: Path | str | bytes,
        *,
        digits: Callable[[str], str] = to_thai_digits,
        emblem: Emblem | None = None,
    ) -> None:
        self._emblem = emblem or Emblem(kind=EmblemKind.PAPER)
        self._sandbox = make_sandbox(digits)
        self._source = open_source(source, self._emblem.image)
        self._members = self._compile(self._source.package)
        self._parts = [member for member in self._members if isinstance(member, CompiledPart)]
        self._names = frozenset[str]().union(*(part.names for part in self._parts))

    @property
    def names(self) -> frozenset[str]:
        """The names that the template takes from the letter."""
        return self._names - _OWN_NAMES

    def render(
        self,
        context: Mapping[str, Any],
        annexes: Sequence[Annex] = (),
        furniture: Furniture = NO_FURNITURE,
    ) -> bytes:
        """Return the letter as DOCX bytes: `context` printed, `annexes` as sections behind it.

        Raises :exc:`TemplateError` naming every missing name with its place.
        """
        known = {composed(name): value for name, value in context.items()}
        values = {**known, **self._own_values(annexes, furniture)}
        members: list[Member] = []
        found: list[Finding] = []
        for member in self._members:
            if isinstance(member, Member):
                members.append(member)
            else:
                text, faults = self._rendered(member, values)
                members.append(deflated(member.name, text.encode()))
                found += faults
        if found:
            raise TemplateError(*dict.fromkeys(found))
        return write_package(members)

    def _rendered(self, part: CompiledPart, values: Mapping[str, Any]) -> tuple[str, list[Finding]]:
        """Return the part's text and what was found wrong in it."""
        text, faults = "", []
        with collect_missing() as missing:
            try:
                text = part.render(values)
            except RENDER_ERRORS as error:
                faults.append(part.fault(error))
        if missing or not part.names <= values.keys():
            faults = [*part.missing(missing, values, self._sandbox), *faults]
        return text, faults

    def _compile(self, package: bytes) -> list[Member | CompiledPart]:
        found: list[Finding] = []
        members: list[Member | CompiledPart] = []
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            for member in read_members(package):
                label = self._source.labels.get(member.name)
                xml = archive.read(member.name) if label else b""
                part = compile_part(member.name, xml, label, self._sandbox) if label else None
                if isinstance(part, list):
                    found += part
                else:
                    members.append(part or member)
        if found:
            raise TemplateError(*dict.fromkeys(found))
        return members

    def _own_values(self, annexes: Sequence[Annex], furniture: Furniture) -> dict[str, Any]:
        end = annex_sections(annexes, self._source.section, self._source.annex_headers)
        return {
            END_OF_LETTER: XmlText(end),
            EMBLEM: XmlText(emblem_run(self._emblem, self._source.emblem)),
            FURNITURE: furniture_values(furniture.continuation, long=furniture.long),
        }
