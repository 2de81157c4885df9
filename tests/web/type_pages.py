"""What tests of letter types on pages share: the service, and what a browser would send."""

from __future__ import annotations

import io
import re
import shutil
from contextlib import contextmanager
from html import unescape
from typing import TYPE_CHECKING

from docx import Document
from fastapi.testclient import TestClient
from support import EXAMPLES, TEMPLATES

from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.settings import Settings
from circulars.web.app import create_app
from web.conftest import ADDRESS, bring_csrf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from httpx2 import Response

NAME = "แจ้งเป้าหมาย"


@contextmanager
def types_service(root: Path) -> Iterator[TestClient]:
    """Give a client of a service over the folder `root`, with the office of Phayao."""
    profile = DataFolder(root).office(FIRST_OFFICE).profile
    profile.parent.mkdir(parents=True)
    shutil.copyfile(EXAMPLES / "phayao.toml", profile)
    with TestClient(create_app(Settings(data=root)), base_url=ADDRESS) as client:
        bring_csrf(client)
        yield client


def forget_types(root: Path) -> None:
    """Have all types and drafts of the office go."""
    shutil.rmtree(DataFolder(root).office(FIRST_OFFICE).letter_types, ignore_errors=True)


def word(*paragraphs: str) -> bytes:
    """Return a DOCX with a paragraph for each text."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def product(name: str, file: str = "letter.docx") -> bytes:
    """Return a file of a type of the product."""
    return (TEMPLATES / name / file).read_bytes()


def begin(client: TestClient, files: Mapping[str, bytes], name: str = NAME) -> Response:
    """Send files as the page does, to begin a type; the first is the template."""
    names = {"template": "แบบ.docx", "refinement": "letter.toml", "example": "ตัวอย่าง.xlsx"}
    sent = {each: (names[each], content) for each, content in files.items()}
    return client.post(
        "/types/new/template", data={"name": name}, files=sent, follow_redirects=False
    )


def draft_of(answer: Response) -> str:
    """Return the path of the draft that an answer leads to."""
    assert 303 == answer.status_code, said(answer)
    return answer.headers["location"].partition("#")[0]


def said(answer: Response) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def codes(answer: Response) -> set[str]:
    """Return the codes of the findings on a page."""
    return set(re.findall(r'data-code="([^"]+)"', answer.text))


def whole(name: str = "memo") -> dict[str, bytes]:
    """Return the files of a type of the product, as they are uploaded."""
    return {"template": product(name), "refinement": product(name, "letter.toml")}


def publish(client: TestClient, draft: str, why: str = "แบบใหม่", seen: int = 0) -> Response:
    """Publish a draft as its page does."""
    form = {"why": why, "seen": seen}
    return client.post(f"{draft}/publish", data=form, follow_redirects=False)
