"""The converter over HTTP: its page, its files, its API; whatever is sent has an answer."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

import pytest
from docx import Document
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sent_files import WORD, letter
from support import EXAMPLES

from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.settings import Settings
from circulars.web.app import create_app

from .conftest import ADDRESS, SECOND_OFFICE, bring_csrf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .conftest import LogIn

TEXT = ("หนังสือ ๑.txt", "ปี 2568 แบบ OTOP68\n".encode())
ANY = st.text(st.characters(codec="utf-8"), max_size=50)
quietly = settings(deadline=None, max_examples=40)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Return the data folder of the service that all tests here ask."""
    folder = DataFolder(tmp_path_factory.mktemp("data"))
    profile = folder.office(FIRST_OFFICE).profile
    profile.parent.mkdir(parents=True)
    shutil.copyfile(EXAMPLES / "phayao.toml", profile)
    return folder


@pytest.fixture(scope="module")
def client(folder: DataFolder) -> Iterator[TestClient]:
    """Give a client of one service for all tests here: its processes are started once."""
    with TestClient(create_app(Settings(data=folder.root)), base_url=ADDRESS) as client:
        bring_csrf(client)
        yield client


def sent(client: TestClient, file: tuple[str, bytes] = TEXT, **fields: str) -> str:
    """Return where sending `file` to the page leads."""
    answer = client.post("/convert", files={"file": file}, data=fields, follow_redirects=False)
    assert 303 == answer.status_code, answer.text
    return answer.headers["location"]


def test_the_page_works_without_scripts(client: TestClient) -> None:
    """A text in the address is answered in the page itself."""
    page = client.get("/convert", params={"text": "11/3/2568"})
    assert 200 == page.status_code
    assert "วันอังคารที่ ๑๑ มีนาคม ๒๕๖๘" in page.text


def test_what_is_typed_is_never_markup(client: TestClient) -> None:
    """Signs of markup in a text come back as signs."""
    text = '</textarea><script>alert(1)</script> 2568 "<b onclick=x>'
    for page in (
        client.get("/convert", params={"text": text}).text,
        client.post("/convert/readings", data={"text": text}).text,
    ):
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page
        assert "<b onclick" not in page


def test_a_long_text_is_refused(client: TestClient) -> None:
    """A text longer than a paragraph is refused, not worked on."""
    answer = client.post("/convert/readings", data={"text": "1" * 4001})
    assert 422 == answer.status_code
    assert 422 == client.post("/api/v1/convert", json={"text": "1" * 4001}).status_code


def test_a_text_that_was_cut_is_told(client: TestClient) -> None:
    """A text as long as the page takes any may have lost its end, and that is said."""
    limit = int(client.get("/convert").text.partition('maxlength="')[2].partition('"')[0])
    whole = client.post("/convert/readings", data={"text": "1" * limit})
    assert (200, True) == (whole.status_code, "ส่วนที่เกินไม่ได้แปลง" in whole.text)
    shorter = client.post("/convert/readings", data={"text": "1" * (limit - 1)})
    assert "ส่วนที่เกินไม่ได้แปลง" not in shorter.text
    lines = client.get("/convert", params={"text": "๑๒\r\n" * (limit // 3)})
    assert 200 == lines.status_code  # a form without scripts sends each line's end as two signs


def test_what_stays_is_told_in_words(client: TestClient) -> None:
    """The list of what stays names no part of the package; other systems have its name still."""
    document = Document()
    document.add_paragraph("ข้อแรก", style="List Number")
    made = io.BytesIO()
    document.save(made)
    page = client.get(sent(client, ("ข้อ.docx", made.getvalue()))).text
    assert "เลขลำดับอัตโนมัติของ Word" in page
    assert "numbering.xml" not in page


def test_changes_are_seen_before_the_download(client: TestClient) -> None:
    """A file leads to the list of its changes, and from there to itself."""
    page = sent(client)
    shown = client.get(page).text
    for words in ("๒๕๖๘", "OTOP68", "เปลี่ยน 1 แห่ง คงไว้ 1 รายการ", f"{page}/file"):
        assert words in shown
    file = client.get(f"{page}/file")
    assert "ปี ๒๕๖๘ แบบ OTOP68\n" == file.content.decode()
    assert (
        "%E0%B9%80%E0%B8%A5%E0%B8%82%E0%B9%84%E0%B8%97%E0%B8%A2.txt"
        in (  # เลขไทย.txt
            file.headers["content-disposition"]
        )
    )


@pytest.mark.parametrize("encoding", ["cp874", "utf-16", "utf-8-sig"])
def test_texts_of_notepad(client: TestClient, encoding: str) -> None:
    """A text comes back in the encoding that Notepad on Thai Windows saved it in."""
    page = sent(client, ("บันทึก.txt", "ปี 2568".encode(encoding)))
    assert "ปี ๒๕๖๘" == client.get(f"{page}/file").content.decode(encoding)


def test_a_letter_to_arabic_digits(client: TestClient) -> None:
    """A letter goes through a worker and comes back with its digits converted."""
    page = sent(client, ("ร่าง.docx", letter(["ปี ๒๕๖๘"])), to="arabic")
    made = Document(io.BytesIO(client.get(f"{page}/file").content))
    assert ["ปี 2568"] == [paragraph.text for paragraph in made.paragraphs]


def test_the_sent_file_is_not_kept(client: TestClient, folder: DataFolder) -> None:
    """Of what was sent only the result and its list are kept."""
    page = sent(client)
    kept = folder.office(FIRST_OFFICE).uploads / page.rpartition("/")[2]
    assert {"conversion.json", "result.txt"} == {path.name for path in kept.iterdir()}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ร้าย.docx", b"PK\3\4"),
        ("ร้าย.docx", b"\xd0\xcf\x11\xe0" + bytes(600)),
        ("ภาพ.png", b"\x89PNG\r\n\x1a\n"),
        ("ว่าง.txt", b""),
        ("../../etc/passwd", b"\0"),
    ],
    ids=["damaged", "password", "picture", "empty", "path"],
)
def test_what_cannot_be_converted(client: TestClient, name: str, content: bytes) -> None:
    """A file that cannot be converted is refused in Thai, on the page and by the API."""
    for path in ("/convert", "/api/v1/convert/file"):
        answer = client.post(path, files={"file": (name, content)})
        assert 422 == answer.status_code
        assert "แฟ้ม" in answer.text


def test_a_refused_file_leads_to_no_other_page(client: TestClient) -> None:
    """Why a file cannot be converted stands where another can be chosen, as it was asked for."""
    answer = client.post(
        "/convert", files={"file": ("หนังสือ.doc", b"\0")}, data={"to": "arabic", "era": "true"}
    )
    assert 422 == answer.status_code
    assert 'id="refused"' in answer.text
    assert 'type="file"' in answer.text
    assert 'value="arabic" checked' in answer.text
    assert 'name="era" value="true" checked' in answer.text


def test_another_office_sees_nothing(accounts_client: LogIn) -> None:
    """What one office converted is not there for another, and not for who is not logged in."""
    own, other = accounts_client(Role.STAFF), accounts_client(office=SECOND_OFFICE)
    page = sent(own)
    assert 200 == own.get(page).status_code
    assert [404, 404] == [other.get(page).status_code, other.get(f"{page}/file").status_code]


def test_the_api_reads(client: TestClient) -> None:
    """The API gives the lines of each sense with stable keys."""
    answer = client.post("/api/v1/convert", json={"text": "11/3/2568", "to": "date"}).json()
    (group,) = answer["groups"]
    assert "วันอังคารที่ ๑๑ มีนาคม ๒๕๖๘" == group["title"]
    assert {
        "key": "letter",
        "label": "วันที่ของหนังสือ",
        "text": "๑๑ มีนาคม ๒๕๖๘",
        "arabic": "11 มีนาคม 2568",
    } == group["lines"][0]
    refused = client.post("/api/v1/convert", json={"text": "31 ก.พ. 2568", "to": "date"}).json()
    assert "เดือนกุมภาพันธ์ 2568 มี 28 วัน ไม่มีวันที่ 31" == refused["refused"][0]["reason"]


def test_the_api_converts(client: TestClient) -> None:
    """The API gives the file, or with `list` what would change in it."""
    files = {"file": ("ก.docx", letter(["ปี 2568"]), WORD)}
    made = client.post("/api/v1/convert/file", files=files)
    assert WORD == made.headers["content-type"]
    assert "ปี ๒๕๖๘" == Document(io.BytesIO(made.content)).paragraphs[0].text
    listed = client.post("/api/v1/convert/file", params={"list": "true"}, files=files).json()
    assert ("ก-เลขไทย.docx", 1) == (listed["file"], listed["change_count"])
    assert {"where": "เนื้อความ ย่อหน้าที่ 1", "before": "2568", "after": "๒๕๖๘"} in listed["changes"]


@quietly
@given(text=ANY)
def test_any_text_has_an_answer(client: TestClient, text: str) -> None:
    """Whatever is typed, the page, its readings and the API answer."""
    page = client.get("/convert", params={"text": text})
    readings = client.post("/convert/readings", data={"text": text})
    answer = client.post("/api/v1/convert", json={"text": text})
    assert [200, 200, 200] == [each.status_code for each in (page, readings, answer)]


@quietly
@given(body=st.binary(max_size=60) | st.sampled_from([b'{"text": "\\ud800"}', b'{"text": 5}']))
def test_any_body_is_answered(client: TestClient, body: bytes) -> None:
    """What is no request at all is refused, never a fault."""
    headers = {"content-type": "application/json"}
    answer = client.post("/api/v1/convert", content=body, headers=headers)
    assert answer.status_code < 500
