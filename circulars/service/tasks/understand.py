"""The task of a worker: a workbook as it is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.service.making.bench import bench
from circulars.service.making.reading import understanding

if TYPE_CHECKING:
    from circulars.service.making.material import Material
    from circulars.service.making.shown import Understood


def understand(material: Material) -> Understood:
    """Return the tables of the workbook, with what is wrong in their cells."""
    here = bench()
    office = here.office_if_usable(material)
    return understanding(here.reading(material), here.letter_type(material), office)
