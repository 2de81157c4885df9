"""What the page that makes letters shows: workbook, form, preview, order."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import docx
import pytest
from printed_tables import PHAYAO, PHAYAO_TOTAL
from support import EXAMPLES, TEMPLATES

from circulars import load_letter_type
from circulars.model.errors import TemplateError
from circulars.model.findings import Level
from circulars.register import Request, Series
from circulars.service.jobs.orders import JobState
from circulars.service.letter_types.served import served_type
from circulars.service.making.material import Material
from circulars.service.making.ordering import order_of
from circulars.service.making.pictures import make_type_picture, page_image, type_picture
from circulars.service.making.shown import FieldShown, Origin
from circulars.service.making.stand_ins import DOTS
from circulars.service.places import OfficeFolder, new_id
from circulars.service.refusals import RefusedError
from circulars.service.tasks.fill import fill
from circulars.service.tasks.preview import preview
from service.making_service import BOOK, DAY, EACH, SHEET, changed_book, found, open_desk
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from service.making_service import Desk

pytestmark = pytest.mark.xdist_group("making")
AS_PRINTED = EXAMPLES / "phayao-otop-2568-as-printed.xlsx"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open one service for all tests of this module: its processes stay warm."""
    with open_desk(tmp_path_factory.mktemp("data")) as desk:
        yield desk


@pytest.fixture
def desk(opened: Desk) -> Desk:
    """Return the service on the day of the printed letter."""
    opened.now = DAY
    return opened


# ---- the workbook as it was understood


def test_the_table_is_shown_as_it_was_printed(desk: Desk) -> None:
    """Every figure of the workbook is shown as on the printed letter, with its total row."""
    (table,) = desk.understood(desk.draft()).tables
    rows = ["|".join(cell.text for cell in row) for row in table.rows]
    assert PHAYAO.strip().splitlines() == rows
    assert table.total is not None
    assert PHAYAO_TOTAL == "|".join(cell.text for cell in table.total)


def test_the_head_is_a_tree_with_its_months(desk: Desk) -> None:
    """A group heading spans its months; the others reach down both rows of the head."""
    (table,) = desk.understood(desk.draft()).tables
    top, bottom = table.head
    spans = [(cell.column_span, cell.row_span) for cell in top]
    assert [(1, 2), (1, 2), (1, 2), (6, 1), (1, 2), (1, 2), (1, 2), (1, 2)] == spans
    months = ["ต.ค.-67", "พ.ย.-67", "ธ.ค.-67", "ม.ค.-68", "ก.พ.-68", "มี.ค.-68"]
    assert months == [cell.text for cell in bottom if cell.is_month]
    assert not any(cell.is_month for cell in top)


def test_faults_stand_in_their_cells(desk: Desk) -> None:
    """What the surviving print has wrong is marked: four totals of a row, one sign, one column."""
    book = desk.understood(desk.draft(book=AS_PRINTED))
    marked = {
        cell.place.removeprefix(f"{SHEET}!")
        for table in book.tables
        for row in (*table.rows, table.total or ())
        for cell in row
        if any(book.findings[number].level is Level.BLOCK for number in cell.findings)
    }
    assert {"J8", "J12", "J13", "J14", "K15", "E16"} == marked


def test_a_text_among_figures_is_shown_where_it_stands(desk: Desk, tmp_path: Path) -> None:
    """A table with a figure lost is shown all the same: its cell says what is wrong."""
    broken = changed_book(tmp_path / "ยอด.xlsx", {"E9": "สามสิบแปดล้าน"})
    book = desk.understood(desk.draft(book=broken))
    cells = [cell for row in book.tables[0].rows for cell in row if cell.findings]
    codes = {cell.place: [book.findings[number].code for number in cell.findings] for cell in cells}
    assert "number-unreadable" in codes[f"{SHEET}!E9"]
    assert "สามสิบแปดล้าน" in [cell.text for cell in cells]


def test_formulas_never_calculated_are_marked_one_by_one(desk: Desk) -> None:
    """A finding about several ranges marks every cell of them, in the total row too."""
    book = desk.understood(desk.draft(book=EXAMPLES / "phayao-otop-2568-no-cached-values.xlsx"))
    number = [finding.code for finding in book.findings].index("uncalculated-formula")
    (table,) = book.tables
    marked = [
        cell.place.removeprefix(f"{SHEET}!")
        for row in (*table.rows, table.total or ())
        for cell in row
        if number in cell.findings
    ]
    rows = [f"{letter}{row}" for row in range(7, 16) for letter in "CJKL"]
    assert sorted([*rows, *(f"{letter}16" for letter in "CDEFGHJKL")]) == sorted(marked)


def test_a_table_without_its_column_is_shown_as_it_is(desk: Desk, tmp_path: Path) -> None:
    """Where a heading is misspelt the findings name it, and the table is there to be compared."""
    renamed = changed_book(tmp_path / "ยอด.xlsx", {"J5": "ยอดทั้งหมด"})
    book = desk.understood(desk.draft(book=renamed))
    assert "column-missing" in [finding.code for finding in book.findings]
    assert ["เมืองพะเยา"] == [row[1].text for row in book.tables[0].rows[:1]]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 no workbook", b"<html>", b"\x00" * 4000], ids=len
)
def test_what_is_no_workbook_gives_findings_alone(
    desk: Desk, tmp_path: Path, content: bytes
) -> None:
    """A file that cannot be read is told in Thai, with a way out, and shows no table."""
    path = tmp_path / "สรุป.xlsx"
    path.write_bytes(content)
    book = desk.understood(desk.draft(book=path))
    assert ((), True) == (book.tables, bool(book.findings))
    assert all("สรุป.xlsx" in finding.where and finding.hint for finding in book.findings)


def test_another_workbook_shows_what_it_has(desk: Desk) -> None:
    """A workbook of another kind of letter is told apart by the columns that it lacks."""
    book = desk.understood(desk.draft(book=EXAMPLES / "phayao-indicators-2568.xlsx"))
    assert any(finding.level is Level.BLOCK for finding in book.findings)


# ---- the form


def test_the_form_comes_filled_in(desk: Desk) -> None:
    """Today's date, the first signatory and the next number are proposed, the rest is derived."""
    form = desk.form(desk.draft())
    told = {name: (field.value, field.origin) for name, field in form.items()}
    assert ("๑๑ มีนาคม ๒๕๖๘", Origin.PROPOSED) == told["วันที่"]
    assert ("ผู้รักษาราชการแทนพัฒนาการจังหวัด", Origin.PROPOSED) == told["ผู้ลงนาม"]
    assert ("", Origin.PROPOSED) == told["เลขที่"]
    assert ("", Origin.DERIVED) == told["กำหนดแก้ไข"]
    derived = {name: field.derived for name, field in form.items()}
    assert "มีนาคม ๒๕๖๘" == derived["เดือนรายงาน"]  # the first month without figures
    assert "๑๗ มีนาคม ๒๕๖๘" == derived["กำหนดแก้ไข"]
    assert "นายอำเภอทุกอำเภอ" == derived["เรียน"]
    assert derived["เรื่อง"].endswith("ประจำปีงบประมาณ พ.ศ. ๒๕๖๘")


def test_what_is_derived_follows_what_is_typed(desk: Desk) -> None:
    """A field that follows from another says so at once."""
    form = desk.form(desk.draft(answers={"เดือนรายงาน": "ต.ค. 68"}))
    assert (Origin.TYPED, "ต.ค. 68") == (form["เดือนรายงาน"].origin, form["เดือนรายงาน"].value)
    assert "๒๕๖๙" == form["ปีงบประมาณ"].derived  # October begins the fiscal year


def test_a_field_that_nothing_derives_must_be_filled_in(desk: Desk) -> None:
    """Required is what the letter cannot be made without: not what the type derives."""
    form = desk.form(
        desk.draft("online_market_targets", TEMPLATES / "online_market_targets" / "example.xlsx")
    )
    assert {"วันที่", "กำหนดสำรวจ", "กำหนดรายงาน"} < {
        name for name, field in form.items() if field.required
    }
    assert not form["ร้อยละรายได้"].required
    assert not form["เลขที่"].required


def test_the_workbooks_own_form_is_used(desk: Desk) -> None:
    """The sheet แบบกรอก of the workbook fills the form; what is typed goes before it."""
    memo = TEMPLATES / "memo" / "example.xlsx"
    draft = desk.draft("memo", memo, {"เรื่อง": "ขอเชิญประชุม"})
    form = desk.form(draft)
    assert Origin.WORKBOOK is form["ข้อความ"].origin
    assert ("ขอเชิญประชุม", Origin.TYPED) == (form["เรื่อง"].value, form["เรื่อง"].origin)


def test_sending_the_form_as_it_stands_changes_nothing(desk: Desk) -> None:
    """A browser without scripts sends all fields: what was proposed is not taken as typed."""
    draft = desk.draft()
    before = desk.form(draft)
    sent = {name: field.value.replace("\n", "\r\n") for name, field in before.items()}
    after = desk.form(desk.drafts.say(draft.id, sent))
    chosen = {name for name, field in before.items() if "" in field.choices}
    assert {n: f for n, f in before.items() if n not in chosen} == {
        n: f for n, f in after.items() if n not in chosen
    }


# ---- last month's letter


@pytest.fixture(scope="module")
def march(opened: Desk) -> str:
    """Return the id of the job that made the letter of March."""
    opened.now = DAY
    draft = opened.draft(
        answers={
            "กำหนดแก้ไข": "วันศุกร์ที่ 14 มีนาคม 2568",
            "เรื่อง": "รายงานประจำเดือนมีนาคม 2568",
            "เรียน": "นายอำเภอทุกท่าน",
        }
    )
    job = opened.made(draft)
    assert (JobState.DONE, ()) == (job.state, job.held)
    return job.id


@pytest.mark.usefixtures("march")
def test_last_months_answers_move_forward(desk: Desk) -> None:
    """A month later months move on, and a deadline in the Songkran holidays goes behind them."""
    desk.now = DAY.replace(month=4, day=9)
    form = desk.form(desk.draft())
    rolled = {n: f.value for n, f in form.items() if f.origin is Origin.ROLLED}
    assert "รายงานประจำเดือนเมษายน 2568" == rolled["เรื่อง"]
    assert "นายอำเภอทุกท่าน" == rolled["เรียน"]
    # 14 and 15 April 2568 are Songkran, 16 April a substitute for Sunday the 13th
    assert "วันพฤหัสบดีที่ 17 เมษายน 2568" == rolled["กำหนดแก้ไข"]
    assert "วันสงกรานต์" in form["กำหนดแก้ไข"].why
    assert form["เรียน"].why.startswith("ใช้ค่าเดิมจากหนังสือเดือนมีนาคม 2568")
    assert "๙ เมษายน ๒๕๖๘" == form["วันที่"].value  # of the day, not moved


def test_the_job_before_is_the_one_that_was_chosen(desk: Desk, march: str) -> None:
    """A draft after a chosen job is filled from that job; one of another office is not found."""
    chosen = replace(desk.draft(), after=march)
    assert Origin.ROLLED is desk.form(chosen)["เรียน"].origin
    with pytest.raises(RefusedError) as caught:
        desk.form(replace(chosen, after=new_id()))
    assert HTTPStatus.NOT_FOUND == caught.value.status


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
    """A code waived by name lets the letter pass; one that loses a figure cannot be waived."""
    draft = desk.draft(book=AS_PRINTED)
    codes = [
        each.finding.code
        for each in desk.preview(draft).findings
        if each.finding.level is Level.BLOCK
    ]
    assert not desk.preview(desk.drafts.say(draft.id, {}, codes)).is_held
    lost = desk.draft(book=EXAMPLES / "phayao-otop-2568-no-cached-values.xlsx")
    shown = desk.preview(desk.drafts.say(lost.id, {}, ["uncalculated-formula"]))
    assert (True, ()) == (shown.is_held, shown.pages)


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
