"""The check in a browser: a letter and its workbook dropped, findings read, the copy downloaded."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sent_files import LETTER, WRONG_DAY, letter
from serving import NARROW, WAIT, WIDE, fits
from support import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_letter_and_its_workbook(
    open_page: Callable[..., Page],
    shot: Callable[[Page, str], None],
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    """Findings stand under their file with the sentence, and lead to what they mean."""
    page = open_page(size=size)
    page.goto("/check")
    shot(page, f"check-{size[0]}")
    sent = tmp_path / "ร่างหนังสือ.docx"
    sent.write_bytes(letter(LETTER))
    page.locator('input[name="files"]').set_input_files([sent, EXAMPLES / "phayao-otop-2568.xlsx"])
    expect(page.get_by_role("heading", name="ผลการตรวจ")).to_be_visible(timeout=WAIT)
    finding = page.locator('[data-code="weekday-mismatch"]')
    expect(finding.locator("mark")).to_have_text(WRONG_DAY)
    expect(page.get_by_role("heading", name="phayao-otop-2568.xlsx")).to_be_visible()
    assert fits(page)
    shot(page, f"checked-{size[0]}")
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดสำเนาที่มีข้อคิดเห็น").first.click()
    assert "ตรวจแล้ว-ร่างหนังสือ.docx" == download.value.suggested_filename
    with zipfile.ZipFile(download.value.path()) as copy:
        assert "word/comments.xml" in copy.namelist()
    finding.get_by_role("link", name="weekday-mismatch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("weekday-mismatch")
    page.get_by_role("link", name="ข้อที่ตรวจ").click()
    expect(page.get_by_role("heading", name="ตัวเลขในตาราง")).to_be_visible()
    if size == WIDE:
        shot(page, "checks-wide")
