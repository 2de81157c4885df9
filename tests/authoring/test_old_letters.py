"""Letters without a tag become types, and the types make the same letters again."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator
from support import EXAMPLES, TEMPLATES, document_text, example_letters

from circulars import generate, load_letter_type
from circulars.letter_types import find_letter_type
from circulars.linting import lint
from circulars.model.findings import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    LetterOf = Callable[[Path, str, Mapping[str, str]], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """One of the five real letters: what it was made of, and what its editor corrects."""

    kind: str
    workbook: str
    office: str
    corrections: tuple[tuple[str, str], ...]  # in letter.toml: the old text, and the new one
    signatory: str = ""  # chosen in the form, unless it is the first one
    values: dict[str, str] = field(default_factory=dict)


# The machine's names for deadlines and attachments become the office's own, as the tutorial says.
LETTERS = (
    Old(
        kind="otop_monthly_sales",
        workbook="phayao-otop-2568",
        office="phayao",
        corrections=(('label = "วันครบกำหนด"', 'label = "วันสุดท้ายของการบันทึกข้อมูล"'),),
    ),
    Old(
        kind="indicator_guidance",
        workbook="phayao-indicators-2568",
        office="phayao",
        corrections=(('label = "วันครบกำหนด"', 'label = "วันสุดท้ายของการส่งประมาณการ"'),),
    ),
    Old(
        kind="sales_followup",
        workbook="chachoengsao-otop-2567",
        office="chachoengsao",
        corrections=(("required = false\nhelp", "required = true\nhelp"),),
    ),
    Old(
        kind="online_market_targets",
        workbook="phayao-online-2564",
        office="phayao",
        corrections=(('"วันครบกำหนด (2)"', '"วันสุดท้ายของการส่งแบบรายงานผล"'),),
        signatory="รองผู้ว่าราชการจังหวัด",
    ),
    Old(
        kind="quarter_targets",
        workbook="chiangrai-q2-2567",
        office="chiangrai",
        corrections=(
            ('label = "วันที่ในข้อความ"', 'label = "วันแรกของการลงทะเบียน"'),
            ('label = "วันที่ในข้อความ (2)"', 'label = "วันสุดท้ายของการลงทะเบียน"'),
        ),
    ),
)
KINDS = ("external_letter", "memo", "sealed_letter", "order", "announcement", "certificate")


@pytest.fixture(params=LETTERS, ids=lambda old: old.kind)
def old(request: pytest.FixtureRequest) -> Old:
    """Return one real letter after the other."""
    found: Old = request.param
    return found


def printed(old: Old, folder: Path) -> bytes:
    """Return the letter as plain DOCX: what people have on their disks."""
    batch = generate(
        old.kind,
        EXAMPLES / f"{old.workbook}.xlsx",
        folder / "เดิม",
        office=EXAMPLES / f"{old.office}.toml",
        values=load_letter_type(find_letter_type(old.kind)).example,
        pdf=False,
    )
    return next(path for path in batch.files if path.suffix == ".docx").read_bytes()


def test_the_five_letters_come_out_as_they_went_in(
    old: Old, tmp_path: Path, type_of: Callable[[bytes], Path], letter_of: LetterOf
) -> None:
    """A real letter, made a type and corrected in letter.toml, gives its own text again.

    Annexes too: each figure, heading and note in its place.
    """
    letter = printed(old, tmp_path)
    folder = type_of(letter)
    refinement = folder / "letter.toml"
    text = refinement.read_text("utf-8")
    for before, after in old.corrections:
        assert text.count(before) >= 1, before
        text = text.replace(before, after, 1)
    refinement.write_text(text, "utf-8")
    values = {"ผู้ลงนาม": old.signatory} if old.signatory else {}
    assert document_text(letter) == document_text(letter_of(folder, old.office, values))


def test_types_of_the_five_letters_are_sound(
    old: Old, tmp_path: Path, type_of: Callable[[bytes], Path]
) -> None:
    """The check of templates finds nothing that must be mended in a type just made."""
    linted = lint(str(type_of(printed(old, tmp_path))))
    assert [f for f in linted.findings if f.level is not Level.NOTE] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_document(
    kind: str, tmp_path: Path, type_of: Callable[[bytes], Path], letter_of: LetterOf
) -> None:
    """Memos, orders, announcements, certificates and sealed letters are understood as such."""
    folder = TEMPLATES / kind
    letter = example_letters(folder, tmp_path / "เดิม")[0].read_bytes()
    made = type_of(letter)
    assert load_letter_type(folder).kind == load_letter_type(made).kind
    signed = re.search(r"\(นางสาวมาลี ดีพร้อม\)", document_text(letter))
    values = {"ผู้ลงนาม": "พัฒนาการจังหวัด"} if signed else {}
    assert document_text(letter) == document_text(letter_of(made, "phayao", values))


def test_the_type_serves_the_next_month(
    tmp_path: Path, type_of: Callable[[bytes], Path], letter_of: LetterOf
) -> None:
    """Another day, number and deadline stand in the letter wherever the old ones stood."""
    folder = type_of(printed(LETTERS[0], tmp_path))
    values = {"วันที่": "2025-04-08", "เลขที่": "1400", "กำหนดส่ง": "2025-04-18"}
    text = document_text(letter_of(folder, "phayao", values))
    assert text.count("วันศุกร์ที่ ๑๘ เมษายน ๒๕๖๘") == 2
    assert "ที่  พย ๐๐๑๙.๒/ว๑๔๐๐" in text
    assert "๘ เมษายน ๒๕๖๘" in text.splitlines()
    assert "๑๗ มีนาคม" not in text


def test_words_of_the_next_page_are_left_to_the_program(
    tmp_path: Path, type_of: Callable[[bytes], Path]
) -> None:
    """Of headers and footers the slogan stays, page numbers and continuation words go."""
    folder = type_of(printed(LETTERS[1], tmp_path))
    with zipfile.ZipFile(folder / "letter.docx") as package:
        names = [name for name in package.namelist() if re.search("header|footer", name)]
        stories = "".join(package.read(name).decode() for name in names)
    assert "ชุมชนพึ่งตนเอง" in stories
    assert re.search(r"- ?[๐-๙]+ ?-|>/", stories) is None


def test_word_opens_what_is_made(
    old: Old, tmp_path: Path, type_of: Callable[[bytes], Path]
) -> None:
    """The template is a document as the standard wants it."""
    made = type_of(printed(old, tmp_path)) / "letter.docx"
    assert [str(error) for error in OpenXmlValidator().validate(str(made)).errors] == []


def test_a_form_keeps_its_paper(tmp_path: Path, type_of: Callable[[bytes], Path]) -> None:
    """A form on paper turned on its side is printed so again."""
    kind = load_letter_type(type_of(printed(LETTERS[4], tmp_path)))
    papers = {annex.name: (annex.form, annex.orientation) for annex in kind.annexes}
    assert papers["แนบ3"] == ("แบบฟอร์ม 3", "landscape")


def test_rules_of_the_table_are_kept(tmp_path: Path, type_of: Callable[[bytes], Path]) -> None:
    """What holds between the columns of the annex becomes checks of the new type."""
    kind = load_letter_type(type_of(printed(LETTERS[0], tmp_path)))
    (dataset,) = kind.datasets.values()
    rules = {(check.column, check.equals) for check in dataset.checks}
    assert {("รวม", "เดือน | ผลรวม"), ("ร้อยละ", "รวม / เป้าหมาย * 100")} <= rules
    assert dataset.months_under == "ผลการจัดเก็บรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน OTOP"
