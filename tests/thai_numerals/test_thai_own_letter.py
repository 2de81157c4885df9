"""Converting a letter of this project: only digits differ, as in every other document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openxml_audit import OpenXmlValidator
from thai_documents import ROOT, changed_parts, packing, skeleton, text_of

from circulars import generate
from thai_numerals import to_arabic_digits
from thai_numerals.files.docx import convert_docx
from thai_numerals.files.report import Conversion

if TYPE_CHECKING:
    from pathlib import Path


def own_letter(target: Path) -> Path:
    """Return the example letter of this project, made in the folder `target`."""
    batch = generate(
        "otop_monthly_sales",
        ROOT / "examples" / "phayao-otop-2568.xlsx",
        target,
        office=ROOT / "examples" / "phayao.toml",
        values={"วันที่": "2025-03-11", "เลขที่": "1175"},
        pdf=False,
    )
    return next(path for path in batch.files if path.suffix == ".docx")


def test_own_letter_to_arabic_and_to_thai(tmp_path: Path) -> None:
    """Our letter turns wholly Arabic or wholly Thai; elements, other parts and validity stay."""
    source = own_letter(tmp_path).read_bytes()
    for to in ("arabic", "thai"):
        result, report = convert_docx("letter", source, Conversion(to=to))
        assert report.changes
        assert packing(source) == packing(result)
        pairs = list(changed_parts(source, result))
        assert pairs
        assert all(skeleton(old) == skeleton(new) for old, new in pairs)
        (tmp_path / f"{to}.docx").write_bytes(result)
        assert OpenXmlValidator().validate(tmp_path / f"{to}.docx").errors == []
        assert to_arabic_digits(text_of(source)) == to_arabic_digits(text_of(result))
