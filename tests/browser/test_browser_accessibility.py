"""Every page, judged by axe-core: for whoever reads with the ears, enlarged, or with keys alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from furnished import PASSWORD, file_of, first_link, furnish, log_in, settle_people
from judged_pages import (
    addresses,
    look_at_a_job,
    look_at_all,
    look_at_answers,
    look_at_refusals,
    opened,
    routes,
)
from judging import Judgement, judged, judged_briefly
from playwright.sync_api import expect
from serving import open_window, serve

from circulars.service.people import Role
from circulars.web.pages import check
from circulars.web.showing import HTML, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from serving import Server

pytestmark = pytest.mark.xdist_group("browser judged")  # as long as all others in a browser
LIMIT = 300_000  # bytes of one upload


@pytest.fixture(scope="module")
def templates() -> Iterator[set[str]]:
    """Return the names of the templates that were shown."""
    names: set[str] = set()
    pages = environment()
    find = pages.get_template

    def found(name: Any, *rest: Any, **more: Any) -> Any:
        names.add(str(name))
        return find(name, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "get_template", found)
        yield names


@pytest.fixture(scope="module")
def judgement(
    browser: Browser, templates: set[str], tmp_path_factory: pytest.TempPathFactory
) -> Judgement:
    """Return what was found in all pages: of everybody, full and empty, and in refusals."""
    assert not templates
    judgement, out = Judgement(), tmp_path_factory.mktemp("judged")
    settle_people(out / "full")
    with serve(out / "full", accounts=True, upload_limit=LIMIT) as server:
        look_at_a_full_office(judgement, browser, server, out)
        look_at_faults(judgement, browser, server)
    with serve(out / "empty", accounts=True) as server:
        look_at_an_empty_office(judgement, browser, server)
    return judgement


def look_at_a_full_office(
    judgement: Judgement, browser: Browser, server: Server, out: Path
) -> None:
    """Judge what an administrator sees, and what others see differently."""
    with opened(browser, server.url) as page:
        log_in(page, Role.ADMIN)
        full = furnish(page, out)
        where = addresses(full)
        look_at_all(judgement, page, where)
        look_at_answers(judgement, page)
        look_at_refusals(judgement, page, full)
        look_at_a_job(judgement, page, out)
    for role in (Role.EDITOR, Role.SECRETARY, Role.STAFF):
        with opened(browser, server.url) as page:
            log_in(page, role)
            theirs = {f"{name} ({role.value})": at for name, at in where.items()}
            look_at_all(judgement, page, theirs, judged_briefly)
    with opened(browser, server.url) as page:
        page.goto(full.invitation)
        judgement.look(page, "the first password")
        page.get_by_label("รหัสผ่านใหม่").fill("0123456789")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        judgement.refusal(page, "a password refused")
        page.goto("/login")
        judgement.look(page, "login")
        page.get_by_label("ชื่อเข้าใช้").fill("admin")
        page.get_by_label("รหัสผ่าน").fill("ไม่ใช่คำนี้")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        judgement.refusal(page, "a login refused")


def look_at_faults(judgement: Judgement, browser: Browser, server: Server) -> None:
    """Judge what is said of a page that is not there, a file too large, and a fault of ours."""

    def fails() -> NoReturn:
        raise ZeroDivisionError

    window = open_window(browser, server.url)  # it notes the fault, which is wanted here
    page = window.page
    log_in(page, Role.ADMIN)
    page.goto("/nowhere")
    judgement.look(page, "no such page")
    page.goto("/check")
    with page.expect_navigation():
        page.locator('input[name="files"]').set_input_files([file_of("ใหญ่.docx", bytes(LIMIT + 1))])
    judgement.look(page, "too large")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "finding_codes", fails)
        page.goto("/checks")
        judgement.look(page, "a fault")
    page.context.close()


def look_at_an_empty_office(judgement: Judgement, browser: Browser, server: Server) -> None:
    """Judge the pages of the first day, from the link of the first administrator on."""
    server.office.profile.unlink()
    with opened(browser, server.url) as page:
        page.goto("/login")
        judgement.look(page, "not set up")
        page.goto(first_link(server.data.root))
        judgement.look(page, "the first link")
        page.get_by_label("ชื่อสำนักงาน").fill("สำนักงานพัฒนาชุมชน")
        page.get_by_label("ชื่อและนามสกุล").fill("มาลี ใจดี")
        page.get_by_label("ชื่อเข้าใช้").fill("malee")
        page.get_by_label("รหัสผ่านใหม่").fill("malee123456")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        judgement.refusal(page, "the first link refused")
        page.get_by_label("รหัสผ่านใหม่").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="ออกจากระบบ").wait_for()
        open_ones = [path for path in routes() if "{" not in path]
        needy = {"/register/number", "/register/cancel", "/office/file"}
        where = {f"{path} (empty)": path for path in open_ones if path not in needy}
        look_at_all(judgement, page, where)


def test_no_page_breaks_a_rule(judgement: Judgement) -> None:
    """WCAG 2.2 A and AA hold on every page: wide and narrow, light and dark, enlarged, by keys."""
    assert {} == judgement.faults


def test_what_is_wrong_is_read_first(judgement: Judgement) -> None:
    """Who sent a form that was refused has the focus at what is wrong with it."""
    assert [] == judgement.not_first


def test_what_is_wrong_leads_to_its_field(page: Page) -> None:
    """A fault is a link to its field, which says that it is wrong and why."""
    page.goto("/register/take")
    page.get_by_label("เรื่อง").fill("ขอเชิญประชุม")
    date = page.get_by_label("ลงวันที่")
    date.fill("วันใด")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    link = alert.get_by_role("link", name="ลงวันที่")
    expect(link).to_be_visible()
    expect(alert).to_be_focused()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(date).to_be_focused()
    expect(date).to_have_attribute("aria-invalid", "true")
    expect(date).to_have_accessible_description(re.compile("ไม่ใช่วันที่"))


def test_titles_tell_pages_apart(judgement: Judgement) -> None:
    """Each page has a title of its own: tabs and whoever listens tell them apart."""
    titles = Counter(judgement.titles[path] for path in routes() if path in judgement.titles)
    assert [] == [title for title, count in titles.items() if count > 1]


def test_every_template_was_judged(judgement: Judgement, templates: set[str]) -> None:
    """No page is forgotten, nor a part of one."""
    assert judgement.titles
    every = {path.relative_to(HTML).as_posix() for path in HTML.rglob("*.html")}
    assert set() == every - templates


def test_the_judge_is_awake(page: Page) -> None:
    """What is wrong on purpose is found: by axe-core, and by what is measured here."""
    page.set_content(
        """<html lang="en"><title>x</title><main><h1>x</h1><h3>y</h3><img src="data:,">
        <p style="color: #999; background: #fff">จาง</p><input>
        <button style="outline: none">x</button><table><tr><th>x</table>
        <p style="width: 900px">x</p><div style="height: 1em; overflow: hidden">สูง<br>สูง</div>"""
    )
    found = "\n".join(judged(page))
    wrong = ("image-alt: img", "color-contrast: p", "label: input", "heading-order: h3")
    measured = ("pushed sideways at 390", "cut off", "shows no focus: <button", "head of nothing")
    assert [] == [each for each in (*wrong, *measured) if each not in found]
    assert "table without a name" in found
    assert "does not say that it is Thai" in found
