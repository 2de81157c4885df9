"""The register over HTTP: pages for people, the API for other systems."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook

from circulars.register import Request, create_register
from circulars.register_sheets import COLUMNS
from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE, DataFolder

from .conftest import SECOND_OFFICE

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient
    from httpx2 import Response

    from .conftest import LogIn

DAY = "11 มี.ค. 2568"
MARK = "2568.ordinary.1.พย 0019.2"
API = "/api/v1/register"


def form_of(page: str) -> dict[str, str]:
    """Return the hidden parts of the last form of a page."""
    names = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in names}


def take(client: TestClient, subject: str = "สรุปยอด", **said: str) -> Response:
    """Take a number by the form."""
    form = form_of(client.get("/register/take").text)
    asked = form | {"subject": subject, "date": DAY, **said}
    return client.post("/register/take", data=asked, follow_redirects=False)


def post(client: TestClient, path: str, **asked: Any) -> Any:
    """Return the JSON that the API answers to what is asked; fails where it refuses."""
    answer = client.post(f"{API}{path}", json=asked)
    assert answer.is_success, answer.text
    return answer.json()


def entries(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    """Return the lines that the API lists."""
    listed: list[dict[str, Any]] = client.get(API, params=asked).json()["items"]
    return listed


def fill(data: Path, count: int, office: str = FIRST_OFFICE) -> None:
    """Put letters into the register of an office."""
    place = str(DataFolder(data).office(office).register)
    moment = dt.datetime(2025, 3, 11, 3, tzinfo=dt.UTC)
    with create_register(place, actor="มาลี", clock=lambda: moment) as register:
        register.hold(
            [
                Request(
                    owner="พย 0019.2",
                    date=moment.date(),
                    subject=f"เรื่องที่ {place}",
                    key=str(place),
                )
                for place in range(1, count + 1)
            ]
        )


def test_a_number_by_hand(client: TestClient) -> None:
    """The form gives the next number of the office's own unit, and the line says who took it."""
    answer = take(client, recipient="นายอำเภอทุกอำเภอ", series="circular")
    page = client.get(answer.headers["Location"]).text
    assert "พย ๐๐๑๙.๒/ว๑" in page
    assert "ผู้ใช้เครื่องนี้" in page
    (line,) = entries(client)
    assert ("พย 0019.2/ว1", "2025-03-11") == (line["number"], line["date"])
    assert "สำนักงานพัฒนาชุมชนจังหวัด" == line["sender"]


def test_a_form_sent_twice(client: TestClient) -> None:
    """The same form sent again, or twice at once, takes one number; another one the next."""
    form = form_of(client.get("/register/take").text) | {"subject": "ก", "date": DAY}

    def send(_: int) -> str:
        answer = client.post("/register/take", data=form, follow_redirects=False)
        return str(answer.headers["Location"])

    with ThreadPoolExecutor(4) as threads:
        assert 1 == len({*threads.map(send, range(8))})
    changed = form | {"subject": "อีกเรื่อง"}
    again = client.post("/register/take", data=changed, follow_redirects=False)
    assert again.headers["Location"].endswith("said=again")
    assert "จึงได้เลขเดิม" in client.get(again.headers["Location"]).text
    take(client)
    assert [2, 1] == [line["serial"] for line in entries(client)]


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"subject": " "}, "ไม่มีเรื่อง"),
        ({"date": "31 เม.ย. 68"}, "ไม่ใช่วันที่"),
        ({"unit": "กท 0001"}, "ไม่รู้จักหน่วยงาน"),
        ({"number": "สอง"}, "ไม่ใช่เลข"),
        ({"number": "5"}, "จะข้ามเลข"),
        ({"series": "x"}, "ไม่มีชุดเลข"),
        ({"key": "../x"}, "แบบนี้ไม่สมบูรณ์"),
        ({"recipient": "ก\x00ข"}, "พิมพ์ไม่ได้"),
    ],
)
def test_a_faulty_form_takes_nothing(client: TestClient, said: dict[str, str], where: str) -> None:
    """What is wrong is said above the form, which keeps what was typed; no number is taken."""
    answer = take(client, **{"note": "จดไว้", **said})
    assert 422 == answer.status_code
    assert where in answer.text
    assert 'value="จดไว้"' in answer.text
    assert [] == entries(client)


def test_the_units_of_the_office(client: TestClient) -> None:
    """Each unit of the profile has numbers of its own, and its own name as the sender."""
    take(client)
    take(client, unit="พย 0019.3")
    assert {"พย 0019.2/1", "พย 0019.3/1"} == {line["number"] for line in entries(client)}
    assert ["พย 0019.3/1"] == [line["number"] for line in entries(client, unit="สารสนเทศ")]


def test_a_block_is_reserved_once(client: TestClient) -> None:
    """A block is reserved once however often its form is sent, and one number of it used."""
    form = form_of(client.get("/register/reserve").text)
    asked = {**form, "count": "๓", "holder": "สารสนเทศ", "reason": "ด่วน", "year": "2568"}
    for _ in range(2):
        page = client.post("/register/reserve", data=asked).text
        assert "พย 0019.2/1 ถึง พย 0019.2/3" in page
    assert 3 == len(entries(client, status="reserved"))
    take(client, number="2")
    assert "taken" == entries(client, text="พย 0019.2/2")[0]["status"]


def test_signed_sent_and_amended(client: TestClient) -> None:
    """Lines that are ticked are signed and sent together; amending keeps what stood there."""
    take(client)
    take(client)
    marks = [MARK, MARK.replace(".1.", ".2.")]
    client.post("/register/sign", data={"at": marks, "on": "12 มี.ค. 68"})
    client.post("/register/send", data={"at": marks, "on": "13 มี.ค. 68"})
    assert [("2025-03-12", "2025-03-13")] * 2 == [(e["signed"], e["sent"]) for e in entries(client)]
    page = client.post("/register/amend", data={"at": MARK, "subject": "เรื่องใหม่"}).text
    assert "เรื่อง: สรุปยอด → เรื่องใหม่" in page
    refused = client.post("/register/amend", data={"at": MARK, "subject": "", "date": "1 ม.ค. 67"})
    assert 422 == refused.status_code
    assert 422 == client.post("/register/sign", data={}).status_code


def test_cancelling_asks_for_a_reason(client: TestClient) -> None:
    """A number is cancelled with its reason alone, and nobody gets it again."""
    take(client)
    assert "เลขนี้จะยังอยู่ในทะเบียน" in client.get(f"/register/cancel?at={MARK}").text
    assert 422 == client.post("/register/cancel", data={"at": MARK, "reason": " "}).status_code
    page = client.post("/register/cancel", data={"at": MARK, "reason": "พิมพ์ผิด"}).text
    assert "พิมพ์ผิด" in page
    take(client)
    assert [("taken", 2), ("cancelled", 1)] == [(e["status"], e["serial"]) for e in entries(client)]


@pytest.mark.parametrize(
    "mark", ["", "x", "2568.ordinary.1", "2568.ordinary.๑.พย 0019.2", "0001.ordinary.1.พย 0019.2"]
)
def test_what_names_no_number(client: TestClient, mark: str) -> None:
    """A link that names no number is not found."""
    assert 404 == client.get("/register/number", params={"at": mark}).status_code


def test_pages_of_a_hundred(client: TestClient, data: Path) -> None:
    """A long register is shown a hundred lines a page, the newest first."""
    fill(data, 230)
    first, last = client.get("/register").text, client.get("/register?page=3").text
    assert "พบ 230 เลข แสดงที่ 1–100" in first
    assert "เรื่องที่ 230<" in re.sub(r"\s+<", "<", first)
    assert "พบ 230 เลข แสดงที่ 201–230" in last
    found = client.get("/register?text=๒๒๙&status=reserved&year=2568&series=ordinary").text
    assert "พบ 1 เลข" in found


def test_written_out(client: TestClient) -> None:
    """What is found is written out in the columns of form 14; no cell of it is a formula."""
    take(client, subject="=1+1")
    take(client, subject="อื่น")
    asked = {"text": "=1"}
    table = client.get("/register/export/register.csv", params=asked)
    rows = [*csv.reader(io.StringIO(table.content.decode("utf-8-sig")))]
    assert [[*COLUMNS], "'=1+1"] == [rows[0], rows[1][5]]
    assert 2 == len(rows)
    book = load_workbook(io.BytesIO(client.get("/register/export/a.xlsx", params=asked).content))
    assert "=1+1" == book.worksheets[0]["F3"].value
    assert "s" == book.worksheets[0]["F3"].data_type


def old_register(*rows: tuple[int | str, ...]) -> bytes:
    """Return a workbook with an older register."""
    book, out = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in (("เลขทะเบียนส่ง", "ลงวันที่", "เรื่อง"), *rows):
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def test_an_older_register_is_shown_and_imported(client: TestClient) -> None:
    """An older register is shown first; it is imported when somebody says so, and counts on."""
    content = old_register((7, "3 มี.ค. 2568", "เรื่องเก่า"), ("ว2", "4 มี.ค. 2568", "เวียน"))
    shown = client.post("/register/import", files={"workbook": ("เดิม.xlsx", content)})
    assert "พย 0019.2/7" in shown.text
    assert [] == entries(client)
    client.post("/register/import/confirm", data=form_of(shown.text))
    take(client)
    assert {"พย 0019.2/7", "พย 0019.2/8", "พย 0019.2/ว2"} == {e["number"] for e in entries(client)}
    again = client.post("/register/import", files={"workbook": ("เดิม.xlsx", content)})
    assert (422, 3) == (again.status_code, len(entries(client)))


def test_a_year_is_closed(client: TestClient) -> None:
    """A year is closed by the page; then it gives no number, and the next one begins at 1."""
    take(client)
    assert "ปิดแล้ว" in client.post("/register/close", data={"year": "๒๕๖๘"}).text
    assert "ไม่ออกเลขเพิ่ม" in take(client).text
    assert 303 == take(client, date="5 ม.ค. 2569").status_code
    assert 422 == client.post("/register/close", data={"year": ""}).status_code


def test_the_api_takes_a_number_once(client: TestClient) -> None:
    """A system that asks again with the same key has the same number, and is told so."""
    asked = {"subject": "สรุปยอด", "key": "saraban-1", "date": "2025-03-11", "series": "circular"}
    first, again = (client.post(API, json=asked) for _ in range(2))
    assert (201, 200) == (first.status_code, again.status_code)
    assert first.json() == again.json()
    assert "พย 0019.2/ว1" == first.json()["number"]


def test_the_api_changes_numbers(client: TestClient) -> None:
    """Other systems reserve, sign, send and cancel, and read who did what."""
    post(client, "", subject="ก", key="1", date=DAY)
    assert 2 == len(post(client, "/reserve", count=2, holder="ข", reason="ค", year=2568)["entries"])
    post(client, "/sign", numbers=["1"], year=2568, date="2025-03-12")
    post(client, "/send", numbers=["พย 0019.2/1"], year=2025)
    post(client, "/cancel", numbers=["2", "๓"], year=2568, reason="ไม่ใช้")
    told = client.get(f"{API}/entry", params={"number": "1", "year": 2568}).json()
    assert "sent" == told["entry"]["status"]
    assert ["take", "sign", "send"] == [step["action"] for step in told["history"]]


@pytest.mark.parametrize(
    ("path", "asked", "status", "code"),
    [
        ("", {"subject": "ก"}, 422, "service-request-invalid"),
        ("", {"subject": "ก", "key": "k", "dat": "x"}, 422, "service-request-invalid"),
        ("", {"subject": "ก", "key": "k", "date": "31/4/68"}, 422, "register-request"),
        ("", {"subject": "ก", "key": "k", "number": 9}, 409, "number-skipped"),
        ("/sign", {"numbers": ["9"]}, 404, "number-unknown"),
        ("/cancel", {"numbers": ["x"], "reason": "ก"}, 422, "number-unclear"),
        ("/reserve", {"count": 1, "holder": " ", "reason": "ก"}, 422, "register-request"),
        ("/send", {"numbers": ["1"], "unit": "กท 1"}, 422, "register-request"),
    ],
)
def test_the_api_refuses(
    client: TestClient, path: str, asked: dict[str, Any], status: int, code: str
) -> None:
    """What is senseless is a problem with a finding, and changes nothing."""
    answer = client.post(f"{API}{path}", json=asked)
    assert (status, code) == (answer.status_code, answer.json()["findings"][0]["code"])
    assert "register" not in answer.json()["findings"][0]["hint"]  # no command on a page
    assert [] == entries(client)


def test_who_may_do_what(accounts_client: LogIn) -> None:
    """Staff see no register; secretaries take numbers, under their own names."""
    staff, secretary = accounts_client(Role.STAFF), accounts_client(Role.SECRETARY)
    assert 403 == staff.get("/register").status_code
    assert 403 == staff.get(API).status_code
    assert 403 == staff.post(API, json={"subject": "ก", "key": "k"}).status_code
    take(secretary)
    told = secretary.get(f"{API}/entry", params={"number": "1", "year": 2568}).json()
    assert Role.SECRETARY.thai == told["history"][0]["by"]


def test_another_office_sees_nothing(accounts_client: LogIn, data: Path) -> None:
    """Numbers of one office are not there for another, by whatever way it asks."""
    fill(data, 2, office=SECOND_OFFICE)
    first = accounts_client(Role.SECRETARY)
    assert [] == entries(first)
    assert "พบ" not in first.get("/register").text
    assert 404 == first.get("/register/number", params={"at": MARK}).status_code
    assert 404 == first.post("/register/sign", data={"at": MARK}).status_code
    answer = first.post(f"{API}/cancel", json={"numbers": ["1"], "year": 2568, "reason": "ก"})
    assert 404 == answer.status_code
    assert 2 == len(entries(accounts_client(Role.SECRETARY, office=SECOND_OFFICE)))
