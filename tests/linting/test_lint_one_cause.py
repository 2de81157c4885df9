"""One fault is told once: nothing is told of what only follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from broken_types import THERE, edited, found, pasted, row_table, told, typed

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as DocumentType

FIELD = '\n[fields."วันนัดหมาย"]\nlabel = "วันนัดหมาย"\nkind = "date"\n'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("{{ วันนัดหมา }}", "template-missing-name"),
        ("{{ วัน\u200bนัดหมาย }}", "template-syntax"),
    ],
)
def test_a_field_that_a_tag_means(tag: str, code: str, tmp_path: Path) -> None:
    """A field whose name is misspelt in its only tag is not told as unused as well."""
    path = edited(tmp_path, typed(tag), toml=lambda toml: toml + FIELD)
    assert [("block", code, THERE)] == told(path)


def test_one_way_to_what_is_hidden(tmp_path: Path) -> None:
    """A tag that goes through several hidden names is told once."""
    path = edited(tmp_path, typed("{{ เรื่อง.__init__.__globals__ }}"))
    assert [("block", "template-unsafe", THERE)] == told(path)


def test_a_torn_loop_gives_its_own_names(tmp_path: Path) -> None:
    """Inside a loop whose tag is torn, `loop` is not missing."""
    lines = ("{%p for ชื่อ in ที่ตั้ง", "{% if loop.last %}{{ ชื่อ }}{% endif %}", "{%p endfor %}")
    assert [("block", "template-tag-unclosed", THERE)] == told(edited(tmp_path, typed(*lines)))


@pytest.mark.parametrize("text", ["{%p if วันที่.day <= 2", "ก 2 > 1 %}"])
def test_digits_of_a_torn_tag(text: str, tmp_path: Path) -> None:
    """Arabic digits in a torn tag are the tag's, not the letter's."""
    codes = {code for _, code, _ in told(edited(tmp_path, typed(text)))}
    assert "mixed-digits" not in codes


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    """Of a template that cannot be opened no field is told as unused."""
    folder = edited(tmp_path)
    (folder / "letter.docx").write_bytes(b"letter")
    assert [("block", "template-unreadable", "letter.docx")] == told(folder)


def test_pages_that_a_torn_file_does_not_name(tmp_path: Path) -> None:
    """Where letter.toml cannot be read, annex pages may have margins of their own."""
    folder = edited(tmp_path, base="quarter_targets", toml=lambda toml: toml + "\nผิด\n")
    assert ["letter-type"] == [code for _, code, _ in told(folder)]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "แฟ้มมีมาโคร"),
        (MAIN.replace("document.main", "template.main"), ".dotx"),
    ],
)
def test_another_kind_of_file(kind: str, said: str, tmp_path: Path) -> None:
    """A file with macros, or a template of Word, is refused by what it is."""

    def edit(document: DocumentType) -> None:
        document.part._content_type = kind

    (finding,) = found(edited(tmp_path, edit))
    assert "template-unreadable" == finding.code
    assert said in finding.message


def test_a_block_from_one_cell_to_another(tmp_path: Path) -> None:
    """A block over two cells is told as that, not as one over two paragraphs."""
    rows = row_table(("{% if กลุ่มงาน %}ก", "ข{% endif %}"))
    (finding,) = found(edited(tmp_path, pasted(rows)))
    assert "คนละเซลล์ของตารางกัน" in finding.message


def test_a_title_of_the_file(tmp_path: Path) -> None:
    """Tags in the properties of the file are printed, and read as those of the text."""

    def edit(document: DocumentType) -> None:
        document.core_properties.title = "{{ เรื่อง }}"
        document.core_properties.subject = "{{ เรือง }}"

    there = "letter.docx คุณสมบัติของแฟ้ม"
    assert [("block", "template-missing-name", there)] == told(edited(tmp_path, edit))
