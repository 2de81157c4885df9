"""The office page in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from serving import NARROW, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page
    from serving import Server

    from circulars.service.places import OfficeFolder

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def editing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a service whose office these tests may change."""
    with serve(tmp_path_factory.mktemp("editing")) as server:
        yield server


def saved(office: OfficeFolder) -> str:
    """Return the profile as it lies on the disk."""
    return office.profile.read_text(encoding="utf-8")


def test_a_signatory_is_added_and_reads_right(
    editing: Server, open_page: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    """Who signs is added in the form, seen as it will read, and written; comments stay."""
    page = open_page(url=editing.url)
    page.goto("/office")
    shot(page, "office-wide")
    page.get_by_role("button", name="เพิ่มผู้ลงนาม").click()
    expect(page.locator("[id='signatories.3.key']")).to_be_focused()
    page.keyboard.type("ปลัดจังหวัด")
    row = page.get_by_role("group", name="ผู้ลงนามที่ 4")
    row.get_by_label("ชื่อ", exact=True).fill("นางวารี ใสสะอาด")
    row.get_by_label("ตำแหน่ง บรรทัดที่ 1").fill("ปลัดจังหวัดพะเยา")
    row.get_by_label("คำแสดงอำนาจ").fill("รักษาราชการแทน")
    expect(row.locator(".signature")).to_contain_text("(นางวารี ใสสะอาด)")
    expect(row.locator(".signature")).to_contain_text("ปลัดจังหวัดพะเยา รักษาราชการแทน")
    page.get_by_label("ชื่อที่ทำการในหัวหนังสือ").focus()
    page.keyboard.press("Enter")  # saves, as in any form
    expect(page.get_by_role("status")).to_have_text("บันทึกแล้ว")
    assert 'name = "นางวารี ใสสะอาด"' in saved(editing.office)
    assert "# ชื่อบุคคลในตัวอย่างนี้เป็นชื่อสมมุติ" in saved(editing.office)


def test_faults_stand_at_their_fields(
    editing: Server, open_page: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    """What is wrong is said above and at its field; what was typed stays, nothing is saved."""
    before = saved(editing.office)
    page = open_page(url=editing.url)
    page.goto("/office")
    page.get_by_label("ออกหนังสือในนาม").fill("")
    page.get_by_label("วันหยุดเพิ่มเติม").fill("31 เมษายน 2568")
    page.get_by_label("โทรศัพท์").first.fill("โทร. 1")
    page.get_by_role("button", name="บันทึก").first.click()
    shot(page, "office-faults-wide")
    alert = page.get_by_role("alert")
    alert.get_by_role("link", name="วันหยุดเพิ่มเติม").click()
    expect(page.locator("#closed")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("โทรศัพท์").first).to_have_value("โทร. 1")
    assert before == saved(editing.office)


def test_two_people_save_at_once(
    editing: Server, open_page: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    """Who saves second is told where the two differ, and loses nothing."""
    one, two = open_page(url=editing.url), open_page(url=editing.url)
    one.goto("/office")
    two.goto("/office")
    one.get_by_label("กลุ่มงาน").first.fill("กลุ่มงานหนึ่ง")
    one.get_by_role("button", name="บันทึก").first.click()
    two.get_by_label("กลุ่มงาน").first.fill("กลุ่มงานสอง")
    two.get_by_role("button", name="บันทึก").first.click()
    expect(two.get_by_role("alert")).to_contain_text("ส่วนที่ต่างจากฉบับล่าสุด: กลุ่มงาน")
    expect(two.get_by_label("กลุ่มงาน").first).to_have_value("กลุ่มงานสอง")
    shot(two, "office-conflict-wide")
    two.get_by_role("button", name="บันทึกทับ").first.click()
    expect(two.get_by_role("status")).to_have_text("บันทึกแล้ว")
    assert 'group = "กลุ่มงานสอง"' in saved(editing.office)
    two.get_by_role("link", name="ฉบับก่อน ๆ").click()
    shot(two, "office-history-wide")
    two.get_by_role("button", name="นำฉบับที่ 1 กลับมาใช้").click()
    expect(two.get_by_label("กลุ่มงาน").first).to_have_value("กลุ่มงานส่งเสริมการพัฒนาชุมชน")


def test_the_office_on_a_telephone(
    editing: Server, open_page: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    """At 390 pixels nothing but the tables' own boxes scrolls sideways, without scripts too."""
    page = open_page(size=NARROW, url=editing.url, scripts=False)
    for path, name in (("/office", "office"), ("/office/history", "office-history")):
        page.goto(path)
        shot(page, f"{name}-narrow")
        box = page.locator("main").bounding_box()
        assert box is not None
        assert 390 >= box["x"] + box["width"]
