"""The examples of docs/api.md run as they stand, with curl, against the running service."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from serving import serve
from support import EXAMPLES, ROOT, TEMPLATES

from circulars.service.accounts import entering, links
from circulars.service.accounts.access import open_access
from circulars.service.accounts.tokens import new_token
from circulars.service.people import Role
from circulars.service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("api-examples")
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
SCRIPTS = BLOCK.findall(PAGE)[1:]  # the first one says what the others need


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """Give a folder with the files of the examples, and what they need to know."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copyfile(EXAMPLES / "phayao-otop-2568.xlsx", folder / "sales.xlsx")
    shutil.copyfile(TEMPLATES / "otop_district_sales" / "example.xlsx", folder / "districts.xlsx")
    data = folder / "data"
    given = {"office": "จังหวัดพะเยา", "name": "สมหญิง ใจดี", "login": "somying"}
    with open_access(Settings(data=data, accounts=True)) as access:
        key = links.admin_link(access)
        admin = entering.set_up(access, key, password="ทุ่งนาสีเขียวหน้าฝน", **given)
        token = new_token(access, admin.actor, name="ระบบสารบรรณ", role=Role.SECRETARY)
    with serve(data, accounts=True) as server:
        yield (
            folder,
            {"BASE": server.url, "TOKEN": token, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda text: text.split("api/v1/")[1].split('"')[0])
def test_examples_of_the_page_run(place: tuple[Path, dict[str, str]], script: str) -> None:
    """Every example of the page is answered with success."""
    folder, known = place
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=known,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert 0 == done.returncode, done.stderr


def test_examples_leave_what_they_promise(place: tuple[Path, dict[str, str]]) -> None:
    """The files that the examples download are what their names say; numbers count from 1."""
    folder, known = place
    assert b"%PDF-" == (folder / "letter.pdf").read_bytes()[:5]
    for name in ("starter.xlsx", "thai.xlsx"):
        assert zipfile.is_zipfile(folder / name)
    with zipfile.ZipFile(folder / "all.zip") as archive:
        assert 9 == sum(name.endswith(".docx") for name in archive.namelist())
    command = ["curl", "-fsS", "-H", f"Authorization: Bearer {known['TOKEN']}"]
    command.append(f"{known['BASE']}/api/v1/register?limit=200")
    listed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    # Nine letters of one order, one number taken, three reserved.
    assert [*range(13, 0, -1)] == sorted((line["serial"] for line in listed["items"]), reverse=True)


def test_the_page_names_every_part_of_the_form() -> None:
    """The table of the page has each part of the form that letters are ordered with."""
    from circulars.web.letters_form import LettersForm

    assert set(LettersForm.model_fields) == set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
