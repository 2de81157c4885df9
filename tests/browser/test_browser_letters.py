"""The first page as a secretary uses it: from the workbook to the letter that is downloaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect
from printed_tables import PHAYAO, PHAYAO_TOTAL
from service.making_service import changed_book
from serving import NARROW, WAIT, fits, serve
from support import EXAMPLES

from circulars.layout import page_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page
    from serving import Server

pytestmark = pytest.mark.xdist_group("browser")

TITLE: Final = "สรุปยอดจำหน่ายผลิตภัณฑ์ชุมชน (OTOP) รายเดือน"
WORKBOOK: Final = EXAMPLES / "phayao-otop-2568.xlsx"
# The same table with four cells of November as its surviving print shows them, misread.
FAULTY: Final = EXAMPLES / "phayao-otop-2568-as-printed.xlsx"
CURRENT: Final = "ตัวอย่างเป็นปัจจุบัน"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a service of its own: what the letters of others said would be rolled forward."""
    with serve(tmp_path_factory.mktemp("letters")) as running:
        yield running


def begin(page: Page, workbook: Path = WORKBOOK) -> None:
    """Choose the letter type and bring its workbook; then the first preview is there."""
    page.goto("/")
    page.locator("button.type", has_text=TITLE).click()
    page.get_by_label("วางสมุดงาน", exact=False).set_input_files(workbook)
    expect(page.locator(".understood table")).to_be_visible(timeout=WAIT)
    expect(told(page)).to_have_text(CURRENT, timeout=WAIT)


def told(page: Page) -> Locator:
    """Return the line that says how far the preview is."""
    return page.locator("#told")


def fill(page: Page, label: str, text: str) -> None:
    """Type into a field, and wait until the preview shows it."""
    page.get_by_label(label, exact=True).fill(text)
    expect(told(page)).not_to_have_text(CURRENT, timeout=WAIT)
    expect(told(page)).to_have_text(CURRENT, timeout=WAIT)


def downloaded(page: Page, out: Path) -> bytes:
    """Return the PDF of the one letter that the job on this page makes."""
    link = page.get_by_role("link", name=re.compile(r"\.pdf$"))
    expect(link.first).to_be_visible(timeout=WAIT)
    with page.expect_download() as download:
        link.first.click()
    download.value.save_as(out)
    return out.read_bytes()


def test_from_the_workbook_to_the_printed_letter(
    page: Page, shot: Callable[[Page, str], None], tmp_path: Path
) -> None:
    """The workbook of the real letter, its day and number give its text and every figure."""
    begin(page)
    assert 6 == page.locator(".understood th.month").count()
    expect(page.locator(".understood tr.total")).to_contain_text("1,007,442,011")
    fill(page, "วันที่ของหนังสือ", "11/3/68")
    expect(page.locator("#f0-note")).to_contain_text("วันอังคารที่ ๑๑ มีนาคม ๒๕๖๘")
    fill(page, "เลขทะเบียนหนังสือส่ง", "1175")
    expect(page.locator("#issuing")).to_contain_text("พย ๐๐๑๙.๒/ว๑๑๗๕")
    shot(page, "letters-wide")
    page.get_by_role("button", name="ออกหนังสือ", exact=True).click()
    expect(page).to_have_url(re.compile("/jobs/[0-9a-f]{16}"), timeout=WAIT)
    letter, annex = page_texts(downloaded(page, tmp_path / "letter.pdf"))
    for words in ("ที่ พย ๐๐๑๙.๒/ว๑๑๗๕", "๑๑ มีนาคม ๒๕๖๘", "วันจันทร์ที่ ๑๗ มีนาคม ๒๕๖๘", "นายอำเภอทุกอำเภอ"):
        assert words in " ".join(letter.split())
    for row in (PHAYAO + PHAYAO_TOTAL).split():
        assert [] == [cell for cell in row.split("|") if cell not in annex]
    shot(page, "letters-issued-wide")
    page.go_back()
    page.reload()  # the draft knows its job
    expect(page.get_by_role("link", name="ดูหนังสือที่ออกแล้ว")).to_be_visible()


def test_a_faulty_workbook_shows_its_cells_and_holds_the_letter_back(
    page: Page, shot: Callable[[Page, str], None]
) -> None:
    """Cells with faults say why by keyboard too; the letter goes out only when each is waived."""
    begin(page, FAULTY)
    faulty = page.locator("td.faulty.block a")
    assert faulty.count() >= 4
    faulty.first.focus()
    expect(page.locator(".told-cell")).not_to_be_empty()
    shot(page, "letters-faulty-wide")
    page.locator("#findings a.lead").first.click()
    expect(page.locator("td.led")).to_be_in_viewport()
    page.get_by_role("button", name="ออกหนังสือ", exact=True).click()
    expect(page.locator("#stopped")).to_be_visible(timeout=WAIT)
    shot(page, "letters-stopped-wide")
    for box in page.locator(".waivers input").all():
        box.check()
    expect(told(page)).to_have_text(CURRENT, timeout=WAIT)
    assert page.locator(".waivers input").count() == page.locator(".waivers input:checked").count()
    page.get_by_role("button", name="ออกหนังสือ", exact=True).click()
    expect(page).to_have_url(re.compile("/jobs/[0-9a-f]{16}"), timeout=WAIT)


def test_a_finding_leads_to_its_field_and_to_its_place_on_the_page(
    page: Page, shot: Callable[[Page, str], None]
) -> None:
    """Enter on a finding puts the cursor into its field, or marks the place on the page."""
    begin(page)
    on_page = page.locator('#findings a.lead[href^="#place"]').first
    on_page.focus()
    page.keyboard.press("Enter")
    expect(page.locator("rect.led")).to_have_count(1)
    shot(page, "letters-place-wide")
    fill(page, "วันที่ของหนังสือ", "31 ก.พ. 2568")
    field = page.get_by_label("วันที่ของหนังสือ", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    page.locator('#findings a.lead[href="#f0"]').first.focus()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus."""
    for _ in range(120):
        if target.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("Tab does not lead there")


def test_by_keyboard_alone(page: Page) -> None:
    """Everything but the dialogue of the system that chooses a file goes by keyboard."""
    page.goto("/")
    tab_to(page, page.locator("button.type", has_text=TITLE))
    page.keyboard.press("Enter")
    drop = page.get_by_label("วางสมุดงาน", exact=False)
    tab_to(page, drop)
    expect(page.locator(".drop .chooser")).to_have_text("เลือกแฟ้มยังไม่ได้เลือกแฟ้ม")  # in Thai
    drop.set_input_files(WORKBOOK)
    expect(told(page)).to_have_text(CURRENT, timeout=WAIT)
    tab_to(page, page.get_by_label("เรียน", exact=True))
    page.keyboard.type("นายอำเภอเมืองพะเยา")
    expect(told(page)).not_to_have_text(CURRENT, timeout=WAIT)
    expect(told(page)).to_have_text(CURRENT, timeout=WAIT)
    expect(page.get_by_label("เรียน", exact=True)).to_be_focused()
    tab_to(page, page.get_by_role("button", name="ออกหนังสือ", exact=True))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/jobs/[0-9a-f]{16}"), timeout=WAIT)


def test_on_a_telephone(narrow: Page, shot: Callable[[Page, str], None]) -> None:
    """At 390 pixels nothing stands out sideways, and the menu opens."""
    narrow.goto("/")
    assert fits(narrow)
    narrow.get_by_text("เมนู", exact=True).click()
    expect(narrow.get_by_role("link", name="ทำหนังสือ", exact=True)).to_be_visible()
    shot(narrow, "start-narrow")
    begin(narrow)
    assert fits(narrow)
    shot(narrow, "letters-narrow")


def test_without_scripts(open_page: Callable[..., Page], shot: Callable[[Page, str], None]) -> None:
    """Buttons and links do all of it where no script runs."""
    page = open_page(scripts=False)
    page.goto("/")
    page.locator("button.type", has_text=TITLE).click()
    page.get_by_label("วางสมุดงาน", exact=False).set_input_files(WORKBOOK)
    page.get_by_role("button", name="อ่านสมุดงาน").click()
    expect(page.locator(".understood table")).to_be_visible(timeout=WAIT)
    page.get_by_label("เรียน", exact=True).fill("นายอำเภอปง")
    page.get_by_role("button", name="ปรับตัวอย่าง").click()
    expect(page.locator(".paper img").first).to_be_visible(timeout=WAIT)
    expect(page.get_by_label("เรียน", exact=True)).to_have_value("นายอำเภอปง")
    shot(page, "letters-scriptless")
    page.get_by_role("button", name="ใช้ค่าที่เสนอใน เรียน").click()
    expect(page.get_by_label("เรียน", exact=True)).not_to_have_value("นายอำเภอปง", timeout=WAIT)
    page.get_by_role("button", name="ออกหนังสือ", exact=True).click()
    expect(page).to_have_url(re.compile("/jobs/[0-9a-f]{16}"), timeout=WAIT)


def test_two_tabs_lose_nothing(page: Page) -> None:
    """What each of two tabs changes stays, and each comes to show what the other said."""
    begin(page)
    other = page.context.new_page()
    other.goto(page.url)
    expect(told(other)).to_have_text(CURRENT, timeout=WAIT)
    fill(page, "เรียน", "นายอำเภอแม่ใจ")
    fill(other, "เรื่อง", "ขอให้ตรวจสอบข้อมูล")
    expect(other.get_by_label("เรียน", exact=True)).to_have_value("นายอำเภอแม่ใจ")
    page.reload()
    expect(page.get_by_label("เรียน", exact=True)).to_have_value("นายอำเภอแม่ใจ")
    expect(page.get_by_label("เรื่อง", exact=True)).to_have_value("ขอให้ตรวจสอบข้อมูล")


def test_after_a_refused_file_the_page_goes_on(page: Page, tmp_path: Path) -> None:
    """A file that is no workbook is told at its place; preview and address stay usable."""
    begin(page)
    draft = page.url
    wrong = tmp_path / "ยอด.csv"
    wrong.write_text("อำเภอ,ยอด\nจุน,1\n", encoding="utf-8")
    page.get_by_label("วางสมุดงาน", exact=False).set_input_files(wrong)
    expect(page.locator("#workbook-refused")).to_be_visible(timeout=WAIT)
    expect(told(page)).to_have_text(CURRENT, timeout=WAIT)
    assert draft == page.url  # to be loaded again, or kept for tomorrow
    fill(page, "เรียน", "นายอำเภอปง")


def test_a_word_among_figures_is_seen_on_its_page(
    page: Page, tmp_path: Path, shot: Callable[[Page, str], None]
) -> None:
    """The letter is shown with the word marked where it is printed, and as not to be issued."""
    begin(page, changed_book(tmp_path / "ยอด.xlsx", {"G9": "รอข้อมูล"}))
    expect(page.locator(".pages.lost figure")).to_have_count(2)
    page.locator("#findings .finding.block .hint a.lead").first.click()
    expect(page.locator("#page-2 rect.led")).to_have_count(1)
    shot(page, "letters-lost-wide")
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    assert fits(page)
    shot(page, "letters-lost-narrow")
    page.get_by_role("button", name="ออกหนังสือ", exact=True).click()
    expect(page.locator("#stopped")).to_be_visible(timeout=WAIT)


def test_a_preview_that_is_not_as_the_form_says_is_dimmed(page: Page) -> None:
    """From the first key the old pages are told to be old, also where saving fails."""
    begin(page)
    field = page.get_by_label("เรียน", exact=True)
    page.route("**/answers", lambda route: route.abort())
    field.fill("นายอำเภอปง")
    expect(told(page)).to_contain_text("ตัวอย่างยังไม่ปรับ", timeout=WAIT)
    expect(page.locator("form#letter[data-stale]")).to_have_count(1)
    page.unroute("**/answers")
    page.get_by_role("button", name="ปรับตัวอย่าง").click()
    expect(told(page)).to_have_text(CURRENT, timeout=WAIT)
    expect(page.locator("form#letter[data-stale]")).to_have_count(0)
