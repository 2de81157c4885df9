"""The converter in a browser: as one types, copying, a file with its list of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sent_files import letter
from serving import NARROW, WIDE, fits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")
TEXT = "วันที่ ๑๑ มีนาคม 2568 ตามแบบ OTOP68"


def test_readings_as_one_types(page: Page, shot: Callable[[Page, str], None]) -> None:
    """What is typed is read without a button, and a result is copied by its own."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/convert")
    page.get_by_label("วันที่ ช่วงวัน").press_sequentially("11/3/68", delay=5)
    date = page.locator('[data-sense="date"]')
    expect(date.get_by_role("heading")).to_contain_text("วันอังคารที่ ๑๑ มีนาคม ๒๕๖๘")
    expect(date).to_contain_text("อาจหมายถึง")
    date.get_by_role("button", name="คัดลอก ๑๑ มีนาคม ๒๕๖๘", exact=True).click()
    assert "๑๑ มีนาคม ๒๕๖๘" == page.evaluate("navigator.clipboard.readText()")
    assert fits(page)
    shot(page, "convert-date-wide")


def test_examples_and_the_keyboard(page: Page) -> None:
    """An example is read when it is chosen, and by the keyboard alone."""
    page.goto("/convert")
    page.get_by_role("link", name="สิบบาทหนึ่งสตางค์").press("Enter")
    expect(page.locator('[data-sense="words"]')).to_contain_text("๑๐.๐๑ บาท")
    page.get_by_label("วันที่ ช่วงวัน").fill("<img src=x onerror=alert()> 2568")
    expect(page.locator('[data-sense="digits"]')).to_contain_text(
        "<img src=x onerror=alert()> ๒๕๖๘"
    )


def test_on_a_telephone(narrow: Page, shot: Callable[[Page, str], None]) -> None:
    """At 390 pixels nothing has to be moved sideways."""
    narrow.goto("/convert?text=1234567890.555")
    expect(narrow.locator('[data-sense="baht"]')).to_contain_text("ปัดครึ่งขึ้น")
    assert fits(narrow)
    shot(narrow, "convert-number-narrow")


def test_without_scripts(open_page: Callable[..., Page]) -> None:
    """Without scripts the button gives the same readings."""
    page = open_page(scripts=False)
    page.goto("/convert")
    page.get_by_label("วันที่ ช่วงวัน").fill("2568")
    page.get_by_role("button", name="แปลง", exact=True).click()
    expect(page.locator('[data-sense="year"]')).to_contain_text("ค.ศ. ๒๐๒๕")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_file(
    open_page: Callable[..., Page],
    shot: Callable[[Page, str], None],
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    """A letter is converted: its changes are listed, then it is downloaded."""
    page = open_page(size=size)
    page.goto("/convert")
    sent = tmp_path / "ร่างหนังสือ.docx"
    sent.write_bytes(letter([TEXT]))
    page.locator('input[name="file"]').set_input_files(sent)
    page.get_by_role("button", name="แปลงและดูรายการ").click()
    expect(page.get_by_role("row", name="2568")).to_contain_text("๒๕๖๘")
    expect(page.get_by_role("row", name="OTOP68")).to_contain_text("คงเลขอารบิก")
    assert fits(page)
    shot(page, f"converted-{size[0]}")
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลด").click()
    assert "ร่างหนังสือ-เลขไทย.docx" == download.value.suggested_filename
    download.value.save_as(tmp_path / "ได้.docx")
    assert (tmp_path / "ได้.docx").read_bytes().startswith(b"PK")
