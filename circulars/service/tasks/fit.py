"""The task of a worker: the letter types that a workbook fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.service.making.fitting import fitting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.service.making.material import Material


def fit(material: Material, folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return the letter types in `folders` that the workbook of a draft fits."""
    return fitting(material, folders)
