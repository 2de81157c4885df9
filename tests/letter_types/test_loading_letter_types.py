"""Loading a letter type's folder: letter.docx makes it one, letter.toml is checked as a whole."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from support import TEMPLATES

from circulars.letter_types import find_letter_type, letter_type_folders, load_letter_type
from circulars.model.errors import LetterTypeError
from circulars.model.letter_type import (
    AnnexSpec,
    ColumnCheck,
    ColumnKind,
    ColumnSpec,
    DigitPolicy,
    FieldKind,
    FieldRole,
    FieldSpec,
    TotalPolicy,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from circulars.model.findings import Finding
    from circulars.model.letter_type import LetterType

DOCX = TEMPLATES / "otop_monthly_sales" / "letter.docx"
TYPE = """
title = "รายงาน"
[fields."วันที่"]
label = "วันที่ของหนังสือ"
kind = "date"
[fields."ปี"]
label = "ปีงบประมาณ"
kind = "integer"
value = "วันที่ | ปีงบประมาณ"
[datasets."ยอด"]
key = "อำเภอ"
months_under = "ผล*"
[datasets."ยอด".columns]
"อำเภอ" = { heading = "ชื่ออำเภอ", kind = "text" }
"รวม" = { heading = "รวม" }
"เป้า" = { heading = "เป้า*", required = false }
[[datasets."ยอด".checks]]
code = "row-total-mismatch"
column = "รวม"
equals = "เดือน | ผลรวม"
[[annexes]]
dataset = "ยอด"
title = "สรุปรายงาน"
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., LetterType]:
    """Return a function that loads a folder whose letter.toml is TYPE with changes."""
    folder = tmp_path / "report"
    folder.mkdir()
    shutil.copy(DOCX, folder)

    def run(*changes: tuple[str, str], toml: str | None = TYPE) -> LetterType:
        (folder / "letter.toml").unlink(missing_ok=True)
        if toml is not None:
            for old, new in changes:
                assert old in toml
                toml = toml.replace(old, new, 1)
            (folder / "letter.toml").write_text(toml, encoding="utf-8")
        return load_letter_type(folder)

    return run


@pytest.fixture
def faults(load: Callable[..., LetterType]) -> Callable[..., dict[str, Finding]]:
    """Return a function that gives the findings of TYPE with faulty changes, by their place."""

    def run(*changes: tuple[str, str], toml: str = TYPE) -> dict[str, Finding]:
        with pytest.raises(LetterTypeError) as caught:
            load(*changes, toml=toml)
        found = caught.value.findings
        assert {"letter-type"} == {finding.code for finding in found}
        return {finding.where.removeprefix("letter.toml "): finding for finding in found}

    return run


def test_what_letter_toml_says(load: Callable[..., LetterType]) -> None:
    """Fields, datasets, checks and annexes are as the file says, the rest as is usual."""
    kind = load()
    assert ("report", "รายงาน", "external", True) == (
        kind.name,
        kind.title,
        kind.kind,
        kind.is_circular,
    )
    assert (DigitPolicy.THAI, DigitPolicy.ARABIC) == (kind.letter_digits, kind.annex_digits)
    date = FieldSpec(name="วันที่", label="วันที่ของหนังสือ", kind=FieldKind.DATE)
    assert date == kind.fields["วันที่"]
    assert FieldRole.PLAIN is kind.fields["ปี"].role
    dataset = kind.datasets["ยอด"]
    assert (
        ColumnSpec(name="อำเภอ", heading="ชื่ออำเภอ", kind=ColumnKind.TEXT),
        ColumnSpec(name="รวม", heading="รวม", kind=ColumnKind.NUMBER, total=TotalPolicy.SUM),
        ColumnSpec(name="เป้า", heading="เป้า*", kind=ColumnKind.NUMBER, required=False),
    ) == dataset.columns
    assert (
        ColumnCheck(code="row-total-mismatch", column="รวม", equals="เดือน | ผลรวม"),
    ) == dataset.checks
    assert (AnnexSpec(dataset="ยอด", title="สรุปรายงาน"),) == kind.annexes


def test_letter_docx_alone_is_a_type(load: Callable[..., LetterType]) -> None:
    """A folder with nothing but letter.docx is a letter type, titled as the folder."""
    kind = load(toml=None)
    assert ("report", {}, {}, ()) == (kind.title, kind.fields, kind.datasets, kind.annexes)


def test_version_changes_with_the_files(load: Callable[..., LetterType]) -> None:
    """The version tells whether letter.docx or letter.toml changed, and only that."""
    assert load().version == load().version
    assert 3 == len({load().version, load(toml=None).version, load(("รายงาน", "สรุป")).version})


def test_folder_without_letter_docx(tmp_path: Path) -> None:
    """A folder without letter.docx is no letter type."""
    with pytest.raises(LetterTypeError) as caught:
        load_letter_type(tmp_path)
    assert "letter.docx" in caught.value.findings[0].message


def test_find_by_name_or_folder(load: Callable[..., LetterType]) -> None:
    """A type is found by its name in templates/, or by a folder anywhere."""
    folder = load().folder
    assert TEMPLATES / "otop_monthly_sales" == find_letter_type("otop_monthly_sales")
    assert folder == find_letter_type(str(folder))


@pytest.mark.parametrize(
    ("name", "hint"),
    [("otop_montly_sales", "otop_monthly_sales"), ("xyz", "otop_monthly_sales")],
)
def test_unknown_type(name: str, hint: str) -> None:
    """An unknown type is answered with the nearest, or with all that there are."""
    with pytest.raises(LetterTypeError) as caught:
        find_letter_type(name)
    assert hint in caught.value.findings[0].hint


@pytest.mark.parametrize("folder", letter_type_folders(), ids=lambda folder: folder.name)
def test_every_type_loads(folder: Path) -> None:
    """Every letter type that comes with the product is without fault."""
    assert folder.name == load_letter_type(folder).name


@pytest.mark.parametrize(
    ("change", "where", "named", "hint"),
    [
        (('dataset = "ยอด"', 'dataset = "ยอก"'), "annexes ลำดับที่ 1.dataset", "“ยอก”", "“ยอด”"),
        (('key = "อำเภอ"', 'key = "ตำบล"'), "datasets.ยอด.key", "“ตำบล”", "“อำเภอ”, “รวม”"),
        (
            ('column = "รวม"', 'column = "รวมม"'),
            "datasets.ยอด.checks ลำดับที่ 1.column",
            "“รวมม”",
            "“รวม”",
        ),
        (
            ("เดือน | ผลรวม", "เป้า - เดิอน"),
            "datasets.ยอด.checks ลำดับที่ 1.equals",
            "“เดิอน”",
            "“เดือน”",
        ),
        (
            ('months_under = "ผล*"\n', ""),
            "datasets.ยอด.checks ลำดับที่ 1.equals",
            "“เดือน”",
            "“อำเภอ”, “รวม”, “เป้า”",
        ),
        (("วันที่ | ปีง", "วันที | ปีง"), "fields.ปี.value", "“วันที”", "“วันที่”"),
        (
            ('title = "รายงาน"', 'title = "รายงาน"\n[example]\n"วันที" = "x"'),
            "example.วันที",
            "“วันที”",
            "“วันที่”",
        ),
    ],
)
def test_names_that_nothing_defines(
    faults: Callable[..., dict[str, Finding]],
    change: tuple[str, str],
    where: str,
    named: str,
    hint: str,
) -> None:
    """A reference to nothing is quoted with its place and the nearest names."""
    found = faults(change)
    assert [where] == list(found)
    assert f"อ้างถึง {named} ซึ่งไม่ได้กำหนดไว้" == found[where].message
    assert hint in found[where].hint


_CHECK = "ตรวจวงเล็บ เครื่องหมายคำพูด และชื่อหลังเครื่องหมาย |"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("วันที่ +", _CHECK),
        ("วัน ที่", _CHECK),
        ("วันที่ | ปีงบ", "ไม่มีตัวกรองชื่อ “ปีงบ”"),
        ("(วันที่", _CHECK),
        ("วันที่ = 1", _CHECK),
        ("", _CHECK),
    ],
)
def test_formula_that_cannot_be_read(
    faults: Callable[..., dict[str, Finding]], source: str, reason: str
) -> None:
    """A formula that cannot be read is quoted, without the words of the machine."""
    found = faults(("วันที่ | ปีงบประมาณ", source), ("เดือน | ผลรวม", source))
    assert {"fields.ปี.value", "datasets.ยอด.checks ลำดับที่ 1.equals"} == set(found)
    for finding in found.values():
        assert f"อ่านสูตร “{source}” ไม่ได้: {reason}" == finding.message


@pytest.mark.parametrize(
    ("changes", "circle"),
    [
        ([("วันที่ | ปีง", "ปี + 1 | ปีง")], "ปี → ปี"),
        ([('kind = "date"', 'kind = "date"\nvalue = "ปี | วันสิ้นเดือน"')], "วันที่ → ปี → วันที่"),
    ],
)
def test_formulas_in_a_circle(
    faults: Callable[..., dict[str, Finding]], changes: list[tuple[str, str]], circle: str
) -> None:
    """Fields that are computed from one another are refused, and the circle is shown."""
    (finding,) = faults(*changes).values()
    assert f"สูตรใช้กันเป็นวง: {circle}" == finding.message


@pytest.mark.parametrize(
    ("change", "where", "message"),
    [
        (('kind = "date"', 'kind = "choice"'), "fields.วันที่.choices", "ต้องมีรายการให้เลือก"),
        (('kind = "date"', 'kind = "date"\nchoices = ["ก"]'), "fields.วันที่.choices", "ต้องไม่มี"),
        (
            ('kind = "integer"', 'kind = "integer"\nrole = "deadline"'),
            "fields.ปี.role",
            'ต้องเป็นช่องชนิด "date"',
        ),
        (
            ('kind = "date"', 'kind = "choice"\nchoices = ["ก"]\nblank = true'),
            "fields.วันที่.blank",
            "เว้นไว้เขียนด้วยมือไม่ได้",
        ),
        (
            ('"อำเภอ" = { ', '"อำเภอ" = { required = false, '),
            "datasets.ยอด.key",
            "ต้องมีเสมอ",
        ),
        (
            ('key = "อำเภอ"', 'key = "อำเภอ"\nheader_rows = [6, 5]'),
            "datasets.ยอด.header_rows",
            "แถวหัวตาราง 6 ถึง 5 ใช้ไม่ได้",
        ),
        (('[fields."ปี"]', '[fields."ปี งบ"]'), "fields.ปี งบ", "ใช้ชื่อ “ปี งบ” ในแบบหนังสือไม่ได้"),
        (('[fields."ปี"]', '[fields."ที่"]'), "fields.ที่", "มีความหมายอยู่แล้ว"),
        (('[fields."ปี"]', '[fields."ยอด"]'), "fields.ยอด", "มีความหมายอยู่แล้ว"),
        (('"เป้า" = {', '"เดือน" = {'), "datasets.ยอด.columns.เดือน", "มีความหมายอยู่แล้ว"),
        (
            ('code = "row-total', 'code = "Row total'),
            "datasets.ยอด.checks ลำดับที่ 1.code",
            "ต้องเป็นอักษรอังกฤษตัวเล็กคั่นด้วย -",
        ),
        (
            ('title = "สรุปรายงาน"', 'title = "สรุปรายงาน"\ncopies = 0'),
            "annexes ลำดับที่ 1.copies",
            "ต้องไม่น้อยกว่า 1",
        ),
        (('kind = "date"', 'kind = "dat"'), "fields.วันที่.kind", "ใช้ค่านี้ไม่ได้: “dat”"),
        (
            ('title = "รายงาน"', 'title = "รายงาน"\nkind = "extrenal"'),
            "kind",
            "ใช้ค่านี้ไม่ได้: “extrenal”",
        ),
    ],
)
def test_definitions_that_make_no_sense(
    faults: Callable[..., dict[str, Finding]], change: tuple[str, str], where: str, message: str
) -> None:
    """What no letter can be made from is refused when the type is loaded, not when it is used."""
    found = faults(change)
    assert [where] == list(found)
    assert message in found[where].message


def test_faults_of_types_and_references_at_once(
    faults: Callable[..., dict[str, Finding]],
) -> None:
    """Wrong types do not hide wrong references, nor the other way about."""
    found = faults(
        ('label = "วันที่ของหนังสือ"', "label = 5"),
        ('dataset = "ยอด"', 'dataset = "ยอก"'),
        ('key = "อำเภอ"', 'key = "ตำบล"'),
        ('heading = "รวม"', 'headin = "รวม"'),
        ("วันที่ | ปีง", "วัน | ปีง"),
    )
    assert {
        "fields.วันที่.label",
        "fields.ปี.value",
        "datasets.ยอด.key",
        "datasets.ยอด.columns.รวม.heading",
        "datasets.ยอด.columns.รวม.headin",
        "annexes ลำดับที่ 1.dataset",
    } == set(found)
    assert "ชื่อที่ใกล้เคียงคือ “heading”" == found["datasets.ยอด.columns.รวม.headin"].hint


@pytest.mark.parametrize(
    "toml",
    [
        'title = "ก"\nfields = 1\ndatasets = []\nannexes = {}\nexample = "x"',
        'title = "ก"\nannexes = [1]\n[fields]\n"ก" = 1\n[datasets]\n"ข" = 2',
        'title = "ก"\n[datasets."ข"]\nkey = 1\ncolumns = 2\nchecks = [3]\nheader_rows = ["ก"]',
        'title = "ก"\n[fields."ก"]\nlabel = "ก"\nkind = ["date"]\nvalue = 1\nchoices = "ก"',
    ],
)
def test_anything_in_the_place_of_anything(
    faults: Callable[..., dict[str, Finding]], toml: str
) -> None:
    """A value of the wrong shape is a finding, never a traceback."""
    assert faults(toml=toml)


def test_syntax_and_encoding(load: Callable[..., LetterType], tmp_path: Path) -> None:
    """A fault of notation names its line; another encoding than UTF-8 is told."""
    with pytest.raises(LetterTypeError) as caught:
        load(('kind = "integer"', "kind = integer"))
    (finding,) = caught.value.findings
    assert "letter.toml บรรทัดที่ 8" == finding.where
    (tmp_path / "report" / "letter.toml").write_bytes(TYPE.encode("cp874"))
    with pytest.raises(LetterTypeError) as caught:
        load_letter_type(tmp_path / "report")
    assert "UTF-8" in caught.value.findings[0].message
