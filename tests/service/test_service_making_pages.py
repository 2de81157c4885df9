"""What the page that makes letters shows: preview, order, pictures."""

from __future__ import annotations

import zipfile
from http import HTTPStatus
from typing import TYPE_CHECKING

import docx
import pytest
from support import EXAMPLES

from circulars import load_letter_type
from circulars.model.errors import TemplateError
from circulars.model.findings import Level
from circulars.register import Request, Series
from circulars.service.jobs.orders import JobState
from circulars.service.letter_types.served import served_type
from circulars.service.making.material import Material
from circulars.service.making.ordering import order_of
from circulars.service.making.pictures import make_type_picture, page_image, type_picture
from circulars.service.making.stand_ins import DOTS
from circulars.service.places import OfficeFolder, new_id
from circulars.service.refusals import RefusedError
from circulars.service.tasks.fill import fill
from circulars.service.tasks.preview import preview
from service.making_service import (
    AS_PRINTED,
    BOOK,
    DAY,
    EACH,
    SHEET,
    changed_book,
    found,
)
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from circulars.service.making.shown import FieldShown
    from service.making_service import Desk

pytestmark = pytest.mark.xdist_group("making")


# ---- the preview


def test_the_preview_is_the_letter(desk: Desk) -> None:
    """The letter comes with its annex as pages; nothing holds the one of the example back."""
    shown = desk.preview(desk.draft(answers={"เลขที่": "1175"}))
    assert ("พย ๐๐๑๙.๒/ว๑๑๗๕", 1, False) == (shown.number, shown.letters, shown.is_held)
    upright, wide = shown.pages
    assert (910, 1287) == (upright.width, upright.height)  # A4 at 110 dots to the inch
    assert (1287, 910) == (wide.width, wide.height)
    for page in shown.pages:
        assert page_image(desk.office, page.image).read_bytes().startswith(b"\x89PNG")


def take(desk: Desk, day: dt.date) -> int:
    """Return the number that somebody else takes for a circular of `day`."""
    request = Request(owner="พย 0019.2", date=day, series=Series.CIRCULAR, subject="เรื่องอื่น")
    with desk.service.registers.lent(desk.office) as register:
        return register.by("สมชาย").take(request).number.serial


def test_the_next_number_is_shown_and_not_taken(desk: Desk) -> None:
    """Looking at a letter takes no number, however often; one taken meanwhile shows at once."""
    draft = desk.draft()
    taken = take(desk, DAY.date())
    after = [to_thai_digits(f"พย 0019.2/ว{taken + further}") for further in (1, 2)]
    assert [after[0]] * 2 == [desk.preview(draft).number for _ in range(2)]
    take(desk, DAY.date())
    assert after[1] == desk.preview(draft).number
    assert to_thai_digits(str(taken + 2)) == desk.form(draft)["เลขที่"].derived
    assert "" == desk.preview(draft, number=False).number


def test_a_year_that_gives_no_numbers_is_told_before(desk: Desk) -> None:
    """A letter of a year not begun while the last is open says so, and can begin it by name."""
    take(desk, DAY.date())
    draft = desk.draft(answers={"วันที่": "9 มกราคม 2569", "เดือนรายงาน": "ม.ค. 69"})
    shown = desk.preview(draft)
    assert ("", True) == (shown.number, "year-open" in found(shown))
    codes = {f.finding.code for f in shown.findings if f.finding.level is Level.BLOCK}
    draft = desk.drafts.say(draft.id, {}, codes)
    order = order_of(desk.service, desk.office, draft, take_number=True)
    assert (True, codes - {"year-open"}) == (order.new_year, set(order.allow))
    shown = desk.preview(draft)
    assert ("พย ๐๐๑๙.๒/ว๑", False) == (shown.number, shown.is_held)


def test_a_finding_about_a_cell_leads_to_the_cell(desk: Desk) -> None:
    """A click on what is wrong with a figure leads to the cell of the workbook."""
    shown = desk.preview(desk.draft(book=AS_PRINTED))
    assert shown.is_held
    assert f"{SHEET}!J8" == found(shown)["row-total-mismatch"].target.cell
    assert 2 == len(shown.pages)  # the letter can be seen all the same


def test_a_finding_about_words_leads_to_the_words(desk: Desk) -> None:
    """A click on what is wrong with a date leads to the date on its page, low on page 1."""
    target = found(desk.preview(desk.draft()))["deadline-within-month"].target
    assert 1 == target.page
    assert target.box is not None
    assert 0.5 < target.box.y < 0.7
    assert 0.02 > target.box.height - 0.0125 > 0  # one line


def test_a_finding_about_an_answer_leads_to_its_field(desk: Desk) -> None:
    """A click on a wrong answer leads to the field, and the letter is drawn without it."""
    shown = desk.preview(desk.draft(answers={"กำหนดแก้ไข": "วันจันทร์ที่ 14 มีนาคม 2568"}))
    fault = found(shown)["field-unreadable"]
    assert ("กำหนดแก้ไข", True) == (fault.target.field, shown.is_held)
    assert len(shown.pages) == 2


def test_missing_answers_leave_room_on_the_page_alone(desk: Desk) -> None:
    """A letter is to be seen before all is typed; what is missing is dots, never in an order."""
    draft = desk.draft("external_letter", None, {"เรื่อง": "ขอเชิญประชุม"})
    shown = desk.preview(draft)
    assert {"field-missing"} == {
        each.finding.code for each in shown.findings if each.finding.level is Level.BLOCK
    }
    assert {"เรียน", "ข้อความ"} <= {each.target.field for each in shown.findings}
    assert (True, 1) == (shown.is_held, len(shown.pages))
    assert not any("--" in each.finding.hint for each in shown.findings)  # nobody has a command
    assert not any(DOTS in field.value + field.derived for field in desk.form(draft).values())
    job = desk.made(draft)
    assert JobState.FAILED is job.state
    assert "field-missing" in [finding.code for finding in job.findings]


def test_a_waived_code_holds_nothing_back(desk: Desk) -> None:
    """A code waived by name lets the letter pass."""
    draft = desk.draft(book=AS_PRINTED)
    codes = [
        each.finding.code
        for each in desk.preview(draft).findings
        if each.finding.level is Level.BLOCK
    ]
    assert not desk.preview(desk.drafts.say(draft.id, {}, codes)).is_held


def test_a_lost_figure_is_seen_on_the_page_and_never_goes_out(desk: Desk, tmp_path: Path) -> None:
    """A word among figures stands marked on its page; waiving it neither helps nor is ordered."""
    wrong = changed_book(tmp_path / "ยอด.xlsx", {"G9": "รอข้อมูล"})
    draft = desk.drafts.say(desk.draft(book=wrong).id, {}, ["number-unreadable"])
    shown = desk.preview(draft)
    assert (True, 2) == (shown.is_held, len(shown.pages))
    target = found(shown)["number-unreadable"].target
    assert (f"{SHEET}!G9", 2) == (target.cell, target.page)
    assert target.box is not None
    job = desk.made(draft, take_number=False)
    assert (JobState.FAILED, 0) == (job.state, len(job.files))


def test_formulas_without_values_show_the_letter_with_empty_cells(desk: Desk) -> None:
    """A workbook that nothing has calculated shows its letter, held back whatever is waived."""
    lost = desk.draft(book=EXAMPLES / "phayao-otop-2568-no-cached-values.xlsx")
    shown = desk.preview(desk.drafts.say(lost.id, {}, ["uncalculated-formula"]))
    assert (True, 2) == (shown.is_held, len(shown.pages))


def test_a_code_to_scan_is_seen_before_its_address_is_typed(desk: Desk) -> None:
    """A letter with a QR code is drawn before anything is typed, and asks for its fields alone."""
    shown = desk.preview(desk.draft("indicator_guidance", None))
    blocks = [each for each in shown.findings if each.finding.level is Level.BLOCK]
    assert {"field-missing"} == {each.finding.code for each in blocks}
    assert "ลิงก์เอกสาร" in {each.target.field for each in blocks}
    assert 2 == len(shown.pages)


def test_findings_call_fields_as_the_page_does(desk: Desk) -> None:
    """A field is named by the label that stands above it on the page."""
    shown = desk.preview(desk.draft(answers={"กำหนดแก้ไข": "วันจันทร์ที่ 14 มีนาคม 2568"}))
    fault = found(shown)["field-unreadable"]
    assert ("กำหนดแก้ไข", "ช่อง วันสุดท้ายของการแก้ไขข้อมูล") == (fault.target.field, fault.finding.where)


def test_the_first_number_of_a_book_is_told(desk: Desk) -> None:
    """An office that has numbered letters before is told that its register begins at one."""
    draft = desk.draft()
    number = desk.preview(draft).number
    assert number.endswith("/ว๑") is desk.preview(draft).is_first
    take(desk, DAY.date())
    assert not desk.preview(draft).is_first


def test_a_number_typed_beside_the_register_is_told(desk: Desk) -> None:
    """A number that other letters have or will get is told; of a book not in use it is not."""
    last_year = desk.preview(desk.draft(answers={"เลขที่": "1", "วันที่": "12 มีนาคม 2567"}))
    assert "number-by-hand" not in found(last_year)
    taken = take(desk, DAY.date())
    for serial, words in (
        (taken, "อาจเป็นของหนังสืออื่น"),
        (taken + 1, "ยังให้เลขนี้แก่หนังสืออื่นได้"),
        (taken + 2, "จึงจดลงทะเบียนไม่ได้"),
    ):
        shown = desk.preview(desk.draft(answers={"เลขที่": str(serial)}))
        told = found(shown)["number-by-hand"]
        assert (shown.to_enter is None) is (serial == taken + 2)
        assert words in told.finding.message
        assert (Level.WARN, "เลขที่") == (told.finding.level, told.target.field)
    assert "number-by-hand" not in found(desk.preview(desk.draft()))


def test_letters_to_each_are_seen_one_by_one(desk: Desk) -> None:
    """Each recipient's letter has its place, name and number; beyond the last is the last."""
    draft = desk.draft(EACH)
    first, second = desk.preview(draft), desk.preview(draft, 1)
    assert (9, "เมืองพะเยา", "จุน") == (first.letters, first.recipient, second.recipient)
    assert ("เมืองพะเยา", "จุน", "เชียงคำ") == first.recipients[:3]
    serials = [int(shown.number.rpartition("/")[2]) for shown in (first, second)]
    assert serials[0] + 1 == serials[1]
    last = desk.preview(draft, 10_000)
    assert (8, "ภูกามยาว") == (last.place, last.recipient)


def test_a_fault_of_one_recipient_holds_back_that_letter(desk: Desk, tmp_path: Path) -> None:
    """A figure wrong in one row is told with that recipient's letter, and holds no other back."""
    wrong = changed_book(tmp_path / "ยอด.xlsx", {"E8": "ห้าสิบล้าน"})
    draft = desk.draft(EACH, wrong)
    held = [desk.preview(draft, place).is_held for place in range(2)]
    assert [False, True] == held


def test_one_letter_to_all_is_one_letter(desk: Desk) -> None:
    """Asked to send one letter to all, there is one place and nobody's name."""
    shown = desk.preview(desk.draft(EACH, answers={"การส่ง": "ทุกรายในฉบับเดียว"}))
    assert (1, "") == (shown.letters, shown.recipient)


def test_a_letter_without_its_workbook_says_what_is_missing(desk: Desk) -> None:
    """Before a workbook is there, one finding says so; the empty stand-in is not mentioned."""
    shown = desk.preview(desk.draft(book=None))
    assert (["draft-no-workbook"], ()) == (
        [each.finding.code for each in shown.findings],
        shown.pages,
    )


def test_an_office_without_a_profile_is_told_so(desk: Desk) -> None:
    """Nobody has filled in the office yet: the form is there, and the preview says what to do."""
    draft = desk.draft()
    profile = desk.office.profile
    aside = profile.rename(profile.with_suffix(".aside"))
    try:
        assert "วันที่" in desk.form(draft)
        assert ["office-empty"] == [each.finding.code for each in desk.preview(draft).findings]
        with pytest.raises(RefusedError):
            desk.made(draft)
    finally:
        aside.rename(profile)


# ---- the order


def test_the_order_says_what_the_form_says(desk: Desk) -> None:
    """Letters are made from what the form shows; the register gives the number."""
    serial = take(desk, DAY.date()) + 1
    answers = {"วันที่": "12 มี.ค. 68", "เรียน": "ปลัดจังหวัด"}
    job = desk.made(desk.draft(answers=answers))
    assert (JobState.DONE, True) == (job.state, job.order.take_number)
    assert answers.items() <= job.order.values.items()
    assert f"พย0019.2-ว{serial}.pdf" in job.files


def test_a_typed_number_goes_before_the_register(desk: Desk) -> None:
    """Where a number was typed the register gives none, and the letter has the typed one."""
    job = desk.made(desk.draft(answers={"เลขที่": "865"}))
    assert (False, JobState.DONE) == (job.order.take_number, job.state)
    assert "พย0019.2-ว865.docx" in job.files


def test_without_a_number_its_place_is_left_to_the_pen(desk: Desk) -> None:
    """Who wants no number yet gets a letter with room for it."""
    job = desk.made(desk.draft(), take_number=False)
    assert (JobState.DONE, "") == (job.state, job.order.values["เลขที่"])


# ---- pictures and other types


@pytest.mark.parametrize("name", ["../draft", "x" * 64, "0" * 64, ""])
def test_no_other_file_is_shown_as_a_page(desk: Desk, name: str) -> None:
    """Only what is in the cache under its digest is a page."""
    with pytest.raises(RefusedError) as caught:
        page_image(desk.office, name)
    assert HTTPStatus.NOT_FOUND == caught.value.status


def test_a_page_of_another_office_is_not_shown(desk: Desk) -> None:
    """Who knows the name of a page sees it in its own office alone."""
    (page, *_) = desk.preview(desk.draft()).pages
    other = OfficeFolder(desk.office.root.parent / new_id())
    with pytest.raises(RefusedError):
        page_image(other, page.image)


def test_a_type_is_pictured_once(desk: Desk) -> None:
    """The picture of a type is made for a version, and then taken from the cache."""
    kind = served_type(desk.office, "memo")
    path = make_type_picture(desk.service, desk.office, kind)
    made = path.stat().st_mtime_ns
    assert path.read_bytes().startswith(b"\x89PNG")
    assert made == make_type_picture(desk.service, desk.office, kind).stat().st_mtime_ns


def test_a_type_that_cannot_be_pictured_is_tried_once(desk: Desk, tmp_path: Path) -> None:
    """A gallery asks for a picture again and again: what cannot be made is told from then on."""
    folder = bare(tmp_path, "ด้วย {{ ชื่อ | วันที่ไทย }}").letter_type  # no invented text is a day
    refused = []
    for _ in range(2):
        tasks = desk.service.workshop.tasks.tasks.total()
        with pytest.raises(RefusedError) as caught:
            type_picture(desk.service, desk.office, load_letter_type(folder))
        refused.append((caught.value.findings, desk.service.workshop.tasks.tasks.total() - tasks))
    (first, tried), (second, again) = refused
    assert ("letter-type-unpictured", first) == (first[0].code, second)
    assert (1, 0) == (tried, again)


def bare(folder: Path, *paragraphs: str) -> Material:
    """Return what a worker is given of a type that is a DOCX alone, by its paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(folder / "letter.docx"))
    return Material(
        letter_type=folder,
        version=str(paragraphs),
        office=EXAMPLES / "phayao.toml",
        office_mark="",
        workbook=None,
        digest="",
        today=DAY.date(),
    )


def test_a_bare_template_has_the_form_that_it_asks_for(desk: Desk, tmp_path: Path) -> None:
    """A Word file alone is a type: its names are fields, and it is drawn with room in them."""
    material = bare(tmp_path, "ที่ {{ ที่ }}", "เรียน {{ ชื่อ }}", "ด้วย {{ เนื้อความ }}")
    fields: tuple[FieldShown, ...] = desk.service.workshop.do(fill, material)
    assert {"วันที่", "เลขที่", "ชื่อ", "เนื้อความ"} < {field.name for field in fields}
    drawn = desk.service.workshop.do(preview, material, 0, True)
    assert 1 == len(drawn.images)
    assert {"ชื่อ", "เนื้อความ"} <= {each.target.field for each in drawn.preview.findings}


def test_a_broken_template_is_told_and_not_drawn(desk: Desk, tmp_path: Path) -> None:
    """A tag that cannot be read is refused with its findings: there is no form to be shown."""
    material = bare(tmp_path, "เรียน {{ ชื่อ", "{% if %}")
    with pytest.raises(TemplateError) as caught:
        desk.service.workshop.do(fill, material)
    assert caught.value.findings


def test_a_workbook_that_would_unpack_to_gigabytes_is_refused(desk: Desk, tmp_path: Path) -> None:
    """Entities that multiply are not unpacked: the workbook is refused, and the next one read."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE worksheet [<!ENTITY a0 "ฮา">{laughs}]><worksheet>&a9;</worksheet>'
    path = tmp_path / "ฮา.xlsx"
    with zipfile.ZipFile(BOOK) as whole, zipfile.ZipFile(path, "w") as changed:
        for name in whole.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            changed.writestr(name, bomb if is_sheet else whole.read(name))
    book = desk.understood(desk.draft(book=path))
    assert ((), True) == (book.tables, bool(book.findings))
    assert desk.understood(desk.draft()).tables


def test_looking_changes_nothing(desk: Desk) -> None:
    """Looking at a letter changes nothing in the draft's folder."""
    draft = desk.draft()
    folder = desk.office.drafts / draft.id
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    desk.preview(draft)
    assert before == {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
