"""The commented copy: a Word comment at each finding, and nothing else changed."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from openxml_audit import OpenXmlValidator
from support import EXAMPLES, FORM
from typed_letters import LETTER, docx, members, with_cell, wrong_day_letter

from circulars import generate
from circulars.inspection import Inspected, inspect_letter, inspect_paths
from circulars.inspection.comment_parts import CommentParts
from circulars.inspection.comments import comments_refusal, with_comments, write_comments
from circulars.layout import lent_converter
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("warm_office")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MARKS = {qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:commentReference")}
# Parts that tie comments to a document; every other part is to stay as it is.
CHANGED = {
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
    "word/comments.xml",
    "word/document.xml",
}
TEXT_BOX = f"""<w:r {nsdecls("w")}
  xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
  xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Fallback><w:pict><v:shape>
  <v:textbox><w:txbxContent><w:p><w:r><w:t>{wrong_day_letter()[5].strip()}</w:t></w:r></w:p>
  </w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
CONTROL = f"""<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="เรื่อง"/></w:sdtPr><w:sdtContent>
  <w:p><w:r><w:t>{wrong_day_letter()[5].strip()}</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
TRACKED = f"""<w:p {nsdecls("w")}>
  <w:ins w:id="901" w:author="ก"><w:r><w:t>{wrong_day_letter()[5].strip()}</w:t></w:r></w:ins>
  <w:del w:id="902" w:author="ก"><w:r><w:delText>เดิม</w:delText></w:r></w:del></w:p>"""


def commented(data: bytes) -> tuple[bytes, Inspected]:
    """Return the commented copy of the letter, and what was found in it."""
    inspected = inspect_letter(data, "ก.docx")
    return with_comments(data, inspected), inspected


def by_code(copy: bytes) -> dict[str, str]:
    """Return the text of the paragraph that the comment on each code stands at."""
    document = Document(io.BytesIO(copy))
    codes = {
        str(comment.comment_id): re.findall(r"\[([a-z-]+)\]$", comment.text)[0]
        for comment in document.comments
        if comment.author == "circulars"
    }
    return {
        codes[mark.get(qn("w:id"))]: "".join(t.text for t in mark.getparent().iter(qn("w:t")))
        for mark in document.element.body.iter(qn("w:commentRangeStart"))
        if mark.get(qn("w:id")) in codes
    }


def without_comments(xml: bytes) -> bytes:
    """Return the main part in canonical form, what ties comments to it taken out."""
    root = etree.fromstring(xml)
    for mark in [each for each in root.iter() if each.tag in MARKS]:
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)
        if mark.tag == qn("w:commentReference"):
            grand = parent.getparent()
            assert grand is not None
            grand.remove(parent)
    return etree.tostring(root, method="c14n")


def faults(path: Path, data: bytes) -> set[str]:
    """Return what the validator says of a DOCX."""
    path.write_bytes(data)
    return {str(error) for error in OpenXmlValidator().validate(path).errors}


def full(document: Any) -> None:
    """Add to a letter what a copy must keep: header, box, control, changes, a comment."""
    document.sections[0].header.paragraphs[0].text = "- ๒ -"
    document.paragraphs[2]._p.append(parse_xml(TEXT_BOX))
    body = document.element.body
    body.insert(3, parse_xml(CONTROL))
    body.insert(4, parse_xml(TRACKED))
    document.add_comment(document.paragraphs[0].runs, text="ตรวจแล้ว", author="หัวหน้า")


def test_each_comment_stands_at_its_paragraph() -> None:
    """Comments are at the paragraph or the cell of their finding, with level, way out and code."""
    copy, inspected = commented(docx(wrong_day_letter(), with_cell(2, 4, "4,771")))
    placed = by_code(copy)
    assert wrong_day_letter()[5].strip() == placed["weekday-mismatch"].strip()
    assert "4,771" == placed["row-total-mismatch"]
    comments = list(Document(io.BytesIO(copy)).comments)
    assert len(inspected.findings) == len(comments)
    (told,) = (each for each in comments if "[weekday-mismatch]" in each.text)
    assert told.text.startswith("[ต้องแก้] “วันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘”")
    assert (" → " in told.text, "circulars", "c") == (True, told.author, told.initials)


def test_a_finding_about_no_paragraph_stands_at_the_first() -> None:
    """What is wrong with a footer, or with the file, is told at the head of the letter."""
    data = docx()
    finding = Finding(code="page-number", where="ท้ายกระดาษ", message="ไม่มี", hint="ใส่")
    copy = with_comments(data, Inspected(file="ก.docx", findings=(finding,)))
    assert {"page-number": LETTER[0].replace("\t", "")} == by_code(copy)


def test_nothing_else_changes() -> None:
    """Text, headers, boxes, controls, tracked changes and all other parts stay as they were."""
    data = docx(wrong_day_letter(), with_cell(2, 4, "4,771"), change=full)
    copy, inspected = commented(data)
    assert inspected.findings
    before, after = members(data), members(copy)
    assert before.keys() == after.keys()
    assert {name: content for name, content in before.items() if name not in CHANGED} == {
        name: content for name, content in after.items() if name not in CHANGED
    }
    main = "word/document.xml"
    assert without_comments(before[main]) == without_comments(after[main])


def test_comments_that_are_there_stay() -> None:
    """A comment of the head of the office keeps its number, text and place."""
    copy, inspected = commented(docx(wrong_day_letter(), change=full))
    document = Document(io.BytesIO(copy))
    kept = [each for each in document.comments if each.author == "หัวหน้า"]
    assert [(0, "ตรวจแล้ว")] == [(each.comment_id, each.text) for each in kept]
    numbers = [each.comment_id for each in document.comments]
    assert len(inspected.findings) + 1 == len(set(numbers)) == len(numbers)


def test_a_text_box_has_no_comments() -> None:
    """Word allows none inside a box: the comment stands at the paragraph the box hangs on."""
    copy, _ = commented(docx(LETTER, change=full))
    root = etree.fromstring(members(copy)["word/document.xml"])
    assert [] == root.xpath("//w:txbxContent//w:commentRangeStart", namespaces={"w": W})


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(docx(wrong_day_letter()), id="typed"),
        pytest.param(docx(wrong_day_letter(), with_cell(2, 4, "9"), change=full), id="full"),
    ],
)
def test_the_copy_is_valid(data: bytes, tmp_path: Path) -> None:
    """The copy has no fault of the schema that the letter has not, and LibreOffice opens it."""
    copy, inspected = commented(data)
    assert inspected.findings
    assert set() == faults(tmp_path / "copy.docx", copy) - faults(tmp_path / "own.docx", data)
    with lent_converter() as converter:
        assert converter.convert(copy, stamp=dt.date(2025, 1, 1)).pages


def test_the_copy_of_our_own_letter_is_valid(tmp_path: Path) -> None:
    """A letter made by `generate` passes the validator without any fault, comments and all."""
    workbook, office = EXAMPLES / "phayao-otop-2568.xlsx", EXAMPLES / "phayao.toml"
    batch = generate(
        "otop_monthly_sales", workbook, tmp_path, office=office, values=FORM, pdf=False
    )
    (path,) = (each for each in batch.files if each.suffix == ".docx")
    findings = [
        Finding(code="duplicate-value", level=level, where="", message="<&>", hint="ก")
        for level in Level
    ]
    copy = with_comments(path.read_bytes(), Inspected(file="ก", findings=tuple(findings)))
    assert set() == faults(tmp_path / "copy.docx", copy)


def test_the_same_letter_gives_the_same_bytes() -> None:
    """Comments have no date: a copy made twice is the same."""
    data = docx(wrong_day_letter())
    assert commented(data)[0] == commented(data)[0]


def test_a_copy_may_be_made_again(tmp_path: Path) -> None:
    """Our copy is replaced as long as nobody has changed its text; any other file never is."""
    letter, out = tmp_path / "ก.docx", tmp_path / "ข.docx"
    letter.write_bytes(docx(wrong_day_letter()))
    assert comments_refusal(out, [letter]) is None
    assert () == write_comments(out, *inspect_paths([letter], layout=False))
    assert comments_refusal(out, [letter]) is None
    assert ["ก.docx", "ข.docx"] == sorted(path.name for path in tmp_path.iterdir())
    saved = Document(str(out))
    saved.paragraphs[0].add_run(" แก้แล้ว")  # our mark in the comments stays where it was
    for content in (saved, Document(str(letter))):
        content.save(str(out))
        assert "มีแฟ้ม" in (comments_refusal(out, [letter]) or "")


def test_what_cannot_be_commented(tmp_path: Path) -> None:
    """Comments go to a copy of one letter, under another name."""
    letter, book = tmp_path / "ก.docx", tmp_path / "ข.xlsx"
    letter.write_bytes(docx())
    for out, paths in (
        (letter, [letter]),
        (tmp_path / "ค.docx", [letter, tmp_path / "ง.docx"]),
        (tmp_path / "ค.docx", [book]),
        (tmp_path / "ค.docx", [tmp_path]),
        (tmp_path / "ค.pdf", [letter]),
    ):
        assert comments_refusal(out, paths)
    assert comments_refusal(tmp_path / "ค.docx", [letter, book]) is None


def test_a_copy_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder that is not there is told beside the other findings."""
    letter = tmp_path / "ก.docx"
    letter.write_bytes(docx())
    told = write_comments(tmp_path / "ไม่มี" / "ข.docx", *inspect_paths([letter], layout=False))
    assert ["output-unwritable"] == [finding.code for finding in told]


def test_a_comment_takes_as_long_as_the_one_before() -> None:
    """A letter may have thousands of comments: what each takes does not grow with them."""
    parts = CommentParts.of(docx(LETTER))
    taken: list[str] = []

    def note(_frame: object, event: str, _argument: object) -> None:
        taken.append(event)

    steps: list[int] = []
    for _ in range(60):
        taken.clear()
        sys.setprofile(note)
        try:
            parts.add("ก", author="circulars", initials="c")
        finally:
            sys.setprofile(None)
        steps.append(len(taken))
    assert [steps[1]] * 58 == steps[2:]
