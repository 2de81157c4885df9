"""`circulars types new`: what it writes, prints and refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support import TEMPLATES, Outcome
from torn_letters import torn_letter

from circulars import load_letter_type

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., Outcome]

FILES = {"letter.docx", "letter.toml", "example.xlsx"}


def test_of_an_old_letter(circulars: Command, tmp_path: Path) -> None:
    """The files are written, and each text that was taken is told with its tag."""
    (tmp_path / "เดิม.docx").write_bytes(torn_letter())
    folder = tmp_path / "แจ้งผล"
    made = circulars("types", "new", "แจ้งผล", "-o", folder, "--from-letter", tmp_path / "เดิม.docx")
    assert made.code == 0
    assert "ย่อหน้าที่ 8: “วันศุกร์ที่ 14 มีนาคม 2568” → {{ กำหนดส่ง | วันที่เต็ม }}  วันที่ (กำหนด)" in made.output
    assert FILES == {path.name for path in folder.iterdir()}
    assert load_letter_type(folder).title == "แจ้งผล"


def test_json_names_files_and_takings(circulars: Command, tmp_path: Path) -> None:
    """With --json everything is one document."""
    (tmp_path / "เดิม.docx").write_bytes(torn_letter())
    out = circulars(
        "types", "new", "ก", "-o", tmp_path / "ก", "--from-letter", tmp_path / "เดิม.docx", "--json"
    )
    document = json.loads(out.output)
    assert document["findings"] == []
    assert {"place", "text", "became", "what", "doubtful"} == set(document["takings"][0])
    assert len(document["files"]) == 3


@pytest.mark.parametrize(
    "kind", ["memo", "external", "sealed", "order", "announcement", "certificate"]
)
def test_an_empty_one_of_each_kind(circulars: Command, tmp_path: Path, kind: str) -> None:
    """Each kind of document has a type to start from."""
    assert circulars("types", "new", "ใหม่", "-o", tmp_path / kind, "--kind", kind).code == 0
    made = load_letter_type(tmp_path / kind)
    assert (kind, "ใหม่") == (made.kind, made.title)


def test_a_copy_leaves_the_approved_text_behind(circulars: Command, tmp_path: Path) -> None:
    """A copy has the template and the data of its model; what was approved was the model."""
    folder = tmp_path / "สำเนา"
    model = TEMPLATES / "quarter_targets"
    made = circulars("types", "new", "แบบ “ก”", "-o", folder, "--from", model)
    assert made.code == 0
    assert FILES == {path.name for path in folder.iterdir()}
    assert load_letter_type(folder).title == "แบบ “ก”"
    assert (folder / "letter.docx").read_bytes() == (model / "letter.docx").read_bytes()


def test_nothing_is_overwritten(circulars: Command, tmp_path: Path) -> None:
    """Where a folder of the name is, even an empty one, the command refuses and changes nothing."""
    (tmp_path / "มีแล้ว").mkdir()
    refused = circulars("types", "new", "มีแล้ว", "-o", tmp_path / "มีแล้ว", "--kind", "memo")
    assert refused.code == 1
    assert "[output-exists]" in refused.output
    assert list((tmp_path / "มีแล้ว").iterdir()) == []


def test_what_is_no_document(circulars: Command, tmp_path: Path) -> None:
    """A file that is missing, or no Word document, is told, and no folder is made."""
    (tmp_path / "ก.docx").write_text("ไม่ใช่เอกสาร", "utf-8")
    for name, code in (("ก.docx", "docx-wrong-kind"), ("ข.docx", "file-unreadable")):
        out = tmp_path / "ใหม่"
        refused = circulars("types", "new", "ใหม่", "-o", out, "--from-letter", tmp_path / name)
        assert refused.code == 1
        assert code in refused.output
        assert not out.exists()


def test_one_source_is_wanted(circulars: Command) -> None:
    """Without a source, or with two, the command line is wrong."""
    assert circulars("types", "new", "ก").code == 2
    assert circulars("types", "new", "ก", "--kind", "memo", "--from", "memo").code == 2
