"""The page that makes letters, asked without a browser."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

import pytest
from support import EXAMPLES

from circulars.model.findings import Finding
from circulars.model.letter_type import FieldKind
from circulars.register import Query, Request, Series
from circulars.service.jobs.orders import JobState
from circulars.service.making.shown import FieldShown, Origin
from circulars.service.page_hints import for_page
from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE
from circulars.web.filling import FieldView

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient
    from httpx2 import Response

    from circulars.service.service import Service
    from web.conftest import LogIn

DAY: Final = dt.date(2025, 3, 11)
SECOND_OFFICE: Final = "0" * 15 + "2"
UNKNOWN: Final = "/letters/0123456789abcdef"
WORKBOOK: Final = EXAMPLES / "phayao-otop-2568.xlsx"
NAME: Final = "f:เรียน"
BEFORE: Final = "w:เรียน"


def begin(client: TestClient, kind: str = "memo") -> str:
    """Return the address of a new draft."""
    answer = client.post("/letters", data={"type": kind}, follow_redirects=False)
    assert 303 == answer.status_code, answer.text
    return str(answer.headers["location"])


def said(page: str, name: str) -> str:
    """Return what the form of `page` has as the state of a field before it is changed."""
    found = re.search(rf'name="w:{name}" value="([^"]*)"', page)
    assert found, page
    return found[1]


def save(client: TestClient, draft: str, **typed: str) -> int:
    """Return the status of the answer where fields are saved without a preview."""
    return client.post(f"{draft}/answers", data=typed, headers={"X-Part": "none"}).status_code


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", UNKNOWN),
        ("GET", f"{UNKNOWN}/parts"),
        ("POST", f"{UNKNOWN}/answers"),
        ("POST", f"{UNKNOWN}/workbook"),
        ("POST", f"{UNKNOWN}/issue"),
        ("POST", f"{UNKNOWN}/discard"),
        ("GET", "/letters/..%2F..%2Fsecret"),
        ("GET", "/letters/types/nothing/picture"),
        ("GET", f"/letters/pages/{'0' * 64}"),
        ("GET", "/letters/pages/..%2Foffice.toml"),
    ],
)
def test_what_is_not_there(client: TestClient, method: str, path: str) -> None:
    """A draft, type or picture that the office does not have is not found, whoever asks how."""
    answer = client.request(method, path)
    assert 404 == answer.status_code
    assert "ไม่พบ" in answer.text


def test_a_draft_of_another_office(accounts_client: LogIn) -> None:
    """Nobody opens, changes or discards a draft of another office."""
    own = accounts_client(Role.SECRETARY)
    draft = begin(own)
    other = accounts_client(Role.SECRETARY, office=SECOND_OFFICE)
    assert 404 == other.get(draft).status_code
    assert 404 == other.post(f"{draft}/answers", data={NAME: "x", BEFORE: ""}).status_code
    assert 404 == other.post(f"{draft}/discard").status_code
    assert 200 == own.get(draft).status_code


def test_who_makes_no_letters_begins_elsewhere(accounts_client: LogIn) -> None:
    """The first page of staff is one that they may use; that of drafts is refused."""
    staff = accounts_client(Role.STAFF)
    first = staff.get("/", follow_redirects=False)
    assert 303 == first.status_code
    assert 200 == staff.get(first.headers["location"]).status_code
    assert 403 == staff.post("/letters", data={"type": "memo"}).status_code


def test_a_script_in_a_field_is_text(client: TestClient) -> None:
    """What was typed is shown as it was typed, never as a part of the page."""
    draft = begin(client)
    script = '"><script>alert(1)</script>'
    assert 204 == save(client, draft, **{NAME: script, BEFORE: ""})
    page = client.get(draft).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_only_what_was_changed_is_saved(client: TestClient) -> None:
    """A tab that still shows the old text of a field does not bring it back."""
    draft = begin(client)
    save(client, draft, **{NAME: "ผู้ว่าราชการจังหวัด", BEFORE: ""})
    save(client, draft, **{NAME: "", BEFORE: "", "f:เรื่อง": "ขอเชิญประชุม", "w:เรื่อง": ""})
    page = client.get(draft).text
    assert "ผู้ว่าราชการจังหวัด" == said(page, "เรียน")
    assert "ขอเชิญประชุม" == said(page, "เรื่อง")


def test_a_file_that_is_no_workbook_is_refused_at_its_place(client: TestClient) -> None:
    """The page of the draft comes back, with what is wrong where the file was dropped."""
    draft = begin(client, "otop_monthly_sales")
    file = {"file": ("ยอด.xlsx", b"not a workbook", "application/octet-stream")}
    answer = client.post(f"{draft}/workbook", files=file)
    assert 422 == answer.status_code
    assert 'id="workbook-refused" role="alert"' in answer.text
    assert "ออกหนังสือ" in answer.text
    assert 422 == client.post(f"{draft}/workbook").status_code


def test_the_workbook_is_shown_as_understood(client: TestClient) -> None:
    """Its head stands as a tree with six months, its total row has the printed total."""
    draft = begin(client, "otop_monthly_sales")
    file = {"file": (WORKBOOK.name, WORKBOOK.read_bytes(), "application/octet-stream")}
    page = client.post(f"{draft}/workbook", files=file).text
    assert 6 == page.count('class="month"')
    assert "1,007,442,011" in page
    assert WORKBOOK.name in page


def test_a_draft_is_issued_once(client: TestClient) -> None:
    """A second click leads to the same job; another number is taken only where that is asked."""
    draft = begin(client, "otop_monthly_sales")
    file = {"file": (WORKBOOK.name, WORKBOOK.read_bytes(), "application/octet-stream")}
    client.post(f"{draft}/workbook", files=file)

    def issue(**typed: str) -> str:
        options = {"number": "1", "f:วันที่": "11 มี.ค. 2568", "w:วันที่": "", **typed}
        answer = client.post(f"{draft}/issue", data=options, follow_redirects=False)
        assert 303 == answer.status_code, answer.text
        return str(answer.headers["location"])

    first = issue()
    assert first == issue()
    second = issue(again=first.removeprefix("/jobs/"))
    assert first != second
    assert second == issue(again=first.removeprefix("/jobs/"))
    assert second in client.get(draft).text


def test_a_typed_number_is_entered_once(client: TestClient) -> None:
    """A typed number goes into the register unless that is not wanted; one that is there does not.

    The letter made again keeps its line, and the register goes on after it.
    """
    draft = begin(client, "otop_monthly_sales")
    file = {"file": (WORKBOOK.name, WORKBOOK.read_bytes(), "application/octet-stream")}
    client.post(f"{draft}/workbook", files=file)
    app: Any = client.app
    service: Service = app.state.service
    with service.registers.lent(service.office(FIRST_OFFICE)) as register:
        by_hand = Request(owner="พย 0019.2", date=DAY, series=Series.CIRCULAR, subject="เรื่องอื่น")
        register.by("สมชาย").take(by_hand)

        def issue(number: str, before: str, **said: str) -> Response:
            typed = {"f:วันที่": "11 มี.ค. 2568", "w:วันที่": "", "f:เลขที่": number, "w:เลขที่": before}
            return client.post(f"{draft}/issue", data=typed | said, follow_redirects=False)

        refused = issue("1", "")
        assert (422, True) == (refused.status_code, "จดเลขที่กรอกเองลงทะเบียนไม่ได้" in refused.text)
        assert 'name="enter" value="yes" checked' in refused.text
        assert "เรื่องอื่น" in refused.text
        again = ""
        for _ in range(2):
            job = issue("2", "1", again=again).headers["location"].removeprefix("/jobs/")
            assert JobState.DONE == service.jobs.wait(FIRST_OFFICE, job, 60).state
            lines = register.search(Query())
            assert [(1, "taken", ""), (2, "taken", "พย0019.2-ว2.docx")] == [
                (each.number.serial, each.status.value, each.file) for each in lines
            ]
            assert again != job
            again = job
        job = issue("1", "2", again=again, entering="yes").headers["location"]
        assert (
            JobState.DONE == service.jobs.wait(FIRST_OFFICE, job.removeprefix("/jobs/"), 60).state
        )
        assert lines == register.search(Query())
        assert 3 == register.by("สมชาย").take(by_hand).number.serial


def test_a_discarded_draft_is_gone(client: TestClient) -> None:
    """It leaves the list of the first page."""
    draft = begin(client)
    assert draft in client.get("/").text
    client.post(f"{draft}/discard")
    assert draft not in client.get("/").text
    assert 404 == client.get(draft).status_code


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        pytest.param(FieldKind.DATE, "11/3/68", "วันอังคารที่ ๑๑ มีนาคม ๒๕๖๘", id="a day"),
        pytest.param(FieldKind.MONTH, "มี.ค. 68", "เดือนมีนาคม ๒๕๖๘", id="a month"),
        pytest.param(FieldKind.DATE, "31 ก.พ. 2568", "", id="no day"),
        pytest.param(FieldKind.TEXT, "11/3/68", "", id="any text"),
    ],
)
def test_a_date_is_read_back(kind: FieldKind, value: str, expected: str) -> None:
    """Below a field of dates stands how it was understood, weekday and all."""
    field = FieldShown(
        name="วันที่",
        label="วันที่",
        kind=kind,
        value=value,
        origin=Origin.TYPED,
        required=True,
        blank=False,
    )
    assert expected == FieldView(id="f0", shown=field, faults=()).reading


def test_the_first_number_asks_about_the_old_register(client: TestClient) -> None:
    """Where the register has no number yet, the page says so, and how the old one comes in."""
    draft = begin(client)
    save(client, draft, **{"w:วันที่": "", "f:วันที่": "11 มีนาคม 2565"})  # a year without numbers
    page = client.get(draft, params={"shown": "1"}).text
    told = page.partition("ทะเบียนยังไม่มีเลขของปีนี้")[2]
    assert "/register/import" in told


def test_a_cited_letter_is_asked_for_as_it_is_printed(client: TestClient) -> None:
    """No key of a Thai keyboard gives the stroke that parts a citation in a workbook."""
    page = client.get(begin(client, "sales_followup")).text
    assert "หนังสือจังหวัดพะเยา ที่ พย 0019.2/ว200 ลงวันที่ 20 มกราคม 2568" in page
    assert " | " not in page


def test_what_is_wrong_with_a_citation_is_told_as_it_is_printed() -> None:
    """The hint of a finding shows a citation that can be typed at a page."""
    hint = "กรอกด้วย --set 'อ้างถึง=จังหวัดพะเยา | พย 0019.2/ว200 | 19 ม.ค. 2568'"
    finding = Finding(code="field-missing", where="ช่อง อ้างถึง", message="", hint=hint)
    assert (
        "กรอกในช่องนั้น เช่น หนังสือจังหวัดพะเยา ที่ พย 0019.2/ว200 ลงวันที่ 19 ม.ค. 2568"
        == for_page(finding).hint
    )


def put(client: TestClient, draft: str, workbook: Path) -> str:
    """Return the page of a draft after a workbook was sent to it."""
    file = (workbook.name, workbook.read_bytes())
    return str(client.post(f"{draft}/workbook", files={"file": file}).text)


def test_a_workbook_of_another_type_names_that_type(client: TestClient) -> None:
    """Whoever chose the wrong type is led to the right one, and need not send the file again."""
    other = EXAMPLES / "chachoengsao-otop-2567.xlsx"
    wrong = begin(client, "otop_monthly_sales")
    page = put(client, wrong, other)
    offered = re.findall(r'name="type" value="([^"]*)"', page)
    assert ["sales_followup"] == offered
    book = wrong.rpartition("/")[2]
    right = client.post("/letters", data={"type": offered[0], "book": book}).text
    assert other.name in right
    assert "ไม่ใช่แบบที่เลือกไว้" not in right


def test_a_workbook_of_the_type_names_no_other(client: TestClient) -> None:
    """Two types may take the same workbook; who chose one of them is asked nothing."""
    assert "ไม่ใช่แบบที่เลือกไว้" not in put(client, begin(client, "otop_monthly_sales"), WORKBOOK)


def test_the_workbook_of_no_draft_is_taken_along(client: TestClient) -> None:
    """A draft that is not there, or of another office, gives no workbook, and none is begun."""
    answer = client.post("/letters", data={"type": "memo", "book": UNKNOWN.rpartition("/")[2]})
    assert 404 == answer.status_code


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        ("กรอกเช่น 1175", "กรอกเป็นตัวเลขอย่างเดียว"),  # also asked of a year
        (
            "เลือกแฟ้มชนิด สมุดงาน Excel (.xlsx)",
            "เลือกแฟ้มชนิด สมุดงาน Excel (.xlsx) แฟ้ม .csv เปิดใน Excel แล้วบันทึกเป็น .xlsx ก่อน",
        ),
        ("แก้ชื่ออำเภอ", "แก้ชื่ออำเภอ"),
    ],
)
def test_hints_of_the_page_can_be_followed(hint: str, expected: str) -> None:
    """A hint says what to do with what people have, and other hints stay as they are."""
    finding = Finding(code="x", where="", message="", hint=hint)
    assert expected == for_page(finding).hint
