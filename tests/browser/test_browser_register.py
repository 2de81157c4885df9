"""The register in the browser, as a secretary uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from serving import NARROW, serve

from circulars.register import Book, Request, Series, create_register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page
    from serving import Server

pytestmark = pytest.mark.xdist_group("browser")
OWNER = "พย 0019.2"


@pytest.fixture(scope="module")
def registering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a service whose register has a few numbers, one of them overdue."""
    import datetime as dt

    with serve(tmp_path_factory.mktemp("registering")) as server:
        day = dt.date(2025, 3, 3)
        with create_register(
            str(server.office.register),
            actor="มาลี",
            clock=lambda: dt.datetime(2025, 3, 3, 3, tzinfo=dt.UTC),
        ) as register:
            for district in ("เมืองพะเยา", "จุน", "เชียงคำ"):
                register.take(
                    Request(
                        owner=OWNER,
                        date=day,
                        subject="ติดตามยอดจำหน่ายผลิตภัณฑ์ OTOP ประจำเดือนกุมภาพันธ์ ๒๕๖๘",
                        recipient=f"นายอำเภอ{district}",
                    )
                )
            book = Book(owner=OWNER, year=2025, series=Series.CIRCULAR)
            register.reserve(book, 2, holder="สารสนเทศ", reason="หนังสือด่วน", until=day)
        yield server


def test_a_number_from_the_form_to_the_history(
    registering: Server, open_page: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    """A number taken by hand is shown large, found again by it, signed, sent and put right."""
    page = open_page(url=registering.url)
    page.goto("/register")
    expect(page.get_by_text("เลยกำหนดจอง 3 มี.ค. 2568").first).to_be_visible()
    shot(page, "register-wide")
    page.get_by_role("link", name="ออกเลข").click()
    page.get_by_label("เรื่อง").fill("ขอเชิญประชุม")
    page.get_by_label("ถึง", exact=True).fill("นายอำเภอทุกอำเภอ")
    shot(page, "register-take-wide")
    page.get_by_role("button", name="ออกเลข").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("พย 0019.2/4")
    expect(page.get_by_text("พย ๐๐๑๙.๒/๔")).to_be_visible()
    page.get_by_role("button", name="ลงนามแล้ว").click()
    page.get_by_role("button", name="ส่งแล้ว").click()
    page.get_by_text("แก้ข้อความ").click()
    page.get_by_label("ถึง", exact=True).fill("นายอำเภอจุน")
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("ถึง: นายอำเภอทุกอำเภอ → นายอำเภอจุน")).to_be_visible()
    shot(page, "register-number-wide")
    page.goto("/register")
    page.get_by_role("searchbox").fill("พย ๐๐๑๙.๒/๔")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="พย 0019.2/4")).to_be_visible()


def test_a_double_click_takes_one_number(
    registering: Server, open_page: Callable[..., Page]
) -> None:
    """Whoever clicks twice on the button takes one number."""
    page = open_page(url=registering.url)
    page.goto("/register/take")
    page.get_by_label("เรื่อง").fill("กดสองครั้ง")
    page.get_by_role("button", name="ออกเลข").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{OWNER}/")
    page.goto("/register?text=กดสองครั้ง")
    expect(page.get_by_text("พบ 1 เลข")).to_be_visible()


def test_a_number_is_cancelled_only_after_asking(
    registering: Server, open_page: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    """Cancelling asks first, wants a reason, and leaves the number where it is."""
    page = open_page(url=registering.url)
    page.goto("/register?status=taken")
    page.get_by_role("link", name=f"{OWNER}/2", exact=True).click()
    page.get_by_role("link", name="ยกเลิกเลขนี้").click()
    page.get_by_label("เหตุผล").fill("พิมพ์ผิด")
    shot(page, "register-cancel-wide")
    page.get_by_role("button", name="ยกเลิกเลข").click()
    expect(page.locator("h1 + .badge")).to_have_text("ยกเลิก")


def test_the_register_on_a_telephone(
    registering: Server, open_page: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    """At 390 pixels nothing but the table's own box scrolls sideways, without scripts too."""
    page = open_page(size=NARROW, url=registering.url, scripts=False)
    for path, name in (
        ("/register", "register"),
        ("/register/take", "register-take"),
        ("/register/number?at=2568.ordinary.1.พย 0019.2", "register-number"),
        ("/register/import", "register-import"),
    ):
        page.goto(path)
        shot(page, f"{name}-narrow")
        width = page.locator("html").bounding_box()
        assert width is not None
        assert 390 == width["width"]
        assert 390 >= page.locator("main").bounding_box()["width"]  # type: ignore[index]
