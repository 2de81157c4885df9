"""Makes letter types with faults: copies of those of the product, edited as Word would."""

from __future__ import annotations

import io
import shutil
import zipfile
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from support import TEMPLATES

from circulars.linting import lint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document as DocumentType
    from docx.text.paragraph import Paragraph

    from circulars.model.findings import Finding

# The paragraph of external_letter before which text is put: จุดประสงค์, the 22nd.
PLACE = 22
THERE = f"letter.docx ย่อหน้าที่ {PLACE}"


def edited(
    folder: Path,
    edit: Callable[[DocumentType], object] | None = None,
    *,
    toml: Callable[[str], str] | None = None,
    base: str = "external_letter",
) -> Path:
    """Return a copy of the type `base` in `folder`, its template and letter.toml edited."""
    copy = folder / base
    shutil.copytree(TEMPLATES / base, copy)
    if edit:
        document = Document(str(copy / "letter.docx"))
        edit(document)
        document.save(str(copy / "letter.docx"))
    if toml:
        path = copy / "letter.toml"
        path.write_text(toml(path.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


def before(document: DocumentType, *texts: str) -> list[Paragraph]:
    """Return new paragraphs of `texts` before the place, in its style."""
    there = document.paragraphs[PLACE - 1]
    return [there.insert_paragraph_before(text, style=there.style) for text in texts]


def typed(*texts: str) -> Callable[[DocumentType], object]:
    """Return the edit that types `texts` as paragraphs before the place."""
    return lambda document: before(document, *texts)


def pasted(xml: str) -> Callable[[DocumentType], object]:
    """Return the edit that puts `xml` of the body before the place."""

    def edit(document: DocumentType) -> None:
        there = document.paragraphs[PLACE - 1]
        for element in parse_xml(f"<w:body {nsdecls('w', 'wp', 'r', 'a')}>{xml}</w:body>"):
            there._p.addprevious(element)

    return edit


def row_table(*rows: tuple[str, ...]) -> str:
    """Return a `w:tbl` in the style of the letter's own text."""
    cell = '<w:tc><w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p></w:tc>'
    lines = "".join(f"<w:tr>{''.join(map(cell.format, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{lines}</w:tbl>"


def run(text: str, properties: str = "") -> str:
    """Return a `w:r` of `text`, which is XML already."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def alone(folder: Path, *texts: str, rows: tuple[tuple[str, ...], ...] = ()) -> Path:
    """Return a template without a letter.toml: `texts` in paragraphs, `rows` in a table."""
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(rows, table.rows, strict=True):
            for text, cell in zip(cells, row.cells, strict=True):
                cell.text = text
    path = folder / "แบบ.docx"
    document.save(str(path))
    return path


def with_member(docx: bytes, name: str, content: str | bytes) -> bytes:
    """Return the package with one more member, or with another in place of one."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return made.getvalue()


def found(path: Path) -> list[Finding]:
    """Return what the check finds in the type or template at `path`."""
    return list(lint(path).findings)


def told(path: Path) -> list[tuple[str, str, str]]:
    """Return level, code and place of each finding."""
    return [(each.level, each.code, each.where) for each in found(path)]
