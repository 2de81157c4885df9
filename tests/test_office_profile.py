"""office.toml: who writes, from where, who signs; every fault at once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support import EXAMPLES

from circulars.model.errors import OfficeError
from circulars.model.findings import Level
from circulars.model.office import AuthorityLine, Emblem, EmblemKind
from circulars.office_profile import load_office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from circulars.model.findings import Finding
    from circulars.model.office import Office

EXAMPLE = EXAMPLES / "phayao.toml"


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Office]:
    """Return a function that loads the example profile after replacing parts of it."""

    def run(*changes: tuple[str, str]) -> Office:
        text = EXAMPLE.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "office.toml"
        path.write_text(text, encoding="utf-8")
        return load_office(path)

    return run


@pytest.fixture
def faults(load: Callable[..., Office]) -> Callable[..., tuple[Finding, ...]]:
    """Return a function that gives the findings of the profile with faulty changes."""

    def run(*changes: tuple[str, str]) -> tuple[Finding, ...]:
        with pytest.raises(OfficeError) as caught:
            load(*changes)
        return caught.value.findings

    return run


def test_the_example() -> None:
    """The example gives the letterhead, and three lines of authority tied by their phrases."""
    office = load_office(EXAMPLE)
    assert ("จังหวัดพะเยา", "พย", "0019.2") == (office.issuer, office.code, office.unit_number)
    assert (
        AuthorityLine(post="ผู้อำนวยการกลุ่มงานสารสนเทศการพัฒนาชุมชน", phrase="รักษาราชการแทน"),
        AuthorityLine(post="พัฒนาการจังหวัด", phrase="ปฏิบัติราชการแทน"),
        AuthorityLine(post="ผู้ว่าราชการจังหวัดพะเยา"),
    ) == office.signatories[0].authority
    assert Emblem(kind=EmblemKind.PAPER) == office.emblem
    assert ({}, frozenset()) == (office.days.closed, office.days.opened)


@pytest.mark.parametrize(
    "written",
    ["2025-03-05", "2568-03-05", '"5 มี.ค. 68"', '"๕ มีนาคม ๒๕๖๘"', '"วันพุธที่ 5 มีนาคม 2568"'],
)
def test_own_days(load: Callable[..., Office], written: str) -> None:
    """Closed and open days are read as TOML dates in either era, or as people write them."""
    office = load(("closed = []", f"closed = [{written}]"), ("open = []", f"open = [{written}]"))
    assert [dt.date(2025, 3, 5)] == list(office.days.closed)
    assert {dt.date(2025, 3, 5)} == office.days.opened


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ('"31 ก.พ. 68"', "“31 ก.พ. 68” ไม่ใช่วันที่: เดือนกุมภาพันธ์ 2568 มี 28 วัน"),
        ('"มีนาคม 2568"', "“มีนาคม 2568” ไม่ชัดว่าเป็นวันใด"),
        ('"5/3/68"', "“5/3/68” ไม่ชัดว่าเป็นวันใด"),
        ('"วันศุกร์ที่ 5 มีนาคม 2568"', "ไม่ชัดว่าเป็นวันใด"),
        ("5", "“5” ไม่ใช่วันที่"),
        ("true", "ไม่ใช่วันที่"),
    ],
)
def test_days_that_are_none(
    faults: Callable[..., tuple[Finding, ...]], written: str, quoted: str
) -> None:
    """A closed day that is no day, or could be two, is quoted with its place in the list."""
    (finding,) = faults(("closed = []", f"closed = [2025-03-05, {written}]"))
    assert "office.toml holidays.closed ลำดับที่ 2" == finding.where
    assert quoted in finding.message


def test_all_faults_at_once(faults: Callable[..., tuple[Finding, ...]]) -> None:
    """Missing, misspelt, mistyped and unknown entries are reported in one run."""
    found = faults(
        ('issuer = "จังหวัดพะเยา"\n', ""),
        ("phone =", "fone ="),
        ('province = "พะเยา"', 'province = "พะเย่า"'),
        ('kind = "paper"', 'kind = "papper"'),
        ("space_after_circular_mark = false", 'space_after_circular_mark = "no"'),
        ('key = "พัฒนาการจังหวัด"', 'key = "ผู้รักษาราชการแทนพัฒนาการจังหวัด"'),
    )
    assert {
        "office.toml issuer": "เพิ่มบรรทัด issuer = … ในแฟ้ม",
        "office.toml fone": "ชื่อที่ใกล้เคียงคือ “phone”",
        "office.toml province": "ชื่อที่ใกล้เคียงคือ “พะเยา”",
        "office.toml emblem.kind": "ชื่อที่ใกล้เคียงคือ “paper”",
        "office.toml reference.space_after_circular_mark": "แก้ค่านี้ให้ถูกต้องแล้วลองใหม่",
        "office.toml signatories": "ตั้ง key ของแต่ละรายการให้ต่างกัน เพราะใช้เลือกผู้ลงนามในแบบกรอก",
    } == {finding.where: finding.hint for finding in found}
    assert {"office-profile"} == {finding.code for finding in found}


def test_missing_tables(tmp_path: Path) -> None:
    """An empty profile is answered with everything to put into it, tables as tables."""
    (tmp_path / "office.toml").touch()
    with pytest.raises(OfficeError) as caught:
        load_office(tmp_path / "office.toml")
    hints = [finding.hint for finding in caught.value.findings]
    assert "เพิ่มหมวด [reference] ในแฟ้ม" in hints
    assert "เพิ่มหมวด [[signatories]] ในแฟ้ม" in hints
    assert "เพิ่มบรรทัด unit = … ในแฟ้ม" in hints


@pytest.mark.parametrize(
    ("change", "where", "message"),
    [
        (('province = "พะเยา"', 'province = "จังหวัดพะเยา"'), "province", "ไม่มีจังหวัดชื่อ"),
        (
            ('name = "นายสมชาติ ใจงาม"', 'name = "(นายสมชาติ ใจงาม)"'),
            "signatories ลำดับที่ 1.name",
            "วงเล็บ",
        ),
        (('code = "พย"', 'code = ""'), "reference.code", "ต้องไม่ว่าง"),
    ],
)
def test_single_faults(
    faults: Callable[..., tuple[Finding, ...]], change: tuple[str, str], where: str, message: str
) -> None:
    """จังหวัด before the name, brackets around the signatory, an empty code: each is refused."""
    (finding,) = faults(change)
    assert f"office.toml {where}" == finding.where
    assert message in finding.message


def test_own_levels(load: Callable[..., Office]) -> None:
    """The office weighs findings by their codes, and switches rules off."""
    own = '[checks]\ndeadline-nonworking = "block"\noutlier = "off"\nnegative-value = "note"'
    assert {
        "deadline-nonworking": Level.BLOCK,
        "outlier": None,
        "negative-value": Level.NOTE,
    } == load(("[checks]", own)).levels


def test_own_words(load: Callable[..., Office]) -> None:
    """The office has words of its own, and its own list of words to be replaced."""
    office = load(
        ("words = []", 'words = ["โอทอป"]'),
        ("[spelling.replace]", '[spelling.replace]\n"เว็ป" = "เว็บ"'),
    )
    assert {"โอทอป"} == office.words
    assert {"เว็ป": "เว็บ"} == office.spelling


@pytest.mark.parametrize(
    ("change", "where", "hint"),
    [
        (("[checks]", '[checks]\noutlyer = "off"'), "checks.outlyer", "ชื่อที่ใกล้เคียงคือ “outlier”"),
        (("[checks]", '[checks]\noutlier = "of"'), "checks.outlier", "ชื่อที่ใกล้เคียงคือ “off”"),
        (("[checks]", '[checks]\nworkbook-damaged = "off"'), "checks.workbook-damaged", "ลบบรรทัดนี้"),
        (("[checks]", '[checks]\nnegative-value = "block"'), "checks.negative-value", "ปิดได้ด้วย"),
        (("[checks]", "[checks]\noutlier = true"), "checks.outlier", ""),
        (
            ("[spelling.replace]", '[spelling.replace]\n"เว็บ" = "เว็บ"'),
            "spelling.replace.เว็บ",
            '"คำที่ผิด" = "คำที่ถูก"',
        ),
        (("words = []", 'words = [""]'), "spelling.words ลำดับที่ 1", ""),
    ],
)
def test_levels_and_words_that_make_no_sense(
    faults: Callable[..., tuple[Finding, ...]], change: tuple[str, str], where: str, hint: str
) -> None:
    """An unknown code or level, one that no office can change, a right word called wrong."""
    (finding,) = faults(change)
    assert f"office.toml {where}" == finding.where
    assert hint in finding.hint


def test_emblem_image(load: Callable[..., Office], tmp_path: Path) -> None:
    """The office's own image is found beside the profile."""
    Image.new("RGB", (2, 2)).save(tmp_path / "krut.png")
    office = load(('kind = "paper"', 'kind = "image"\nfile = "krut.png"'))
    assert Emblem(kind=EmblemKind.IMAGE, image=tmp_path / "krut.png") == office.emblem


def test_no_emblem(load: Callable[..., Office]) -> None:
    """Without [emblem] the emblem is missing, which the letter says later."""
    text = EXAMPLE.read_text(encoding="utf-8")
    table = text[text.index("[emblem]") : text.index("[[signatories]]")]
    assert Emblem(kind=EmblemKind.MISSING) == load((table, "")).emblem


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("", "ไม่ได้ระบุแฟ้มภาพตราครุฑ"),
        ("none.png", "ไม่พบแฟ้มภาพตราครุฑ “none.png”"),
        ("office.toml", "แฟ้ม “office.toml” ไม่ใช่ภาพที่ใช้ใน Word ได้"),
    ],
)
def test_emblem_image_that_cannot_be_used(
    faults: Callable[..., tuple[Finding, ...]], file: str, message: str
) -> None:
    """An image that is not named, not there or no image is found beside the other faults."""
    found = faults(
        ('kind = "paper"', f'kind = "image"\nfile = "{file}"'), ('unit = "สำนักงาน', 'unite = "')
    )
    assert ("office.toml emblem.file", message) == (found[-1].where, found[-1].message)
    assert 3 == len(found)
