"""Which letter types a workbook was made for, where it does not fit the one that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.letter_types import load_letter_type
from circulars.model.errors import CircularsError
from circulars.service.making.material import book_bytes
from circulars.workbook import bind, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from circulars.model.findings import Finding
    from circulars.model.letter_type import LetterType
    from circulars.service.making.material import Material
    from circulars.workbook import Workbook

# What is found in a workbook of another type.
_OF_OTHERS: Final = frozenset(
    {"column-missing", "months-missing", "sheet-missing", "table-not-found"}
)


def is_of_another(findings: Iterable[Finding]) -> bool:
    """Return whether the workbook may be one for another letter type."""
    return any(finding.code in _OF_OTHERS for finding in findings)


def fitting(material: Material, folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return those of the letter types in `folders` all of whose tables the workbook has."""
    if material.workbook is None:
        return ()
    try:
        workbook = read_workbook(book_bytes(material), name=material.workbook.name)
    except CircularsError:  # told where the workbook is shown
        return ()
    return tuple(folder for folder in folders if _fits(workbook, load_letter_type(folder)))


def _fits(workbook: Workbook, kind: LetterType) -> bool:
    tables = [spec for spec in kind.datasets.values() if not spec.rows]
    try:
        for spec in tables:
            bind(workbook, spec, is_spared=lambda *_: True)
    except CircularsError:
        return False
    return bool(tables)
