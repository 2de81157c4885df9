"""The annexes of our own letters, read from the DOCX: no false block, no false warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import TEMPLATES, example_letters

from circulars.checks import check_table
from circulars.reading import read_document
from circulars.understanding import understand_sheet, written_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.model.findings import Finding

# What is known of the printed letters, and nothing else.
KNOWN: dict[str, set[str]] = {
    "announcement": set(),
    "certificate": set(),
    "external_letter": set(),
    "indicator_guidance": set(),
    "memo": set(),
    "online_market_targets": {"percent-mismatch"},  # four targets raised by hand
    "order": set(),
    "otop_district_sales": {"outlier"},  # February, in the letter to ภูกามยาว
    "otop_monthly_sales": {"duplicate-value", "outlier"},  # February of ภูกามยาว
    "quarter_targets": {"column-total-mismatch"},  # percentages of the total
    "sales_followup": {"outlier"},  # the highest target of บ้านโพธิ์
    "sealed_letter": set(),
}


def test_every_letter_type_is_known() -> None:
    """Each letter type stands in the table above."""
    assert KNOWN.keys() == {path.name for path in TEMPLATES.iterdir() if path.is_dir()}


@pytest.mark.parametrize("name", KNOWN)
def test_our_own_annexes(name: str, tmp_path: Path) -> None:
    """Tables of the letters made from the examples have no block, and only the known warnings."""
    found: list[Finding] = []
    for path in example_letters(TEMPLATES / name, tmp_path):
        for table in read_document(path.read_bytes(), path.name).tables:
            understanding, findings = understand_sheet(written_sheet(table))
            found += findings
            if understanding:
                found += check_table(understanding.dataset, understanding.spec)
    assert [] == [finding for finding in found if finding.level.value == "block"]
    assert KNOWN[name] == {finding.code for finding in found if finding.level.value == "warn"}
