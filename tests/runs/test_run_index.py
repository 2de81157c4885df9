"""The index of a run: what the secretary reads, and what Excel must not take for a formula."""

from __future__ import annotations

import datetime as dt
import re
import tracemalloc
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circulars.model.findings import Finding, Level
from circulars.model.run import Item, MadeFile, State
from circulars.runs.index import write_index

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HEADS = [
    "ลำดับ", "เลขที่หนังสือ", "ลงวันที่", "ถึง", "เรื่อง", "แฟ้ม", "PDF", "หน้า", "ผลตรวจ", "สมุดงาน",
    "SHA-256 (DOCX)", "SHA-256 (PDF)",
]  # fmt: skip
TITLE = "บัญชีหนังสือ"
STEM = "พย0019.2-ว1175-จุน"
LETTER = Item(
    place=0,
    workbook="ยอดจำหน่าย.xlsx",
    recipient="จุน",
    number="พย 0019.2/ว1175",
    date=dt.date(2025, 3, 11),
    subject="ยอดจำหน่ายผลิตภัณฑ์ชุมชน",
    stem=STEM,
    state=State.MADE,
    files=(
        MadeFile(name=f"{STEM}.docx", size=1, sha256="d" * 64),
        MadeFile(name=f"{STEM}.pdf", size=1, sha256="e" * 64),
    ),
    pages=2,
)
FAULT = Finding(code="row-total-mismatch", where="สรุป!J9", message="ผลรวมไม่ตรง", hint="แก้ในสมุดงาน")
ODDITY = Finding(
    code="outlier", level=Level.WARN, where="สรุป!L15", message="สูงกว่าเดือนอื่น", hint="ตรวจกับหลักฐาน"
)
HELD = replace(LETTER, state=State.HELD, files=(), pages=None, findings=(ODDITY, FAULT))


def sheet_of(items: Iterable[Item], folder: Path, *, title: str = TITLE) -> Any:
    """Return the sheet of the index of `items`, as openpyxl reads it."""
    write_index(items, folder / "index.xlsx", title=title)
    (sheet,) = openpyxl.load_workbook(folder / "index.xlsx").worksheets
    return sheet


def values(sheet: Any, row: int) -> list[Any]:
    """Return the values of a row."""
    return [cell.value for cell in sheet[row]]


def test_a_letter_in_its_row(tmp_path: Path) -> None:
    """Each column holds what its head says, under the title."""
    sheet = sheet_of([LETTER], tmp_path)
    assert [TITLE, HEADS] == [sheet["A1"].value, values(sheet, 2)]
    assert [
        1, "พย 0019.2/ว1175", dt.datetime(2025, 3, 11), "จุน", "ยอดจำหน่ายผลิตภัณฑ์ชุมชน",  # noqa: DTZ001 -- as openpyxl gives days
        f'=HYPERLINK("{STEM}.docx","{STEM}.docx")', f'=HYPERLINK("{STEM}.pdf","PDF")', 2, "ผ่าน",
        "ยอดจำหน่าย.xlsx", "d" * 64, "e" * 64,
    ] == values(sheet, 3)  # fmt: skip


def test_another_reader_sees_the_same(tmp_path: Path) -> None:
    """A reader written in another language finds texts, numbers and days, and shown links."""
    write_index([LETTER], tmp_path / "index.xlsx", title=TITLE)
    book = python_calamine.load_workbook(tmp_path / "index.xlsx")
    rows = book.get_sheet_by_name("บัญชีหนังสือ").to_python()
    assert [1.0, "พย 0019.2/ว1175", dt.date(2025, 3, 11), "จุน"] == rows[2][:4]
    assert [f"{STEM}.docx", "PDF", 2.0, "ผ่าน"] == rows[2][5:9]


def test_day_is_a_day_in_the_buddhist_era(tmp_path: Path) -> None:
    """The day sorts as a day, and is shown as 11 มี.ค. 2568 in Arabic digits."""
    assert "[$-107041E]d mmm yyyy;@" == sheet_of([LETTER], tmp_path)["C3"].number_format


def test_held_letters_are_red_and_say_why(tmp_path: Path) -> None:
    """A held letter stands out, with the reason first and the way out of it."""
    sheet = sheet_of([HELD, LETTER], tmp_path)
    told = "กักไว้: ต้องแก้ 1 ควรตรวจ 1\n• สรุป!J9: ผลรวมไม่ตรง → แก้ในสมุดงาน\n• สรุป!L15: สูงกว่าเดือนอื่น"
    assert (told, None, None) == (sheet["I3"].value, sheet["F3"].value, sheet["H3"].value)
    assert ("00C00000", "solid") == (sheet["I3"].font.color.rgb, sheet["I3"].fill.fill_type)
    assert None is sheet["I4"].fill.fill_type


def test_what_was_waived_is_not_told_as_to_be_mended(tmp_path: Path) -> None:
    """A letter made in spite of a blocking finding says that it was let pass."""
    sheet = sheet_of([replace(LETTER, findings=(FAULT,))], tmp_path)
    assert "ยอมให้ผ่าน 1" == sheet["I3"].value.splitlines()[0]


def test_many_findings_are_counted_and_not_all_told(tmp_path: Path) -> None:
    """The row stays as low as Excel's rows must be: 409 points."""
    sheet = sheet_of([replace(LETTER, findings=(ODDITY,) * 30)], tmp_path)
    lines = sheet["I3"].value.splitlines()
    assert ("ควรตรวจ 30", 8, "และอีก 24 ข้อ") == (lines[0], len(lines), lines[-1])


@pytest.mark.parametrize("text", ['=HYPERLINK("http://a","b")', "=1+1", "+66", "@x", "-1", "  ก"])
def test_texts_stay_texts(tmp_path: Path, text: str) -> None:
    """Whatever a recipient is called, nothing of it is computed."""
    sheet = sheet_of([replace(LETTER, recipient=text, subject=text)], tmp_path, title=text)
    cells = [sheet[place] for place in ("A1", "D3", "E3")]
    assert [text] * 3 == [cell.value for cell in cells]
    with zipfile.ZipFile(tmp_path / "index.xlsx") as archive:
        written = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ["F3", "G3"] == re.findall(r'<c r="(\w+)"[^>]*><f>', written)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_text_comes_back(tmp_path: Path, text: str) -> None:
    """Any text that XML can hold stands in the cell as it is, in file names too."""
    file = MadeFile(name=f"{text}.docx", size=1, sha256="")
    write_index([replace(LETTER, recipient=text, files=(file,))], tmp_path / "i.xlsx", title=TITLE)
    book = python_calamine.load_workbook(tmp_path / "i.xlsx")
    row = book.get_sheet_by_index(0).to_python()[2]
    expected = re.sub("[\ufffe\uffff]", "", text)
    assert [expected, f"{expected}.docx"] == [row[3], row[5]]


def test_what_a_cell_cannot_hold_is_left_out(tmp_path: Path) -> None:
    """Control characters, carriage returns and half pairs do not spoil the file."""
    sheet = sheet_of([replace(LETTER, recipient="จุ\x00น\x0b\r\ud800")], tmp_path)
    assert "จุน" == sheet["D3"].value


def test_what_looks_like_a_coded_character_is_escaped(tmp_path: Path) -> None:
    """Excel would read _x000D_ as a line break: its underscore is written by its code."""
    write_index([replace(LETTER, recipient="_x000D_")], tmp_path / "i.xlsx", title=TITLE)
    with zipfile.ZipFile(tmp_path / "i.xlsx") as archive:
        assert b">_x005F_x000D_<" in archive.read("xl/worksheets/sheet1.xml")


def test_signs_in_file_names_do_not_break_links(tmp_path: Path) -> None:
    """After a number sign Excel would look for a place in the file; quotes end the text."""
    file = MadeFile(name='ก#1 100%"ข".docx', size=1, sha256="")
    sheet = sheet_of([replace(LETTER, files=(file,))], tmp_path)
    told = '=HYPERLINK("ก%231 100%25""ข"".docx","ก#1 100%""ข"".docx")'
    assert (told, None) == (sheet["F3"].value, sheet["G3"].value)


def test_a_name_too_long_for_a_formula_is_a_text(tmp_path: Path) -> None:
    """Excel refuses a file with more than 255 characters in a text of a formula."""
    file = MadeFile(name=f"{'a' * 251}.docx", size=1, sha256="")
    assert file.name == sheet_of([replace(LETTER, files=(file,))], tmp_path)["F3"].value


def test_printed_on_a4_with_heads_on_each_page(tmp_path: Path) -> None:
    """The sheet is ready to print and to filter; the digests are not printed."""
    sheet = sheet_of([LETTER, HELD], tmp_path)
    page = sheet.page_setup
    assert ("landscape", 9, 1, 0) == (
        page.orientation, int(page.paperSize), int(page.fitToWidth), int(page.fitToHeight)
    )  # fmt: skip
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert ("$1:$2", "A3", "A2:L4") == (
        sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref
    )  # fmt: skip
    assert sheet.print_area.endswith("!$A$1:$J$4")


def test_fonts_are_those_of_letters(tmp_path: Path) -> None:
    """Every text is in TH Sarabun, 14 points and the heads 16."""
    sheet = sheet_of([LETTER], tmp_path)
    fonts = [(cell.font.name, cell.font.sz) for cell in (sheet["A1"], sheet["A2"], sheet["I3"])]
    assert [("TH SarabunPSK", 16), ("TH SarabunPSK", 16), ("TH SarabunPSK", 14)] == fonts


def test_same_letters_give_the_same_bytes(tmp_path: Path) -> None:
    """No clock and no chance show in the file."""
    for name in ("a.xlsx", "b.xlsx"):
        write_index([LETTER, HELD], tmp_path / name, title=TITLE)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in archive.infolist()}
        times = re.findall(rb">(\d{4}-[^<]*)<", archive.read("docProps/core.xml"))
    assert [b"1980-01-01T00:00:00Z"] * 2 == times


def test_an_index_of_nothing(tmp_path: Path) -> None:
    """A run without letters has an index with its heads."""
    sheet = sheet_of([], tmp_path)
    assert (HEADS, "A2:L2") == (values(sheet, 2), sheet.auto_filter.ref)


def test_memory_does_not_grow_with_the_number_of_letters(tmp_path: Path) -> None:
    """Ten times the letters take no more memory."""

    def peak(count: int) -> int:
        tracemalloc.start()
        write_index((LETTER for _ in range(count)), tmp_path / "index.xlsx", title=TITLE)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)
    few, many = peak(200), peak(2_000)
    assert many < few + 100_000


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    """When the letters cannot be told to the end, there is no index."""

    def broken() -> Iterable[Item]:
        yield LETTER
        raise OSError

    with pytest.raises(OSError):
        write_index(broken(), tmp_path / "index.xlsx", title=TITLE)
    assert [] == [*tmp_path.iterdir()]
