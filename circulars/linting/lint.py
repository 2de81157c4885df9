"""The check of one letter type, or of a template alone."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.checks import settled
from circulars.letter_types import find_letter_type, load_letter_type
from circulars.letter_types.loading import REFINEMENT, TEMPLATE
from circulars.linting.draft import Draft, read_draft
from circulars.linting.rules import found_by_rules
from circulars.linting.walking import SANDBOX
from circulars.model.errors import CircularsError, TemplateError, reason_of
from circulars.model.findings import Finding, Level
from circulars.paths import is_file
from circulars.render import Template
from circulars.render.source import MAX_UNPACKED, NAME
from circulars.toml_files import toml_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from circulars.letter_types.lookups import Table
    from circulars.render.tags import Paragraph

_NO_FILTER: Final = re.compile("ไม่มีตัวกรองชื่อ “([^”]+)”")
_OF_THE_WHOLE: Final = frozenset({"template-unreadable", "template-sections"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """What the check of a template found."""

    template: Path | None  # None: no template was found
    findings: tuple[Finding, ...]  # the weightiest first, otherwise as they stand in the file
    texts: Mapping[str, str]  # of the paragraphs, by their places in findings
    orders: Mapping[str, int]  # of the paragraphs of the letter itself, 0-based in the file


def lint(name: str | Path, *, levels: Mapping[str, Level | None] | None = None) -> Linted:
    """Return all that is wrong with a letter type: by its name, its folder or its template.

    `levels` are an office's own, by code of finding.  Nothing is raised for bad templates.
    """
    try:
        template, folder = _target(name)
        data = _read(template)
    except CircularsError as error:
        return Linted(template=None, findings=error.findings, texts={}, orders={})
    found = list(_faults_of_type(folder)) if folder else []
    label = NAME if folder else template.name
    draft = read_draft(data, label, _table(folder), is_bare=folder is None)
    found += found_by_rules(draft)
    found += _faults_of_renderer(draft, found)
    places = {line.where: n for n, line in enumerate(_lines(draft))}
    ordered = sorted(found, key=lambda finding: places.get(finding.where, -1))
    return Linted(
        template=template,
        findings=settled(ordered, levels or {}),
        texts={line.where: line.text for line in _lines(draft)},
        orders=_orders(draft),
    )


def _target(name: str | Path) -> tuple[Path, Path | None]:
    """Return the template, and the folder of its type if it has one."""
    path = Path(name)
    if is_file(path):
        is_type = path.name == TEMPLATE and is_file(path.parent / REFINEMENT)
        return path, path.parent if is_type else None
    folder = find_letter_type(str(name))
    return folder / TEMPLATE, folder


def _read(template: Path) -> bytes:
    """Return the file's content; :exc:`TemplateError` where it cannot be read or is no letter."""
    try:
        if template.stat().st_size <= MAX_UNPACKED:
            return template.read_bytes()
        reason = "แฟ้มใหญ่เกินไป"
    except OSError as error:
        reason = reason_of(error)
    raise TemplateError(
        Finding(
            code="template-unreadable",
            where=str(template),
            message=f"เปิดแบบหนังสือไม่ได้: {reason}",
            hint="ตรวจแฟ้มแบบหนังสือและสิทธิ์ในการอ่าน",
        )
    )


def _table(folder: Path | None) -> Table | None:
    """Return letter.toml as it stands: empty where there is none, None where it is no TOML."""
    path = folder / REFINEMENT if folder else None
    if path is None or not is_file(path):
        return {}
    try:
        return toml_table(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):  # told where the type is loaded
        return None


def _faults_of_type(folder: Path) -> tuple[Finding, ...]:
    try:
        load_letter_type(folder)
    except CircularsError as error:
        return tuple(map(_with_near_filter, error.findings))
    return ()


def _with_near_filter(finding: Finding) -> Finding:
    """Return a fault of an expression with the filter that was meant, if that is what is wrong."""
    if unknown := _NO_FILTER.search(finding.message):
        known = sorted(name for name in SANDBOX.filters if not name.startswith("_"))
        close = difflib.get_close_matches(unknown[1], known, n=1, cutoff=0.5)
        return replace(finding, hint=f"ชื่อที่ใกล้เคียงคือ “{close[0]}”") if close else finding
    return finding


def _faults_of_renderer(draft: Draft, found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what the renderer refuses, where no rule has found why.

    A template that cannot be opened is told in any case; beside tags that are at fault already
    the renderer would only tell what follows from them.
    """
    codes = {each.code for each in found}
    is_told = any(each.level is Level.BLOCK and each.code.startswith("template-") for each in found)
    try:
        Template(draft.data, written=draft.written)
    except CircularsError as error:
        for finding in error.findings:
            is_whole = finding.code in _OF_THE_WHOLE and finding.code not in codes
            if is_whole or not is_told:
                yield replace(finding, where=finding.where.replace(NAME, draft.label, 1))


def _lines(draft: Draft) -> Iterator[Paragraph]:
    return (line for part in draft.parts for line in part.lines)


def _orders(draft: Draft) -> dict[str, int]:
    return {
        line.where: part.orders[part.elements[line.number]]
        for part in draft.parts
        if part.is_letter
        for line in part.lines
    }
