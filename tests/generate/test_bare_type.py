"""A letter type may be a folder with letter.docx alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document
from support import EXAMPLES, FORM, document_text

from circulars import generate

if TYPE_CHECKING:
    from pathlib import Path


def test_every_name_in_the_template_is_a_field(tmp_path: Path) -> None:
    """Names that nothing else gives are asked for as text, day and number in their kinds."""
    folder = tmp_path / "ใหม่"
    folder.mkdir()
    document = Document()
    for line in ("ที่ {{ ที่ }}", "{{ วันที่ | วันที่ไทย }}", "เรื่อง {{ เรื่อง }}", "{{ ผู้ออกหนังสือ }}"):
        document.add_paragraph(line)
    document.save(str(folder / "letter.docx"))
    batch = generate(
        str(folder),
        EXAMPLES / "phayao-otop-2568.xlsx",
        tmp_path / "out",
        office=EXAMPLES / "phayao.toml",
        values={**FORM, "เรื่อง": "ขอเชิญประชุม"},
        pdf=False,
    )
    lines = document_text(batch.files[0].read_bytes()).splitlines()
    assert ["ที่ พย ๐๐๑๙.๒/ว๑๑๗๕", "๑๑ มีนาคม ๒๕๖๘", "เรื่อง ขอเชิญประชุม", "จังหวัดพะเยา"] == lines
