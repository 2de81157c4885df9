"""Templates: compiled once, rendered as often as there are letters."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from decimal import localcontext
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from circulars.expressions import (
    ARITHMETIC,
    XmlText,
    collect_missing,
    collect_pictures,
    make_sandbox,
)
from circulars.model.errors import TemplateError
from circulars.model.names import EMBLEM
from circulars.render.annex import annex_gaps
from circulars.render.compiled import (
    RENDER_ERRORS,
    CompiledPart,
    Work,
    compile_part,
)
from circulars.render.faults import MAX_TAGS, too_many_tags
from circulars.render.furniture import FURNITURE, emblem_run, furniture_values
from circulars.render.joining import composed
from circulars.render.kept_parts import keep_together
from circulars.render.letterhead import Letterhead
from circulars.render.package import (
    Member,
    deflated,
    deflated_pieces,
    packed,
    read_members,
    write_package,
)
from circulars.render.pictures import with_pictures
from circulars.render.sections import PAGES, page_values, with_pages
from circulars.render.source import NAME, open_source
from circulars.render.table_grids import with_grids
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from circulars.model.findings import Finding
    from circulars.model.letter import Annex

_OWN_NAMES: Final = frozenset({PAGES, FURNITURE, EMBLEM})


@dataclass(frozen=True, slots=True)
class Furniture:
    """What layout knows of the pages: continuation words, and whether they are many."""

    continuation: tuple[str, str] = ("", "")  # at the foot of pages 1 and 2; of 1 alone when `long`
    long: bool = False  # more pages than literal headers can number


NO_LETTERHEAD: Final = Letterhead()  # garuda paper, the agency where the template has it
NO_FURNITURE: Final = Furniture()


class Template:
    """A DOCX template (แบบหนังสือ) in docxtpl's language, compiled once and reused.

    `digits` is the digit policy of the letter, applied to every value printed; the last
    `written` sections of the document are pages of annexes, which the letter brings or not.
    Raises :exc:`TemplateError` with all faults when the template cannot be used.
    """

    def __init__(
        self,
        source: Path | str | bytes,
        *,
        digits: Callable[[str], str] = to_thai_digits,
        letterhead: Letterhead = NO_LETTERHEAD,
        written: int = 0,
    ) -> None:
        self._sandbox = make_sandbox(digits)
        self._source = open_source(source, letterhead, written=written)
        self._emblem = XmlText(
            emblem_run(letterhead.emblem, self._source.emblem, letterhead.emblem_height)
        )
        self._fixed, self._parts = self._compile(self._source.package)
        self._first = packed(self._fixed)
        # Headers and footers that most letters of a run share.
        self._shared = lru_cache(maxsize=64)(self._made_for_all)
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
        sections = self._source.sections
        gaps, end = annex_gaps(
            annexes, sections.letter, self._source.annex_headers, sections.written
        )
        values = {**known, **self._own_values(gaps, furniture)}
        made: list[Member] = []
        found: list[Finding] = []
        work = Work()
        with collect_pictures() as pictures, localcontext(ARITHMETIC):
            for part in self._parts:
                if part.is_furniture:
                    member, faults = self._shared(part, furniture)
                else:
                    pictures.part = part.name
                    content, faults = self._rendered(part, values, work)
                    member = deflated_pieces(part.name, with_pages(content, gaps, end))
                made.append(member)
                found += faults
        if found:
            raise TemplateError(*dict.fromkeys(found))
        if pictures.drawn:
            return write_package(with_pictures((*self._fixed, *made), pictures.drawn))
        return write_package(made, self._first)

    def _made_for_all(
        self, part: CompiledPart, furniture: Furniture
    ) -> tuple[Member, list[Finding]]:
        """Return the `part` that prints page furniture alone, and what was found wrong in it."""
        values = {FURNITURE: _furniture_values(furniture)}
        content, faults = self._rendered(part, values, Work())
        return deflated(part.name, content), faults

    def _rendered(
        self, part: CompiledPart, values: Mapping[str, Any], work: Work
    ) -> tuple[bytes, list[Finding]]:
        """Return the part as UTF-8 and what was found wrong in it."""
        content, faults = b"", []
        with collect_missing() as missing:
            try:
                pieces = part.render(values, work)
                is_letter = part.label == NAME  # and not a header or footer
                content = keep_together(pieces, part.own) if is_letter else "".join(pieces).encode()
                if part.has_columns:
                    content = with_grids(content)
            except RENDER_ERRORS as error:
                faults.append(part.fault(error))
        if missing or not part.names <= values.keys():
            faults = [*part.missing(missing, values), *faults]
        return content, faults

    def _compile(self, package: bytes) -> tuple[list[Member], list[CompiledPart]]:
        """Return what every letter has, and the parts with tags: the letter's own come last."""
        found: list[Finding] = []
        fixed: list[Member] = []
        parts: list[CompiledPart] = []
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            for member in read_members(package):
                label = self._source.labels.get(member.name)
                xml = archive.read(member.name) if label else b""
                part = compile_part(member.name, xml, label, self._sandbox) if label else None
                if isinstance(part, list):
                    found += part
                elif part:
                    parts.append(part)
                    if sum(len(each.tags) for each in parts) > MAX_TAGS:
                        raise TemplateError(*found, too_many_tags(label or NAME))
                else:
                    fixed.append(member)
        if found:
            raise TemplateError(*dict.fromkeys(found))
        return fixed, parts

    def _own_values(self, gaps: Collection[int], furniture: Furniture) -> dict[str, Any]:
        return {
            PAGES: page_values(tuple(gaps), len(self._source.sections.written)),
            EMBLEM: self._emblem,
            FURNITURE: _furniture_values(furniture),
        }


@lru_cache(maxsize=64)
def _furniture_values(furniture: Furniture) -> dict[str, Any]:
    return furniture_values(furniture.continuation, long=furniture.long)
