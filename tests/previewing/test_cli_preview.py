"""The command `circulars types preview`: files to look at, findings, and what stops it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from PIL import Image
from support import TEMPLATES

from circulars.cli import cli
from circulars.previewing import preview
from circulars.previewing.deadline import TimeUpError, deadline

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

pytestmark = pytest.mark.usefixtures("warm_office")


def run(*arguments: object) -> Result:
    """Return what the command did with `arguments`."""
    return CliRunner().invoke(cli, ["types", "preview", *map(str, arguments)])


def test_a_case_leaves_letter_pages_and_an_overview(tmp_path: Path) -> None:
    """DOCX, PDF, page images, the data and the picture of all pages lie in the case's folder."""
    result = run("memo", "-o", tmp_path, "--case", "ordinary", "--json")
    assert 0 == result.exit_code, result.output
    document = json.loads(result.stdout)
    (case,) = document["cases"]
    assert ("ordinary", []) == (case["name"], document["findings"])
    names = {path.name for path in (tmp_path / "ordinary").iterdir()}
    assert {"ภาพรวม.png", "ข้อมูลสมมุติ.xlsx", "manifest.json"} <= names
    assert {".docx", ".pdf", ".png", ".xlsx", ".json"} == {"." + n.rsplit(".", 1)[1] for n in names}
    with Image.open(tmp_path / "ordinary" / "ภาพรวม.png") as image:
        assert image.width > image.height / 2
    assert [] == [path for path in document["files"] if not (tmp_path / path).is_file()]


def test_a_case_that_is_not_there_is_a_fault_of_the_command(tmp_path: Path) -> None:
    """An unknown case ends with exit code 2 and names those that there are."""
    result = run("memo", "-o", tmp_path / "out", "--case", "longst")
    assert 2 == result.exit_code
    assert "longest" in result.output


def test_a_template_at_fault_is_told_once(tmp_path: Path) -> None:
    """A template that cannot be used stops the preview with its findings, and nothing is made."""
    template = tmp_path / "เสีย.docx"
    template.write_bytes(b"no document")
    result = run(template, "-o", tmp_path / "out")
    assert 1 == result.exit_code
    assert "template-unreadable" in result.output
    assert not (tmp_path / "out").exists()


def test_a_template_alone_can_be_seen(tmp_path: Path) -> None:
    """A bare .docx is previewed with a text for each name in its tags."""
    template = tmp_path / "บันทึก.docx"
    template.write_bytes((TEMPLATES / "memo" / "letter.docx").read_bytes())
    result = run(template, "-o", tmp_path / "out", "--case", "ordinary")
    assert 0 == result.exit_code, result.output
    assert (tmp_path / "out" / "ordinary" / "ภาพรวม.png").is_file()


def test_time_is_bounded(tmp_path: Path) -> None:
    """When the time is up no case is begun any more, and each says so."""
    told = [each.findings[0].code for each in preview("memo", tmp_path, seconds=0.0001)]
    assert {"preview-time"} == set(told)


def test_endless_work_is_stopped() -> None:
    """A block that does not end is stopped when the time is up, and the alarm is off after it."""
    with pytest.raises(TimeUpError), deadline(0.05):
        time.sleep(30)
    with deadline(0.05):
        pass
    time.sleep(0.1)
