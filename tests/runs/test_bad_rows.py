"""A figure that is wrong in one row holds back the letters that print it, and no other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest
from support import EXAMPLES, TEMPLATES, document_text

from circulars import generate
from circulars.model.errors import CircularsError, WorkbookError

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.batch import Batch

WORKBOOK = EXAMPLES / "phayao-otop-2568.xlsx"
FORM = {"วันที่": "2025-03-11", "เลขที่": "1201"}


def with_cells(path: Path, **cells: object) -> Path:
    """Return the example workbook with other values in some cells, as `path`."""
    book = openpyxl.load_workbook(WORKBOOK, data_only=True)
    for place, value in cells.items():
        book.worksheets[0][place].value = value
    book.save(path)
    return path


def made(tmp_path: Path, *, kind: str = "otop_district_sales", **cells: object) -> Batch:
    """Return the letters made from the example workbook with other values in some cells."""
    workbook = with_cells(tmp_path / "book.xlsx", **cells)
    return generate(
        kind, workbook, tmp_path / "out", office=EXAMPLES / "phayao.toml", values=FORM, pdf=False
    )


def test_words_among_the_figures_of_one_row(tmp_path: Path) -> None:
    """Eight districts get letters; that of ปง, whose figure is a word, is told by its cell."""
    batch = made(tmp_path, D12="หนึ่งล้านกว่า", D16=152861896 - 1160250)
    assert ["ปง"] == [item.recipient for item in batch.held]
    assert 8 == sum(path.suffix == ".docx" for path in batch.files)
    blocks = {(f.code, f.where) for f in batch.findings if f.level == "block"}
    assert ("number-unreadable", "ปง: สรุปยอดจำหน่าย!D12") in blocks
    held = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["held"]
    assert ["ปง"] == [each["recipient"] for each in held]
    assert not list((tmp_path / "out").glob("*ปง*"))


def test_a_fault_of_one_row_is_said_once(tmp_path: Path) -> None:
    """The fault of a row stands once in the report, with the recipient whose letter waits."""
    batch = made(tmp_path, D12="หนึ่งล้านกว่า", D16=152861896 - 1160250)
    places = [f.where for f in batch.findings if f.code == "number-unreadable"]
    assert ["ปง: สรุปยอดจำหน่าย!D12"] == places


def test_a_sum_that_is_wrong_in_one_row(tmp_path: Path) -> None:
    """The total of จุน does not add up: its letter waits, the numbers of the others stay theirs."""
    batch = made(tmp_path, J8=264280701)
    assert ["จุน"] == [item.recipient for item in batch.held]
    names = {path.name for path in batch.files}
    assert {"พย0019.2-1201-เมืองพะเยา.docx", "พย0019.2-1203-เชียงคำ.docx"} <= names
    first = document_text((tmp_path / "out" / "พย0019.2-1201-เมืองพะเยา.docx").read_bytes())
    assert "๑๙๗,๗๑๐,๒๕๐" in first


def test_a_fault_in_the_total_row_holds_all(tmp_path: Path) -> None:
    """Totals that no row explains are a fault somewhere: nothing goes out."""
    with pytest.raises(CircularsError) as caught:
        made(tmp_path, D16=152861897)
    assert "column-total-mismatch" in {finding.code for finding in caught.value.findings}
    assert not (tmp_path / "out").exists()


def test_one_letter_with_the_whole_table(tmp_path: Path) -> None:
    """A letter that prints the table of all districts is held back by a fault in any row."""
    with pytest.raises(WorkbookError) as caught:
        made(tmp_path, kind="otop_monthly_sales", D12="หนึ่งล้านกว่า")
    assert "number-unreadable" in {finding.code for finding in caught.value.findings}


def test_one_letter_to_all_of_a_type_with_recipients(tmp_path: Path) -> None:
    """Asked for one letter to all, the same type prints the whole table, and waits for it."""
    workbook = with_cells(tmp_path / "book.xlsx", D12="หนึ่งล้านกว่า")
    with pytest.raises(WorkbookError):
        generate(
            "otop_district_sales",
            workbook,
            tmp_path / "out",
            office=EXAMPLES / "phayao.toml",
            values={**FORM, "การส่ง": "ทุกรายในฉบับเดียว"},
            pdf=False,
        )


def test_a_lost_figure_is_never_waived(tmp_path: Path) -> None:
    """Where a word stands among figures, no --allow prints a blank in its place."""
    workbook = with_cells(tmp_path / "book.xlsx", D12="หนึ่งล้านกว่า", D16=152861896 - 1160250)
    batch = generate(
        "otop_district_sales",
        workbook,
        tmp_path / "out",
        office=EXAMPLES / "phayao.toml",
        values=FORM,
        allow=["number-unreadable", "row-total-mismatch"],
        pdf=False,
    )
    assert ["ปง"] == [item.recipient for item in batch.held]


def test_a_letter_that_tells_the_sum_of_all(tmp_path: Path) -> None:
    """Letters that tell the total of the province wait too: it is not known yet; and say why."""
    folder = tmp_path / "kind"
    folder.mkdir()
    for file in (TEMPLATES / "otop_district_sales").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    text = (folder / "letter.toml").read_text("utf-8")
    old = "value = '\"ยอดจำหน่ายผลิตภัณฑ์ชุมชน (OTOP) ประจำปีงบประมาณ พ.ศ. \" ~ ปีงบประมาณ'"
    assert old in text
    new = "value = '\"ยอดรวมทั้งจังหวัด \" ~ (ยอดจำหน่าย.แถวรวม.รวม | จำนวน)'"
    (folder / "letter.toml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(CircularsError) as caught:
        made(tmp_path, kind=str(folder), J8=264280701)
    assert {"sum-of-faulty-rows", "row-total-mismatch"} <= {f.code for f in caught.value.findings}
