"""Accounts in a browser: from the link of the first start to the people who work with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import NARROW, START, fits, serve

from circulars.service.accounts.access import open_access
from circulars.service.accounts.links import admin_link
from circulars.service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")

PASSWORD = "ทุ่งนาสีเขียวหน้าฝน"


def first_link(data: Path, url: str) -> str:
    """Return the link that `circulars serve` prints while there is no admin."""
    with open_access(Settings(data=data, accounts=True), clock=lambda: START) as access:
        return f"{url}/setup/{admin_link(access)}"


def test_from_the_first_link_to_a_second_person(
    tmp_path: Path,
    open_page: Callable[..., Page],
    shot: Callable[[Page, str], None],
) -> None:
    """The admin sets the service up and invites; who is invited gets in, and only as far."""
    data = tmp_path / "data"
    with serve(data, accounts=True) as server:
        admin = open_page(url=server.url)
        admin.goto(first_link(data, server.url))
        set_up(admin, shot)
        link = invite(admin, shot)

        invited = open_page(url=server.url, size=NARROW, scripts=False)
        invited.goto(link)
        shot(invited, "password-narrow")
        assert "somsri" in invited.inner_text("main")
        invited.get_by_label("รหัสผ่านใหม่").fill(PASSWORD)
        invited.get_by_role("button", name="ตั้งรหัสผ่าน").click()
        invited.goto("/people")
        invited.get_by_text("ไม่มีสิทธิ์").wait_for()

        admin.goto("/people")
        admin.get_by_label("ชื่อระบบ").fill("ระบบสารบรรณ")
        admin.get_by_role("button", name="ออกโทเคน").click()
        assert admin.get_by_label("โทเคน").input_value().startswith("circ_")
        shot(admin, "people-token")
        for size, name in (((1280, 900), "wide"), (NARROW, "narrow")):
            admin.set_viewport_size({"width": size[0], "height": size[1]})
            for path in ("/people", "/people/deeds", "/account"):
                admin.goto(path)
                assert fits(admin), path
                shot(admin, f"{path.strip('/').replace('/', '-')}-{name}")

        admin.goto("/people")
        admin.get_by_role("button", name="ระงับ สมศรี ขยัน").click()
        invited.goto("/account")
        invited.get_by_label("ชื่อเข้าใช้").fill("somsri")
        invited.get_by_label("รหัสผ่าน").fill(PASSWORD)
        invited.keyboard.press("Enter")
        invited.get_by_text("ไม่ถูกต้อง").wait_for()
        shot(invited, "login-narrow")


def set_up(admin: Page, shot: Callable[[Page, str], None]) -> None:
    """Fill in the page of the first link, whose first password is refused."""
    shot(admin, "setup-wide")
    admin.get_by_label("ชื่อสำนักงาน").fill("สำนักงานพัฒนาชุมชนจังหวัดพะเยา")
    admin.get_by_label("ชื่อและนามสกุล").fill("มาลี ใจดี")
    admin.get_by_label("ชื่อเข้าใช้").fill("malee")
    admin.get_by_label("รหัสผ่านใหม่").fill("malee123456")
    admin.keyboard.press("Enter")
    admin.get_by_text("มีชื่อเข้าใช้อยู่ในนั้น").wait_for()
    shot(admin, "setup-refused")
    admin.get_by_label("รหัสผ่านใหม่").fill(PASSWORD)
    admin.keyboard.press("Enter")
    admin.get_by_role("button", name="ออกจากระบบ").wait_for()


def invite(admin: Page, shot: Callable[[Page, str], None]) -> str:
    """Return the link by which a second person is invited, shown once and copied."""
    admin.goto("/people")
    admin.get_by_label("ชื่อและนามสกุล").fill("สมศรี ขยัน")
    admin.get_by_label("ชื่อเข้าใช้").fill("somsri")
    admin.get_by_role("button", name="เชิญ").click()
    link = admin.get_by_label("ลิงก์").input_value()
    shot(admin, "people-link")
    admin.get_by_role("button", name="คัดลอก").click()
    admin.get_by_text("คัดลอกแล้ว").wait_for()
    return link
