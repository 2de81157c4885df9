"""What somebody meets who begins: nothing filled in; and last month's letter, the month after."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from support import EXAMPLES

from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE, DataFolder

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

    from circulars.service.service import Service
    from web.conftest import LogIn

KIND: Final = "otop_monthly_sales"
WORKBOOK: Final = EXAMPLES / "phayao-otop-2568.xlsx"
AS_PRINTED: Final = EXAMPLES / "phayao-otop-2568-as-printed.xlsx"
WAIT: Final = 240  # seconds for a job
NO_OFFICE: Final = "ก่อนทำหนังสือฉบับแรก"


def begin(client: TestClient, kind: str = KIND, *, after: str = "") -> str:
    """Return the address of a new draft."""
    form = {"type": kind, "after": after}
    return str(client.post("/letters", data=form, follow_redirects=False).headers["location"])


def attach(client: TestClient, draft: str, workbook: Path = WORKBOOK) -> None:
    """Bring the workbook of a draft."""
    file = {"file": (workbook.name, workbook.read_bytes(), "application/octet-stream")}
    assert 200 == client.post(f"{draft}/workbook", files=file).status_code


def issue(client: TestClient, draft: str, **typed: str) -> str:
    """Return the page of the job that makes the letters of `draft`, when it is over."""
    before = {f"w:{name.removeprefix('f:')}": "" for name in typed}
    form = {"number": "1", **before, **typed}
    answer = client.post(f"{draft}/issue", data=form, follow_redirects=False)
    assert 303 == answer.status_code, answer.text
    address = str(answer.headers["location"])
    service: Service = client.app.state.service  # type: ignore[attr-defined] # of Starlette
    service.jobs.wait(FIRST_OFFICE, address.removeprefix("/jobs/"), WAIT)
    return address


def test_without_the_office_the_first_page_says_so(client: TestClient, data: Path) -> None:
    """It says first that the office is to be filled in, with the link; a draft says it too."""
    assert NO_OFFICE not in client.get("/").text
    DataFolder(data).office(FIRST_OFFICE).profile.unlink()
    page = client.get("/").text
    assert page.index(NO_OFFICE) < page.index("เลือกแบบหนังสือ")
    assert '<a class="button primary" href="/office">' in page
    assert NO_OFFICE in client.get(begin(client, "memo")).text


def test_who_may_not_fill_in_the_office_is_told_whom_to_ask(
    accounts_client: LogIn, data: Path
) -> None:
    """A secretary is not sent to a page that refuses her."""
    DataFolder(data).office(FIRST_OFFICE).profile.unlink()
    page = accounts_client(Role.SECRETARY).get("/").text
    assert NO_OFFICE in page
    assert "แจ้งผู้ดูแลระบบก่อน" in page
    assert 'href="/office"' not in page


def test_the_month_after(client: TestClient) -> None:
    """It begins with what the last letter said, tells so, takes the next number, or begins empty.

    What was typed stays either way.
    """
    first = begin(client)
    attach(client, first)
    said = {"f:วันที่": "11 มี.ค. 2568", "f:เรียน": "นายอำเภอทุกอำเภอในจังหวัดพะเยา"}
    job = issue(client, first, **said)
    made = client.get(job).text
    assert f'name="after" value="{job.removeprefix("/jobs/")}"' in made
    assert f'href="{first}"' in made

    second = begin(client, after=job.removeprefix("/jobs/"))
    attach(client, second)
    page = client.get(second).text
    assert "เติมค่าจากหนังสือครั้งก่อน" in page
    assert f'href="{job}"' in page
    assert re.search(r'name="f:เรียน" value="นายอำเภอทุกอำเภอในจังหวัดพะเยา"', page)
    empty = client.post(f"{second}/afresh", data={"fresh": "true"}).text
    assert "เริ่มเปล่า: ไม่ใช้ค่าจากหนังสือครั้งก่อน" in empty
    assert "นายอำเภอทุกอำเภอในจังหวัดพะเยา" not in empty
    client.post(f"{second}/afresh", data={"fresh": "false"})
    again = issue(client, second, **{"f:วันที่": "11 เม.ย. 2568", "f:กำหนดแก้ไข": "17 เม.ย. 2568"})
    assert "ว2.docx" in client.get(again).text
    assert "นายอำเภอทุกอำเภอในจังหวัดพะเยา" in client.get("/register").text


def test_letters_to_many_say_which_are_held_back(client: TestClient) -> None:
    """Before they are issued and after, with the way back to the draft that mends them."""
    draft = begin(client, "otop_district_sales")
    attach(client, draft, AS_PRINTED)
    form = {"f:วันที่": "11 มี.ค. 2568", "w:วันที่": "", "number": "1"}
    page = client.post(f"{draft}/answers", data=form).text
    assert "กักไว้ 5 ฉบับ: จุน, ปง, แม่ใจ, ภูซาง, ภูกามยาว" in page
    made = client.get(issue(client, draft)).text
    assert "กักไว้ 5 ฉบับ" in made
    assert f'<a class="button primary" href="{draft}">กลับไปแก้ในร่าง</a>' in made


def test_faults_of_the_office_form_speak_of_the_form(client: TestClient) -> None:
    """Nobody who fills in the page is told to add a line to a file."""
    token = client.headers["X-CSRF-Token"]
    version = re.search(r'name="version" value="([^"]*)"', client.get("/office").text)
    assert version
    answer = client.post("/office", data={"do": "save", "version": version[1], "csrf": token})
    assert 422 == answer.status_code
    assert "ยังไม่ได้กรอก" in answer.text
    assert "ในแฟ้ม" not in answer.text
