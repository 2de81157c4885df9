"""The form: what people type, what is derived, and every fault at once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.compose.form import fill_form
from circulars.expressions import Blank, make_sandbox
from circulars.expressions.filters import Verbatim
from circulars.model.errors import FormError
from circulars.model.findings import Level
from circulars.model.letter_type import FieldKind, FieldSpec
from circulars.model.names import LOCAL_DAYS
from thai_numerals import LocalDays, YearMonth, format_date

if TYPE_CHECKING:
    from circulars.model.findings import Finding

KINDS = {
    "ข้อความ": FieldKind.TEXT,
    "บรรทัด": FieldKind.LINES,
    "เลข": FieldKind.INTEGER,
    "วัน": FieldKind.DATE,
    "เดือน": FieldKind.MONTH,
}
MARCH_11 = dt.date(2025, 3, 11)
MARCH = YearMonth(2025, 3)


def field(name: str, kind: FieldKind, **options: Any) -> FieldSpec:
    """Return a field whose label is its name."""
    return FieldSpec(name=name, label=name, kind=kind, **options)


def read(kind: FieldKind, answer: str, **options: Any) -> Any:
    """Return what a form of one field makes of `answer`."""
    values, _ = fill_form({"ช่อง": field("ช่อง", kind, **options)}, {"ช่อง": answer}, {})
    return values["ช่อง"]


def assumed(kind: FieldKind, answer: str) -> tuple[Finding, ...]:
    """Return what reading `answer` had to assume."""
    return fill_form({"ช่อง": field("ช่อง", kind)}, {"ช่อง": answer}, {})[1]


def faults(
    fields: list[FieldSpec], given: dict[str, str], names: dict[str, Any] | None = None
) -> list[Finding]:
    """Return the findings of a form that cannot be filled."""
    with pytest.raises(FormError) as caught:
        fill_form({each.name: each for each in fields}, given, names or {})
    return list(caught.value.findings)


def fault(kind: FieldKind, answer: str, **options: Any) -> Finding:
    """Return the one finding about `answer`."""
    (finding,) = faults([field("ช่อง", kind, **options)], {"ช่อง": answer})
    assert ("ช่อง ช่อง", Level.BLOCK) == (finding.where, finding.level)
    return finding


@pytest.mark.parametrize(
    "answer",
    [
        "2025-03-11",
        "2568-03-11",
        "11/3/2568",
        "๑๑/๓/๒๕๖๘",
        "11 มี.ค. 68",
        "๑๑ มี.ค. ๖๘",
        "11 มีนาคม 2568",
        " ๑๑ มีนาคม พ.ศ. ๒๕๖๘ ",
        "วันอังคารที่ 11 มีนาคม 2568",
        "11 มี.ค. 68 เวลา 13.55 น.",
    ],
)
def test_dates_as_people_type_them(answer: str) -> None:
    """A date is read in either era and either digits, with or without its weekday."""
    assert MARCH_11 == read(FieldKind.DATE, answer)
    assert () == assumed(FieldKind.DATE, answer)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("31 ก.พ. 68", "“31 ก.พ. 68” เดือนกุมภาพันธ์ 2568 มี 28 วัน ไม่มีวันที่ 31"),
        ("11/13/2568", "“11/13/2568” ไม่มีเดือนที่ 13 (วันมาก่อนเดือน)"),
        ("มีนาคม 2568", "“มีนาคม 2568” ยังขาดวันที่"),
        ("2568", "“2568” ยังขาดวันที่และเดือน"),
        ("พรุ่งนี้", "“พรุ่งนี้” อ่านเป็นวันที่ไม่ได้"),
        ("1/1/2200", "“1/1/2200” ปี 2200 บอกไม่ได้ว่าเป็น พ.ศ. หรือ ค.ศ."),
    ],
)
def test_dates_that_are_none(answer: str, message: str) -> None:
    """What is no date is quoted with the reason."""
    finding = fault(FieldKind.DATE, answer)
    assert "field-unreadable" == finding.code
    assert finding.message.startswith(message)


def test_wrong_weekday() -> None:
    """A weekday that does not fit is refused with the right one and both ways out.

    The printed letter said วันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘, which was a Saturday.
    """
    finding = fault(FieldKind.DATE, "วันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘")
    assert "25 มกราคม 2568 เป็นวันเสาร์" in finding.message
    assert "“วันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘”" in finding.message
    assert "เขียน วันเสาร์ที่ 25 มกราคม 2568 หรือ วันศุกร์ที่ 24 มกราคม 2568 ตามที่หมายถึง" == finding.hint


@pytest.mark.parametrize(
    ("answer", "level", "said"),
    [
        ("11/3/68", Level.NOTE, "“11/3/68” ถือเป็นวันอังคารที่ 11 มีนาคม 2568: ปีสองหลักอ่านเป็น พ.ศ. 2568"),
        ("11/3/2025", Level.WARN, "“11/3/2025” ถือเป็นวันอังคารที่ 11 มีนาคม 2568: อ่านเลขตัวแรกเป็นวัน"),
        ("45727", Level.WARN, "“45727” ถือเป็นวันอังคารที่ 11 มีนาคม 2568: อ่านเป็นเลขลำดับวันของ Excel"),
    ],
)
def test_dates_that_could_be_another(answer: str, level: Level, said: str) -> None:
    """A date that can be read in another way is used, and what was assumed is told."""
    assert MARCH_11 == read(FieldKind.DATE, answer)
    (finding,) = assumed(FieldKind.DATE, answer)
    assert ("field-assumed", level, "ช่อง ช่อง") == (finding.code, finding.level, finding.where)
    assert finding.message.startswith(said)
    assert "11 มี.ค. 2568" in finding.hint


@pytest.mark.parametrize(
    "answer",
    [
        "2025-03",
        "2568-03",
        "3/2568",
        "มีนาคม 2568",
        "๓ มีนาคม ๒๕๖๘",
        "มี.ค.-68",
        "เดือนมีนาคม พ.ศ. 2568",
        "มี.ค. 68",
        "11/3/2568",
    ],
)
def test_months_as_people_type_them(answer: str) -> None:
    """A month is read from its name and year, or from a day in it."""
    assert MARCH == read(FieldKind.MONTH, answer)


@pytest.mark.parametrize("answer", ["2568", "มีนาคม", "3"])
def test_months_that_are_none(answer: str) -> None:
    """A year alone is no month, nor is a month without a year."""
    assert f"“{answer}”" in fault(FieldKind.MONTH, answer).message


@pytest.mark.parametrize(("answer", "number"), [("1175", 1175), ("๑,๑๗๕", 1175), (" 0 ", 0)])
def test_numbers_as_people_type_them(answer: str, number: int) -> None:
    """A whole number is read in either digits, with commas where thousands are."""
    assert number == read(FieldKind.INTEGER, answer)


@pytest.mark.parametrize("answer", ["ว1175", "1,17", "1.5", "1e3", "หนึ่ง", "²"])
def test_numbers_that_are_none(answer: str) -> None:
    """What is no whole number is quoted."""
    assert f"“{answer}” ไม่ใช่จำนวนเต็ม" == fault(FieldKind.INTEGER, answer).message


def test_text_and_lines() -> None:
    """Text is one line; lines keep their breaks and lose the blanks around them."""
    assert "นายอำเภอ <เมือง> & คณะ" == read(FieldKind.TEXT, " นายอำเภอ <เมือง> & คณะ\n")
    assert "ก\nข" == read(FieldKind.LINES, " ก \r\n ข ")
    assert "หลายบรรทัด" in fault(FieldKind.TEXT, "ก\nข").message
    assert "U+0007" in fault(FieldKind.TEXT, "ก\a").message


def test_choice() -> None:
    """A choice is one of the list; another is quoted, with the list and the nearest."""
    speeds = ("", "ด่วน", "ด่วนมาก", "ด่วนที่สุด")
    assert "ด่วนมาก" == read(FieldKind.CHOICE, "ด่วนมาก", choices=speeds)
    assert "" == read(FieldKind.CHOICE, "", choices=speeds)
    finding = fault(FieldKind.CHOICE, "ด่วนทีสุด", choices=speeds)
    assert "“ด่วนทีสุด” ไม่อยู่ในรายการให้เลือก" == finding.message
    assert "ที่ใกล้เคียงคือ “ด่วนที่สุด” เลือกได้จาก “ด่วน”, “ด่วนมาก”, “ด่วนที่สุด” หรือเว้นว่าง" == finding.hint


def test_room_for_the_pen() -> None:
    """An empty answer leaves room where it may: for a number, a date, or the day alone."""
    number = read(FieldKind.INTEGER, "", blank=True)
    date = read(FieldKind.DATE, " ", blank=True)
    day = read(FieldKind.DATE, "มีนาคม 2568", blank=True)
    assert all(isinstance(value, Blank) for value in (number, date, day))
    assert "" == number.strip() == date.strip()
    assert len(date) > len(number) > 5
    assert "มีนาคม 2568" == day.strip()
    assert day.startswith("\N{NO-BREAK SPACE}" * 4)


def test_empty_answers() -> None:
    """An empty answer is a missing one, or none where the field is optional."""
    assert "field-missing" == fault(FieldKind.INTEGER, "").code
    assert "" == read(FieldKind.TEXT, "", required=False)


def test_all_that_is_missing_at_once() -> None:
    """Missing, unreadable and unknown fields are reported in one run, each with what to type."""
    fields = [
        field("วันที่", FieldKind.DATE, blank=True),
        field("เลขที่", FieldKind.INTEGER),
        field("เรื่อง", FieldKind.TEXT),
    ]
    found = faults(fields, {"เลขที่": "ก", "เรือง": "ข"})
    assert {
        "ช่อง เรือง": "ชื่อที่ใกล้เคียงคือ “เรื่อง”",
        "ช่อง วันที่": "กรอกด้วย --set 'วันที่=2025-03-11' หรือ --set 'วันที่=' เพื่อเว้นไว้เขียนด้วยมือ",
        "ช่อง เลขที่": "กรอกเช่น 1175",
        "ช่อง เรื่อง": "กรอกด้วย --set 'เรื่อง=…'",
    } == {finding.where: finding.hint for finding in found}


def test_unknown_name_like_no_other() -> None:
    """An unknown field that is like none is answered with all there are."""
    found = faults([field("เรื่อง", FieldKind.TEXT)], {"xyz": "1", "เรื่อง": "ก"})
    assert ["ช่องที่มี: เรื่อง"] == [finding.hint for finding in found]


DERIVED = [
    field("ปีงบประมาณ", FieldKind.INTEGER, value="เดือนรายงาน | ปีงบประมาณ"),
    field("กำหนด", FieldKind.DATE, value="เดือนรายงาน | วันที่ของเดือน(17) | วันทำการ"),
    field("เดือนรายงาน", FieldKind.MONTH, value="วันที่ | เดือนของ"),
    field("เรื่อง", FieldKind.TEXT, value='"รายงานปี " ~ ปีงบประมาณ'),
    field("วันที่", FieldKind.DATE),
]


@given(order=st.permutations(DERIVED))
@settings(deadline=None, max_examples=30)
def test_derived_values_whatever_the_order(order: list[FieldSpec]) -> None:
    """Fields are computed after those they use, and come in the order of the type."""
    fields = {each.name: each for each in order}
    values, _ = fill_form(fields, {"วันที่": "๑๑ มี.ค. ๖๘"}, {})
    assert list(fields) == list(values)
    assert {
        "วันที่": MARCH_11,
        "เดือนรายงาน": MARCH,
        "ปีงบประมาณ": 2568,
        "กำหนด": dt.date(2025, 3, 17),
        "เรื่อง": "รายงานปี 2568",
    } == values


def test_given_values_win_over_formulas() -> None:
    """What the secretary gives is not computed, and what depends on it follows."""
    fields = {each.name: each for each in DERIVED}
    given_ = {"วันที่": "2025-03-11", "เดือนรายงาน": "ตุลาคม 2568"}
    values, _ = fill_form(fields, given_, {})
    assert (2569, dt.date(2025, 10, 17)) == (values["ปีงบประมาณ"], values["กำหนด"])


def test_one_cause_one_finding() -> None:
    """What cannot be computed for want of a faulty field is not reported beside it."""
    assert ["ช่อง วันที่"] == [each.where for each in faults(DERIVED, {"วันที่": "ก"})]
    assert ["ช่อง วันที่"] == [each.where for each in faults(DERIVED, {})]


def test_values_left_to_the_pen_give_no_others() -> None:
    """No year comes from a date left blank; another date may be left blank with it."""
    date = field("วันที่", FieldKind.DATE, blank=True)
    year = field("ปี", FieldKind.INTEGER, value="วันที่ | ปีงบประมาณ", blank=True)
    due = field("กำหนด", FieldKind.DATE, value="วันที่ | วันทำการ", blank=True)
    (finding,) = faults([date, year, due], {"วันที่": ""})
    assert ("field-underivable", "ช่อง ปี") == (finding.code, finding.where)
    assert "ขึ้นกับค่าที่เว้นไว้เขียนด้วยมือ" in finding.message
    values, _ = fill_form({"วันที่": date, "กำหนด": due}, {"วันที่": ""}, {})
    assert isinstance(values["กำหนด"], Blank)


NAMES = {
    "ตาราง": {
        "ว่าง": None,
        "ข้อความ": "ก",
        "จำนวน": Decimal("5"),
        "เศษ": Decimal("5.5"),
        "วัน": MARCH_11,
        "เวลา": dt.datetime(2025, 3, 11, 13, 55),  # noqa: DTZ001 - as a workbook holds it
        "เดือน": MARCH,
        "จริง": True,
        "แถว": [1],
    }
}


@pytest.mark.parametrize(
    ("kind", "source", "value"),
    [
        (FieldKind.DATE, "ตาราง.วัน", MARCH_11),
        (FieldKind.DATE, "ตาราง.เวลา", MARCH_11),
        (FieldKind.MONTH, "ตาราง.เดือน", MARCH),
        (FieldKind.MONTH, "ตาราง.วัน", MARCH),
        (FieldKind.INTEGER, "ตาราง.จำนวน", 5),
        (FieldKind.TEXT, "ตาราง.จำนวน", "5"),
        (FieldKind.TEXT, "ตาราง.วัน", "11 มีนาคม 2568"),
        (FieldKind.TEXT, '"ก & ข"', "ก & ข"),
    ],
)
def test_results_fit_their_field(kind: FieldKind, source: str, value: object) -> None:
    """The result of a formula is held as the kind of its field, as an answer would be."""
    values, _ = fill_form({"ช่อง": field("ช่อง", kind, value=source)}, {}, NAMES)
    assert value == values["ช่อง"]
    assert type(value) is type(values["ช่อง"])


@pytest.mark.parametrize(
    ("kind", "source", "reason"),
    [
        (FieldKind.DATE, "ตาราง.ข้อความ", "ให้“ก” ซึ่งไม่ใช่วันที่"),
        (FieldKind.DATE, "ตาราง.จำนวน", "ให้“5” ซึ่งไม่ใช่วันที่"),
        (FieldKind.DATE, "ตาราง.ว่าง", "ให้ค่าว่าง ซึ่งไม่ใช่วันที่"),
        (FieldKind.MONTH, "ตาราง.ข้อความ", "ซึ่งไม่ใช่เดือนและปี"),
        (FieldKind.INTEGER, "ตาราง.เศษ", "ให้“5.5” ซึ่งไม่ใช่จำนวนเต็ม"),
        (FieldKind.INTEGER, "ตาราง.จริง", "ซึ่งไม่ใช่จำนวนเต็ม"),
        (FieldKind.TEXT, "ตาราง.ว่าง", "ให้ค่าว่าง ซึ่งไม่ใช่ข้อความ"),
        (FieldKind.TEXT, "ตาราง.แถว", "ซึ่งไม่ใช่ข้อความ"),
        (FieldKind.TEXT, "ตาราง.ไม่มี", "ไม่มี"),
        (FieldKind.INTEGER, "1 / 0", "1 / 0"),
    ],
)
def test_results_that_do_not_fit(kind: FieldKind, source: str, reason: str) -> None:
    """A formula that gives another kind of value, or none, is a finding with what to type."""
    (finding,) = faults([field("ช่อง", kind, value=source)], {}, NAMES)
    assert "field-underivable" == finding.code
    assert f"“{source}”" in finding.message
    assert reason in finding.message
    assert "กรอกค่าเอง: --set 'ช่อง=…'" == finding.hint


def test_derived_choice() -> None:
    """A formula may choose from the list only."""
    options = {"choices": ("ด่วน", "ด่วนมาก")}
    good = field("ช่อง", FieldKind.CHOICE, value='"ด่วน"', **options)
    assert "ด่วน" == fill_form({"ช่อง": good}, {}, {})[0]["ช่อง"]
    bad = field("ช่อง", FieldKind.CHOICE, value='"ช้า"', **options)
    assert "“ช้า” ซึ่งไม่ใช่ค่าในรายการให้เลือก" in faults([bad], {})[0].message


def test_digits_that_a_filter_set_stay() -> None:
    """Text whose digits a formula chose keeps them, whatever the policy of the letter."""
    spec = field("ช่อง", FieldKind.TEXT, value='"รต. 1 & 2" | เลขอารบิก')
    values, _ = fill_form({"ช่อง": spec}, {}, {})
    assert isinstance(values["ช่อง"], Verbatim)
    assert "รต. 1 & 2" == values["ช่อง"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, dt.date(2025, 3, 17)),
        (LocalDays(), dt.date(2025, 3, 17)),
        (LocalDays(closed={dt.date(2025, 3, 17): "วันหยุดของสำนักงาน"}), dt.date(2025, 3, 18)),
        (LocalDays(opened=frozenset([dt.date(2025, 3, 15)])), dt.date(2025, 3, 15)),
    ],
)
def test_working_days_of_the_office(days: LocalDays | None, expected: dt.date) -> None:
    """The filter วันทำการ goes by the office's own closed and open days: 15 March is a Saturday."""
    spec = field("กำหนด", FieldKind.DATE, value="เดือน | วันที่ของเดือน(15) | วันทำการ")
    names: dict[str, Any] = {"เดือน": MARCH} | ({LOCAL_DAYS: days} if days else {})
    assert expected == fill_form({"กำหนด": spec}, {}, names)[0]["กำหนด"]


@given(date=st.dates(dt.date(1941, 1, 1), dt.date(2099, 12, 31)))
@settings(deadline=None, max_examples=60)
def test_printed_dates_are_read_back(date: dt.date) -> None:
    """A date in any style of a letter, typed into the form, is the same date."""
    for style in ("letter", "full", "medium", "numeric", "iso"):
        assert date == read(FieldKind.DATE, format_date(date, style))


@given(answer=st.text(max_size=12), kind=st.sampled_from(list(KINDS.values())))
@settings(deadline=None, max_examples=200)
def test_whatever_is_typed(answer: str, kind: FieldKind) -> None:
    """Whatever is typed is read or refused with a finding; nothing else happens."""
    try:
        read(kind, answer)
        found: tuple[Finding, ...] = ()
    except FormError as error:
        found = error.findings
    assert len(found) <= 1


def test_working_days_in_a_template() -> None:
    """The filter goes by the days of the office in letter.docx as well."""
    closed = LocalDays(closed={dt.date(2025, 3, 17): "วันหยุดของสำนักงาน"})
    template = make_sandbox().from_string("{{ วัน | วันทำการ | วันที่ไทย }}")
    printed = template.render({"วัน": dt.date(2025, 3, 15), LOCAL_DAYS: closed})
    assert "18 มีนาคม 2568" == str(printed)
