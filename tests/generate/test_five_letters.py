"""The five real letters: every printed figure in its place, what differs listed with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import openpyxl
import pytest
from docx import Document
from printed_tables import (
    CHACHOENGSAO,
    CHACHOENGSAO_TOTAL,
    CHIANGRAI,
    CHIANGRAI_TOTAL,
    PHAYAO,
    PHAYAO_ONLINE,
    PHAYAO_ONLINE_TOTAL,
    PHAYAO_TOTAL,
    grid,
    merged,
    printed_grid,
)
from support import EXAMPLES

from circulars import generate, load_letter_type
from circulars.letter_types import find_letter_type
from circulars.model.errors import LetterHeldError

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.batch import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One printed letter and the workbook behind it."""

    kind: str
    workbook: str
    office: str
    table: int = 0  # which table of the letter's file
    rows: str
    found: frozenset[str]  # what the checks find in it
    mended: dict[tuple[int, int], str] = field(default_factory=dict)  # cells printed wrongly


LETTERS = (
    Printed(
        kind="otop_monthly_sales",
        workbook="phayao-otop-2568.xlsx",
        office="phayao.toml",
        rows=PHAYAO + PHAYAO_TOTAL,
        found=frozenset(
            {
                "duplicate-value",
                "outlier",
                "negative-value",
                "repeated-month",
                "deadline-within-month",  # March's figures by 17 March
                "era-spacing",  # the sheet's title has พ.ศ.2568
            }
        ),
    ),
    Printed(
        kind="sales_followup",
        workbook="chachoengsao-otop-2567.xlsx",
        office="chachoengsao.toml",
        rows=CHACHOENGSAO + CHACHOENGSAO_TOTAL,
        found=frozenset(
            {
                "level-mismatch",
                "outlier",
                "deadline-within-month",  # March's figures by 15 March
                "deadline-nonworking",  # the 20th of every month
            }
        ),
        mended={(9, 12): "ยังไม่ถึงค่าคะแนนระดับ 1"},  # ท่าตะเกียบ: 12,199,075 < 12,458,087
    ),
    Printed(
        kind="online_market_targets",
        workbook="phayao-online-2564.xlsx",
        office="phayao.toml",
        rows=PHAYAO_ONLINE + PHAYAO_ONLINE_TOTAL,
        found=frozenset({"manual-override", "blank-number", "blank-date", "era-spacing"}),
    ),
    Printed(
        kind="quarter_targets",
        workbook="chiangrai-q2-2567.xlsx",
        office="chiangrai.toml",
        table=1,  # the criteria stand before it
        rows=CHIANGRAI + CHIANGRAI_TOTAL,
        found=frozenset({"deadline-nonworking", "house-spelling"}),  # ไตรมาส ๒, ไตรมาสที่ ๒
    ),
)


def generated(letter: Printed, folder: Path, workbook: Path | None = None) -> Batch:
    """Return the letter made from its workbook, or from another one."""
    return generate(
        letter.kind,
        workbook or EXAMPLES / letter.workbook,
        folder,
        office=EXAMPLES / letter.office,
        values=load_letter_type(find_letter_type(letter.kind)).example,
        pdf=False,
    )


def rows_of(letter: Printed, batch: Batch) -> list[list[str]]:
    """Return the rows under the head of the letter's annex table, without its notes."""
    docx = next(path for path in batch.files if path.suffix == ".docx")
    table = printed_grid(Document(str(docx)).tables[letter.table])
    expected = len(grid(letter.rows))
    first = next(place for place, row in enumerate(table) if row[0] == "1")
    return table[first : first + expected]


def expected_rows(letter: Printed) -> list[list[str]]:
    """Return the printed rows, what was printed wrongly mended."""
    rows = grid(letter.rows)
    for (row, column), text in letter.mended.items():
        rows[row][column] = text
    return merged(rows)


@pytest.fixture(params=LETTERS, ids=lambda letter: letter.kind)
def letter(request: pytest.FixtureRequest) -> Printed:
    """Return one printed letter after the other."""
    found: Printed = request.param
    return found


def test_every_printed_figure(letter: Printed, tmp_path: Path) -> None:
    """Each figure of the printed annex stands in its place, and the findings are as known."""
    batch = generated(letter, tmp_path)
    assert expected_rows(letter) == rows_of(letter, batch)
    assert letter.found == {finding.code for finding in batch.findings}


def test_targets_from_base_figures_alone(tmp_path: Path) -> None:
    """From operators and base figures alone come the same targets, levels and totals."""
    letter = LETTERS[3]
    book = openpyxl.load_workbook(EXAMPLES / letter.workbook)
    sheet = book.worksheets[0]
    for row in range(6, 25):
        for column in "EGHIJ":
            sheet[f"{column}{row}"] = None
    for column, total in (("C", 18), ("D", 1406357896.98), ("F", 208)):
        sheet[f"{column}24"] = total
    book.save(tmp_path / "base.xlsx")
    batch = generated(letter, tmp_path / "out", tmp_path / "base.xlsx")
    assert expected_rows(letter) == rows_of(letter, batch)


def test_rounded_up_targets_where_nobody_decided_otherwise(tmp_path: Path) -> None:
    """Without targets in the sheet each is 11 % of the products rounded up, 211 in all."""
    letter = LETTERS[2]
    book = openpyxl.load_workbook(EXAMPLES / letter.workbook)
    sheet = book.worksheets[0]
    for row in range(7, 17):
        sheet[f"E{row}"] = None
    sheet["C16"], sheet["D16"] = 913, 1873
    book.save(tmp_path / "base.xlsx")
    batch = generated(letter, tmp_path / "out", tmp_path / "base.xlsx")
    targets = [row[4] for row in rows_of(letter, batch)]
    # 58.08 14.41 31.02 10.34 21.56 13.86 10.23 29.59 16.94, each rounded up, and their sum
    assert ["59", "15", "32", "11", "22", "14", "11", "30", "17", "211"] == targets


def test_a_count_is_never_rounded(tmp_path: Path) -> None:
    """One operator more in one district is told: nobody rounds a count before typing it."""
    letter = LETTERS[3]
    book = openpyxl.load_workbook(EXAMPLES / letter.workbook, data_only=True)
    book.worksheets[0]["F6"] = 9  # เมืองเชียงราย has 8
    book.save(tmp_path / "one_more.xlsx")
    with pytest.raises(LetterHeldError) as caught:
        generated(letter, tmp_path / "out", tmp_path / "one_more.xlsx")
    found = {(finding.code, finding.where.split("!")[-1]) for finding in caught.value.findings}
    assert {("column-total-mismatch", "F24"), ("computed-mismatch", "J6")} <= found
