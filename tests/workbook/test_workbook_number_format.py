"""Values are shown as Excel shows them; the expected texts are worked by hand."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from circulars.workbook.number_format import format_value, show
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from circulars.model.sheet import CellValue

ACCOUNTING = '_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-'
EXCEL_ACCOUNTING = '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)'
DAY = dt.date(2026, 11, 21)  # a Saturday
MOMENT = dt.datetime(2025, 3, 10, 13, 55, 7)  # noqa: DTZ001 - Excel's times have no zone


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", "0"),
        ("1", "1"),
        ("-1", "-1"),
        ("227101420", "227101420"),
        ("12345678901", "12345678901"),
        ("123456789012", "1.23457E+11"),
        ("1101700203451", "1.1017E+12"),
        ("38475226.8", "38475226.8"),
        ("83.7097406151774", "83.70974062"),
        ("-83.7097406151774", "-83.70974062"),
        ("1154075380.64", "1154075381"),
        ("146633370.04", "146633370"),
        ("99999999999.9", "1E+11"),
        ("0.5", "0.5"),
        ("0.333333333333333", "0.333333333"),
        ("0.000123456789", "0.000123457"),
        ("0.00001", "1E-05"),
        ("1E+20", "1E+20"),
        ("100", "100"),
        ("1.10", "1.1"),
    ],
)
def test_general(value: str, expected: str) -> None:
    """General shows at most 11 characters, rounds what is longer, and large numbers by powers."""
    assert expected == format_value(Decimal(value))


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("1234.5", "0", "1235"),
        ("1234.5", "0.00", "1234.50"),
        ("0.5", "0", "1"),
        ("1.5", "0", "2"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "-3"),
        ("1.005", "0.00", "1.01"),
        ("236185476.8", "#,##0", "236,185,477"),
        ("33654412.48", "#,##0", "33,654,412"),
        ("6502949.6", "#,##0.00", "6,502,949.60"),
        ("999.995", "#,##0.00", "1,000.00"),
        ("999", "#,##0", "999"),
        ("0", "#,##0", "0"),
        ("0", "#,###", ""),
        ("0", "#.##", "."),
        ("0.25", "#.##", ".25"),
        ("3", "0.##", "3."),
        ("7", "000", "007"),
        ("1234567", "0,000", "1,234,567"),
        ("5", "0,000", "0,005"),
        ("1.5", "0.0?", "1.5"),
        ("12", "?0", "12"),
    ],
)
def test_digits_and_groups(value: str, code: str, expected: str) -> None:
    """Digits are rounded half away from zero, filled by 0, left out by #, grouped by commas."""
    assert expected == format_value(Decimal(value), code)


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("0.83709", "0%", "84%"),
        ("0.83705", "0.00%", "83.71%"),
        ("0.125", "0.0 %", "12.5 %"),
        ("-0.05", "0%", "-5%"),
        ("1234567", "#,##0,", "1,235"),
        ("1154075380.64", '#,##0.00,,"ล้านบาท"', "1,154.08ล้านบาท"),
        ("1234567", "0.0,,", "1.2"),
        ("1234.5", '#,##0.00" บาท"', "1,234.50 บาท"),
        ("1234.5", "#,##0.00\\ \\฿", "1,234.50 ฿"),
        ("1234.5", "[$฿-41E]#,##0.00", "฿1,234.50"),
        ("-1234.5", "[$฿-41E]#,##0.00", "-฿1,234.50"),
        ("5", '"ระดับ "0', "ระดับ 5"),
        ("1101700203451", "0-0000-00000-00-0", "1-1017-00203-45-1"),
        ("812345678", "000-000-0000", "081-234-5678"),
        ("5", '"หมด"', "หมด"),
        ("5", "General", "5"),
        ("5", 'General" คน"', "5 คน"),
        ("-3", "@", "-3"),
    ],
)
def test_percent_scaling_and_literals(value: str, code: str, expected: str) -> None:
    """Percent multiplies, commas at the end divide by thousands, literals stay as they are."""
    assert expected == format_value(Decimal(value), code)


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("-1234", "#,##0;[Red](#,##0)", "(1,234)"),
        ("1234", "#,##0;[Red](#,##0)", "1,234"),
        ("-1234", "#,##0;[Red]-#,##0", "-1,234"),
        ("-1234", "#,##0_ ;[Red]\\-#,##0\\ ", "-1,234"),
        ("0", "0;-0;ไม่มี", "ไม่มี"),
        ("0", '0;-0;"-"', "-"),
        ("1234567.891", ACCOUNTING, "1,234,567.89"),
        ("-1234567.891", ACCOUNTING, "-1,234,567.89"),
        ("0", ACCOUNTING, "-"),
        ("-1234.5", EXCEL_ACCOUNTING, "(1,234.50)"),
        ("0", EXCEL_ACCOUNTING, "-"),
        ("5", ";;;", ""),
        ("100", "[>=100]0.0;[<=-100]-0;0", "100.0"),
        ("-100", "[>=100]0.0;[<=-100]-0;0", "-100"),
        ("99", "[>=100]0.0;[<=-100]-0;0", "99"),
        ("80", '[>=80]"ผ่าน";"ไม่ผ่าน"', "ผ่าน"),
        ("79.99", '[>=80]"ผ่าน";"ไม่ผ่าน"', "ไม่ผ่าน"),
        ("1", '[=1]"มี";[=0]"ไม่มี";0', "มี"),
        ("0", '[=1]"มี";[=0]"ไม่มี";0', "ไม่มี"),
        ("-7", '[=1]"มี";[=0]"ไม่มี";0', "-7"),
        ("-0.004", "0.00", "0.00"),
        ("-0.006", "0.00", "-0.01"),
    ],
)
def test_sections(value: str, code: str, expected: str) -> None:
    """Sections are chosen by sign or condition; the blanks that align numbers are left out."""
    assert expected == format_value(Decimal(value), code)


@pytest.mark.parametrize(
    "code",
    ["#,##0;#,##0", "#,##0;[Red]#,##0", '#,##0" บาท";[Red]#,##0" บาท"', "#,##0.0;#,##0"],
)
def test_a_minus_sign_is_never_lost(code: str) -> None:
    """A format that shows negative numbers without a sign gets the sign back, with a remark."""
    shown = show(Decimal(-31537887), code)
    assert shown.text.startswith("-31,537,887")
    assert shown.sign_added


@pytest.mark.parametrize("code", ['0;"ลบ "0', "0;(0)", "0;0-", "0;▼0"])
def test_a_sign_shown_otherwise_is_left_alone(code: str) -> None:
    """Brackets, a word or a mark in the negative section are the sign; none is added."""
    shown = show(Decimal(-5), code)
    assert "-5" != shown.text
    assert not shown.sign_added


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("12345", "0.00E+00", "1.23E+04"),
        ("12355", "0.00E+00", "1.24E+04"),
        ("0.00012", "0.0E+0", "1.2E-4"),
        ("9.999", "0.00E+00", "1.00E+01"),
        ("12345", "##0.0E+0", "12.3E+3"),
        ("0", "0.00E+00", "0.00E+00"),
        ("-1500", "0.0E-0", "-1.5E3"),
        ("1.25", "# ?/?", "1 1/4"),
        ("0.333333333333333", "# ?/?", "1/3"),
        ("3.14159265358979", "# ??/??", "3 14/99"),
        ("2", "# ?/?", "2"),
        ("0.5", "# ?/8", "4/8"),
        ("1.5", "?/?", "3/2"),
        ("-1.5", "# ?/?", "-1 1/2"),
        ("0.99", "# ?/?", "1"),
    ],
)
def test_powers_and_fractions(value: str, code: str, expected: str) -> None:
    """Powers of ten and fractions come out as Excel reckons them."""
    assert expected == format_value(Decimal(value), code)


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (Decimal("1234.5"), "t#,##0.00", "๑,๒๓๔.๕๐"),
        (Decimal("12"), "t0", "๑๒"),
        (Decimal("-1234"), "t#,##0", "-๑,๒๓๔"),
        (Decimal("0.5"), "t0%", "๕๐%"),
        (Decimal("1234.5"), "[$-D07041E]#,##0.00", "๑,๒๓๔.๕๐"),
        (Decimal("1234.5"), "[$-D000000]#,##0.00", "๑,๒๓๔.๕๐"),
        (Decimal("1234.5"), "[$-D00041E]#,##0", "๑,๒๓๕"),
        (Decimal("1234.5"), "[$-D07041E]t#,##0.00", "๑,๒๓๔.๕๐"),
        (Decimal("1234.5"), "[$-1000000]#,##0", "1,235"),
        (Decimal("1234.5"), "[$-th-TH,D00]#,##0", "๑,๒๓๕"),
        (DAY, "[$-D07041E]d mmmm yyyy", "๒๑ พฤศจิกายน ๒๕๖๙"),
        (DAY, "[$-107041E]d mmm yy", "21 พ.ย. 69"),
        (DAY, "[$-107041E]d mmmm yyyy;@", "21 พฤศจิกายน 2569"),
        (DAY, "[$-1070000]d/mm/yyyy;@", "21/11/2569"),
        (DAY, "[$-1070000]d/m/yy;@", "21/11/69"),
        (DAY, "[$-D070000]d/mm/yyyy", "๒๑/๑๑/๒๕๖๙"),
        (DAY, "[$-th-TH,107]d mmm yy", "21 พ.ย. 69"),
        (DAY, "[$-41E]d mmmm yyyy", "21 พฤศจิกายน 2026"),
        (DAY, "[$-1010409]d mmmm yyyy", "21 November 2026"),
        (DAY, "[$-409]d-mmm-yy;@", "21-Nov-26"),
        (DAY, "[$-en-US]mmm-yy", "Nov-26"),
        (DAY, "d mmmm bbbb", "21 พฤศจิกายน 2569"),
        (DAY, "d/m/bb", "21/11/69"),
        (DAY, "yyyy-mm-dd", "2026-11-21"),
        (DAY, "mmm-yy", "พ.ย.-26"),
        (DAY, "dddd", "เสาร์"),
        (DAY, 'dddd"ที่ "d', "เสาร์ที่ 21"),
        (DAY, "ddd", "ส."),
        (DAY, "General", "21/11/2569"),
        (MOMENT, "h:mm", "13:55"),
        (MOMENT, '[$-D000000]h.mm "น."', "๑๓.๕๕ น."),
        (MOMENT, "hh:mm:ss", "13:55:07"),
        (MOMENT, "h:mm AM/PM", "1:55 PM"),
        (MOMENT, "mm:ss", "55:07"),
        (MOMENT, "d/m/yyyy h:mm", "10/3/2025 13:55"),
        (MOMENT, "General", "10/3/2568 13:55"),
        (dt.time(0, 5), "h:mm AM/PM", "12:05 AM"),
        (dt.time(13, 55), "General", "13:55:00"),
        (Decimal("1.5"), "[h]:mm", "36:00"),
        (Decimal("0.0625"), "[mm]:ss", "90:00"),
        (Decimal("2"), "[h]:mm:ss", "48:00:00"),
        (Decimal("-0.5"), "[h]:mm", "-12:00"),
    ],
)
def test_thai_digits_dates_and_times(value: CellValue, code: str, expected: str) -> None:
    """The locale bracket decides digits and calendar; names are Thai unless English is asked."""
    assert expected == format_value(value, code)


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (None, "#,##0", ""),
        (True, "#,##0", "TRUE"),
        (False, "General", "FALSE"),
        ("เมืองพะเยา", "#,##0", "เมืองพะเยา"),
        (" เว้นหน้า", "@", " เว้นหน้า"),
        ("จุน", ACCOUNTING, "จุน"),
        ("จุน", '"อำเภอ"@', "อำเภอจุน"),
        ("จุน", "0;0;0;@@", "จุนจุน"),
        ("#REF!", "0.00", "#REF!"),
    ],
)
def test_what_is_no_number(value: CellValue, code: str, expected: str) -> None:
    """Text stays as typed, inside the literals of the format's section for text."""
    assert expected == format_value(value, code)


amounts = st.decimals(
    min_value=-(10**12), max_value=10**12, places=3, allow_nan=False, allow_infinity=False
)


@settings(deadline=None)
@given(amounts)
@example(Decimal("0.005"))
@example(Decimal("-0.005"))
@example(Decimal("999999999999.995"))
def test_two_decimals_read_back(amount: Decimal) -> None:
    """Reading back what #,##0.00 shows gives the amount rounded half away from zero."""
    shown = format_value(amount, "#,##0.00")
    expected = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert expected == Decimal(shown.replace(",", ""))
    assert f"{expected:,.2f}".replace("-0.00", "0.00") == shown


@settings(deadline=None)
@given(amounts)
def test_accounting_reads_back(amount: Decimal) -> None:
    """The accounting format shows the rounded amount, and a dash for zero only."""
    shown = format_value(amount, ACCOUNTING)
    expected = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert (amount == 0) == (shown == "-")
    assert expected == Decimal("0" if shown == "-" else shown.replace(",", ""))


@settings(deadline=None)
@given(amounts, st.sampled_from(["#,##0.00", "0", "0.0%", "#,##0,"]))
def test_thai_digits_change_digits_only(amount: Decimal, code: str) -> None:
    """A format with Thai digits shows what the same format shows, in other digits."""
    thai = format_value(amount, f"[$-D00041E]{code}")
    assert format_value(amount, code) == to_arabic_digits(thai)
    assert not any(digit in thai for digit in "0123456789")


@settings(deadline=None)
@given(
    st.one_of(amounts, st.text(max_size=5), st.dates(), st.datetimes(), st.times(), st.none()),
    st.text(alphabet='0#?.,%;@dmyhsbeg"\\_*[]$-<>=E+/tกAMP 1x', max_size=14),
)
def test_any_code_shows_something(value: CellValue, code: str) -> None:
    """No format code, however odd, stops the reading of a workbook."""
    assert isinstance(format_value(value, code), str)
