"""Computed columns: the rule is printed and the sheet compared, as the printed circulars need it.

Facts of the three circulars (002 Chachoengsao, 003 Phayao, 004 Chiang Rai) are typed from print.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import EXAMPLES
from workbook_makers import make_workbook

from circulars.model.errors import WorkbookError
from circulars.model.letter_type import ColumnKind, ColumnSpec, DatasetSpec, TotalPolicy
from circulars.workbook import bind, read_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.findings import Finding

BELOW = "ยังไม่ถึงค่าคะแนนระดับ 1"
LEVEL = f'"{BELOW}" if รวม < ต้น else 2 if รวม < กลาง else 5 if รวม >= สูง else none'
FORMULA, SHEET = TotalPolicy.FORMULA, TotalPolicy.SHEET


def column(name: str, heading: str = "", value: str | None = None, **kinds: Any) -> ColumnSpec:
    """Return a column of numbers, found by its name unless a heading is given."""
    own: dict[str, Any] = {"kind": ColumnKind.NUMBER, **kinds}
    return ColumnSpec(name=name, heading=heading or name, value=value, **own)


DISTRICT = column("อำเภอ", kind=ColumnKind.TEXT)


def spec(*columns: ColumnSpec, months_under: str | None = None) -> DatasetSpec:
    """Return a dataset of `columns` whose rows are districts."""
    return DatasetSpec(
        name="เป้าหมาย",
        sheet=None,
        header_rows=None,
        key="อำเภอ",
        columns=(DISTRICT, *columns),
        months_under=months_under,
        total_label=None,
    )


def bound(rows: Sequence[Sequence[object]], *columns: ColumnSpec, **kinds: Any) -> Dataset:
    """Return the dataset of a sheet with `rows`; nothing is found in it."""
    dataset, found = bind(make_workbook(rows, **kinds), spec(*columns))
    assert () == found
    return dataset


def findings(rows: Sequence[Sequence[object]], *columns: ColumnSpec) -> list[Finding]:
    """Return what is found in a sheet with `rows`."""
    return list(bind(make_workbook(rows), spec(*columns))[1])


def brief(found: Sequence[Finding]) -> list[tuple[str, str, str]]:
    """Return level, code and cell of each finding."""
    return [(each.level.value, each.code, each.where.split("!")[-1]) for each in found]


def texts(dataset: Dataset, name: str) -> list[str]:
    """Return what is printed in a column, its total last."""
    total = [dataset.table.total] if dataset.table.total else []
    return [dataset.cell(row, name).text for row in (*dataset.table.rows, *total)]


def test_levels_of_chachoengsao() -> None:
    """The rule gives the printed level of ten rows and the total, and the right one of row 10."""
    dataset, found = bind(
        read_workbook(EXAMPLES / "chachoengsao-otop-2567.xlsx"),
        spec(
            column("ต้น", "ขั้นต้น"),
            column("กลาง", "ขั้นมาตรฐาน"),
            column("สูง", "ขั้นสูง"),
            column("รวม"),
            column(
                "ระดับ",
                "ระดับคะแนน",
                LEVEL,
                kind=ColumnKind.TEXT,
                total=FORMULA,
                code="level-mismatch",
            ),
            months_under="ผลการ*",
        ),
    )
    expected = ["2", BELOW, "5", "5", "2", BELOW, "2", "5", "2", BELOW, "5", "2"]
    assert expected == texts(dataset, "ระดับ")
    assert [("warn", "level-mismatch", "M16")] == brief(found)
    assert (
        f"ระดับคะแนน ของ ท่าตะเกียบ ในตารางเป็น “2” แต่ตามสูตรเป็น “{BELOW}” หนังสือพิมพ์ตามสูตร"
        == found[0].message
    )


def test_targets_of_phayao() -> None:
    """Targets raised by hand go before the rule (11 %, up), are told, and count in the total."""
    target = column("เป้า", "เป้าหมาย*", "(ผลิตภัณฑ์ * 0.11) | ปัดขึ้น", override=True)
    products = column("ผลิตภัณฑ์", "จำนวนผลิตภัณฑ์*")
    workbook = read_workbook(EXAMPLES / "phayao-online-2564.xlsx")
    dataset, found = bind(workbook, spec(products, target))
    printed = ["60", "15", "33", "12", "23", "14", "11", "30", "17", "215"]
    assert printed == texts(dataset, "เป้า")
    assert [("note", "manual-override", "E7, E9, E10, E11")] == brief(found)
    raised = "เมืองพะเยา 60 (สูตร 59), เชียงคำ 33 (สูตร 32), เชียงม่วน 12 (สูตร 11), ดอกคำใต้ 23 (สูตร 22)"
    assert found[0].message.endswith(raised)


def test_rule_of_phayao() -> None:
    """Eleven per cent rounded up, where nothing is raised by hand; the total is their sum."""
    target = column("เป้า", "เป้าหมาย*", "(ผลิตภัณฑ์ * 0.11) | ปัดขึ้น")
    products = column("ผลิตภัณฑ์", "จำนวนผลิตภัณฑ์*")
    dataset, found = bind(
        read_workbook(EXAMPLES / "phayao-online-2564.xlsx"), spec(products, target)
    )
    by_rule = ["59", "15", "32", "11", "22", "14", "11", "30", "17", "211"]
    assert by_rule == texts(dataset, "เป้า")
    cells = ["E7", "E10", "E11", "E16"]
    assert [("warn", "computed-mismatch", cell) for cell in cells] == brief(found)[:-1]
    assert "ในแถวรวม ในตารางเป็น “215” แต่ตามสูตรเป็น “211”" in found[-2].message
    # 11 % of 281.5, which would print as 282 too, is 31 rounded up: one less than by the rule
    assert ("note", "computed-mismatch", "E9") == brief(found)[-1]


def test_quarters_of_chiang_rai() -> None:
    """Two per cent more and quarters, half up, are as printed; totals follow the rule, no sum."""
    share = "(คน * {} / 100) | ปัดเศษ"
    dataset, found = bind(
        read_workbook(EXAMPLES / "chiangrai-q2-2567.xlsx"),
        spec(
            column("ฐาน", "ฐานเดิม*"),
            column("เป้า", "เป้าหมายร้อยละ 2", "(ฐาน * 1.02) | ปัดเศษ(2)", total=FORMULA),
            column("คน", "จำนวนผู้ผลิต*"),
            *(
                column(f"ระดับ{level}", f"ระดับ {level}*", share.format(part), total=FORMULA)
                for level, part in (("D", 25), ("C", 50), ("B", 75), ("A", 100))
            ),
        ),
    )
    assert () == found
    assert ["459,665,692.80", "1,434,485,054.92"] == texts(dataset, "เป้า")[
        :: len(dataset.table.rows)
    ]
    rows = [*dataset.table.rows, dataset.table.total]
    printed = {
        "แม่จัน": ["3", "5", "8", "10"],
        "เวียงเชียงรุ้ง": ["1", "1", "2", "2"],
        "รวม": ["52", "104", "156", "208"],
    }
    for row in rows:
        if row and dataset.label(row) in printed:
            levels = [dataset.cell(row, f"ระดับ{level}").text for level in "DCBA"]
            assert printed[dataset.label(row)] == levels


HEAD: list[object] = ["ที่", "อำเภอ", "ฐาน", "เป้า"]


@pytest.mark.parametrize("missing", [None, "", "-", "=C2*2"])
def test_what_is_empty_is_computed(missing: object) -> None:
    """An empty cell, a dash and a formula that was never calculated are all filled by the rule."""
    rows: list[list[object]] = [HEAD, [1, "จุน", 10, missing], [2, "ปง", 20, missing]]
    rows.append([None, "รวม", 30, "=SUM(D2:D3)"])
    dataset = bound(rows, column("ฐาน"), column("เป้า", value="ฐาน * 2"))
    assert ["20", "40", "60"] == texts(dataset, "เป้า")


def test_other_formulas_must_be_calculated() -> None:
    """A formula without a value outside of computed columns still leaves nothing to print."""
    rows: list[list[object]] = [HEAD, [1, "จุน", 10, "=C2*2"], [None, "รวม", "=SUM(C2:C2)", None]]
    with pytest.raises(WorkbookError) as caught:
        findings(rows, column("ฐาน"), column("เป้า", value="ฐาน * 2"))
    assert [("block", "uncalculated-formula", "C3")] == brief(caught.value.findings)[:1]


@pytest.mark.parametrize(("typed", "said"), [("รอแก้", "รอแก้"), ("#REF!", "#REF!"), (19, "19")])
def test_what_the_rule_replaces_is_told(typed: object, said: str) -> None:
    """Words, errors and other figures in a computed cell give one warning with both values."""
    (found,) = findings(
        [HEAD, [1, "จุน", 10, typed]], column("ฐาน"), column("เป้า", value="ฐาน * 2.5")
    )
    assert [("warn", "computed-mismatch", "D2")] == brief([found])
    assert f"เป้า ของ จุน ในตารางเป็น “{said}” แต่ตามสูตรเป็น “25”" in found.message


@pytest.mark.parametrize("typed", [20, "20", "๒๐", " 20 "])
def test_the_same_figure_typed_otherwise(typed: object) -> None:
    """A figure typed as text or in Thai digits says the same, and the rule's is printed."""
    rows: list[list[object]] = [HEAD, [1, "จุน", 10, typed]]
    assert ["20"] == texts(bound(rows, column("ฐาน"), column("เป้า", value="ฐาน * 2")), "เป้า")


def test_what_prints_the_same_is_the_same() -> None:
    """A difference that the format does not print is none: 1.6 and 2.4 are both 2."""
    rows: list[list[object]] = [HEAD, [1, "จุน", 0.8, 2.4]]
    rule = column("เป้า", value="ฐาน * 2")
    dataset = bound(rows, column("ฐาน"), rule, formats={"D2": "0"})
    assert (["2"], Decimal("1.6")) == (
        texts(dataset, "เป้า"),
        dataset.cell(dataset.table.rows[0], "เป้า").value,
    )


def test_words_are_compared_exactly() -> None:
    """Words differ by any letter, not by blanks or the script of their digits."""
    rule = column("เป้า", value='"ระดับ 1"', kind=ColumnKind.TEXT)
    rows: list[list[object]] = [HEAD, [1, "จุน", 10, "ระดับ ๑"], [2, "ปง", 20, "ระดับ 2"]]
    assert [("warn", "computed-mismatch", "D3")] == brief(findings(rows, column("ฐาน"), rule))


def test_a_level_one_off_is_no_rounding() -> None:
    """Where words and figures mix, as in levels, a unit is a whole level."""
    rule = column("เป้า", value='4 if ฐาน > 5 else "ต่ำ"', kind=ColumnKind.TEXT)
    (found,) = findings([HEAD, [1, "จุน", 10, 5]], column("ฐาน"), rule)
    assert "warn" == found.level


def test_display_rounding_is_a_note() -> None:
    """What inputs typed as they were printed explain is one note for the column."""
    rows: list[list[object]] = [["อำเภอ", "ก", "ข", "ผล"], ["จุน", 2.4, 3.4, 6], ["ปง", 10, 5, 16]]
    rows.append(["แม่ใจ", 10, 5, 18])
    total = column("ผล", value="ก + ข", format="0")
    found = findings(rows, column("ก"), column("ข"), total)
    assert [("warn", "computed-mismatch", "D4"), ("note", "computed-mismatch", "D3")] == brief(
        found
    )


def test_display_rounding_of_months() -> None:
    """Each month that was typed as printed may be half a unit off, either way."""
    rows: list[list[object]] = [["อำเภอ", "ต.ค.-67", "พ.ย.-67", "รวม"], ["จุน", 10, 20, 31]]
    rows += [["ปง", 10, 20, 29], ["แม่ใจ", 10, 20, 32], ["ภูซาง", None, 20, 21]]
    kinds = spec(column("รวม", value="เดือน | ผลรวม"), months_under="*")
    _, found = bind(make_workbook(rows), kinds)
    assert [("warn", "D4"), ("note", "D2, D3, D5")] == [
        (each.level.value, each.where.split("!")[1]) for each in found
    ]


def test_midpoints_of_chachoengsao() -> None:
    """Midpoints printed from targets with decimals are a unit off at most: a note, no warning."""
    middle = column("กลาง", "ขั้นมาตรฐาน", "((ต้น + สูง) / 2) | ปัดเศษ", total=SHEET)
    columns = (column("ต้น", "ขั้นต้น"), middle, column("สูง", "ขั้นสูง"))
    _, found = bind(read_workbook(EXAMPLES / "chachoengsao-otop-2567.xlsx"), spec(*columns))
    assert [("note", "computed-mismatch", "D10, D11, D12, D14, D15")] == brief(found)


def test_where_the_rule_says_nothing_the_sheet_stands() -> None:
    """Without an answer of the rule the cell is printed; where it is empty too, that blocks."""
    rule = column("เป้า", value="5 if ฐาน > 10 else none")
    rows: list[list[object]] = [HEAD, [1, "จุน", 10, 3], [2, "ปง", 20, None]]
    assert ["3", "5"] == texts(bound(rows, column("ฐาน"), rule), "เป้า")
    rows += [[3, "แม่ใจ", 4, None], [4, "ภูซาง", None, None]]
    (found,) = findings(rows, column("ฐาน"), rule)
    assert [("block", "computed-undetermined", "D4, D5")] == brief([found])
    assert "เป้า ของ แม่ใจ, ภูซาง ว่างอยู่ และสูตรหาค่าไม่ได้ เพราะยังไม่มี ฐาน" == found.message


@pytest.mark.parametrize("value", ["ฐาน / 0", "ฐาน > 1", "[ฐาน]", "เดือน", "5 if ฐาน > 99"])
def test_no_answer_that_cannot_be_printed(value: str) -> None:
    """A division by zero, a truth or a list is no value to print, and is told as a fault."""
    (found,) = findings([HEAD, [1, "จุน", 10, None]], column("ฐาน"), column("เป้า", value=value))
    assert "computed-failed" == found.code


def test_override_of_a_formula_total() -> None:
    """By hand goes before the rule in the total row too, unless the total is a sum."""
    rows: list[list[object]] = [HEAD, [1, "จุน", 10, 25], [None, "รวม", 10, 99]]
    base, rule = column("ฐาน"), column("เป้า", value="ฐาน * 2", override=True, total=FORMULA)
    dataset, found = bind(make_workbook(rows), spec(base, rule))
    assert (["25", "99"], ["manual-override"]) == (texts(dataset, "เป้า"), [f.code for f in found])
    summed = column("เป้า", value="ฐาน * 2", override=True)
    dataset, found = bind(make_workbook(rows), spec(base, summed))
    assert ["25", "25"] == texts(dataset, "เป้า")
    assert [("note", "manual-override", "D2"), ("warn", "computed-mismatch", "D3")] == brief(found)


def test_words_do_not_override_a_figure() -> None:
    """Words where a figure may override the rule are a fault to be mended, not a guess."""
    rule = column("เป้า", value="ฐาน * 2", override=True)
    with pytest.raises(WorkbookError) as caught:
        findings([HEAD, [1, "จุน", 10, "รอแก้"]], column("ฐาน"), rule)
    assert "number-unreadable" in [found.code for found in caught.value.findings]


def test_total_as_in_the_sheet() -> None:
    """A total that is the sheet's own is left as it is, also when empty; words have no sum."""
    rows: list[list[object]] = [HEAD, [1, "จุน", 10, None], [None, "รวม", 10, None]]
    base = column("ฐาน")
    assert ["20", ""] == texts(bound(rows, base, column("เป้า", value="ฐาน*2", total=SHEET)), "เป้า")
    words = column("เป้า", value='"ผ่าน"', kind=ColumnKind.TEXT)
    assert ["ผ่าน", ""] == texts(bound(rows, base, words), "เป้า")


def test_subtotals_are_not_summed_twice() -> None:
    """A row that is itself a sum does not count in the total of a computed column."""
    rows: list[list[object]] = [HEAD, [1, "จุน", 10, None], [None, "รวมโซนเหนือ", 10, None]]
    rows += [[2, "ปง", 5, None], [None, "รวมทั้งสิ้น", 15, None]]
    rule = column("เป้า", value="ฐาน * 2")
    dataset, found = bind(make_workbook(rows), spec(column("ฐาน"), rule))
    assert ["20", "20", "10", "30"] == texts(dataset, "เป้า")
    assert ["subtotal-row"] == [each.code for each in found]


def test_columns_computed_from_one_another() -> None:
    """A column is computed after those it uses, whatever their order in letter.toml."""
    rows: list[list[object]] = [["อำเภอ", "ต.ค.-67", "พ.ย.-67", "รวม", "ร้อยละ", "เป้า"]]
    rows += [["จุน", 10, 20, None, None, 60], ["รวม", 10, 20, None, None, 60]]
    columns = [
        column("ร้อยละ", value="รวม / เป้า * 100", total=FORMULA, format='0.00"%"'),
        column("รวม", value="เดือน | ผลรวม"),
        column("เป้า"),
    ]
    dataset, found = bind(make_workbook(rows), spec(*columns, months_under="*"))
    assert () == found
    assert (["30", "30"], ["50.00%", "50.00%"]) == (texts(dataset, "รวม"), texts(dataset, "ร้อยละ"))


def test_a_figure_in_percent_format() -> None:
    """A rule gives the figure that is printed: 83.71, in percent format, prints 83.71%."""
    rows: list[list[object]] = [HEAD, [1, "จุน", 83.71, 0.8371], [2, "ปง", 50, 0.6]]
    rule = column("เป้า", value="ฐาน")
    formats = {"D2": "0.00%", "D3": "0.00%"}
    dataset, found = bind(make_workbook(rows, formats=formats), spec(column("ฐาน"), rule))
    assert ["83.71%", "50.00%"] == texts(dataset, "เป้า")
    assert [Decimal("0.8371"), Decimal("83.71")] == [
        dataset.cell(dataset.table.rows[0], "เป้า").value,
        dataset.cell(dataset.table.rows[0], "เป้า").figure,
    ]
    assert "ในตารางเป็น “60.00%” แต่ตามสูตรเป็น “50.00%”" in found[0].message


def test_formats() -> None:
    """The column's own format is used; else the cell's; else that of the column's other cells."""
    rows: list[list[object]] = [HEAD, [1, "จุน", 1234.5, 2469], [2, "ปง", 10, None]]
    formats = {"D2": "#,##0.00"}
    rule = column("เป้า", value="ฐาน * 2")
    dataset = bound(rows, column("ฐาน", format="#,##0"), rule, formats=formats)
    assert (["1,235", "10"], ["2,469.00", "20.00"]) == (
        texts(dataset, "ฐาน"),
        texts(dataset, "เป้า"),
    )
    rule = column("เป้า", value="ฐาน * 2", format="#,##0")
    assert ["2,469", "20"] == texts(bound(rows, column("ฐาน"), rule, formats=formats), "เป้า")


def test_kept_figures_get_the_format_too() -> None:
    """A figure that overrides the rule is printed in the column's format."""
    rule = column("เป้า", value="ฐาน * 2", override=True, format="#,##0.00")
    dataset, _ = bind(make_workbook([HEAD, [1, "จุน", 10, 1234]]), spec(column("ฐาน"), rule))
    assert ["1,234.00"] == texts(dataset, "เป้า")


counts = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=6)


@settings(deadline=None, max_examples=40)
@given(counts, st.sampled_from([Decimal("0.11"), Decimal("0.25"), Decimal("1.02")]))
def test_every_row_and_the_sum_are_exact(bases: list[int], share: Decimal) -> None:
    """Whatever the figures, rows follow the rule exactly and the total is the exact sum of them."""
    rows = [HEAD]
    rows += [[n, f"อำเภอ {n}", base, None] for n, base in enumerate(bases, 1)]
    rows.append([None, "รวม", sum(bases), None])
    half_up = column("เป้า", value=f"(ฐาน * {share}) | ปัดเศษ(2)", format="0.00")
    up = column("ขึ้น", value=f"(ฐาน * {share}) | ปัดขึ้น")
    dataset = bound(rows, column("ฐาน"), half_up, up)
    for name, unit, rounding in (("เป้า", "0.01", ROUND_HALF_UP), ("ขึ้น", "1", ROUND_CEILING)):
        figures = [(base * share).quantize(Decimal(unit), rounding) for base in bases]
        assert [*map(str, figures), str(sum(figures))] == texts(dataset, name)


def test_text_that_a_rule_gives_in_a_column_of_figures() -> None:
    """A rule that gives words where figures stand is a fault, though the sheet has a figure."""
    (found,) = findings([HEAD, [1, "จุน", 10, 15]], column("ฐาน"), column("เป้า", value="'มาก'"))
    assert ("computed-failed", True) == (found.code, "“มาก”" in found.message)
