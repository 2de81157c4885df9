"""Makes the templates that the tests of circulars.render print, and reads what was printed."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pytest
from docx import Document
from docx.oxml.ns import nsdecls
from openxml_audit import OpenXmlValidator

from circulars import Template
from circulars.model.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.model.findings import Finding

_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION: Final = '<Relationship Id="{id}" Type="{type}" Target="{target}"/>'
_CELL: Final = '<w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


def run(text: str, properties: str = "") -> str:
    """Return a `w:r` of `text`, which is XML already."""
    made = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{made}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """Return a `w:p` of runs; one that is no XML becomes a run."""
    inside = "".join(piece if piece.startswith("<") else run(piece) for piece in runs)
    return f"<w:p>{inside}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a `w:tbl` with a paragraph in each cell."""
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_CELL}{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    grid = "<w:gridCol/>" * len(rows[0])
    properties = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{cells}</w:tbl>"


def package(body: str, parts: Mapping[str, str] | None = None, root: str = "w r") -> bytes:
    """Return the smallest DOCX around `body`; `parts` are stories such as ``header1``.

    `root` are the prefixes declared by the document.
    """
    parts = parts or {}
    kinds = {name: name.rstrip("0123456789") for name in parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **kinds}.items()
    )
    relations = "".join(
        _RELATION.format(id=name, type=f"{_RELATIONS}/{kind}", target=f"{name}.xml")
        for name, kind in kinds.items()
    )
    main = _RELATION.format(id="m", type=f"{_RELATIONS}/officeDocument", target="word/document.xml")
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
        "word/document.xml": f"<w:document {nsdecls(*root.split())}>"
        f"<w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
    } | {f"word/{name}.xml": xml for name, xml in parts.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def story(kind: str, *paragraphs: str) -> str:
    """Return the XML of a header (``hdr``), footer (``ftr``) or footnotes part."""
    return f"<w:{kind} {nsdecls('w', 'r')}>{''.join(paragraphs)}</w:{kind}>"


def letter(*paragraphs: str) -> bytes:
    """Return a DOCX with the text of each of `paragraphs` in a paragraph of its own."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def lines(docx: bytes) -> list[str]:
    """Return the text of the body's paragraphs, without the empty last one."""
    return [each.text for each in Document(io.BytesIO(docx)).paragraphs]


def printed(template: bytes, **values: Any) -> list[str]:
    """Return the paragraphs of `template` with `values` printed."""
    return lines(Template(template).render(values))


def cells(docx: bytes) -> list[list[str]]:
    """Return the texts of the first table."""
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(docx)).tables[0].rows]


def part(docx: bytes, name: str) -> str:
    """Return the XML of one member."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name).decode()


def refused(template: bytes | str | Path, **values: Any) -> list[Finding]:
    """Return the findings with which `template` or its `values` are refused."""
    with pytest.raises(TemplateError) as caught:
        Template(template).render(values)
    found = list(caught.value.findings)
    assert found
    assert len(set(found)) == len(found)
    return found


def places(findings: list[Finding]) -> list[tuple[str, str]]:
    """Return code and place of each finding."""
    return [(finding.code, finding.where) for finding in findings]


def schema_errors(docx: bytes, folder: Path) -> list[str]:
    """Return what Word would have to repair in `docx`, beside what the templates here bring."""
    return [error for error in _audit(docx, folder) if error not in _brought()]


@cache
def _brought() -> frozenset[str]:
    with TemporaryDirectory() as folder:
        return frozenset(_audit(letter("ก"), Path(folder)))


def _audit(docx: bytes, folder: Path) -> list[str]:
    path = folder / "audited.docx"
    path.write_bytes(docx)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]
