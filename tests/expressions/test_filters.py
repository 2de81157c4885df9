"""Filters of templates: dates, figures and words as letters print them."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.expressions import (
    TEMPLATE_FILTERS,
    Blank,
    Expression,
    ExpressionError,
    collect_missing,
    make_sandbox,
    to_xml_text,
)
from circulars.render.compiled import RENDER_ERRORS
from thai_numerals import YearMonth, to_thai_digits

DAY = dt.date(2025, 3, 11)
MONTH = YearMonth(2025, 3)
SANDBOX = make_sandbox(to_thai_digits)


def printed(source: str, **values: Any) -> str:
    """Return `source` as a letter in Thai digits prints it."""
    template = SANDBOX.from_string(source)
    return "".join(template.root_render_func(template.new_context(values)))


# As the letter พย 0019.2/ว1175 of 11 March 2568 and its attachment print them.
PRINTED = [
    ("{{ x | วันที่ไทย }}", DAY, "๑๑ มีนาคม ๒๕๖๘"),
    ("{{ x | วันที่เต็ม }}", dt.date(2025, 3, 17), "วันจันทร์ที่ ๑๗ มีนาคม ๒๕๖๘"),
    ("{{ x | วันที่ย่อ }}", DAY, "๑๑ มี.ค. ๖๘"),
    ("{{ x | วันที่พศ }}", DAY, "๑๑ มีนาคม พ.ศ. ๒๕๖๘"),
    ("{{ x | เดือนปี }}", DAY, "มีนาคม ๒๕๖๘"),
    ("{{ x | ชื่อเดือน }}", MONTH, "มีนาคม"),
    ("{{ x | ช่วงเดือน }}", [YearMonth(2024, 10), YearMonth(2025, 2)], "ตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘"),
    ("{{ x | ปีงบประมาณ }}", dt.date(2024, 10, 1), "๒๕๖๘"),
    ("{{ x | เลื่อนเดือน(-3) | เดือนปี }}", MONTH, "ธันวาคม ๒๕๖๗"),
    ("{{ x | วันสิ้นเดือน }}", YearMonth(2024, 2), "๒๙ กุมภาพันธ์ ๒๕๖๗"),
    ("{{ x | วันที่ของเดือน(17) | วันทำการ }}", MONTH, "๑๗ มีนาคม ๒๕๖๘"),
    ("{{ x | วันทำการ }}", dt.date(2025, 3, 15), "๑๗ มีนาคม ๒๕๖๘"),
    ("{{ x | จำนวน }}", Decimal("1007442010.60"), "๑,๐๐๗,๔๔๒,๐๑๑"),
    ("{{ x | จำนวนเงิน }}", Decimal("1007442010.595"), "๑,๐๐๗,๔๔๒,๐๑๐.๖๐"),
    ("{{ x | จำนวน(2) }}", Decimal("-0.004"), "๐.๐๐"),
    ("{{ x | จำนวน(2) }}", Decimal("12345678901234567890123456789.125"), None),
    ("{{ x | ปัดเศษ(2) }}", Decimal("0.125"), "๐.๑๓"),
    ("{{ x | round }}", Decimal("2.5"), "๓"),
    ("{{ x | บาทตัวอักษร }}", Decimal("10.01"), "สิบบาทหนึ่งสตางค์"),
    ("{{ x | คำอ่านจำนวน }}", 21, "ยี่สิบเอ็ด"),
    ("{{ x | ผลรวม | จำนวนเงิน }}", [Decimal("0.1"), None, Decimal("0.2")], "๐.๓๐"),
    ("{{ x | เลขอารบิก }}", "โทร. ๐ 5444", "โทร. 0 5444"),
    ("{{ x | เลขไทย }}", 5, "๕"),
    ("{{ x | จำนวน }}", "๑๒๓๔", "๑,๒๓๔"),
    ("{{ x | วันที่ไทย }}", Blank("   "), "   "),
    ("{{ x | ย่อหน้า | join('|') }}", "ตามที่แจ้ง\n\n  ๑. ข้อแรก \r\n", "ตามที่แจ้ง|๑. ข้อแรก"),
    ("{{ x | ย่อหน้า | length }}", "", "๐"),
]


@pytest.mark.parametrize(("source", "value", "expected"), PRINTED)
def test_filters_print_as_letters_do(source: str, value: object, expected: str | None) -> None:
    """Each filter gives the form of an official letter; rounding is half up, to the last digit."""
    if expected is None:
        expected = "๑๒,๓๔๕,๖๗๘,๙๐๑,๒๓๔,๕๖๗,๘๙๐,๑๒๓,๔๕๖,๗๘๙.๑๓"
    assert expected == printed(source, x=value)


AMOUNTS = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=4)


@settings(deadline=None, max_examples=80)
@given(AMOUNTS, st.integers(0, 3))
def test_rounding_is_half_up(value: Decimal, places: int) -> None:
    """A rounded figure is at most half a unit from the exact one, away from zero on a tie."""
    text = printed("{{ x | ปัดเศษ(n) | เลขอารบิก }}", x=value, n=places)
    unit = Decimal(1).scaleb(-places)
    assert abs(Decimal(text) - value) * 2 <= unit
    if abs(Decimal(text) - value) * 2 == unit:
        assert abs(Decimal(text)) > abs(value)
    assert Decimal(text) or not text.startswith("-")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("{{ x | วันที่ไทย }}", "11 มีนาคม"),
        ("{{ x | จำนวน }}", "หลายบาท"),
        ("{{ x | จำนวน }}", True),
        ("{{ x | จำนวน }}", Decimal("NaN")),
        ("{{ x | จำนวน }}", Decimal("Infinity")),
        ("{{ x | ช่วงเดือน }}", []),
        ("{{ x | ผลรวม }}", ["ก"]),
    ],
)
def test_values_that_do_not_fit(source: str, value: object) -> None:
    """A value of another kind is refused with a Thai sentence that quotes it."""
    with pytest.raises((TypeError, ValueError)) as caught:
        printed(source, x=value)
    assert any("ก" <= char <= "๙" for char in str(caught.value))


@pytest.mark.parametrize("name", TEMPLATE_FILTERS)
def test_missing_and_blank_values_pass_every_filter(name: str) -> None:
    """Every filter notes a missing value as missing, and lets room for the pen through."""
    with collect_missing() as missing:
        assert "" == printed("{{ x | " + name + " }}")
    assert ["x"] == list(dict.fromkeys(item.name for item in missing))
    with_year = "____ พ.ศ. " + "\N{NO-BREAK SPACE}" * 10  # the era stands in the form of an order
    expected = with_year if name in {"วันที่พศ", "era_date"} else "____"
    assert expected == printed("{{ x | " + name + " }}", x=Blank("____"))


def test_a_day_left_blank_in_an_order() -> None:
    """An order without its day has room for it before พ.ศ., as the form of the regulation has."""
    whole, day = Blank("____"), Blank("__มีนาคม 2568")
    day.month = MONTH
    assert "____ พ.ศ. " == printed("{{ x | วันที่พศ }}", x=whole).rstrip("\N{NO-BREAK SPACE}")
    assert "__มีนาคม พ.ศ. ๒๕๖๘" == printed("{{ x | era_date }}", x=day)


STRANGE: list[Any] = [
    None, True, 5, -1, 1.5, float("nan"), Decimal("NaN"), Decimal("sNaN"), Decimal("1E+500"),
    10**400, "", "ก", dt.date.min, dt.date.max, dt.time(1), MONTH, [], [1, "a"], [None], {},
    {"a": {}}, (1, 2), {1, 2}, b"x", object(), range(3),
]  # fmt: skip
ARGUMENTS = ["", "(1)", "(-1)", "('a')", "(none)", "([1])", "(10**99)", "('a', 'b')", "(a=1)"]


@pytest.mark.parametrize("name", [name for name in SANDBOX.filters if name[0] != "_"])
def test_no_value_brings_a_filter_down(name: str) -> None:
    """Whatever value and arguments a filter gets, it prints them or refuses them in order."""
    for arguments in ARGUMENTS:
        source = "{% set y = x | " + name + arguments + " %}{{ y }}"
        template = SANDBOX.from_string(source + "{% for z in y %}{% endfor %}")
        for value in STRANGE:
            with collect_missing(), suppress(*RENDER_ERRORS):
                "".join(template.root_render_func(template.new_context({"x": value})))


@settings(deadline=None, max_examples=80)
@given(st.text(st.sampled_from("<>&\"'\n\t ]ก๑1"), max_size=20))
def test_text_in_xml_reads_back(value: str) -> None:
    """Escaped text is read back by an XML parser as it was, but for `w:br` and `w:tab`."""
    root = ElementTree.fromstring(
        f'<r xmlns:w="w"><w:t>{to_xml_text(value)}</w:t></r>'.replace("xml:space", "space")
    )
    breaks = {"{w}br": "\n", "{w}tab": "\t"}
    assert value == "".join(breaks.get(each.tag, each.text or "") for each in root.iter())


def test_expressions_are_exact() -> None:
    """1.04 in letter.toml is the decimal 1.04, and the sum of tenths has no rest."""
    assert Decimal("1.04") == Expression("x * 1.04").evaluate({"x": Decimal(1)})
    assert Decimal("0.3") == Expression("0.1 + 0.2").evaluate({})
    assert Decimal("2.5") == Expression("5 / 2").evaluate({})


@pytest.mark.parametrize(
    ("source", "reason"),
    [("ก +", "อ่านสูตร"), ("(" * 3000, "อ่านสูตร"), ("ก | ไม่มี", "อ่านสูตร"), ("9" * 5000, "อ่านสูตร")],
)
def test_expressions_that_cannot_be_read(source: str, reason: str) -> None:
    """An expression that is none is refused when letter.toml is read."""
    with pytest.raises(ExpressionError, match=reason):
        Expression(source)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("ก + ข", "ชื่อที่ไม่มี: ข"),
        ("ก.ข", "ชื่อที่ไม่มี"),
        ("ก / 0", "คำนวณสูตร"),
        ("ก * 'x'", "คำนวณสูตร"),
        ("10 ** (10 ** 10)", "คำนวณสูตร"),
        ("'a' * 10**9", "คำนวณสูตร"),
        ("ค()", "คำนวณสูตร"),
    ],
)
def test_expressions_that_cannot_be_computed(source: str, reason: str) -> None:
    """An expression that has no value says why."""
    with pytest.raises(ExpressionError, match=reason):
        Expression(source).evaluate({"ก": Decimal(1), "ค": print})


def test_room_for_the_pen_on_a_memo() -> None:
    """On the lines of a memo one writes on dots: where number or day is blank, dots stand there."""
    room = "\N{NO-BREAK SPACE}" * 6
    assert "พย ๐๐๑๙/........" == printed("{{ x | เว้นจุด }}", x=f"พย 0019/{room}")
    assert "........มีนาคม" == printed("{{ x | วันที่ไทย | dotted }}", x=Blank(f"{room}มีนาคม"))
    assert "พย ๐๐๑๙/๑๒" == printed("{{ x | เว้นจุด }}", x="พย 0019/12")
