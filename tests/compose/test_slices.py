"""An annex with all rows of a recipient, and their own total row, worked by hand."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from support import EXAMPLES

from circulars.compose import Sheets, composer, unclaimed_rows
from circulars.letter_types import load_letter_type
from circulars.model.errors import LetterTypeError, WorkbookError
from circulars.office_profile import load_office
from circulars.workbook import bind, read_workbook, total_of

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.compose import Composer
    from circulars.model.letter import AnnexTable
    from circulars.model.letter_type import LetterType

OFFICE = load_office(EXAMPLES / "phayao.toml")
TOML = """
title = "ยอดของแต่ละอำเภอ"
circular = false
[fields."เรื่อง"]
label = "เรื่อง"
kind = "text"
value = '"ยอดจำหน่าย"'
[fields."เรียน"]
label = "เรียน"
kind = "text"
value = '"นายอำเภอ" ~ ผู้รับ.อำเภอ'
[recipients]
dataset = "ผู้รับหนังสือ"
[datasets."ผู้รับหนังสือ"]
sheet = "ผู้รับ"
key = "อำเภอ"
columns = { "อำเภอ" = { heading = "อำเภอ", kind = "text" } }
[datasets."ยอด"]
sheet = "ยอด"
key = "ตำบล"
[datasets."ยอด".columns]
"ตำบล" = { heading = "ตำบล", kind = "text" }
"สังกัด" = { heading = "อำเภอ", kind = "text" }
"เป้า" = { heading = "เป้า" }
"ผล" = { heading = "ผล" }
"ร้อยละ" = { heading = "ร้อยละ", total = "formula" }
"อันดับ" = { heading = "อันดับ", total = "sheet" }
[[datasets."ยอด".checks]]
code = "percent-mismatch"
column = "ร้อยละ"
equals = "ผล / เป้า * 100"
[[annexes]]
title = "ยอดของตำบล"
dataset = "ยอด"
slice = "สังกัด"
"""
ROWS: list[list[object]] = [
    ["ที่", "ตำบล", "อำเภอ", "เป้า", "ผล", "ร้อยละ", "อันดับ", "นอกแบบ"],
    [1, "ห้วยข้าวก่ำ", "จุน", 1000, 333.33, 33.333, 3, 5],
    [2, "ออย", "ปง", 400, 100, 25, 4, 5],
    [3, "หงส์หิน", "จุน", 2000.5, 1000.17, 49.996000999750066, 2, 5],
    [4, "พระธาตุขิงแกง", " จุน\u200b", 99.5, 99.5, 100, 1, 5],
    [None, "รวม 4 ตำบล", None, 3500, 1533, 43.8, 10, 20],
]
RECIPIENTS: list[list[object]] = [["ที่", "อำเภอ"], [1, "จุน"], [2, "ปง"], [3, "แม่ใจ"]]


def book(rows: list[list[object]], recipients: list[list[object]]) -> bytes:
    """Return a workbook with the figures of the sub-districts and the recipients."""
    made = openpyxl.Workbook()
    figures: Any = made.active
    figures.title = "ยอด"
    names = made.create_sheet("ผู้รับ")
    for sheet, lines in ((figures, rows), (names, recipients)):
        for line in lines:
            sheet.append(line)
    for column in "DE":
        for cell in figures[column]:
            cell.number_format = "#,##0.00"
    for cell in figures["F"]:
        cell.number_format = "0.00"
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def letter_type(folder: Path, toml: str = TOML) -> LetterType:
    """Return the type that `toml` describes, with the template of another one."""
    template = EXAMPLES.parent / "templates" / "otop_district_sales" / "letter.docx"
    (folder / "letter.docx").write_bytes(template.read_bytes())
    (folder / "letter.toml").write_text(toml, encoding="utf-8")
    return load_letter_type(folder)


def letters(kind: LetterType, rows: list[list[object]], names: list[list[object]]) -> Composer:
    """Return the composer of the letters to the recipients called `names`."""
    workbook = read_workbook(book(rows, names))
    datasets = {name: bind(workbook, spec)[0] for name, spec in kind.datasets.items()}
    totals = {name: partial(total_of, each, kind.datasets[name]) for name, each in datasets.items()}
    return composer(kind, OFFICE, Sheets(datasets=datasets, forms={}, totals=totals), {})


def annex(made: Composer, place: int) -> AnnexTable:
    """Return the table behind the letter at `place`."""
    (attachment,) = made.compose(place).attachments
    assert attachment.annex is not None
    assert attachment.annex.table is not None
    return attachment.annex.table


def test_all_rows_of_a_recipient(tmp_path: Path) -> None:
    """จุน has three sub-districts, in the order of the sheet, however its name is spaced."""
    table = annex(letters(letter_type(tmp_path), ROWS, RECIPIENTS), 0)
    assert ["ห้วยข้าวก่ำ", "หงส์หิน", "พระธาตุขิงแกง"] == [row[1] for row in table.rows]
    assert ("1", "ห้วยข้าวก่ำ", "จุน", "1,000.00", "333.33", "33.33", "3", "5") == table.rows[0]


def test_the_total_row_of_these_rows(tmp_path: Path) -> None:
    """Sums and the rule of the total row are those of the recipient's rows.

    1,000 + 2,000.50 + 99.50 = 3,100.00; 333.33 + 1,000.17 + 99.50 = 1,433.00; 1,433 / 3,100 is
    46.2258 percent.  What the sheet alone says, and what no rule sums, is left out.
    """
    table = annex(letters(letter_type(tmp_path), ROWS, RECIPIENTS), 0)
    assert ("", "รวม", "", "3,100.00", "1,433.00", "46.23", "", "") == table.total


def test_one_row_has_its_total_too(tmp_path: Path) -> None:
    """The annex of ปง, which has one sub-district, looks like the others."""
    table = annex(letters(letter_type(tmp_path), ROWS, RECIPIENTS), 1)
    assert [("2", "ออย", "ปง", "400.00", "100.00", "25.00", "4", "5")] == list(table.rows)
    assert ("", "รวม", "", "400.00", "100.00", "25.00", "", "") == table.total


def test_without_a_total_row(tmp_path: Path) -> None:
    """Where the sheet has no total row, a recipient's annex has none."""
    assert annex(letters(letter_type(tmp_path), ROWS[:-1], RECIPIENTS), 0).total is None


def test_a_recipient_without_rows(tmp_path: Path) -> None:
    """A recipient whom no row names is told, and the other letters are made."""
    made = letters(letter_type(tmp_path), ROWS, RECIPIENTS)
    with pytest.raises(WorkbookError) as caught:
        made.compose(2)
    (finding,) = caught.value.findings
    assert ("recipient-without-row", "ยอด") == (finding.code, finding.where)
    assert "แม่ใจ" in finding.message


def test_sums_among_the_rows_belong_to_nobody(tmp_path: Path) -> None:
    """A subtotal that names the recipient is no row of the recipient."""
    subtotal: list[object] = [None, "รวมโซนเหนือ", "จุน", 9999, 9999, 100, None, None]
    made = letters(letter_type(tmp_path), [*ROWS[:3], subtotal, *ROWS[3:]], RECIPIENTS)
    assert ["ห้วยข้าวก่ำ", "หงส์หิน", "พระธาตุขิงแกง"] == [row[1] for row in annex(made, 0).rows]


def test_rows_of_nobody(tmp_path: Path) -> None:
    """Rows whose recipient is left empty or written otherwise are told, with what stands there."""
    rows: list[list[object]] = [
        *ROWS[:-1],
        [5, "แม่สุก", "แม่ไจ", 1, 1, 100, 1, 1],
        [6, "เจริญราษฎร์", None, 1, 1, 100, 1, 1],
    ]
    (finding,) = unclaimed_rows(letters(letter_type(tmp_path), rows, RECIPIENTS))
    assert ("rows-without-recipient", "ยอด!C6") == (finding.code, finding.where)
    assert "2 แถว" in finding.message
    assert "แม่ไจ, (ว่าง)" in finding.message
    assert [] == list(unclaimed_rows(letters(letter_type(tmp_path), ROWS, RECIPIENTS)))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('slice = "สังกัด"', 'slice = "สังกด"', "“สังกด”"),
        ('{ heading = "อำเภอ", kind = "text" }\n"เป้า"',
         '{ heading = "อำเภอ", kind = "text", required = false }\n"เป้า"', "ต้องมีเสมอ"),
        ('[recipients]\ndataset = "ผู้รับหนังสือ"\n', "", "[recipients]"),
        ('slice = "สังกัด"', "slice = 3", "annexes"),
    ],
)  # fmt: skip
def test_columns_that_name_no_recipient(tmp_path: Path, old: str, new: str, words: str) -> None:
    """A column that is not there, or may be missing, is told when the type is loaded."""
    assert old in TOML
    with pytest.raises(LetterTypeError) as caught:
        letter_type(tmp_path, TOML.replace(old, new))
    told = " ".join(f"{f.where} {f.message} {f.hint}" for f in caught.value.findings)
    assert "slice" in told or "ผู้รับ" in told
    assert words in told


def test_the_nearest_name_is_offered(tmp_path: Path) -> None:
    """A column's name with a slip of the hand is answered with the name that is like it."""
    with pytest.raises(LetterTypeError) as caught:
        letter_type(tmp_path, TOML.replace('slice = "สังกัด"', 'slice = "สังกด"'))
    (finding,) = caught.value.findings
    assert "สังกัด" in finding.hint


def test_rows_are_looked_up_not_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many recipients there are, each name in the tables is looked at once or twice."""
    rows: list[list[object]] = [[n, f"ต{n}", f"อ{n % 100}", 9, 9, 100, 1, 1] for n in range(400)]
    names: list[list[object]] = [[n, f"อ{n}"] for n in range(100)]
    made = letters(letter_type(tmp_path), [ROWS[0], *rows], [RECIPIENTS[0], *names])
    looked: list[str] = []

    def look(text: str) -> str:
        looked.append(text)
        return text

    monkeypatch.setattr("circulars.model.dataset._letters", look)
    assert all(4 == len(annex(made, place).rows) for place in range(100))
    assert len(looked) <= 2 * 400 + 3 * 100
