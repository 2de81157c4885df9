"""A composed letter: number, names, attachment list and annexes, all derived."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from support import EXAMPLES, FORM

from circulars.compose import Sheets, compose, form_fields
from circulars.expressions import Blank
from circulars.letter_types import find_letter_type, load_letter_type
from circulars.model.findings import Finding
from circulars.model.letter_type import AnnexSpec, DigitPolicy
from circulars.model.office import Emblem, EmblemKind
from circulars.office_profile import load_office
from circulars.workbook import bind, read_workbook
from thai_numerals import LocalDays, YearMonth

if TYPE_CHECKING:
    from circulars.model.dataset import Dataset
    from circulars.model.letter import AnnexTable, Letter

TYPE = load_letter_type(find_letter_type("otop_monthly_sales"))
OFFICE = load_office(EXAMPLES / "phayao.toml")


@pytest.fixture(scope="module")
def datasets() -> dict[str, Dataset]:
    """Return the datasets of the example workbook."""
    workbook = read_workbook(EXAMPLES / "phayao-otop-2568.xlsx")
    return {name: bind(workbook, spec)[0] for name, spec in TYPE.datasets.items()}


def letter_of(datasets: dict[str, Dataset], **options: Any) -> Letter:
    """Return the example letter with other values, type or office."""
    given = {**FORM, **options.get("values", {})}
    office, kind = options.get("office", OFFICE), options.get("kind", TYPE)
    sheets = options.get("sheets", Sheets(datasets=datasets, forms={}))
    return compose(kind, office, sheets, given, options.get("found", ()))


def table_of(letter: Letter) -> AnnexTable:
    """Return the table of the letter's first annex."""
    table = letter.annexes[0].table
    assert table is not None
    return table


def test_number_and_date(datasets: dict[str, Dataset]) -> None:
    """The number is the office's code and unit, ว for a circular, and the serial given."""
    letter = letter_of(datasets)
    assert "พย 0019.2/ว1175" == str(letter.number) == letter.context["ที่"]
    assert dt.date(2025, 3, 11) == letter.date
    spaced = letter_of(datasets, office=replace(OFFICE, circular_space=True))
    assert "พย 0019.2/ว 1175" == str(spaced.number)
    single = letter_of(datasets, kind=replace(TYPE, is_circular=False))
    assert "พย 0019.2/1175" == str(single.number)


def test_number_and_day_left_blank(datasets: dict[str, Dataset]) -> None:
    """Number and day may be left to the pen: then the letter has no serial and no date."""
    letter = letter_of(datasets, values={"เลขที่": "", "วันที่": "มีนาคม 2568"})
    assert (None, None) == (letter.number.serial, letter.date)
    assert isinstance(letter.context["วันที่"], Blank)
    assert letter.context["ที่"].startswith("พย 0019.2/ว\N{NO-BREAK SPACE}")


def test_what_the_workbook_says(datasets: dict[str, Dataset]) -> None:
    """The report month is the first without data: March, and with it year and deadline."""
    context = letter_of(datasets).context
    assert YearMonth(2025, 3) == context["เดือนรายงาน"]
    assert (2568, dt.date(2025, 3, 17)) == (context["ปีงบประมาณ"], context["กำหนดแก้ไข"])
    sales = context["ยอดจำหน่าย"]
    assert [YearMonth(2024, 10), YearMonth(2025, 2)] == [sales["เดือนแรก"], sales["เดือนสุดท้าย"]]
    assert (9, "เมืองพะเยา") == (sales["จำนวนแถว"], sales["แถว"][0]["อำเภอ"])
    assert "1007442010.6" == str(sales["แถวรวม"]["รวม"].normalize())


def test_no_month_with_data(datasets: dict[str, Dataset]) -> None:
    """Without any month of data there is no next month."""
    from circulars.compose.names import dataset_names

    whole = datasets["ยอดจำหน่าย"]
    empty = replace(whole, table=replace(whole.table, rows=()))
    assert "เดือนถัดไป" not in dataset_names(empty)
    assert [] == dataset_names(empty)["เดือนที่มีข้อมูล"]


def test_own_holiday_moves_the_deadline(datasets: dict[str, Dataset]) -> None:
    """A day on which the office is closed reaches the formulas of letter.toml."""
    closed = LocalDays(closed={dt.date(2025, 3, 17): "วันหยุดของสำนักงาน"})
    letter = letter_of(datasets, office=replace(OFFICE, days=closed))
    assert dt.date(2025, 3, 18) == letter.fields["กำหนดแก้ไข"] == letter.fields["กำหนดบันทึก"]


def test_signatory(datasets: dict[str, Dataset]) -> None:
    """The first signatory signs, unless the form names another by key."""
    assert "นายสมชาติ ใจงาม" == letter_of(datasets).context["ผู้ลงนาม"]["ชื่อ"]
    other = letter_of(datasets, values={"ผู้ลงนาม": "พัฒนาการจังหวัด"}).context["ผู้ลงนาม"]
    assert ["พัฒนาการจังหวัด ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดพะเยา"] == other["ตำแหน่ง"]
    assert "นายสมชาติ ใจงาม" == letter_of(datasets, values={"ผู้ลงนาม": ""}).context["ผู้ลงนาม"]["ชื่อ"]
    assert form_fields(TYPE, OFFICE)["ผู้ลงนาม"].choices == tuple(s.key for s in OFFICE.signatories)


def test_single_attachment_has_no_number(datasets: dict[str, Dataset]) -> None:
    """One attachment is listed and labelled without a number."""
    letter = letter_of(datasets)
    (line,) = letter.context["สิ่งที่ส่งมาด้วย"]
    assert ("สิ่งที่ส่งมาด้วย", line["รายการ"]) == (letter.annexes[0].label, letter.annexes[0].title)
    assert (1, "ฉบับ") == (line["จำนวน"], line["หน่วย"])


def test_several_attachments_are_numbered(datasets: dict[str, Dataset]) -> None:
    """Several attachments are numbered from 1, in the list and on the annexes alike."""
    annexes = tuple(AnnexSpec(dataset="ยอดจำหน่าย", title=title) for title in ("ก", "ข"))
    letter = letter_of(datasets, kind=replace(TYPE, annexes=annexes))
    listed = [line["รายการ"] for line in letter.context["สิ่งที่ส่งมาด้วย"]]
    assert ["1. ก", "2. ข"] == listed
    assert ["สิ่งที่ส่งมาด้วย ๑", "สิ่งที่ส่งมาด้วย ๒"] == [annex.label for annex in letter.annexes]


def test_annex_is_printed_as_the_sheet_shows_it(datasets: dict[str, Dataset]) -> None:
    """Figures, empty month and total row are as in the sheet, in the digits of the annex."""
    arabic = table_of(letter_of(datasets))
    first = ("1", "เมืองพะเยา", "236,185,477", "38,188,250.00")
    assert first == arabic.rows[0][:4]
    assert 9 == len(arabic.rows)
    assert arabic.total is not None
    assert "1,007,442,011" in arabic.total
    thai = table_of(letter_of(datasets, kind=replace(TYPE, annex_digits=DigitPolicy.THAI)))
    assert "๒๓๖,๑๘๕,๔๗๗" == thai.rows[0][2]
    assert (False, True, True) == (arabic.numeric[1], arabic.numeric[2], arabic.numeric[3])


def test_findings_go_with_the_letter(datasets: dict[str, Dataset]) -> None:
    """What reading found, what the form assumed and a missing emblem go with the letter."""
    earlier = Finding(code="x", where="y", message="z", hint="")
    office = replace(OFFICE, emblem=Emblem(kind=EmblemKind.MISSING))
    letter = letter_of(datasets, values={"วันที่": "11/3/68"}, office=office, found=(earlier,))
    assert ["x", "field-assumed", "emblem-missing"] == [each.code for each in letter.findings]


def test_another_unit_of_the_office(datasets: dict[str, Dataset]) -> None:
    """A unit chosen in the form gives its own number, name, group and telephone."""
    letter = letter_of(datasets, values={"เจ้าของเรื่อง": "สารสนเทศ"})
    assert "พย 0019.3/ว1175" == str(letter.number)
    names = ("หน่วยงานเจ้าของเรื่อง", "กลุ่มงาน", "โทรศัพท์")
    expected = ["สำนักงานพัฒนาชุมชนจังหวัด", "กลุ่มงานสารสนเทศการพัฒนาชุมชน", "โทร./โทรสาร 0 5444 9545"]
    assert expected == [letter.context[name] for name in names]


@pytest.mark.parametrize(
    ("recipient", "opening", "closing"),
    [
        ("", "เรียน", "ขอแสดงความนับถือ"),
        ("ประมุขสามอำนาจ", "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"),
        ("พระภิกษุ", "นมัสการ", "ขอนมัสการด้วยความเคารพ"),
    ],
)
def test_salutation_by_the_class_of_the_recipient(
    datasets: dict[str, Dataset], recipient: str, opening: str, closing: str
) -> None:
    """Salutation and closing phrase go by the recipient's class, as appendix 2 has them."""
    context = letter_of(datasets, values={"ประเภทผู้รับ": recipient}).context
    assert (opening, closing) == (context["คำขึ้นต้น"], context["คำลงท้าย"])
