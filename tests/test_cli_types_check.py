"""``circulars types check``: what it prints, its exit codes, and the copy with comments."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from docx import Document
from support import EXAMPLES, TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import Outcome


def broken(folder: Path) -> Path:
    """Return a type with a name that nothing gives, and Arabic digits."""
    path = folder / "แบบ"
    shutil.copytree(TEMPLATES / "memo", path)
    document = Document(str(path / "letter.docx"))
    there = next(each for each in document.paragraphs if "จุดประสงค์" in each.text)
    there.insert_paragraph_before("ภายใน 15 วัน", style=there.style)
    there.insert_paragraph_before("{{ เรือง }}", style=there.style)
    document.save(str(path / "letter.docx"))
    return path


def test_a_good_type(circulars: Callable[..., Outcome]) -> None:
    """A type without faults is said to be so, with exit code 0."""
    outcome = circulars("types", "check", "memo")
    assert (0, "memo: ไม่พบข้อผิด\n") == (outcome.code, outcome.output)


def test_a_broken_type(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """Each fault stands with level, place, tag, code and way out; exit code 1 when one blocks."""
    outcome = circulars("types", "check", broken(tmp_path))
    assert 1 == outcome.code
    for said in ("✗ ต้องแก้", "! ควรตรวจ", "{{ เรือง }}", "[template-missing-name]", "“เรื่อง”"):
        assert said in outcome.output
    assert outcome.output.endswith("ต้องแก้ 1 ข้อ ควรตรวจ 1 ข้อ ข้อสังเกต 0 ข้อ\n")


def test_warnings_hold_nothing_back(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """What should only be looked at leaves exit code 0."""
    path = tmp_path / "แบบ.docx"
    document = Document()
    document.add_paragraph("15 วัน")
    document.save(str(path))
    assert 0 == circulars("types", "check", path).code


def test_json(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """``--json`` prints one document with the findings and nothing else."""
    outcome = circulars("types", "check", broken(tmp_path), "--json")
    assert 1 == outcome.code
    findings = json.loads(outcome.output)["findings"]
    assert ["template-missing-name", "mixed-digits"] == [each["code"] for each in findings]
    assert {"code", "level", "where", "message", "hint"} == findings[0].keys()


def test_json_of_an_unknown_name(circulars: Callable[..., Outcome]) -> None:
    """A name of no type is a finding, with exit code 1."""
    outcome = circulars("types", "check", "memoo", "--json")
    assert 1 == outcome.code
    assert "letter-type-unknown" == json.loads(outcome.output)["findings"][0]["code"]


def test_comments(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """``--comments`` writes a copy with each finding at its paragraph; the template stays."""
    path, out = broken(tmp_path), tmp_path / "ตรวจแล้ว.docx"
    before = (path / "letter.docx").read_bytes()
    circulars("types", "check", path, "--comments", out)
    assert before == (path / "letter.docx").read_bytes()
    copy = Document(str(out))
    commented = {
        paragraph.text for paragraph in copy.paragraphs if "commentReference" in paragraph._p.xml
    }
    assert {"ภายใน 15 วัน", "{{ เรือง }}"} == commented
    texts = [comment.text for comment in copy.comments]
    assert any("[ต้องแก้]" in text and "template-missing-name" in text for text in texts)


def test_a_copy_that_would_overwrite(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """The copy never replaces the template itself: the command line is at fault, exit code 2."""
    path = broken(tmp_path)
    outcome = circulars("types", "check", path, "--comments", path / "letter.docx")
    assert 2 == outcome.code


def test_no_copy_of_what_cannot_be_opened(
    circulars: Callable[..., Outcome], tmp_path: Path
) -> None:
    """Of a file that is no template there is no copy, and the finding says why."""
    path, out = tmp_path / "แบบ.docx", tmp_path / "ตรวจ.docx"
    path.write_bytes(b"PK\x03\x04")
    outcome = circulars("types", "check", path, "--comments", out)
    assert 1 == outcome.code
    assert "template-unreadable" in outcome.output
    assert not out.exists()


def test_levels_of_the_office(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """``--office`` gives each code the level that the office wants."""
    profile = (EXAMPLES / "phayao.toml").read_text(encoding="utf-8")
    office = tmp_path / "office.toml"
    wanted = '[checks]\nmixed-digits = "off"\n'
    office.write_text(profile.replace("[checks]\n", wanted), encoding="utf-8")
    outcome = circulars("types", "check", broken(tmp_path), "--office", office, "--json")
    assert ["template-missing-name"] == [
        each["code"] for each in json.loads(outcome.output)["findings"]
    ]


def test_an_office_profile_at_fault(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """A profile that cannot be read ends the check with its findings."""
    outcome = circulars("types", "check", "memo", "--office", tmp_path / "ไม่มี.toml", "--json")
    assert 1 == outcome.code
    assert "office-profile" == json.loads(outcome.output)["findings"][0]["code"]
