"""Letter types on pages and in the API: who may do what, from a template to a version."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from support import TEMPLATES, example_letters

from circulars.service.letter_types.own import own_type
from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE, DataFolder
from web.conftest import SECOND_OFFICE
from web.type_pages import (
    NAME,
    begin,
    codes,
    draft_of,
    forget_types,
    product,
    publish,
    said,
    types_service,
    whole,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi.testclient import TestClient

    from web.conftest import LogIn

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of the service that the tests of this module share."""
    return tmp_path_factory.mktemp("types")


@pytest.fixture(scope="module")
def shared(root: Path) -> Iterator[TestClient]:
    """Give a client of that service."""
    with types_service(root) as client:
        yield client


@pytest.fixture
def client(shared: TestClient, root: Path) -> Iterator[TestClient]:
    """Give the client; the types that a test leaves go with it."""
    yield shared
    forget_types(root)


def test_the_gallery(client: TestClient) -> None:
    """The gallery names every type of the product with its kind, and how to see more."""
    page = client.get("/types")
    for folder in TEMPLATES.iterdir():
        assert f"/types/{folder.name}" in page.text
    assert "บันทึกข้อความ" in said(page)


def test_a_type_is_shown(client: TestClient) -> None:
    """The page of a type names its fields, tables, columns and attachments."""
    page = said(client.get("/types/otop_monthly_sales"))
    for text in ("วันที่ของหนังสือ", "ยอดจำหน่าย", "อำเภอ", "สรุปรายงาน", "0 ฉบับ"):
        assert text in page


def test_downloads_of_a_type(client: TestClient) -> None:
    """The template comes as it is, the starter workbook as Excel that names the type's sheets."""
    template = client.get("/types/memo/template")
    assert product("memo") == template.content
    assert DOCX == template.headers["content-type"]
    book = client.get("/types/otop_monthly_sales/workbook")
    assert "otop_monthly_sales.xlsx" in book.headers["content-disposition"]
    assert zipfile.is_zipfile(io.BytesIO(book.content))


@pytest.mark.parametrize("name", ["nix", "%2e%2e", "..%2f..%2fetc", "drafts", "a%00b"])
def test_unknown_types(client: TestClient, name: str) -> None:
    """What is no type is not found, wherever the name would lead."""
    for rest in ("", "/template", "/workbook", "/preview", "/versions/1/template"):
        assert 404 == client.get(f"/types/{name}{rest}").status_code, rest


def test_from_faults_to_a_published_version(client: TestClient) -> None:
    """Faults keep a template from being published; corrected it is published and served."""
    broken = word("เรียน {{ เรียนน }}", "ภายใน {{ วันที่ | วันที่เตม }}")
    refinement = product("memo", "letter.toml")
    draft = draft_of(begin(client, {"template": broken, "refinement": refinement}))
    page = client.get(draft)
    assert {"template-unknown-filter", "template-missing-name"} <= codes(page)
    assert "<mark>{{ วันที่ | วันที่เตม }}</mark>" in page.text
    assert "letter.docx ย่อหน้าที่ 2" in said(page)
    refused = publish(client, draft)
    assert 422 == refused.status_code
    assert "template-unknown-filter" in codes(refused)
    sent = {"content": ("แก้แล้ว.docx", product("memo"))}
    client.post(f"{draft}/files/letter.docx", files=sent)
    assert "ตรวจแล้วไม่พบข้อผิด" in said(client.get(draft))
    assert 303 == publish(client, draft).status_code
    assert NAME in [kind["name"] for kind in client.get("/api/v1/letter-types").json()["items"]]
    assert 404 == client.get(draft).status_code


def test_versions_of_a_type(client: TestClient) -> None:
    """Each version stays to be downloaded; going back publishes the older one again."""
    publish(client, draft_of(begin(client, whole())))
    draft = draft_of(client.post(f"/types/{NAME}/draft", follow_redirects=False))
    form = {"title": "แจ้งเป้าหมายใหม่", "kind": "memo"}
    client.post(f"{draft}/about", data=form)
    assert "แจ้งเป้าหมายใหม่" in said(client.get(f"{draft}/difference"))
    assert 303 == publish(client, draft, seen=1).status_code
    assert "แจ้งเป้าหมายใหม่" in said(client.get(f"/types/{NAME}"))
    form = {"why": "กลับไปใช้แบบเดิม", "seen": "2"}
    client.post(f"/types/{NAME}/versions/1/publish", data=form)
    page = said(client.get(f"/types/{NAME}"))
    assert "กลับไปใช้แบบเดิม" in page
    for number in (1, 2):
        answer = client.get(f"/types/{NAME}/versions/{number}/template")
        assert product("memo") == answer.content
    assert 404 == client.get(f"/types/{NAME}/versions/3/template").status_code
    details = client.get(f"/api/v1/letter-types/{NAME}").json()
    assert [1, 2, 1] == [each["number"] for each in details["publications"]]


def test_a_type_that_a_later_release_refuses(client: TestClient, root: Path) -> None:
    """A published type that is at fault says so, and its next version can still be made."""
    publish(client, draft_of(begin(client, whole())))
    version = own_type(DataFolder(root).office(FIRST_OFFICE), NAME).folder
    (version / "letter.docx").write_bytes(word("{{ ชื่อ | ไม่มี }}"))
    page = client.get(f"/types/{NAME}")
    assert (200, True) == (page.status_code, "ไม่มีตัวกรองชื่อ" in said(page))
    (version / "letter.toml").write_text("title =", encoding="utf-8")
    assert "แบบที่ใช้ไม่ได้" in said(client.get("/types"))
    draft = draft_of(client.post(f"/types/{NAME}/draft", follow_redirects=False))
    assert "letter-type" in codes(client.get(draft))


def test_a_damaged_draft(client: TestClient, root: Path) -> None:
    """A damaged draft is told in the gallery with its file, and can go; its page says so, too."""
    draft = draft_of(begin(client, whole()))
    number = draft.rpartition("/")[2]
    work = DataFolder(root).office(FIRST_OFFICE).letter_types / ".work"
    (work / number / "draft.json").write_bytes(b"")
    page = said(client.get("/types"))
    assert f"อ่านไม่ได้ {NAME} แฟ้ม letter-types/.work/{number}/draft.json" in page
    for path in ("", "/preview", "/files/letter.docx", "/workbook"):
        answer = client.get(f"{draft}{path}")
        assert (410, {"service-damaged"}) == (answer.status_code, codes(answer))
    client.post(f"{draft}/discard")
    assert "แบบที่กำลังทำ" not in said(client.get("/types"))
    assert 404 == client.get(draft).status_code


@pytest.mark.parametrize("content", [None, b"", b"nothing"])
def test_a_draft_whose_template_is_damaged(
    client: TestClient, root: Path, content: bytes | None
) -> None:
    """A template spoilt on disk is a fault of the draft, mended by another template."""
    draft = draft_of(begin(client, whole()))
    work = DataFolder(root).office(FIRST_OFFICE).letter_types / ".work"
    template = work / draft.rpartition("/")[2] / NAME / "letter.docx"
    template.unlink()
    if content is not None:
        template.write_bytes(content)
    page = client.get(draft)
    assert (200, True) == (page.status_code, "ต้องแก้ 1 ข้อ" in said(page))
    client.post(f"{draft}/files/letter.docx", files={"content": ("ก.docx", product("memo"))})
    assert "ตรวจแล้วไม่พบข้อผิด" in said(client.get(draft))


def test_nobody_publishes_without_a_reason(client: TestClient) -> None:
    """Publishing asks why, and publishes nothing where nobody says."""
    draft = draft_of(begin(client, whole()))
    refused = publish(client, draft, why="  ")
    assert (422, {"service-type-why"}) == (refused.status_code, codes(refused))
    assert 404 == client.get(f"/types/{NAME}").status_code


@pytest.mark.parametrize("way", ["template", "letter", "copy"])
def test_a_refused_beginning_keeps_what_was_typed(client: TestClient, way: str) -> None:
    """A name that no type can have is told where it was typed, and stands there still."""
    form = {"name": "แจ้ง <เป้าหมาย>", "source": "order"}
    sent = {} if way == "copy" else {way: ("ก.docx", product("memo"))}
    refused = client.post(f"/types/new/{way}", data=form, files=sent)
    assert (422, {"service-type-name"}) == (refused.status_code, codes(refused))
    typed = re.findall(r'id="name-(\w+)" name="name" maxlength="35" value="([^"]+)"', refused.text)
    assert [(way, "แจ้ง &lt;เป้าหมาย&gt;")] == typed
    assert (way == "copy") == ('value="order" selected' in refused.text)


def test_a_refused_change_keeps_draft_and_words(client: TestClient) -> None:
    """What a draft cannot take is told on its own page; the file before and the words stay."""
    draft = draft_of(begin(client, whole()))
    for content, code in ((b"", "upload-empty"), (product("memo")[:900], "upload-damaged")):
        sent = {"content": ("แก้.docx", content)}
        refused = client.post(f"{draft}/files/letter.docx", files=sent)
        assert (422, {code}) == (refused.status_code, codes(refused))
        assert "ดาวน์โหลดแบบ Word" in said(refused)
    assert product("memo") == client.get(f"{draft}/files/letter.docx").content
    form = {"title": "บันทึก", "kind": "memo", "name": "order"}
    refused = client.post(f"{draft}/about", data=form)
    assert (422, {"service-type-name"}) == (refused.status_code, codes(refused))
    assert 'maxlength="35" autocomplete="off" aria-describedby="name-hint" value="order"' in (
        refused.text
    )
    refused = client.post(f"{draft}/about", data={"title": "ก" * 201, "kind": "memo"})
    assert (422, True) == (refused.status_code, f'value="{"ก" * 201}"' in refused.text)
    refused = publish(client, draft, why="แก้ถ้อยคำ", seen=7)
    assert (422, {"service-type-overtaken"}) == (refused.status_code, codes(refused))
    assert 'id="why" name="why" value="แก้ถ้อยคำ"' in refused.text


def test_a_refused_going_back_keeps_the_reason(client: TestClient) -> None:
    """Going back that somebody overtook is told on the page of the type, with the reason typed."""
    publish(client, draft_of(begin(client, whole())))
    draft = draft_of(client.post(f"/types/{NAME}/draft", follow_redirects=False))
    client.post(f"{draft}/about", data={"title": "ใหม่", "kind": "memo"})
    publish(client, draft, seen=1)
    form = {"why": "กลับไปใช้แบบเดิม", "seen": "1"}
    refused = client.post(f"/types/{NAME}/versions/1/publish", data=form)
    assert (422, {"service-type-overtaken"}) == (refused.status_code, codes(refused))
    assert 'value="กลับไปใช้แบบเดิม"' in refused.text


def test_from_an_old_letter(client: TestClient, tmp_path: Path) -> None:
    """An ordinary letter becomes a type that says what became what, and makes the letter again."""
    letter = example_letters(TEMPLATES / "otop_monthly_sales", tmp_path)[0].read_bytes()
    sent = {"letter": ("หนังสือเดิม.docx", letter)}
    answer = client.post(
        "/types/new/letter", data={"name": NAME}, files=sent, follow_redirects=False
    )
    draft = draft_of(answer)
    page = said(client.get(draft))
    assert "อะไรกลายเป็นอะไร" in page
    assert "{{ วันที่ | วันที่ไทย }}" in page
    assert 303 == publish(client, draft).status_code


def test_doubts_of_an_old_letter_are_looked_at(client: TestClient) -> None:
    """What the program is not sure of keeps a type from being published until somebody looks."""
    letter = word(
        "ที่ พย ๐๐๑๙.๒/๑๒๓", "๑๑ มีนาคม ๒๕๖๘", "เรื่อง แจ้งผล", "เรียน นายอำเภอทุกอำเภอ",
        "ตามที่จังหวัดแจ้งให้อำเภอเมืองพะเยารายงาน ภายในวันที่ ๓๑ กุมภาพันธ์ ๒๕๖๘ จำนวน ๑๒ ราย นั้น",
        "จึงเรียนมาเพื่อทราบ", "ขอแสดงความนับถือ", "(นายสมมุติ ลองพิมพ์)", "พัฒนาการจังหวัด",
    )  # fmt: skip
    sent = {"letter": ("หนังสือเดิม.docx", letter)}
    draft = draft_of(client.post("/types/new/letter", files=sent, follow_redirects=False))
    doubts = re.findall(r'name="settled" value="(\d+)"', client.get(draft).text)
    assert doubts
    client.post(f"{draft}/takings", data={"settled": doubts})
    page = said(client.get(draft))
    assert "ยังมีข้อของหนังสือเดิมที่รอดู" not in page


def test_letter_toml_as_text(client: TestClient) -> None:
    """Faults of letter.toml are told with the line; what was typed stays as it was typed."""
    draft = draft_of(begin(client, whole()))
    text = 'title = "ก"\r\nkind = "memoo"\r\n'
    client.post(f"{draft}/refinement", data={"text": text})
    page = client.get(draft)
    assert "บรรทัดที่ 2" in said(page)
    assert '<li id="line-2" class="wrong">' in page.text
    assert 'title = "ก"\nkind = "memoo"\n' == client.get(f"{draft}/files/letter.toml").text


def test_a_new_type_is_called_otherwise(client: TestClient) -> None:
    """A name taken from a file can be changed until it is published, and then no more."""
    draft = draft_of(begin(client, whole(), name=""))
    assert "<h1>แบบ</h1>" in client.get(draft).text  # of แบบ.docx
    client.post(f"{draft}/about", data={"title": "ผล", "kind": "memo", "name": NAME})
    assert product("memo") == client.get(f"{draft}/files/letter.docx").content
    assert 303 == publish(client, draft).status_code
    draft = draft_of(client.post(f"/types/{NAME}/draft", follow_redirects=False))
    assert 'name="name"' not in client.get(draft).text
    assert "กำลังทำรุ่นใหม่อยู่แล้ว" in said(client.get(f"/types/{NAME}"))
    client.post(f"{draft}/about", data={"title": "ผล", "kind": "memo", "name": "อื่น"})
    assert f"<h1>{NAME}</h1>" in client.get(draft).text


def test_title_and_kind_without_letter_toml(client: TestClient) -> None:
    """A template alone gets a letter.toml when somebody says what it is called."""
    draft = draft_of(begin(client, {"template": product("memo")}))
    client.post(f"{draft}/about", data={"title": 'แจ้ง "ผล"', "kind": "memo"})
    made = client.get(f"{draft}/files/letter.toml").text
    assert 'title = "แจ้ง \\"ผล\\""\nkind = "memo"\ncircular = false\n' == made


def test_comments_and_starter_of_a_draft(client: TestClient) -> None:
    """A draft gives its template with Word comments, and a workbook to fill in."""
    draft = draft_of(begin(client, {"template": word("{{ ชื่อ | ไม่มี }}")}))
    commented = client.get(f"{draft}/commented")
    with zipfile.ZipFile(io.BytesIO(commented.content)) as package:
        assert "ไม่มีตัวกรองชื่อ" in package.read("word/comments.xml").decode()
    sent = {"content": ("แก้แล้ว.docx", word("{{ ชื่อ }}"))}
    client.post(f"{draft}/files/letter.docx", files=sent)
    assert zipfile.is_zipfile(io.BytesIO(client.get(f"{draft}/workbook").content))


def test_a_preview_with_the_own_workbook(client: TestClient) -> None:
    """A draft is tried with its own workbook: pages as images, and what was found."""
    files = {
        **whole("otop_monthly_sales"),
        "example": product("otop_monthly_sales", "example.xlsx"),
    }
    draft = draft_of(begin(client, files))
    assert "ข้อมูลจาก example.xlsx" in said(client.get(f"{draft}/preview"))
    case = client.get(f"{draft}/preview/own?part=true")
    pages = re.findall(r'<img src="([^"]+)"', case.text)
    assert pages, said(case)
    assert client.get(pages[0]).content.startswith(b"\x89PNG")
    for hostile in ("0.png", "2.jpg", "made.json", "%2e%2e%2fmade.json"):
        assert 404 == client.get(f"{draft}/preview/own/{hostile}").status_code


CHANGES = (
    ("POST", "/types/new/copy"),
    ("POST", "/types/new/template"),
    ("POST", "/types/new/letter"),
    ("POST", f"/types/{NAME}/draft"),
    ("POST", f"/types/{NAME}/versions/1/publish"),
    ("GET", "/types/new"),
    ("GET", "/types/drafts/0123456789abcdef"),
    ("POST", "/types/drafts/0123456789abcdef/publish"),
)


def test_who_may_change_types(accounts_client: LogIn) -> None:
    """A secretary looks at types and changes none; staff sees neither."""
    secretary = accounts_client(Role.SECRETARY)
    assert 200 == secretary.get("/types").status_code
    assert "เพิ่มแบบใหม่" not in said(secretary.get("/types"))
    assert {403} == {secretary.request(method, path).status_code for method, path in CHANGES}
    staff = accounts_client(Role.STAFF)
    assert 403 == staff.get("/types").status_code


def test_another_office_sees_nothing(accounts_client: LogIn) -> None:
    """Types and drafts of one office are not found by another; nor can it change them."""
    editor = accounts_client(Role.EDITOR)
    draft = draft_of(begin(editor, whole()))
    publish(editor, draft_of(begin(editor, whole("order"), name="คำสั่งของเรา")))
    other = accounts_client(Role.EDITOR, office=SECOND_OFFICE)
    assert NAME not in said(other.get("/types"))
    paths = (draft, f"{draft}/preview", f"{draft}/files/letter.docx", "/types/คำสั่งของเรา")
    assert {404} == {other.get(path).status_code for path in paths}
    assert 404 == publish(other, draft).status_code
    assert 404 == other.post("/types/คำสั่งของเรา/draft").status_code
    assert 200 == editor.get(draft).status_code


def check(client: TestClient, **files: tuple[str, bytes]) -> Any:
    """Send a template to the API to be checked."""
    return client.post("/api/v1/letter-types/check", files=files)


def test_the_api_tells_of_types(client: TestClient) -> None:
    """Other systems get the types by name, and of each its fields and tables."""
    listed = client.get("/api/v1/letter-types").json()["items"]
    assert {"name", "title", "kind", "version"} == set(listed[0])
    details = client.get("/api/v1/letter-types/otop_monthly_sales").json()
    fields = {field["name"]: field for field in details["fields"]}
    assert ("date", True) == (fields["วันที่"]["kind"], fields["วันที่"]["blank"])
    assert ["ยอดจำหน่าย"] == [dataset["name"] for dataset in details["datasets"]]
    assert 404 == client.get("/api/v1/letter-types/nix").status_code
    book = client.get("/api/v1/letter-types/otop_monthly_sales/workbook")
    assert zipfile.is_zipfile(io.BytesIO(book.content))


def test_the_api_checks_templates(client: TestClient) -> None:
    """A template is checked without being kept: what is sound, and every fault with its place."""
    sound = check(
        client,
        template=("letter.docx", product("memo")),
        refinement=("letter.toml", product("memo", "letter.toml")),
    ).json()
    assert (True, []) == (sound["sound"], sound["findings"])
    broken = check(client, template=("x.docx", word("{{ ชื่อ | ไม่มี }}"))).json()
    assert not broken["sound"]
    assert "letter.docx ย่อหน้าที่ 1" in {each["where"] for each in broken["findings"]}
    refused = check(client, template=("x.docx", b"nothing"))
    assert (422, "application/problem+json") == (
        refused.status_code,
        refused.headers["content-type"],
    )
    assert "แบบที่กำลังทำ" not in said(client.get("/types"))
