"""Templates: compiled once, rendered as often as there are letters."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.expressions import MissingName, XmlText, collect_missing, make_sandbox
from circulars.model.errors import TemplateError
from circulars.model.office import Emblem, EmblemKind
from circulars.render import faults
from circulars.render.annex import annex_sections
from circulars.render.compiled import (
    RENDER_ERRORS,
    CompiledPart,
    compile_part,
    part_label,
    scan,
)
from circulars.render.furniture import FURNITURE, emblem_run
from circulars.render.package import Member, deflated, read_members, write_package
from circulars.render.source import END_OF_LETTER, open_source
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from circulars.model.findings import Finding
    from circulars.model.letter import Annex

# The name under which templates print the emblem: ``{{r ตราครุฑ }}``.
EMBLEM_NAME: Final = "ตราครุฑ"
_OWN_NAMES: Final = frozenset({END_OF_LETTER, FURNITURE, EMBLEM_NAME})


@dataclass(frozen=True, slots=True)
class Furniture:
    """What layout knows of the pages: continuation words, and whether they are many."""

    continuation: tuple[str, str] = ("", "")  # at the foot of pages 1 and 2
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
        content = source if isinstance(source, bytes) else Path(source).read_bytes()
        self._emblem = emblem or Emblem(kind=EmblemKind.PAPER)
        image = self._emblem.image.read_bytes() if self._emblem.image else None
        self._sandbox = make_sandbox(digits)
        self._source = open_source(content, "letter.docx", image)
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
        values = {**context, **self._own_values(annexes, furniture)}
        with collect_missing() as missing:
            members = [
                self._rendered(member, values) if isinstance(member, CompiledPart) else member
                for member in self._members
            ]
        missing |= {MissingName(name): None for name in sorted(self._names - values.keys())}
        if missing:
            raise TemplateError(*self._missing(missing, context))
        return write_package(members)

    def _compile(self, package: bytes) -> list[Member | CompiledPart]:
        found: list[Finding] = []
        members: list[Member | CompiledPart] = []
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            for member in read_members(package):
                label = part_label(member.name)
                xml = archive.read(member.name) if label else b""
                lines = scan(xml, label) if label else []
                if not lines:
                    members.append(member)
                    continue
                part_faults = list(faults.syntax_faults(lines, self._sandbox))
                part = compile_part(member.name, xml, lines, self._sandbox)
                if isinstance(part, CompiledPart):
                    members.append(part)
                else:
                    part_faults = part_faults or [part]
                found += part_faults
        if found:
            raise TemplateError(*found)
        return members

    def _own_values(self, annexes: Sequence[Annex], furniture: Furniture) -> dict[str, Any]:
        end = annex_sections(annexes, self._source.section, self._source.annex_headers)
        return {
            END_OF_LETTER: XmlText(end),
            EMBLEM_NAME: XmlText(emblem_run(self._emblem, self._source.emblem)),
            FURNITURE: {"continuation": furniture.continuation, "long": furniture.long},
        }

    @staticmethod
    def _rendered(part: CompiledPart, values: Mapping[str, Any]) -> Member:
        try:
            return deflated(part.name, part.render(values).encode())
        except RENDER_ERRORS as error:
            raise TemplateError(part.fault(error)) from error

    def _missing(self, missing: Iterable[MissingName], known: Iterable[str]) -> list[Finding]:
        tags = [tag for part in self._parts for tag in part.tags]
        return list(faults.missing_name_faults(missing, tags, known, self._sandbox))
