"""``circulars types approve``: the text of the example, approved, and what changed in it since."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from docx import Document
from support import EXAMPLES, TEMPLATES

from circulars.approving import approval

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import Outcome

    Run = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a type, with an office.toml above it."""
    path = tmp_path / "แบบ"
    shutil.copytree(TEMPLATES / "memo", path)
    shutil.copy(EXAMPLES / "phayao.toml", tmp_path / "office.toml")
    return path


def reword(folder: Path) -> None:
    """Write one paragraph more into the template, as an editor does in Word."""
    document = Document(str(folder / "letter.docx"))
    there = next(each for each in document.paragraphs if "จุดประสงค์" in each.text)
    there.insert_paragraph_before("สอบถามได้ที่ {{ โทรศัพท์ }}", style=there.style)
    document.save(str(folder / "letter.docx"))


def test_the_first_approval(circulars: Run, folder: Path) -> None:
    """The text of the example becomes expected.txt, exactly as it was kept by the type before."""
    approved = folder / "expected.txt"
    before = approved.read_text(encoding="utf-8")
    approved.unlink()
    outcome = circulars("types", "approve", folder)
    assert (0, before) == (outcome.code, approved.read_text(encoding="utf-8"))
    assert f"รับรองไว้แล้วใน {approved}\n" in outcome.output


def test_nothing_changed(circulars: Run, folder: Path) -> None:
    """A type whose letter says what was approved has nothing to approve."""
    outcome = circulars("types", "approve", folder)
    assert (0, True) == (outcome.code, outcome.output.endswith("ไม่มีอะไรเปลี่ยน\n"))


def test_a_change_is_shown_and_kept(circulars: Run, folder: Path) -> None:
    """What the letter says now is shown against what was approved, and approved."""
    reword(folder)
    outcome = circulars("types", "approve", folder)
    assert "\n  + สอบถามได้ที่ โทร./โทรสาร ๐ ๕๔๔๔ ๙๕๔๔\n" in outcome.output
    assert "\n  - " not in outcome.output
    assert "สอบถามได้ที่" in (folder / "expected.txt").read_text(encoding="utf-8")
    assert {"letter.docx", "letter.toml", "example.xlsx", "expected.txt"} == {
        path.name for path in folder.iterdir()
    }


@pytest.mark.parametrize("option", ["--diff", "--dry-run"])
def test_only_shown(circulars: Run, folder: Path, option: str) -> None:
    """With --diff the same is shown, and nothing is written."""
    before = (folder / "expected.txt").read_bytes()
    reword(folder)
    outcome = circulars("types", "approve", folder, option)
    assert 0 == outcome.code
    assert "  + สอบถามได้ที่" in outcome.output
    assert before == (folder / "expected.txt").read_bytes()


def test_a_change_in_a_long_line(circulars: Run, folder: Path) -> None:
    """Of a long paragraph the words that changed are marked, and what is far from them cut."""
    approved = folder / "expected.txt"
    text = approved.read_text(encoding="utf-8")
    approved.write_text(text.replace("ลานหน้าศาลากลาง", "ลานข้างศาลากลาง"), encoding="utf-8")
    output = circulars("types", "approve", folder, "--diff").output
    changed = [line for line in output.splitlines() if line.startswith(("  - ", "  + "))]
    assert ["ลาน«ข้าง»", "ลาน«หน้า»"] == [line[line.index("ลาน") :][:9] for line in changed]
    assert all("…" in line and len(line) < 90 for line in changed)


def test_blanks_that_changed_can_be_seen(circulars: Run, folder: Path) -> None:
    """A tab that has become spaces is shown as such."""
    approved = folder / "expected.txt"
    text = approved.read_text(encoding="utf-8")
    approved.write_text(text.replace("เรื่อง\t", "เรื่อง  "), encoding="utf-8")
    output = circulars("types", "approve", folder, "--diff").output
    assert "  - เรื่อง«␣␣»" in output
    assert "  + เรื่อง«⇥»" in output


def test_saved_with_notepad(circulars: Run, folder: Path) -> None:
    """A text that was saved with Windows line ends and a byte order mark says the same."""
    approved = folder / "expected.txt"
    approved.write_text(approved.read_text("utf-8"), encoding="utf-8-sig", newline="\r\n")
    assert circulars("types", "approve", folder).output.endswith("ไม่มีอะไรเปลี่ยน\n")


def test_json(circulars: Run, folder: Path) -> None:
    """--json prints one document: where, which version, each line that changed."""
    reword(folder)
    told = json.loads(circulars("types", "approve", folder, "--json").output)
    lines = [line for passage in told["passages"] for line in passage if line["mark"] != " "]
    assert [{"mark": "+", "line": 8, "text": "สอบถามได้ที่ โทร./โทรสาร ๐ ๕๔๔๔ ๙๕๔๔"}] == lines
    assert (True, True, 1, []) == tuple(
        told[key] for key in ("changed", "written", "letters", "findings")
    )


def test_a_broken_type(circulars: Run, folder: Path) -> None:
    """A type that makes no letter is told why, and its approved text stays."""
    before = (folder / "expected.txt").read_bytes()
    document = Document(str(folder / "letter.docx"))
    document.add_paragraph("{{ เรือง }}")
    document.save(str(folder / "letter.docx"))
    outcome = circulars("types", "approve", folder)
    assert 1 == outcome.code
    assert "[template-missing-name]" in outcome.output
    assert before == (folder / "expected.txt").read_bytes()


def test_a_form_at_fault(circulars: Run, folder: Path) -> None:
    """Answers of [example] that cannot be read are told, and nothing is approved."""
    form = '[example]\n"วันที่" = "31 กุมภาพันธ์ 2568"\n'
    with (folder / "letter.toml").open("a", encoding="utf-8") as file:
        file.write(form)
    outcome = circulars("types", "approve", folder, "--json")
    assert 1 == outcome.code
    assert ["field-unreadable"] == [each["code"] for each in json.loads(outcome.output)["findings"]]


def test_without_an_example(circulars: Run, folder: Path) -> None:
    """A type without a workbook of its own has no letter that could be approved."""
    (folder / "example.xlsx").unlink()
    outcome = circulars("types", "approve", folder)
    assert (1, True) == (outcome.code, "[example-missing]" in outcome.output)


def test_without_an_office(circulars: Run, folder: Path) -> None:
    """Without an office profile the way out is named; one given is used."""
    (folder.parent / "office.toml").unlink()
    outcome = circulars("types", "approve", folder)
    assert (1, True) == (outcome.code, "--office" in outcome.output)
    given = circulars("types", "approve", folder, "--office", EXAMPLES / "phayao.toml")
    assert (0, True) == (given.code, given.output.endswith("ไม่มีอะไรเปลี่ยน\n"))


def test_a_type_that_came_with_the_program(
    circulars: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Types inside the installed package are not written to; making one's own is the way out."""
    reword(folder)
    before = (folder / "expected.txt").read_bytes()
    monkeypatch.setattr(approval, "_PACKAGE", folder.parent)
    outcome = circulars("types", "approve", folder)
    assert (1, True) == (outcome.code, "--from แบบ [letter-type-installed]" not in outcome.output)
    assert "letter-type-installed" in outcome.output
    assert before == (folder / "expected.txt").read_bytes()


def test_a_place_that_takes_no_file(circulars: Run, folder: Path) -> None:
    """What cannot be written is told, and nothing is left beside it."""
    (folder / "expected.txt").unlink()
    (folder / "expected.txt").mkdir()
    outcome = circulars("types", "approve", folder)
    assert (1, True) == (outcome.code, "[output-unwritable]" in outcome.output)
    assert 4 == len(list(folder.iterdir()))


def test_show_tells_whether_it_holds(circulars: Run, folder: Path) -> None:
    """What is shown of a type tells whether its letter still says what was approved."""

    def stands() -> str:
        return str(json.loads(circulars("types", "show", folder, "--json").output)["approved"])

    assert "holds" == stands()
    reword(folder)
    assert "changed" == stands()
    assert "types approve --diff" in circulars("types", "show", folder).output
    (folder.parent / "office.toml").unlink()
    assert "unknown" == stands()
    (folder / "expected.txt").unlink()
    assert "never" == stands()
