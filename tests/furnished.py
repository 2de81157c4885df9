"""A service in which there is something of everything, as its people would have made it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

from books import TYPE, district, sales_book
from docx import Document
from playwright.sync_api import expect
from sent_files import letter
from serving import START, WAIT
from sqlalchemy import insert
from support import EXAMPLES, TEMPLATES

from circulars.service.accounts import passwords
from circulars.service.accounts.access import open_access
from circulars.service.accounts.accounts import new_account
from circulars.service.accounts.links import admin_link
from circulars.service.accounts.tables import OFFICES
from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE, new_id
from circulars.service.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import APIResponse, FilePayload, Page

PASSWORD: Final = "ทุ่งนาสีเขียวหน้าฝน"
WORKBOOK: Final = EXAMPLES / "phayao-otop-2568.xlsx"
FAULTY: Final = EXAMPLES / "phayao-otop-2568-as-printed.xlsx"
SALES: Final = TEMPLATES / "otop_monthly_sales"
LONG: Final = "สำนักงานส่งเสริมวิสาหกิจชุมชนและผลิตภัณฑ์ท้องถิ่นประจำจังหวัด" * 2
"""A name without a space in it."""
_SUBMIT: Final = """([path, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: path });
  const csrf = document.querySelector('meta[name="csrf"]').content;
  for (const [name, value] of Object.entries({ csrf, ...fields }))
    form.append(Object.assign(document.createElement("input"), { name, value }));
  document.body.append(form);
  form.submit();
}"""


def settle_people(data: Path) -> None:
    """Give the office of the folder `data` one person of each role; the login is the role."""
    kept = passwords.hash_of(PASSWORD)
    with (
        open_access(Settings(data=data, accounts=True), clock=lambda: START) as access,
        access.storage.writing() as connection,
    ):
        office = {"id": FIRST_OFFICE, "name": "พะเยา", "created": START}
        connection.execute(insert(OFFICES).values(office))
        for role in Role:
            said: dict[str, Any] = {"login": role.value, "role": role, "kept": kept}
            new_account(connection, START, office=FIRST_OFFICE, name=role.thai, **said)


def first_link(data: Path) -> str:
    """Return the path by which the first administrator comes in; it is made anew."""
    with open_access(Settings(data=data, accounts=True), clock=lambda: START) as access:
        return f"/setup/{admin_link(access)}"


def log_in(page: Page, role: Role) -> None:
    """Log in as whoever has `role`."""
    page.goto("/login")
    page.get_by_label("ชื่อเข้าใช้").fill(role.value)
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="ออกจากระบบ").wait_for()


def send(page: Page, path: str, **fields: Any) -> str:
    """Send a form of files and `fields` past the page, and return the path it leads to."""
    answer = _sent(page, path, fields)
    parts = urlsplit(answer.url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _sent(page: Page, path: str, fields: dict[str, Any]) -> APIResponse:
    csrf = page.locator('meta[name="csrf"]').get_attribute("content") or ""
    answer = page.request.post(path, multipart={"csrf": csrf, **fields}, timeout=WAIT)
    assert answer.ok, (path, re.findall(r"message\">(.+)</p>", answer.text()))
    return answer


def submit(page: Page, path: str, **fields: str) -> None:
    """Send a form on `page`, which then shows the answer."""
    with page.expect_navigation():
        page.evaluate(_SUBMIT, [path, fields])


@dataclass(frozen=True, slots=True)
class Furnished:
    """Where in the service its things are."""

    draft: str  # of a letter, with faults in its workbook
    issued: str  # a draft of several letters that went out
    job: str  # that made them, all but one
    check: str
    conversion: str
    own_type: str  # that has two versions
    next_version: str  # of it, in work
    faulty_type: str  # in work, with slips
    typed_type: str  # in work, made of a letter that was typed
    profile: str  # as it was before
    invitation: str  # where somebody sets the first password
    taken: str  # a number
    cancelled: str


def furnish(page: Page, out: Path) -> Furnished:
    """Do what there is to do in an office, as the administrator on `page`; `out` takes files."""
    page.goto("/office")
    page.locator("#phone").fill("โทร. 0 5444 9545")
    page.get_by_role("button", name="บันทึก").first.click()
    page.get_by_text("บันทึกแล้ว").wait_for()
    page.goto("/office/history")
    former = page.locator("main td a").first.get_attribute("href") or ""
    invited = _sent(page, "/people", {"name": LONG, "login": "long", "role": "staff"}).text()
    send(page, "/people/tokens/new", system="ระบบสารบรรณ", role="secretary")
    issued, job = _issued(page, out)
    own_type, next_version = _own_type(page)
    taken, cancelled = _numbers(page)
    typed = {"name": "หนังสือเดิม", "letter": file_of("หนังสือเดิม.docx", letter())}
    digits = file_of("ระเบียบ.docx", letter(["วันที่ ๑๑ มีนาคม 2568 ตามแบบ OTOP68"]))
    return Furnished(
        draft=draft_of(page, "otop_monthly_sales", FAULTY),
        issued=issued,
        job=job,
        check=send(page, "/check", files=file_of(f"{LONG}.docx", letter())),
        conversion=send(page, "/convert", to="thai", file=digits),
        own_type=own_type,
        next_version=next_version,
        faulty_type=_faulty_type(page, out),
        typed_type=send(page, "/types/new/letter", **typed),
        profile=former,
        invitation=re.findall(r"/setup/[\w.-]+", invited)[0],
        taken=taken,
        cancelled=cancelled,
    )


def file_of(name: str, content: bytes) -> FilePayload:
    """Return a file to be sent."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def draft_of(page: Page, kind: str, workbook: Path) -> str:
    """Return the path of a new draft with its workbook."""
    draft = send(page, "/letters", type=kind)
    return send(page, f"{draft}/workbook", file=file_of(workbook.name, workbook.read_bytes()))


def _issued(page: Page, out: Path) -> tuple[str, str]:
    """Return a draft of three letters, and the job that made two of them."""
    names = [district(1), LONG, district(3)]
    book = sales_book(out / f"{LONG[:60]}.xlsx", names, typed={"D9": "ไม่ทราบ"})
    draft = draft_of(page, TYPE, book)
    answers = {"f:วันที่": "11 มีนาคม 2568", "w:วันที่": "", "number": "1"}
    job = send(page, f"{draft}/issue", **answers)
    page.goto(job)
    expect(page.get_by_role("heading", name="แฟ้มที่ได้")).to_be_visible(timeout=WAIT)
    return draft, job


def _own_type(page: Page) -> tuple[str, str]:
    """Return a type of the office with two versions, and a third that is begun."""
    draft = send(page, "/types/new/copy", name="บันทึกของเรา", source="memo")
    kind = send(page, f"{draft}/publish", why=LONG, seen="0")
    for seen, title in enumerate(("บันทึกของสำนักงาน", "บันทึกข้อความของสำนักงาน"), start=1):
        draft = send(page, f"{kind}/draft")
        send(page, f"{draft}/about", title=title, kind="memo")
        if seen == 1:
            send(page, f"{draft}/publish", why="ใช้ชื่อที่คนเรียก", seen="1")
    return kind, draft


def _faulty_type(page: Page, out: Path) -> str:
    """Return a type in work whose template and letter.toml have slips."""
    document = Document(str(SALES / "letter.docx"))
    document.add_paragraph("ภายใน{{ กำหนดสงรายงาน | วันที่เตม }}")
    document.save(str(out / "slips.docx"))
    refinement = (SALES / "letter.toml").read_bytes() + "\n[fields.ไม่มี]\nkind = 1\n".encode()
    return send(
        page,
        "/types/new/template",
        name="ยอดจำหน่ายของเรา",
        template=file_of("slips.docx", (out / "slips.docx").read_bytes()),
        refinement=file_of("letter.toml", refinement),
        example=file_of("example.xlsx", WORKBOOK.read_bytes()),
    )


def _numbers(page: Page) -> tuple[str, str]:
    """Return the queries of a number that is taken, and of one that is cancelled."""
    block = {"count": "2", "holder": LONG, "reason": "หนังสือด่วน", "until": "31 มีนาคม 2568"}
    send(page, "/register/reserve", series="circular", key=new_id(), **block)
    said = {"subject": LONG, "recipient": LONG, "date": "3 มีนาคม 2568", "series": "ordinary"}
    taken, other = (
        send(page, "/register/take", key=new_id(), **said).partition("?")[2] for _ in range(2)
    )
    send(page, "/register/cancel", at=parse_qs(other)["at"][0], reason=LONG)
    return taken, other
