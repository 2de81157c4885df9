"""Hostile and broken templates sent to the pages: told with findings, and the service goes on."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from broken_templates.making import items
from support import EXAMPLES

from web.type_pages import (
    NAME,
    begin,
    codes,
    draft_of,
    forget_types,
    publish,
    said,
    types_service,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi.testclient import TestClient


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


def bomb() -> bytes:
    """Return a DOCX whose text unpacks to far more than any letter."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word("ก"))) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content + b" " * 300_000_000 if "document" in name else content)
    return made.getvalue()


HOSTILE: dict[str, bytes] = {
    "attributes": word("{{ ''.__class__.__mro__[1].__subclasses__() }}"),
    "globals": word("{{ cycler.__init__.__globals__.os.popen('id').read() }}"),
    "include": word("{% include '/etc/passwd' %}"),
    "import": word("{% import 'os' as os %}{{ os.system('id') }}"),
    "endless": word("{% for a in range(99999) %}" * 2 + "x" + "{% endfor %}" * 2),
    "power": word("{{ 9 ** 9 ** 9 }}"),
    "deep": word("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"),
    "openings": word("{{" * 50_000),
    "script": word("<script>alert(1)</script>{{ '<script>' }}"),
}  # fmt: skip
HARMLESS = {"power", "script"}  # (9 ** 9) ** 9, and text printed as it stands
REFUSED: dict[str, bytes] = {
    "empty": b"",
    "no zip": b"MZ\x90\x00" + b"\x00" * 500,
    "torn": word("ก")[:-200],
    "bomb": b"",  # made when asked for: it takes long
    "script": b"<script>alert(1)</script>",
    "workbook": (EXAMPLES / "phayao-otop-2568.xlsx").read_bytes(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_templates(client: TestClient, name: str) -> None:
    """A template that attacks is refused with findings or found at fault; the service goes on."""
    answer = begin(client, {"template": HOSTILE[name]})
    if 303 == answer.status_code:
        draft = draft_of(answer)
        page = client.get(draft)
        assert (200, True) == (page.status_code, bool(codes(page)))
        assert "<script>alert" not in page.text
        client.get(f"{draft}/preview")
        made = client.get(f"{draft}/preview/ordinary?part=true")
        assert made.status_code < 500
        assert "root:" not in made.text
        assert (303 if name in HARMLESS else 422) == publish(client, draft).status_code
    else:
        assert 422 == answer.status_code
        assert codes(answer)
    assert 200 == client.get("/types").status_code


@pytest.mark.parametrize("name", REFUSED)
def test_files_that_are_no_templates(client: TestClient, name: str) -> None:
    """What is no Word document is refused before anything is kept of it."""
    content = bomb() if name == "bomb" else REFUSED[name]
    for path, field in (("template", "template"), ("letter", "letter")):
        sent = {field: ("แบบ.docx", content)}
        answer = client.post(f"/types/new/{path}", data={"name": NAME}, files=sent)
        assert 400 <= answer.status_code < 500, said(answer)
        assert codes(answer)
    assert "แบบที่กำลังทำ" not in said(client.get("/types"))


@pytest.mark.parametrize("number", range(0, 60, 6))
def test_broken_templates(client: TestClient, tmp_path: Path, number: int) -> None:
    """The broken templates are told on the page as the check of the command line tells them."""
    item = list(items())[number]
    folder, wanted = item.write(tmp_path)
    files = {"template": (folder / "letter.docx").read_bytes()}
    if (folder / "letter.toml").is_file():
        files["refinement"] = (folder / "letter.toml").read_bytes()
    answer = begin(client, files)
    found = codes(client.get(draft_of(answer)) if 303 == answer.status_code else answer)
    assert {each.code for each in wanted} & found
