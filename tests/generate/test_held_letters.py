"""A letter that something blocks is not made; the others of the same run are."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from support import EXAMPLES, TEMPLATES

from circulars import CircularsError, generate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import Outcome

    from circulars.batch import Batch

OFFICE = EXAMPLES / "phayao.toml"
FORM = {"วันที่": "2025-03-11", "เลขที่": "1201"}
FIRST_ROW = 7  # of the districts
COLUMN = 13  # หมายเหตุ, which is empty in the example


def answered(folder: Path, field: str, **answers: str | int) -> tuple[Path, Path]:
    """Return a letter type whose column หมายเหตุ answers `field`, and a workbook with answers."""
    kind = folder / "kind"
    shutil.copytree(TEMPLATES / "otop_district_sales", kind)
    text = (kind / "letter.toml").read_text("utf-8")
    column = '"หมายเหตุ" = { heading'
    assert 1 == text.count(column)
    (kind / "letter.toml").write_text(text.replace(column, f'"{field}" = {{ heading'), "utf-8")
    book = openpyxl.load_workbook(EXAMPLES / "phayao-otop-2568.xlsx", data_only=True)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=FIRST_ROW):
        if str(row[1].value) in answers:
            sheet.cell(row[1].row or 0, COLUMN, answers[str(row[1].value)])
    book.save(folder / "book.xlsx")
    return kind, folder / "book.xlsx"


def made(folder: Path, kind: Path, workbook: Path, **values: str) -> Batch:
    """Return the letters of the run on `folder` / out."""
    given = {**FORM, **values}
    return generate(str(kind), workbook, folder / "out", office=OFFICE, values=given, pdf=False)


def manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of the run on `folder` / out."""
    read: dict[str, Any] = json.loads((folder / "out" / "manifest.json").read_text("utf-8"))
    return read


def assert_held(folder: Path, batch: Batch, code: str, *recipients: str) -> None:
    """Assert that only the letters to `recipients` are held, for `code`, and said to be."""
    told = manifest(folder)
    assert list(recipients) == [item.recipient for item in batch.held]
    assert [("book.xlsx", each, True) for each in recipients] == [
        (held["workbook"], held["recipient"], code in held["codes"]) for held in told["held"]
    ]
    assert not set(recipients) & {each["recipient"] for each in told["letters"]}
    assert 9 - len(recipients) == len(told["letters"])
    assert 9 - len(recipients) == len(list((folder / "out").glob("*.docx")))
    assert "block" in {each["level"] for each in told["findings"] if each["code"] == code}
    assert [] == told["waived"]


def test_a_date_that_cannot_be_read(tmp_path: Path) -> None:
    """A day that does not exist, in one row, holds that letter; its cell is told."""
    batch = made(tmp_path, *answered(tmp_path, "วันที่", จุน="31 ก.พ. 2568", ปง="12 มี.ค. 2568"))
    assert_held(tmp_path, batch, "field-unreadable", "จุน")
    places = [each.where for each in batch.findings if each.code == "field-unreadable"]
    assert ["สรุปยอดจำหน่าย!M8 ช่อง วันที่ ของ จุน"] == places
    dates = {each["recipient"]: each["date"] for each in manifest(tmp_path)["letters"]}
    assert ("2025-03-12", "2025-03-11") == (dates["ปง"], dates["เชียงคำ"])


def test_two_letters_with_one_number(tmp_path: Path) -> None:
    """Neither of two letters with the same number is made, and both are told."""
    batch = made(tmp_path, *answered(tmp_path, "เลขที่", เมืองพะเยา=1204))
    assert_held(tmp_path, batch, "number-repeated", "เมืองพะเยา", "เชียงม่วน")
    (finding,) = [each for each in batch.findings if each.code == "number-repeated"]
    assert "เมืองพะเยา, เชียงม่วน" in finding.message
    assert "1204" in finding.message


def test_a_held_letter_keeps_its_number(tmp_path: Path) -> None:
    """The numbers of the others are those they have when the faulty row is mended."""
    kind, workbook = answered(tmp_path, "วันที่", จุน="31 ก.พ. 2568")
    made(tmp_path, kind, workbook)
    before = {each["file"] for each in manifest(tmp_path)["letters"]}
    book = openpyxl.load_workbook(workbook)
    book.worksheets[0].cell(FIRST_ROW + 1, COLUMN, "12 มี.ค. 2568")
    book.save(workbook)
    made(tmp_path, kind, workbook)
    told = manifest(tmp_path)
    assert {"พย0019.2-1202-จุน"} == {each["file"] for each in told["letters"]} - before
    assert "held" not in told


def test_what_was_made_for_it_before_stays(tmp_path: Path) -> None:
    """The last good letter of a row that is faulty now is not taken away, nor changed."""
    kind, workbook = answered(tmp_path, "วันที่", จุน="12 มี.ค. 2568")
    made(tmp_path, kind, workbook)
    letter = tmp_path / "out" / "พย0019.2-1202-จุน.docx"
    before = letter.read_bytes()
    book = openpyxl.load_workbook(workbook)
    book.worksheets[0].cell(FIRST_ROW + 1, COLUMN, "31 ก.พ. 2568")
    book.save(workbook)
    assert 1 == len(made(tmp_path, kind, workbook).held)
    assert before == letter.read_bytes()
    assert [letter.name] == [each["file"] for each in manifest(tmp_path)["earlier_outputs"]]


def test_a_fault_of_its_text(tmp_path: Path) -> None:
    """What the check of the printed letter blocks holds that letter: 25.1.2568 is a Saturday."""
    wrong = "การประชุมในวันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘"
    batch = made(tmp_path, *answered(tmp_path, "เรื่อง", ปง=wrong, แม่ใจ="การประชุม"))
    assert_held(tmp_path, batch, "weekday-mismatch", "ปง")


def test_a_waived_fault_holds_nothing(tmp_path: Path) -> None:
    """What is waived by name is made, and the manifest says what was waived."""
    wrong = "การประชุมในวันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘"
    kind, workbook = answered(tmp_path, "เรื่อง", ปง=wrong)
    batch = generate(
        str(kind),
        workbook,
        tmp_path / "out",
        office=OFFICE,
        values=FORM,
        pdf=False,
        allow=["weekday-mismatch"],
    )
    assert (9, ()) == (len(manifest(tmp_path)["letters"]), batch.held)
    assert ["weekday-mismatch"] == manifest(tmp_path)["waived"]


@pytest.mark.parametrize(
    "values", [{"วันที่": "31 ก.พ. 2568"}, {"เรื่อง": "การประชุมในวันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘"}]
)
def test_where_none_can_be_made_nothing_is_written(tmp_path: Path, values: dict[str, str]) -> None:
    """A fault that all letters share ends the run: no folder, no file, the fault told once."""
    kind, workbook = TEMPLATES / "otop_district_sales", EXAMPLES / "phayao-otop-2568.xlsx"
    with pytest.raises(CircularsError) as caught:
        made(tmp_path, kind, workbook, **values)
    assert 1 == sum(each.level == "block" for each in caught.value.findings)
    assert [] == list(tmp_path.iterdir())


def test_the_command_ends_with_one(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """The command says how many letters are held, whose, and why, and ends with 1."""
    kind, workbook = answered(tmp_path, "วันที่", จุน="31 ก.พ. 2568")
    form = [text for name, value in FORM.items() for text in ("--set", f"{name}={value}")]
    command = ("generate", kind, workbook, "--office", OFFICE, "--no-pdf", *form)
    outcome = circulars(*command, "-o", tmp_path / "out")
    assert 1 == outcome.code
    assert "ยังไม่ได้ทำ 1 ฉบับ" in outcome.output
    assert "สรุปยอดจำหน่าย!M8 ช่อง วันที่ ของ จุน" in outcome.output
    assert "[field-unreadable]" in outcome.output
    as_json = circulars(*command, "-o", tmp_path / "out", "--json")
    document = json.loads(as_json.output)
    assert (1, 10) == (as_json.code, len(document["files"]))
    assert "field-unreadable" in {each["code"] for each in document["findings"]}
