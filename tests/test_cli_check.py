"""`circulars check`: what it prints, how it ends, what it writes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING
from unicodedata import category

import openpyxl
import pytest
from click import unstyle
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.check_report import quoted_line, text_report
from circulars.inspection import Inspected, Quote
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import Outcome

CONTRACT = ["code", "hint", "level", "message", "where"]
CLEAN = "\tจึงเรียนมาเพื่อทราบ"
# 25 January 2025 was a Saturday.
WRONG = "\tขอให้รายงานภายในวันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘"
WEEKDAY = "weekday-mismatch"


@pytest.fixture
def letter(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that saves a letter with one more line; its file's path."""

    def make(line: str = CLEAN, name: str = "หนังสือ.docx") -> Path:
        document = Document()
        for text in (
            "ที่ พย ๐๐๑๙.๒/ว๓๕\tศาลากลางจังหวัดพะเยา",
            "\tถนนพหลโยธิน พย ๕๖๐๐๐",
            "๑๔ มกราคม ๒๕๖๘",
            "เรื่อง\tการรายงานผลการจำหน่ายสินค้า",
            "เรียน\tนายอำเภอทุกอำเภอ",
            "\tด้วยจังหวัดพะเยาได้รับรายงานผลการจำหน่ายสินค้าแล้ว",
            line,
            "ขอแสดงความนับถือ",
            "(นายสมชาติ ใจงาม)",
            "ผู้ว่าราชการจังหวัดพะเยา",
        ):
            document.add_paragraph(text)
        path = tmp_path / name
        document.save(str(path))
        return path

    return make


@pytest.fixture
def check(circulars: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Return a function that checks without layout, with the arguments given."""
    return lambda *arguments: circulars("check", "--no-layout", *arguments)


def test_a_clean_letter(check: Callable[..., Outcome], letter: Callable[..., Path]) -> None:
    """Nothing blocks: exit code 0, and a line that says what was found, or nothing."""
    outcome = check(letter())
    assert 0 == outcome.code, outcome.output
    assert "ต้องแก้" not in outcome.output.replace("ไม่พบข้อที่ต้องแก้หรือควรตรวจ", "")


def test_a_fault_is_told_for_people(
    check: Callable[..., Outcome], letter: Callable[..., Path]
) -> None:
    """Level with its count, place, message, code, the sentence, the way out, the summary."""
    outcome = check(letter(WRONG))
    assert 1 == outcome.code
    lines = [line.strip() for line in outcome.output.splitlines()]
    assert any(line.startswith("✗ ต้องแก้ 1 ข้อ") for line in lines)
    place = next(n for n, line in enumerate(lines) if line.endswith(f"[{WEEKDAY}]"))
    assert lines[place].startswith("ย่อหน้าที่ 7: ")
    assert "“ขอให้รายงานภายในวันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘”" == lines[place + 1]
    assert lines[place + 2].startswith("→ ")
    assert lines[-1].startswith("สรุป: ต้องแก้ 1")


def test_a_waived_fault_passes(check: Callable[..., Outcome], letter: Callable[..., Path]) -> None:
    """With --allow the finding is still told, but does not block."""
    outcome = check(letter(WRONG), "--allow", WEEKDAY)
    assert 0 == outcome.code
    assert f"[{WEEKDAY}]" in outcome.output
    assert "✓ ยอมให้ผ่าน 1 ข้อ" in outcome.output


def test_json_of_one_file(check: Callable[..., Outcome], letter: Callable[..., Path]) -> None:
    """One file: findings in their five agreed parts, and nothing else in the document."""
    outcome = check(letter(WRONG), "--json")
    document = json.loads(outcome.output)
    assert (1, ["findings"]) == (outcome.code, list(document))
    assert WEEKDAY in [finding["code"] for finding in document["findings"]]
    assert all(CONTRACT == sorted(finding) for finding in document["findings"])


def test_json_of_several_files(
    check: Callable[..., Outcome], letter: Callable[..., Path], tmp_path: Path
) -> None:
    """Several files, and a folder even with one file: each finding names its file."""
    first, second = letter(WRONG), letter(WRONG, "ร่าง.docx")
    for arguments in ((first, second), (tmp_path,)):
        findings = json.loads(check(*arguments, "--json").output)["findings"]
        assert all(sorted([*CONTRACT, "file"]) == sorted(finding) for finding in findings)
        files = {finding["file"] for finding in findings if finding["code"] == WEEKDAY}
        assert {str(first), str(second)} == files


def test_nothing_is_written(
    check: Callable[..., Outcome], letter: Callable[..., Path], tmp_path: Path
) -> None:
    """A check leaves the folder as it was."""
    path = letter(WRONG)
    before = path.read_bytes()
    check(path)
    assert ([path], before) == (list(tmp_path.iterdir()), path.read_bytes())


def test_comments_are_written_beside(
    check: Callable[..., Outcome], letter: Callable[..., Path], tmp_path: Path
) -> None:
    """--comments writes the copy, tells where it is, and leaves the letter alone."""
    path, out = letter(WRONG), tmp_path / "ตรวจ.docx"
    before = path.read_bytes()
    outcome = check(path, "--comments", out)
    assert (1, before) == (outcome.code, path.read_bytes())
    assert str(out) in outcome.output.splitlines()[-1]
    assert any(WEEKDAY in comment.text for comment in Document(str(out)).comments)


def test_comments_that_cannot_be_written(
    check: Callable[..., Outcome], letter: Callable[..., Path], tmp_path: Path
) -> None:
    """A letter that cannot be read has no copy; a folder that is not there is told."""
    bad = tmp_path / "เสีย.docx"
    bad.write_bytes(b"?")
    outcome = check(bad, "--comments", tmp_path / "ก.docx")
    assert 1 == outcome.code
    assert "สำเนา" not in outcome.output
    outcome = check(letter(), "--comments", tmp_path / "ไม่มี" / "ก.docx")
    assert (1, True) == (outcome.code, "[output-unwritable]" in outcome.output)
    assert not (tmp_path / "ก.docx").exists()


def test_wrong_command_lines_end_with_two(
    check: Callable[..., Outcome], letter: Callable[..., Path], tmp_path: Path
) -> None:
    """No path, or comments that cannot go where they should: nothing is checked or written."""
    path = letter()
    other = letter(name="อื่น.docx")
    for arguments in (
        (),
        (path, "--comments", path),
        (path, "--comments", other),
        (path, other, "--comments", tmp_path / "ค.docx"),
        (path, "--nonsense"),
    ):
        assert 2 == check(*arguments).code, arguments


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("ไม่มี.docx", None, id="not there"),
        pytest.param("ว่าง.docx", b"", id="empty"),
        pytest.param("ขาด.docx", b"PK\3\4", id="cut off"),
        pytest.param("หนังสือ.pdf", b"%PDF-1.7", id="PDF"),
        pytest.param("เก่า.doc", b"\xd0\xcf\x11\xe0" + bytes(4000), id="old Word"),
        pytest.param("เก่า.xls", b"\xd0\xcf\x11\xe0" + bytes(4000), id="old Excel"),
        pytest.param("ข้อความ.xlsx", b"a,b\n1,2\n", id="CSV"),
        pytest.param("สุ่ม.docx", bytes(range(256)) * 20, id="noise"),
    ],
)
def test_bad_files_are_told(
    check: Callable[..., Outcome],
    letter: Callable[..., Path],
    tmp_path: Path,
    name: str,
    content: bytes | None,
) -> None:
    """A bad file gives a finding in Thai and exit code 1; the letter beside it is checked."""
    bad = tmp_path / name
    if content is not None:
        bad.write_bytes(content)
    outcome = check(bad, letter(WRONG, "ดี.docx"), "--json")
    findings = json.loads(outcome.output)["findings"]
    (found,) = (finding for finding in findings if finding["file"] == str(bad))
    assert (1, "block") == (outcome.code, found["level"])
    assert all(found[part] for part in CONTRACT)
    assert WEEKDAY in [finding["code"] for finding in findings]


def test_a_workbook(check: Callable[..., Outcome], tmp_path: Path) -> None:
    """The row of a wrong sum is quoted with the wrong cell in brackets."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "ยอด"
    for row in (
        ("อำเภอ", "ม.ค.-68", "ก.พ.-68", "รวม"),
        ("จุน", 1203, 2411, 3614),
        ("ปง", 3127, 1590, 4771),
        ("แม่ใจ", 2044, 2981, 5025),
        ("รวม", 6374, 6982, 13356),
    ):
        page.append(row)
    book.save(tmp_path / "ยอด.xlsx")
    outcome = check(tmp_path / "ยอด.xlsx")
    assert 1 == outcome.code
    assert "“ปง | 3127 | 1590 | [4771]”" in outcome.output


def test_findings_are_told_as_the_letter_is_read() -> None:
    """Within a level the findings follow the text, whatever rule found them."""
    places = ("ย่อหน้าที่ 1", "ย่อหน้าที่ 2", "ย่อหน้าที่ 10")
    findings = tuple(
        Finding(code="outlier", where=place, message="ข", hint="ค") for place in reversed(places)
    )
    inspected = Inspected(
        file="ก.docx", findings=findings, quotes={place: Quote(text="ก") for place in places}
    )
    told = [line for line in text_report([inspected], ()) if line.endswith("[outlier]")]
    assert list(places) == [line.split(":")[0].strip() for line in told]


def test_no_colours_in_a_file(check: Callable[..., Outcome], letter: Callable[..., Path]) -> None:
    """What is not printed on a terminal has no escape codes."""
    assert "\x1b" not in check(letter(WRONG)).output


def test_a_long_sentence_is_cut_around_the_fault() -> None:
    """A quote stays on one line; what the finding is about is kept, whatever stands before it."""
    text = f"{'ก่อนหน้า ' * 40}วันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘ {'ต่อไป ' * 40}".strip()
    finding = Finding(code=WEEKDAY, where="", message="“วันศุกร์ที่ 25 มกราคม 2568” ผิด", hint="")
    cut = quoted_line(Quote(text=text), finding)
    assert "วันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘" in cut
    assert len(cut) < 140
    assert cut.startswith("“…")
    assert cut.endswith("…”")


THAI = st.text("กขค ั่ำ๑1 ", max_size=150)


@settings(deadline=None, max_examples=60)
@given(THAI, st.text("กขั๑", min_size=1, max_size=30), THAI)
def test_the_fault_is_never_cut(before: str, fault: str, after: str) -> None:
    """However long the text around it, a quote holds the cell at fault, on one short line."""
    text = before + fault + after
    quote = Quote(text=text, cell=(len(before), len(before) + len(fault)))
    finding = Finding(code="outlier", where="", message="", hint="")
    cut = unstyle(quoted_line(quote, finding))
    assert f"[{fault}]" in cut
    kept_before, kept_after = cut[1:-1].split(f"[{fault}]", maxsplit=1)
    assert before.endswith(kept_before.removeprefix("…"))
    assert after.startswith(kept_after.removesuffix("…"))
    assert sum(category(character) != "Mn" for character in cut) <= 96


def test_names_that_are_no_text(check: Callable[..., Outcome], tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is checked like any other, with ? for what cannot be shown."""
    (tmp_path / os.fsdecode(b"\xff.docx")).write_bytes(b"?")
    outcome = check(tmp_path, "--json")
    (finding,) = json.loads(outcome.output)["findings"]
    assert finding["file"].endswith("/?.docx")


def test_findings_are_grouped_by_level() -> None:
    """What must be mended comes first, each group under its count; files come one by one."""
    findings = tuple(
        Finding(code=level.value, level=level, where="ก", message="ข", hint="ค") for level in Level
    )
    files = [Inspected(file="1.docx", findings=findings), Inspected(file="2.docx", findings=())]
    lines = [line for line in text_report(files, ()) if line]
    assert 3 == sum(" 1 ข้อ" in line for line in lines)
    assert "ไม่พบข้อที่ต้องแก้หรือควรตรวจ" in lines[-2]
    assert "ตรวจ 2 แฟ้ม: ต้องแก้ 1 · ควรตรวจ 1 · ข้อสังเกต 1" == lines[-1]


def test_help_of_check_loads_no_heavy_library() -> None:
    """Help appears at once."""
    code = (
        "import sys; from circulars.cli import cli\n"
        "try: cli(['check', '--help'], prog_name='circulars')\n"
        "except SystemExit: pass\n"
        "print(sorted({'openpyxl', 'docx', 'jinja2', 'lxml', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.splitlines()[-1]


def test_python_docx_reads_the_comments(
    check: Callable[..., Outcome], letter: Callable[..., Path], tmp_path: Path
) -> None:
    """The text of the commented copy is that of the letter."""
    path, out = letter(WRONG), tmp_path / "ตรวจ.docx"
    check(path, "--comments", out)
    own, copy = (Document(io.BytesIO(each.read_bytes())) for each in (path, out))
    assert [p.text for p in own.paragraphs] == [p.text for p in copy.paragraphs]


def test_a_name_that_no_file_can_have(check: Callable[..., Outcome], tmp_path: Path) -> None:
    """A name too long for the system is told like any file that is not there."""
    outcome = check("--json", str(tmp_path / ("ก" * 90 + ".docx")))
    (found,) = json.loads(outcome.output)["findings"]
    assert (1, "file-unreadable") == (outcome.code, found["code"])


def test_a_pipe_is_not_waited_for(check: Callable[..., Outcome], tmp_path: Path) -> None:
    """What is no plain file is refused at once, whatever its name ends in."""
    pipe = tmp_path / "หนังสือ.docx"
    os.mkfifo(pipe)
    outcome = check("--json", str(pipe))
    (found,) = json.loads(outcome.output)["findings"]
    assert (1, "file-wrong-kind") == (outcome.code, found["code"])


def test_a_code_to_allow_is_known(
    check: Callable[..., Outcome], letter: Callable[..., Path]
) -> None:
    """A code spelt wrongly would let nothing pass: it is refused with the nearest one."""
    outcome = check(str(letter(WRONG)), "--allow", "weekday-mismach")
    assert (2, True) == (outcome.code, f"“{WEEKDAY}”" in outcome.output)


def test_what_cannot_be_read_cannot_be_let_pass(
    check: Callable[..., Outcome], tmp_path: Path
) -> None:
    """A file that nobody could read passes no gate."""
    outcome = check(str(tmp_path / "ไม่มี.docx"), "--allow", "file-unreadable")
    assert 2 == outcome.code


def test_check_loads_only_what_it_needs(letter: Callable[..., Path]) -> None:
    """A letter is checked at once: nothing is loaded that renders, nor 250 countries' holidays."""
    path = letter("\tขอให้รายงานภายในวันศุกร์ที่ ๓๑ มกราคม ๒๕๖๘")
    code = (
        "import sys; from circulars.cli import cli\n"
        f"try: cli(['check', '--no-layout', {str(path)!r}], prog_name='circulars')\n"
        "except SystemExit: pass\n"
        "large = {'openpyxl', 'docx', 'pydantic', 'pythainlp', 'ssl', 'holidays.countries'}\n"
        "print(sorted(large & set(sys.modules)), 'holidays' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[] True" == done.stdout.splitlines()[-1]
