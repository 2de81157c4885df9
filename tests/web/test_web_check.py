"""The check over HTTP: findings in the page and by the API, copies with comments, explanations."""

from __future__ import annotations

import json
import shutil
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sent_files import LETTER, WRONG_DAY, letter, workbook
from support import EXAMPLES, TEMPLATES

from circulars.check_report import json_report
from circulars.data.finding_codes import finding_codes
from circulars.inspection import inspect_paths
from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.settings import Settings
from circulars.web.app import create_app

from .conftest import ADDRESS, SECOND_OFFICE, bring_csrf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .conftest import LogIn

BOOK = EXAMPLES / "phayao-otop-2568.xlsx"
ROWS = (("ที่", "อำเภอ", "รวม"), (1, "จุน", 5), (2, "ปง", 7), ("", "รวม", 12))


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


def checked(client: TestClient, *files: tuple[str, bytes]) -> str:
    """Return where sending `files` leads."""
    sent = [("files", file) for file in files]
    answer = client.post("/check", files=sent, follow_redirects=False)
    assert 303 == answer.status_code, answer.text
    return answer.headers["location"]


def test_a_workbook_from_another_folder(client: TestClient) -> None:
    """A workbook chosen by itself is checked with the letter."""
    sent = [("files", ("หนังสือ.docx", letter())), ("books", ("ยอด.xlsx", workbook(ROWS)))]
    page = client.post("/check", files=sent).text
    assert "ตรวจ 2 แฟ้ม" in page
    assert "ยอด.xlsx" in page


def test_no_command_lines_on_the_page(client: TestClient) -> None:
    """Of a template sent in place of a letter it is said what to do on the pages."""
    template = (TEMPLATES / "memo" / "letter.docx").read_bytes()
    page = client.get(checked(client, ("แบบ.docx", template))).text
    assert "ทำหนังสือจากแบบนี้ที่หน้า ทำหนังสือ" in page
    assert "circulars generate" not in page


def test_findings_with_their_sentence(client: TestClient) -> None:
    """A faulty letter leads to its findings, each in its sentence, marked, with its code."""
    page = client.get(checked(client, ("หนังสือ.docx", letter()))).text
    assert f"<mark>{WRONG_DAY}</mark>" in page
    assert 'href="/checks/weekday-mismatch"' in page
    assert "หนังสือ.docx" in page


def test_the_copy_with_comments(client: TestClient) -> None:
    """The copy of a letter is called after it and has the comments."""
    page = checked(client, ("หนังสือ.docx", letter()), ("ยอด.xlsx", workbook(ROWS)))
    copy = client.get(f"{page}/0")
    assert "%E0%B8%95%E0%B8%A3%E0%B8%A7%E0%B8%88" in copy.headers["content-disposition"]  # ตรวจ
    with zipfile.ZipFile(BytesIO(copy.content)) as archive:
        assert "weekday-mismatch" in archive.read("word/comments.xml").decode()
    assert [404, 404] == [client.get(f"{page}/{number}").status_code for number in (1, 7)]


def test_the_pages(client: TestClient) -> None:
    """The pages of a letter are pictures with a mark at the fault; no others are there."""
    page = checked(client, ("หนังสือ.docx", letter()))
    shown = client.get(page).text
    assert f'<image href="{page}/0/1"' in shown
    assert 'class="mark block"' in shown
    assert client.get(f"{page}/0/1").content.startswith(b"\x89PNG")
    for other in ("0/2", "0/0", "1/1", "0/x", "9/9"):
        assert client.get(f"{page}/{other}").status_code in {404, 422}


def test_what_the_letter_says_is_never_markup(client: TestClient) -> None:
    """Signs of markup in a letter are shown as signs."""
    lines = [line.replace("ภายใน", "<script>alert(1)</script> ภายใน") for line in LETTER]
    page = client.get(checked(client, ("<b>.docx", letter(lines)))).text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<b>.docx" not in page


def test_the_api_says_what_the_command_line_says(
    client: TestClient, folder: DataFolder, tmp_path: Path
) -> None:
    """The findings are those of `circulars check --json`, each with its file."""
    paths = [tmp_path / "หนังสือ.docx", tmp_path / "ยอด.xlsx"]
    paths[0].write_bytes(letter())
    paths[1].write_bytes(BOOK.read_bytes())
    files = [("files", (path.name, path.read_bytes())) for path in paths]
    answer = client.post("/api/v1/check", files=files)
    assert 200 == answer.status_code
    profile = folder.office(FIRST_OFFICE).profile
    printed = json_report(inspect_paths(paths, office=profile), several=True)
    expected = printed.replace(f"{tmp_path}/", "")
    findings = [
        {key: each[key] for key in ("file", "code", "level", "where", "message", "hint")}
        for each in answer.json()["findings"]
    ]
    assert _findings(expected) == findings
    assert {path.name for path in paths} == {each["file"] for each in findings}


def _findings(printed: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(printed)["findings"]
    return found


@pytest.mark.parametrize(
    "file", [("ก.txt", b"abc"), ("ก.docx", b"PK\3\4"), ("ก.xlsx", b""), ("ก.pdf", b"%PDF-1.7")]
)
def test_what_cannot_be_checked(client: TestClient, file: tuple[str, bytes]) -> None:
    """What is neither a letter nor a workbook is refused, on the page and by the API."""
    for path in ("/check", "/api/v1/check"):
        answer = client.post(path, files=[("files", file)])
        assert 422 == answer.status_code
        assert file[0][0] in answer.text


def test_a_refused_file_leads_to_no_other_page(client: TestClient) -> None:
    """Why a file cannot be checked stands where another can be chosen."""
    answer = client.post("/check", files=[("files", ("หนังสือ.pdf", b"%PDF-1.4\0"))])
    assert 422 == answer.status_code
    assert 'id="refused"' in answer.text
    assert 'type="file"' in answer.text


def test_too_many_files(client: TestClient) -> None:
    """More files than can be checked at once are refused before any is."""
    files = [("files", (f"{number}.docx", b"PK")) for number in range(21)]
    assert "check-too-many" in client.post("/check", files=files).text
    assert 422 == client.post("/api/v1/check", files=files).status_code


def test_another_office_sees_nothing(accounts_client: LogIn) -> None:
    """What one office checked is not there for another."""
    own, other = accounts_client(Role.STAFF), accounts_client(office=SECOND_OFFICE)
    page = checked(own, ("ยอด.xlsx", workbook(ROWS)))
    assert 200 == own.get(page).status_code
    assert 404 == other.get(page).status_code


def test_the_sent_files_are_not_kept(client: TestClient, folder: DataFolder) -> None:
    """Of a check findings, copies and pages are kept, not what was sent."""
    page = checked(client, ("หนังสือ.docx", letter()))
    kept = folder.office(FIRST_OFFICE).uploads / page.rpartition("/")[2]
    assert {"check.json", "0.docx", "0-1.png"} == {path.name for path in kept.iterdir()}


def test_every_code_has_its_page(client: TestClient) -> None:
    """The list names each code, and a code leads to what it means; another one to nothing."""
    listed = client.get("/checks").text
    assert not [code for code in finding_codes() if f'id="{code}"' not in listed]
    assert "ต้องแก้" in client.get("/checks/weekday-mismatch").text
    assert 404 == client.get("/checks/no-such-code").status_code


@settings(deadline=None, max_examples=25)
@given(name=st.text(st.characters(codec="utf-8"), max_size=30), content=st.binary(max_size=80))
def test_any_file_is_answered(client: TestClient, name: str, content: bytes) -> None:
    """Whatever is sent under whatever name is checked or refused, never a fault."""
    for path, field in (("/check", "files"), ("/convert", "file"), ("/api/v1/check", "files")):
        answer = client.post(path, files=[(field, (name, content))], follow_redirects=False)
        assert answer.status_code < 500
