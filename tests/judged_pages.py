"""The pages to be judged: those of the routes, and those that only a form leads to."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, get_type_hints
from urllib.parse import parse_qs

from books import TYPE, district, sales_book
from fastapi.routing import APIRoute
from furnished import LONG, draft_of, file_of, submit
from playwright.sync_api import expect
from sent_files import workbook
from serving import WAIT, open_window
from starlette.responses import HTMLResponse

from circulars.service.places import new_id
from circulars.web.modules import modules_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from furnished import Furnished
    from judging import Judgement
    from playwright.sync_api import Browser, FilePayload, Page

_MANY: Final = 200  # letters: their job is not over before its page is judged


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[Page]:
    """Give a page in which nothing goes wrong."""
    window = open_window(browser, url)
    yield window.page
    window.page.context.close()
    assert [] == window.faults


def routes() -> list[str]:
    """Return the paths that may be answered with a page; a page that is added is among them."""
    return [
        route.path
        for module in modules_of("pages")
        for route in module.router.routes
        if isinstance(route, APIRoute)
        and "GET" in (route.methods or ())
        and issubclass(HTMLResponse, get_type_hints(route.endpoint)["return"])
    ]


def addresses(full: Furnished) -> dict[str, str]:
    """Return where each of the `routes` leads to something, and pages that show more."""
    places = {
        "/letters/types/{name}": "/letters/types/memo",
        "/letters/{draft}": full.draft,
        "/jobs/{job}": full.job,
        "/check/{check}": full.check,
        "/checks/{code}": "/checks/weekday-mismatch",
        "/convert/{conversion}": full.conversion,
        "/register/number": f"/register/number?{full.taken}",
        "/register/cancel": f"/register/cancel?{full.taken}",
        "/register/export/{name}": "/register/export/register.csv",
        "/office/history/{number}": full.profile,
        "/setup/{key}": full.invitation,
        "/types/drafts/{id_}": full.next_version,
        "/types/{name}": full.own_type,
    }
    found = {path: _address(path, places) for path in routes()}
    more = {
        "a preview": f"{full.draft}?shown=1",
        "a preview of many": f"{full.issued}?shown=1",
        "what was converted": "/convert?text=11/3/68",
        "nothing to convert": "/convert?text=ก",
        "nothing found": "/register?text=ไม่มี",
        "a number that is cancelled": f"/register/number?{full.cancelled}",
        "a type with tables": "/types/otop_monthly_sales",
        "a type with slips": full.faulty_type,
        "a type from a letter": full.typed_type,
    }
    return {**found, **more}


def _address(path: str, places: dict[str, str]) -> str:
    start = max((each for each in places if path.startswith(each)), key=len, default="")
    address = places.get(start, "") + path.removeprefix(start).replace("{case}", "ordinary")
    assert "{" not in address, f"say where {path} leads to"
    return address


def look_at_all(
    judgement: Judgement,
    page: Page,
    where: dict[str, str],
    judge: Callable[[Page], list[str]] | None = None,
) -> None:
    """Judge what `where` leads to, as far as it is a page that was not judged before."""
    for name, address in where.items():
        answer = page.request.get(address, timeout=WAIT)
        assert answer.status in (200, 403, 409), (address, answer.status)
        kind = answer.headers.get("content-type", "")
        is_page = kind.startswith("text/html") and "<!doctype html>" in answer.text()[:100]
        if is_page and judgement.is_new(answer.text()):
            page.goto(address)
            judgement.look(page, name, judge)


def look_at_answers(judgement: Judgement, page: Page) -> None:
    """Judge what is shown once, after something was done."""
    block = {"count": "2", "holder": LONG, "reason": "หนังสือด่วน", "key": new_id()}
    submit(page, "/register/reserve", series="circular", **block)
    judgement.look(page, "numbers reserved")
    submit(page, "/people", name="สมศรี ขยัน", login="somsri", role="staff")
    judgement.look(page, "an invitation")
    submit(page, "/people/tokens/new", system="ระบบการเงิน", role="secretary")
    judgement.look(page, "a token")
    lines: list[list[object]] = [["เลขทะเบียนส่ง", "ลงวันที่", "เรื่อง"], [501, "3 มีนาคม 2568", LONG]]
    _send_file(page, "/register/import", file_of("ทะเบียน.xlsx", workbook(lines)), "อ่านแฟ้ม")
    judgement.look(page, "before an import")


def look_at_refusals(judgement: Judgement, page: Page, full: Furnished) -> None:
    """Judge forms that come back with what is wrong in them."""
    at = parse_qs(full.taken)["at"][0]
    forms = {
        "/register/take": {"date": "วันใด", "key": new_id(), "series": "ordinary"},
        "/register/reserve": {"count": "ก", "key": new_id(), "series": "ordinary"},
        "/register/cancel": {"at": at, "reason": ""},
        "/register/amend": {"at": at, "date": "วันใด", "subject": "ก"},
        "/register/close": {"year": "ปีใด"},
        "/people": {"name": "", "login": "ก", "role": "staff"},
        "/account/password": {"old": "ผิด", "new": "สั้น"},
    }
    for path, fields in forms.items():
        page.goto("/account")
        submit(page, path, **fields)
        judgement.refusal(page, f"{path} refused")
    undated = workbook([["เลขทะเบียนส่ง", "ลงวันที่", "เรื่อง"], [501, "วันใด", "ก"]])
    _send_file(page, "/register/import", file_of("ทะเบียน.xlsx", undated), "อ่านแฟ้ม")
    judgement.refusal(page, "an import refused")
    text = file_of("ก.txt", "ไม่ใช่แฟ้มนี้".encode())
    _send_file(page, full.draft, text, "")
    judgement.refusal(page, "a workbook refused")
    page.goto("/office")
    page.get_by_label("ออกหนังสือในนาม").fill("")
    page.get_by_role("button", name="บันทึก").first.click()
    judgement.refusal(page, "a profile refused")
    page.goto("/office")
    page.get_by_text("มีแฟ้ม office.toml อยู่แล้ว").click()
    page.locator('input[name="profile"]').set_input_files([text])
    page.get_by_role("button", name="ใช้แฟ้มนี้").click()
    judgement.refusal(page, "a profile's file refused")
    page.goto(f"{full.draft}?shown=1")
    page.get_by_role("button", name="ออกหนังสือ", exact=True).click()
    page.locator("#stopped").wait_for()
    judgement.look(page, "a letter held back")


def _send_file(page: Page, path: str, file: FilePayload, button: str) -> None:
    """Send a file on the page `path`; without a button it goes by itself."""
    page.goto(path)
    with page.expect_navigation():
        page.locator('main input[type="file"]').first.set_input_files([file])
        if button:
            page.get_by_role("button", name=button).click()


def look_at_a_job(judgement: Judgement, page: Page, out: Path) -> None:
    """Judge a job under way, and the same when it was stopped."""
    book = sales_book(out / "ยอด.xlsx", [district(number + 1) for number in range(_MANY)])
    draft = draft_of(page, TYPE, book)
    page.route("**/events", lambda route: route.abort())  # it stays as it is
    page.goto(draft)
    answers = {"f:วันที่": "11 มีนาคม 2568", "w:วันที่": "", "pdf": "1"}
    submit(page, f"{draft}/issue", **answers)
    expect(page.get_by_role("progressbar")).to_be_visible()
    judgement.look(page, "a job under way")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="หยุดงานนี้").click()
    page.unroute("**/events")
    page.reload()
    expect(page.get_by_role("heading", name="เหตุที่ทำไม่ได้")).to_be_visible(timeout=WAIT)
    judgement.look(page, "a job that was stopped")
