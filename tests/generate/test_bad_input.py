"""Bad input is normal input: exit 1, a Thai message with the place, and nothing left behind."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from support import EXAMPLES, TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet
    from support import Outcome

GOOD = EXAMPLES / "phayao-otop-2568.xlsx"
FORM = ("--set", "วันที่=2025-03-11", "--set", "เลขที่=1175")
OFFICE = ("--office", EXAMPLES / "phayao.toml")
THAI_SENTENCE = re.compile("[ก-๙]{4}")


@pytest.fixture
def refused(circulars: Callable[..., Outcome], tmp_path: Path) -> Callable[..., str]:
    """Return a function that generates from a workbook, sees it refused, and gives the output."""

    def run(workbook: Path, *arguments: str | Path, form: tuple[str, ...] = FORM) -> str:
        out = tmp_path / "new" / "out"
        command = ("generate", "otop_monthly_sales", workbook, "-o", out, "--no-pdf")
        outcome = circulars(*command, *OFFICE, *form, *arguments)
        assert 1 == outcome.code, outcome.output
        assert not (tmp_path / "new").exists()
        assert THAI_SENTENCE.search(outcome.output)
        assert "Traceback" not in outcome.output
        return outcome.output

    return run


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[Callable[[Worksheet], object]], Path]:
    """Return a function that saves the example with values for its formulas, and one edit."""

    def edit(change: Callable[[Worksheet], object]) -> Path:
        book = openpyxl.load_workbook(GOOD, data_only=True)
        change(book.worksheets[0])
        book.save(tmp_path / "edited.xlsx")
        return tmp_path / "edited.xlsx"

    return edit


def test_formulas_never_calculated(refused: Callable[..., str]) -> None:
    """A formula without a value is named by its cells, with the way out; never an empty cell."""
    output = refused(EXAMPLES / "phayao-otop-2568-no-cached-values.xlsx")
    assert "สรุปยอดจำหน่าย!C7:C16, D16:H16, J7:L16" in output
    assert "เปิด" in output
    assert "Excel" in output
    assert "บันทึก" in output


def test_encrypted_workbook(refused: Callable[..., str], tmp_path: Path) -> None:
    """A workbook behind a password, or of the old kind, is told by its first bytes."""
    locked = tmp_path / "locked.xlsx"
    name = "EncryptedPackage".encode("utf-16-le")
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + name + b"\0" * 512)
    assert "รหัสผ่าน" in refused(locked)


def test_truncated_workbook(refused: Callable[..., str], tmp_path: Path) -> None:
    """Half a file is refused."""
    half = tmp_path / "half.xlsx"
    half.write_bytes(GOOD.read_bytes()[:4000])
    assert "half.xlsx" in refused(half)


def test_missing_workbook(refused: Callable[..., str], tmp_path: Path) -> None:
    """A workbook that is not there is named."""
    assert "nowhere.xlsx" in refused(tmp_path / "nowhere.xlsx")


def test_word_file_for_a_workbook(refused: Callable[..., str]) -> None:
    """A Word file given as the workbook is told apart."""
    assert "Word" in refused(TEMPLATES / "otop_monthly_sales" / "letter.docx")


def test_zip_bomb(refused: Callable[..., str], tmp_path: Path) -> None:
    """A workbook that unpacks to gigabytes is refused before it does."""
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number in range(20):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b" " * 20_000_000)
    assert "bomb.xlsx" in refused(bomb)


def test_entity_bomb(refused: Callable[..., str], tmp_path: Path) -> None:
    """A workbook whose XML declares entities is refused."""
    bomb = tmp_path / "entities.xlsx"
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(GOOD) as good, zipfile.ZipFile(bomb, "w") as archive:
        for name in good.namelist():
            content = good.read(name)
            if name == "xl/workbook.xml":
                content = re.sub(rb"(<\?xml[^>]*\?>)?", rb"\1" + declared, content, count=1)
            archive.writestr(name, content)
    assert "entities.xlsx" in refused(bomb)


def test_missing_column(refused: Callable[..., str], edited: Callable[..., Path]) -> None:
    """A column that is not there is quoted, with the headings that are."""
    output = refused(edited(lambda sheet: sheet.__setitem__("K5", "ยอดอื่น")))
    assert "ยอดคงเหลือ" in output


def test_text_among_figures_all_at_once(
    refused: Callable[..., str], edited: Callable[..., Path]
) -> None:
    """Every text in a column of figures is named by its cell, all in one run."""

    def spoil(sheet: Worksheet) -> None:
        sheet["D7"] = "ไม่มีข้อมูล"
        sheet["F9"] = "๔๗,๘๓๔,๔๐๐"
        sheet["J12"] = "รอแก้"

    output = refused(edited(spoil))
    for cell, quoted in (("D7", "ไม่มีข้อมูล"), ("F9", "๔๗,๘๓๔,๔๐๐"), ("J12", "รอแก้")):
        assert f"สรุปยอดจำหน่าย!{cell}" in output
        assert quoted in output


def test_totals_that_do_not_add_up(refused: Callable[..., str]) -> None:
    """The workbook typed as printed is held back: four rows and a column do not add up."""
    output = refused(EXAMPLES / "phayao-otop-2568-as-printed.xlsx")
    for cell in ("J8", "J12", "J13", "J14", "E16"):
        assert f"สรุปยอดจำหน่าย!{cell}" in output
    assert "row-total-mismatch" in output
    assert "column-total-mismatch" in output


def test_a_waived_finding_lets_the_letter_go(
    circulars: Callable[..., Outcome], tmp_path: Path
) -> None:
    """What holds the letter back can be waived by name, and the manifest records it."""
    codes = ("row-total-mismatch", "column-total-mismatch", "negative-unsigned")
    book = EXAMPLES / "phayao-otop-2568-as-printed.xlsx"
    allow = [text for code in codes for text in ("--allow", code)]
    command = ("generate", "otop_monthly_sales", book, "-o", tmp_path / "out", "--no-pdf")
    outcome = circulars(*command, *OFFICE, *FORM, *allow)
    assert 0 == outcome.code, outcome.output
    manifest = (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
    assert all(f'"{code}"' in manifest for code in codes)


def test_a_form_without_date_and_number(refused: Callable[..., str]) -> None:
    """All missing fields are named at once, with how to give them."""
    output = refused(GOOD, form=())
    assert "--set 'วันที่=" in output
    assert "--set 'เลขที่=" in output


def test_a_field_that_does_not_exist(refused: Callable[..., str]) -> None:
    """A misspelt field is answered with the nearest one there is."""
    assert "“เรื่อง”" in refused(GOOD, "--set", "เรื่อ=ก")


def test_impossible_date(refused: Callable[..., str]) -> None:
    """A day that the month does not have is refused with the value quoted."""
    form = ("--set", "วันที่=31 เม.ย. 68", "--set", "เลขที่=1")
    assert "31 เม.ย. 68" in refused(GOOD, form=form)


def test_unknown_letter_type(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """A misspelt letter type is answered with the nearest one."""
    outcome = circulars("generate", "otop_monthly_sale", GOOD, "-o", tmp_path / "out", *OFFICE)
    assert 1 == outcome.code
    assert "otop_monthly_sales" in outcome.output


def test_no_office_profile(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """Without --office, and without office.toml beside the workbook, the way out is said."""
    outcome = circulars("generate", "otop_monthly_sales", GOOD, "-o", tmp_path / "out", *FORM)
    assert 1 == outcome.code
    assert "--office" in outcome.output


def test_wrong_command_line(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """A wrong command line ends with 2."""
    assert 2 == circulars("generate", "otop_monthly_sales").code
    wrong = ("generate", "otop_monthly_sales", GOOD, "-o", tmp_path / "out", "--set", "วันที่")
    assert 2 == circulars(*wrong).code


def test_no_libreoffice(
    circulars: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without LibreOffice the DOCX is made all the same, and the message says what to install."""
    from circulars.layout import parts

    monkeypatch.setattr(parts, "_office", lambda: None)
    command = ("generate", "otop_monthly_sales", GOOD, "-o", tmp_path / "out")
    outcome = circulars(*command, *OFFICE, *FORM)
    assert 0 == outcome.code
    assert "apt-get install" in outcome.output
    suffixes = {path.suffix for path in (tmp_path / "out").iterdir()}
    assert {".docx", ".json"} == suffixes


def test_the_command_as_installed(tmp_path: Path) -> None:
    """The installed command prints Thai and ends with 1, without a traceback, in the C locale."""
    code = "from circulars.cli import main; main()"
    command = [sys.executable, "-c", code, "generate", "x", str(GOOD), "-o", str(tmp_path / "o")]
    environment = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert 1 == done.returncode
    assert "ไม่มีแบบหนังสือ" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_wrong_answer_on_the_form_sheet(
    circulars: Callable[..., Outcome], tmp_path: Path
) -> None:
    """What cannot be read on the sheet แบบกรอก is told at its cell, and not as an option."""
    book = openpyxl.load_workbook(EXAMPLES / "phayao-indicators-2568.xlsx")
    book["แบบกรอก"]["B2"] = "31 ก.พ. 2568"
    book["แบบกรอก"]["A6"] = "ลิงค์เอกสาร"  # the field is called ลิงก์เอกสาร
    book.save(tmp_path / "form.xlsx")
    command = ("generate", "indicator_guidance", tmp_path / "form.xlsx", "-o", tmp_path / "out")
    outcome = circulars(*command, *OFFICE, "--no-pdf")
    assert 1 == outcome.code
    assert "แบบกรอก!B2 ช่อง วันที่" in outcome.output
    assert "แบบกรอก!B6 ช่อง ลิงค์เอกสาร" in outcome.output
    assert "ลิงก์เอกสาร" in outcome.output
    assert not (tmp_path / "out").exists()
