"""A letter type in a browser: uploaded with faults, corrected, looked at, published, used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from playwright.sync_api import expect
from serving import NARROW, WAIT, WIDE, fits
from support import EXAMPLES, TEMPLATES, document_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")

SALES = TEMPLATES / "otop_monthly_sales"
FAULTS = "ภายใน{{ กำหนดสงรายงาน | วันที่เตม }}"


def spoilt(path: Path) -> Path:
    """Write the template of the sales letter with two slips at its end."""
    document = Document(str(SALES / "letter.docx"))
    document.add_paragraph(FAULTS)
    document.save(str(path))
    return path


def token(page: Page) -> str:
    """Return the token that changes need."""
    return page.locator('meta[name="csrf"]').get_attribute("content") or ""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_type_from_faults_to_a_letter(
    open_page: Callable[..., Page],
    shot: Callable[[Page, str], None],
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    """A template with slips is told them in place; corrected it is tried, published, and used."""
    page = open_page(size=size)
    name = f"ยอดจำหน่าย-{size[0]}"
    page.goto("/types")
    expect(page.get_by_role("heading", name="แบบหนังสือ", level=1)).to_be_visible()
    shot(page, f"types-{size[0]}")
    page.get_by_role("link", name="เพิ่มแบบใหม่").click()
    shot(page, f"types-new-{size[0]}")
    send_type(page, name, spoilt(tmp_path / "แบบของเรา.docx"))

    found = page.locator('[data-code="template-unknown-filter"]')
    expect(found).to_contain_text("วันที่เต็ม", timeout=WAIT)  # what was meant
    expect(page.locator("mark")).to_have_text("{{ กำหนดสงรายงาน | วันที่เตม }}")
    expect(page.get_by_role("button", name="เผยแพร่เป็นรุ่นที่ใช้")).to_be_disabled()
    assert fits(page)
    shot(page, f"types-faults-{size[0]}")

    page.locator('form[action$="/files/letter.docx"] input[type="file"]').set_input_files(
        SALES / "letter.docx"
    )
    expect(page.get_by_text("ตรวจแล้วไม่พบข้อผิด")).to_be_visible(timeout=WAIT)
    own = page.locator(".case")
    expect(own.get_by_role("img").first).to_be_visible(timeout=WAIT)
    shot(page, f"types-sound-{size[0]}")
    page.get_by_role("link", name="ดูตัวอย่างหลายกรณี").click()
    expect(page.locator(".case").first.get_by_role("img").first).to_be_visible()
    one_row = page.locator(".case", has_text="ตาราง 1 แถว")
    one_row.get_by_role("link", name="ทำตัวอย่างนี้").click()
    expect(one_row.get_by_role("img").first).to_be_visible(timeout=WAIT)
    assert fits(page)
    shot(page, f"types-preview-{size[0]}")

    page.get_by_role("link", name=name).click()
    page.get_by_label("เผยแพร่เพราะอะไร").fill("แบบของจังหวัด ใช้ตั้งแต่เดือนนี้")
    page.get_by_role("button", name="เผยแพร่เป็นรุ่นที่ใช้").click()
    expect(page.get_by_text("รุ่นที่ 1 เผยแพร่โดย")).to_be_visible(timeout=WAIT)
    assert fits(page)
    shot(page, f"type-{size[0]}")
    assert "พย ๐๐๑๙.๒/ว๑๑๗๕" in letter_made(page, name)
    page.reload()
    expect(page.get_by_text("ทำไว้ 1 ฉบับ")).to_be_visible()


def send_type(page: Page, name: str, template: Path) -> None:
    """Send the files of a type on the page for new ones."""
    way = page.locator("form", has=page.get_by_role("heading", name="จากแบบ Word ที่มีแท็ก"))
    way.locator('input[name="template"]').set_input_files(template)
    way.get_by_label("ชื่อของแบบ").fill(name)
    way.get_by_text("มี letter.toml").click()
    way.get_by_label("letter.toml", exact=True).set_input_files(SALES / "letter.toml")
    way.get_by_label("สมุดงานตัวอย่าง").set_input_files(SALES / "example.xlsx")
    way.get_by_role("button", name="ตรวจแบบนี้").click()


def letter_made(page: Page, name: str) -> str:
    """Return the text of a letter of the type `name`, ordered as another system would."""
    order: dict[str, Any] = {
        "type": name,
        "workbook": {
            "name": "ยอด.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": (EXAMPLES / "phayao-otop-2568.xlsx").read_bytes(),
        },
        "answers": '{"วันที่": "2025-03-11", "เลขที่": "1175"}',
        "pdf": "false",
    }
    answer = page.request.post(
        "/api/v1/letters?as=docx", multipart=order, headers={"X-CSRF-Token": token(page)}
    )
    assert answer.ok, answer.text()
    return document_text(answer.body())


def test_differences_and_versions(
    page: Page, narrow: Page, shot: Callable[[Page, str], None]
) -> None:
    """A copy of a type is published; of its next version the changed words are shown."""
    name = "บันทึกของเรา"
    page.goto("/types/memo")
    page.get_by_role("link", name="ตั้งต้นแบบใหม่จากแบบนี้").click()
    way = page.locator("#copy")
    expect(way.get_by_label("แบบที่ใช้เป็นต้น")).to_have_value("memo")
    way.get_by_label("ชื่อของแบบ").fill(name)
    way.get_by_role("button", name="ทำสำเนา").click()
    page.get_by_label("เผยแพร่เพราะอะไร").fill("สำเนาของแบบบันทึกข้อความ")
    page.get_by_role("button", name="เผยแพร่เป็นรุ่นที่ใช้").click()
    page.get_by_role("button", name="ทำรุ่นใหม่ของแบบนี้").click()
    page.get_by_label("ชื่อที่แสดง").wait_for()
    assert typed_text_is_kept(page)
    page.get_by_label("ชื่อที่แสดง").fill("บันทึกข้อความของสำนักงาน")
    page.locator('form[action$="/about"]').get_by_role("button", name="บันทึก").click()
    page.get_by_role("link", name="ดูข้อความที่ต่างจากรุ่นที่ 1").click()
    expect(page.locator("ins", has_text="สำนักงาน")).to_be_visible()
    shot(page, "types-difference")
    page.get_by_role("link", name="กลับไปหน้าแบบที่กำลังทำ").click()
    page.get_by_label("เผยแพร่เพราะอะไร").fill("ใช้ชื่อที่คนเรียก")
    page.get_by_role("button", name="เผยแพร่เป็นรุ่นที่ใช้").click()
    page.get_by_text("กลับไปใช้รุ่นที่ 1").click()
    page.get_by_label("เพราะอะไร").fill("ชื่อเดิมค้นง่ายกว่า")
    page.get_by_role("button", name="เผยแพร่รุ่นที่ 1 อีกครั้ง").click()
    expect(page.get_by_text("รุ่นที่ 1 เผยแพร่โดย")).to_be_visible()
    expect(page.get_by_text("ประวัติการเผยแพร่ทั้งหมด")).to_be_visible()
    narrow.goto(page.url)
    assert fits(narrow)
    shot(narrow, "type-versions-narrow")


def typed_text_is_kept(page: Page) -> bool:
    """Return whether leaving is asked about while letter.toml is typed, and not after that."""
    page.wait_for_load_state()  # the script listens
    page.get_by_text("letter.toml สำหรับผู้ชำนาญ").click()
    text = page.get_by_label("ข้อความของ letter.toml")
    before = text.input_value()
    leave = "() => dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    text.fill(f"{before}# อธิบาย")
    is_asked = not page.evaluate(leave)
    text.fill(before)
    return is_asked and bool(page.evaluate(leave))


def test_without_scripts(open_page: Callable[..., Page]) -> None:
    """A case of the preview is made without JavaScript too, on a page of its own."""
    page = open_page(scripts=False)
    page.goto("/types/memo/preview")
    page.locator(".case").first.get_by_role("link", name="ทำตัวอย่างนี้").click(timeout=WAIT)
    expect(page.get_by_role("img").first).to_be_visible(timeout=WAIT)
