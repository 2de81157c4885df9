"""The office page over HTTP."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from circulars.office_profile import load_office
from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE, DataFolder

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient
    from httpx2 import Response

    from .conftest import LogIn


@pytest.fixture
def profile(data: Path) -> Path:
    """Return the profile of the office."""
    return DataFolder(data).office(FIRST_OFFICE).profile


def typed_in(page: str) -> dict[str, str]:
    """Return what a browser would send of the form as the page shows it."""
    form = page[page.index('id="profile"') :]
    form = form[: form.index("</form>")]
    said = dict(
        re.findall(r'<input (?:type="hidden"|id="[^"]+") name="([^"]+)" value="([^"]*)"', form)
    )
    said |= dict(re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n([^<]*)</textarea>', form))
    chosen = re.search(r'name="emblem" value="(\w*)" checked', form)
    province = re.search(r"<option selected>([^<]+)</option>", form)
    said["emblem"] = chosen[1] if chosen else ""
    said["province"] = province[1] if province else ""
    return {name: unescape(value) for name, value in said.items()}


def send(client: TestClient, **said: str) -> Response:
    """Send the form as it is shown, with changes: `__` in a name is a point."""
    form = typed_in(client.get("/office").text)
    changed = {name.replace("__", "."): value for name, value in said.items()}
    return client.post("/office", data={**form, "do": "save", **changed}, follow_redirects=False)


def test_saving_what_is_shown_changes_nothing(client: TestClient, profile: Path) -> None:
    """The form sent as it is shown leaves the file as it is, to the byte."""
    before = profile.read_bytes()
    assert 303 == send(client).status_code
    assert before == profile.read_bytes()


def test_a_change_is_saved(client: TestClient, profile: Path) -> None:
    """What is typed stands in the file, and is shown by the next visit."""
    assert 303 == send(client, phone="โทร. 1", units__0__number="0019.9").status_code
    office = load_office(profile)
    assert ("โทร. 1", "0019.9") == (office.phone, office.units[0].number)
    assert 'value="โทร. 1"' in client.get("/office").text


def test_scripts_in_fields_are_text(client: TestClient) -> None:
    """What is typed is shown as text, whatever it looks like."""
    send(client, group='<script>alert(1)</script>"')
    page = client.get("/office").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_faults_and_what_was_typed(client: TestClient, profile: Path) -> None:
    """Faults stand at their fields, with everything that was typed; the file stays."""
    before = profile.read_bytes()
    answer = send(client, issuer="", phone="โทร. 9", closed="32 มีนาคม 2568")
    assert 422 == answer.status_code
    assert 'value="โทร. 9"' in answer.text
    assert 2 == len(re.findall('aria-invalid="true"', answer.text))
    assert before == profile.read_bytes()


def test_rows_without_scripts(client: TestClient, profile: Path) -> None:
    """Buttons add and take rows by the server, and save nothing."""
    before = profile.read_bytes()
    page = send(client, do="add signatories").text
    assert 'name="signatories.3.key"' in page
    page = send(client, do="down signatories.0").text
    assert 'name="signatories.1.name" value="นายสมชาติ ใจงาม"' in page
    assert before == profile.read_bytes()


def image(kind: str) -> bytes:
    """Return a small picture."""
    content = io.BytesIO()
    Image.new("RGB", (30, 40)).save(content, kind)
    return content.getvalue()


def test_an_own_emblem(client: TestClient, profile: Path) -> None:
    """A picture that is sent is used by letters and shown; what is no picture is refused."""
    form = {**typed_in(client.get("/office").text), "do": "save"}
    answer = client.post("/office", data=form, files={"image": ("ครุฑ.png", image("PNG"))})
    emblem = load_office(profile).emblem.image
    assert emblem is not None
    assert image("PNG") == emblem.read_bytes()
    assert f"/office/emblem/{emblem.name}" in answer.text
    assert "image/png" == client.get(f"/office/emblem/{emblem.name}").headers["Content-Type"]
    form = {**typed_in(client.get("/office").text), "do": "save"}
    answer = client.post("/office", data=form, files={"image": ("x.png", b"<svg onload=x>")})
    assert 422 == answer.status_code


@pytest.mark.parametrize(
    "name", ["office.toml", "register.sqlite", "..%2F..%2Fsecret", "%00.png", "missing.png"]
)
def test_no_other_file_as_the_emblem(client: TestClient, name: str) -> None:
    """Nothing but an image in the office's folder is given."""
    assert 404 == client.get(f"/office/emblem/{name}").status_code


def test_a_file_is_used_and_a_former_one_again(client: TestClient, profile: Path) -> None:
    """An office.toml that was sent is used; the one before can be had back."""
    before = profile.read_bytes()
    version = typed_in(client.get("/office").text)["version"]
    other = before.replace(b"0019.2", b"0019.7")
    client.post("/office/file", data={"version": version}, files={"profile": ("o.toml", other)})
    assert "0019.7" == load_office(profile).unit_number
    assert other == client.get("/office/file").content
    page = client.get("/office/history").text
    assert "อัปโหลดแฟ้ม" in page
    version = re.findall(r'name="version" value="(\w+)"', page)[0]
    client.post("/office/history/000001", data={"version": version})
    assert before == profile.read_bytes()
    late = client.post("/office/history/000002", data={"version": version})
    assert 409 == late.status_code


def test_a_file_with_faults(client: TestClient, profile: Path) -> None:
    """A file with faults is refused with all of them, and the present one stays."""
    before = profile.read_bytes()
    version = typed_in(client.get("/office").text)["version"]
    answer = client.post(
        "/office/file", data={"version": version}, files={"profile": ("o.toml", b"issuer = 1")}
    )
    assert 422 == answer.status_code
    assert "ต้องเป็นข้อความในเครื่องหมายคำพูด" in answer.text
    assert before == profile.read_bytes()


def test_the_first_day(client: TestClient, profile: Path) -> None:
    """Without a profile the page is an empty form, numbers wait for it, and it can be filled."""
    form = typed_in(client.get("/office").text)
    profile.unlink()
    assert "เริ่มใช้งาน" in client.get("/office").text
    assert 409 == client.get("/register/take").status_code
    assert "กรอกข้อมูลสำนักงาน" in client.get("/register").text
    assert 422 == send(client).status_code
    assert 303 == send(client, **{**form, "version": ""}).status_code
    assert 200 == client.get("/register/take").status_code


def test_a_file_broken_by_hand(client: TestClient, profile: Path) -> None:
    """A profile that somebody broke by hand is told as such, with the ways out."""
    profile.write_text("issuer = ", encoding="utf-8")
    answer = client.get("/office")
    assert 422 == answer.status_code
    assert "/office/history" in answer.text


def test_who_may_edit(accounts_client: LogIn) -> None:
    """The profile is the administrator's."""
    assert 200 == accounts_client(Role.ADMIN).get("/office").status_code
    for role in (Role.STAFF, Role.SECRETARY, Role.EDITOR):
        client = accounts_client(role)
        assert 403 == client.get("/office").status_code
        assert 403 == client.post("/office", data={"do": "save"}).status_code
        assert 403 == client.get("/office/file").status_code
