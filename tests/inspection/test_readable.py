"""What a check could not read is said: nobody takes silence about it for a clean letter."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from docx import Document
from typed_letters import docx, wrong_day_letter

from circulars.inspection import inspect_letter, inspect_paths
from circulars.inspection.comments import write_comments

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.model.findings import Finding


def told(*paragraphs: str) -> dict[str, Finding]:
    """Return by code what is found in a document of these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return {each.code: each for each in inspect_letter(out.getvalue(), "ก.docx").findings}


def test_a_document_without_text() -> None:
    """A scanned letter has nothing to check: that is a warning, and no all-clear."""
    assert "warn" == told()["letter-unrecognised"].level


@pytest.mark.parametrize("text", ["Dear Sir,", "รายงานการประชุม ครั้งที่ ๑"])
def test_a_document_that_is_no_letter(text: str) -> None:
    """What is no letter is checked as far as it goes, and that is said."""
    assert "note" == told(text)["letter-unrecognised"].level


def test_a_letter_is_known_as_one() -> None:
    """Of a letter nothing of the kind is said."""
    codes = {each.code for each in inspect_letter(docx(), "ก.docx").findings}
    assert "letter-unrecognised" not in codes


def test_a_paragraph_of_a_whole_book() -> None:
    """A paragraph of half a million characters is checked at its beginning, and told."""
    sentence = "ขอให้อำเภอรายงานภายในวันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘ "
    found = told(sentence * 10_000)
    assert {"paragraph-too-long", "weekday-mismatch"} <= found.keys()


def test_a_commented_copy_is_not_checked_with_its_folder(tmp_path: Path) -> None:
    """The copy for Word beside a letter is no second letter."""
    letter, copy = tmp_path / "ก.docx", tmp_path / "ก-ตรวจ.docx"
    letter.write_bytes(docx(wrong_day_letter()))
    assert () == write_comments(copy, *inspect_paths([letter], layout=False))
    assert [str(letter)] == [each.file for each in inspect_paths([tmp_path], layout=False)]
