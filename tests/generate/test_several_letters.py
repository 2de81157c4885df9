"""One run for many recipients: a file each, with a name that people recognise."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from support import EXAMPLES, TEMPLATES, document_text

from circulars import generate, load_letter_type
from circulars.model.errors import FormError

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.batch import Batch

pytestmark = pytest.mark.usefixtures("warm_office")

WORKBOOK = EXAMPLES / "phayao-otop-2568.xlsx"
DISTRICTS = ["เมืองพะเยา", "จุน", "เชียงคำ", "เชียงม่วน", "ดอกคำใต้", "ปง", "แม่ใจ", "ภูซาง", "ภูกามยาว"]


def manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of the last run on `folder`."""
    read: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return read


def letters(
    out: Path,
    workbook: Path = WORKBOOK,
    *,
    pdf: bool = False,
    blank: bool = False,
    first: int = 1201,
    images: bool | None = None,
) -> Batch:
    """Return the letters to the districts of a workbook."""
    return generate(
        "otop_district_sales",
        workbook,
        out,
        office=EXAMPLES / "phayao.toml",
        values={"วันที่": "2025-03-11", "เลขที่": "" if blank else str(first)},
        pdf=pdf,
        images=images,
    )


def test_names_of_the_files(tmp_path: Path) -> None:
    """Each letter is called by its number and its recipient, and stands so in the manifest."""
    batch = letters(tmp_path)
    stems = [f"พย0019.2-{1201 + place}-{name}" for place, name in enumerate(DISTRICTS)]
    names = [*(f"{stem}.docx" for stem in stems), "บัญชีหนังสือ.xlsx", "manifest.json"]
    assert names == [path.name for path in batch.files]
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())
    listed = manifest(tmp_path)["letters"]
    assert stems == [each["file"] for each in listed]
    assert DISTRICTS == [each["recipient"] for each in listed]
    assert {"2025-03-11"} == {each["date"] for each in listed}
    assert ["พย 0019.2/1201", "พย 0019.2/1209"] == [listed[n]["reference"] for n in (0, 8)]


def test_each_has_its_own_figures(tmp_path: Path) -> None:
    """The letter to ภูกามยาว has its own figures, as the table has them, and no other's."""
    last = document_text(letters(tmp_path).files[8].read_bytes())
    assert "อำเภอภูกามยาวมียอดจำหน่ายสะสม ๖๕,๑๙๒,๓๐๐ บาท" in last
    assert "คิดเป็นร้อยละ ๑๙๓.๗๑" in last
    assert "บรรลุเป้าหมายแล้ว" in last
    assert "39,379,250.00" in last  # its own February, though copied from another
    assert "38,188,250.00" not in last


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Return the letters with their PDFs."""
    return letters(tmp_path_factory.mktemp("printed"), pdf=True)


@pytest.mark.xdist_group("several letters")
def test_one_printer_for_all(batch: Batch) -> None:
    """All letters of a run are laid out; each PDF has its letter and its annex."""
    printed = {path.stem for path in batch.files if path.suffix == ".pdf"}
    written = {path.stem for path in batch.files if path.suffix == ".docx"}
    assert (9, {*written, "พิมพ์ทั้งชุด"}) == (len(written), printed)
    assert 18 == batch.pages
    pages = [each["pages"] for each in manifest(batch.folder)["letters"]]
    assert [2] * 9 == pages


@pytest.mark.xdist_group("several letters")
def test_pictures_of_several_letters_only_when_asked(batch: Batch, tmp_path: Path) -> None:
    """Nobody looks at the pictures of a hundred letters: of several there are none unasked."""
    assert 0 == sum(path.suffix == ".png" for path in batch.files)
    asked = letters(tmp_path, pdf=True, images=True)
    assert 18 == sum(path.suffix == ".png" for path in asked.files)


@pytest.mark.parametrize("name", ["ก/ข:ค", "con", "ก" * 80, "..", "a\\b?"])
def test_recipients_with_strange_names(name: str, tmp_path: Path) -> None:
    """Whatever a recipient is called, the file has a name that every system takes."""
    book = openpyxl.load_workbook(WORKBOOK, data_only=True)
    sheet = book.worksheets[0]
    row = next(row for row in sheet.iter_rows() if row[1].value == "จุน")
    sheet.cell(row[1].row or 0, 2, name)
    book.save(tmp_path / "strange.xlsx")
    batch = letters(tmp_path / "out", tmp_path / "strange.xlsx")
    assert 9 == sum(path.suffix == ".docx" for path in batch.files)
    assert 11 == len({path.name.casefold() for path in batch.files})
    assert all(path.is_file() and path.parent == tmp_path / "out" for path in batch.files)
    assert not set('<>:"/\\|?*') & set("".join(path.name for path in batch.files))


def renamed(path: Path, **names: str) -> Path:
    """Return the example workbook with districts of other names, as `path`."""
    book = openpyxl.load_workbook(WORKBOOK, data_only=True)
    for row in book.worksheets[0].iter_rows():
        if row[1].value in names:
            book.worksheets[0].cell(row[1].row or 0, 2, names[str(row[1].value)])
    book.save(path)
    return path


def test_recipients_of_one_name(tmp_path: Path) -> None:
    """Two recipients of one name get a file each, with the figures of their own row."""
    workbook = renamed(tmp_path / "same.xlsx", เชียงคำ="จุน", เชียงม่วน="จุน-2")
    batch = letters(tmp_path / "out", workbook, blank=True)
    stems = [each["file"] for each in manifest(tmp_path / "out")["letters"]]
    assert 9 == len({path.name for path in batch.files if path.suffix == ".docx"})
    assert 9 == len(set(stems))
    second, third = (tmp_path / "out" / f"{stem}.docx" for stem in stems[1:3])
    assert "๒๖๔,๒๘๐,๗๐๐" in document_text(second.read_bytes())
    assert "๒๐๙,๖๖๔,๑๕๙" in document_text(third.read_bytes())


def test_a_recipient_without_a_name(tmp_path: Path) -> None:
    """A row without a name is no recipient: nobody gets the table of all the others."""
    batch = letters(tmp_path / "out", renamed(tmp_path / "none.xlsx", จุน=" "))
    found = [(finding.code, finding.where) for finding in batch.findings]
    assert ("recipient-nameless", "สรุปยอดจำหน่าย!B8") in found
    assert [1] == [item.place for item in batch.held]
    others = [name for name in DISTRICTS if name != "จุน"]
    assert others == [each["recipient"] for each in manifest(tmp_path / "out")["letters"]]
    assert 8 == len(list((tmp_path / "out").glob("*.docx")))


def test_sums_get_no_letter(tmp_path: Path) -> None:
    """A row that is a sum of others is no recipient."""
    batch = letters(tmp_path / "out", renamed(tmp_path / "sum.xlsx", จุน="รวมโซนเหนือ"))
    assert 8 == sum(path.suffix == ".docx" for path in batch.files)


def test_a_letter_no_longer_wanted_goes(tmp_path: Path) -> None:
    """Asked for the same again, a recipient who left the table has no letter left behind."""
    book = tmp_path / "list.xlsx"
    letters(tmp_path / "out", renamed(book))
    renamed(book, จุน="ปงใต้")
    letters(tmp_path / "out", book)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert "พย0019.2-1202-ปงใต้.docx" in names
    assert "พย0019.2-1202-จุน.docx" not in names


def test_forms_with_titles_alike(tmp_path: Path) -> None:
    """Two forms whose long titles begin alike are two files, told apart by their number."""
    folder = tmp_path / "alike"
    shutil.copytree(TEMPLATES / "online_market_targets", folder)
    text = (folder / "letter.toml").read_text("utf-8")
    same = "แบบรายงานผลการดำเนินงานตามตัวชี้วัดของอำเภอ"
    for number, title in enumerate(("แบบสำรวจความพร้อมส่งเสริม", "แบบรายงานผลการส่งเสริม")):
        whole = next(line for line in text.splitlines() if line.startswith(f'title = "{title}'))
        text = text.replace(whole, f'title = "{same} {number}"')
    (folder / "letter.toml").write_text(text, "utf-8")
    batch = generate(
        str(folder),
        EXAMPLES / "phayao-online-2564.xlsx",
        tmp_path / "out",
        office=EXAMPLES / "phayao.toml",
        values=load_letter_type(folder).example,
        pdf=False,
    )
    assert 2 == sum(path.suffix == ".xlsx" for path in batch.files)
    inputs = [each["file"] for each in manifest(tmp_path / "out")["inputs"]]
    assert "alike/example.xlsx" in inputs  # the second form is not in the workbook


def test_three_letters_in_one_folder(tmp_path: Path) -> None:
    """A letter that is made again after another one is not taken for one that somebody edited."""
    office = EXAMPLES / "phayao.toml"
    workbook = TEMPLATES / "external_letter" / "example.xlsx"
    for values in ({"เลขที่": "1"}, {"เลขที่": "2"}, {"เลขที่": "1", "เรื่อง": "เรื่องที่แก้แล้ว"}):
        batch = generate(
            "external_letter", workbook, tmp_path, office=office, values=values, pdf=False
        )
        assert () == batch.kept
    assert ["พย0019.2-1.docx", "พย0019.2-2.docx"] == sorted(p.name for p in tmp_path.glob("*.docx"))


def test_drafts_of_two_types_in_one_folder(tmp_path: Path) -> None:
    """Letters without a number are told apart by their subject."""
    for name in ("otop_monthly_sales", "otop_district_sales"):
        values = {"วันที่": "2025-03-11", "เลขที่": "", "การส่ง": "ทุกรายในฉบับเดียว"}
        if name == "otop_monthly_sales":
            del values["การส่ง"]
        generate(
            name, WORKBOOK, tmp_path, office=EXAMPLES / "phayao.toml", values=values, pdf=False
        )
    assert 2 == len(list(tmp_path.glob("*.docx")))


def form(path: Path, **answers: int) -> Path:
    """Return the example of the memo with other answers on its form sheet, as `path`."""
    book = openpyxl.load_workbook(TEMPLATES / "memo" / "example.xlsx")
    for row in book["แบบกรอก"].iter_rows():
        if row[0].value in answers:
            row[1].value = answers[str(row[0].value)]
    book.save(path)
    return path


def test_the_next_memo_from_the_same_workbook(tmp_path: Path) -> None:
    """A workbook filled in anew for the next letter leaves the letter before it where it is."""
    for number in (214, 215):
        workbook = form(tmp_path / "memo.xlsx", เลขที่=number)
        office = EXAMPLES / "phayao.toml"
        generate("memo", workbook, tmp_path / "out", office=office, pdf=False)
    names = sorted(path.name for path in (tmp_path / "out").glob("*.docx"))
    assert ["พย0019.2-214.docx", "พย0019.2-215.docx"] == names


def test_next_months_letters_leave_those_of_this_month(tmp_path: Path) -> None:
    """Letters numbered on from another number are other letters, whoever left the table."""
    book = tmp_path / "list.xlsx"
    letters(tmp_path / "out", renamed(book))
    renamed(book, จุน="ปงใต้")
    letters(tmp_path / "out", book, first=1301)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"พย0019.2-1202-จุน.docx", "พย0019.2-1302-ปงใต้.docx"} <= names


def test_one_to_all_leaves_one_to_a_recipient(tmp_path: Path) -> None:
    """Making letter 1202 to all again takes nothing from the letters to single districts."""
    letters(tmp_path)
    for subject in ("ก", "ข"):
        values = {"วันที่": "2025-03-11", "เลขที่": "1202", "การส่ง": "ทุกรายในฉบับเดียว", "เรื่อง": subject}
        office = EXAMPLES / "phayao.toml"
        generate("otop_district_sales", WORKBOOK, tmp_path, office=office, values=values, pdf=False)
    assert (tmp_path / "พย0019.2-1202-จุน.docx").is_file()


def test_an_answer_by_name_and_by_label_alike(tmp_path: Path) -> None:
    """A fault elsewhere is told as that, though one field is answered in two rows alike."""
    book = openpyxl.load_workbook(TEMPLATES / "memo" / "example.xlsx")
    sheet = book["แบบกรอก"]
    label = load_letter_type(TEMPLATES / "memo").fields["เลขที่"].label
    number = next(row[1].value for row in sheet.iter_rows() if row[0].value == "เลขที่")
    assert label != "เลขที่"
    sheet.append([label, number])
    sheet.append(["ไม่มีช่องนี้", "ก"])
    book.save(tmp_path / "memo.xlsx")
    with pytest.raises(FormError) as caught:
        generate("memo", tmp_path / "memo.xlsx", tmp_path / "out", office=EXAMPLES / "phayao.toml")
    assert ["field-unknown"] == [finding.code for finding in caught.value.findings]
