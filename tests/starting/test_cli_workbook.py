"""The command `circulars workbook`: a new file, or a reason and none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
from click.testing import CliRunner
from support import TEMPLATES

from circulars.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from click.testing import Result


def run(*arguments: object) -> Result:
    """Return what the command did with `arguments`."""
    return CliRunner().invoke(cli, ["workbook", *map(str, arguments)])


def test_it_writes_a_new_workbook(tmp_path: Path) -> None:
    """The starter of a type that comes with the product is written where it was asked for."""
    out = tmp_path / "ใหม่.xlsx"
    assert 0 == run("otop_monthly_sales", "-o", out).exit_code
    assert ["คำอธิบาย", "แบบกรอก", "ยอดจำหน่าย", "รายการเลือก"] == openpyxl.load_workbook(
        out
    ).sheetnames


def test_a_type_can_be_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a type's own folder it is called by a full stop, or by its template."""
    monkeypatch.chdir(TEMPLATES / "memo")
    for number, name in enumerate((".", "letter.docx")):
        assert 0 == run(name, "-o", tmp_path / f"{number}.xlsx").exit_code


def test_it_never_overwrites(tmp_path: Path) -> None:
    """A file that is there stays as it is, and the command says so."""
    out = tmp_path / "มีอยู่.xlsx"
    out.write_bytes(b"figures of a year")
    result = run("memo", "-o", out)
    assert (1, b"figures of a year") == (result.exit_code, out.read_bytes())
    assert "output-unwritable" in result.output


def test_wrong_names_are_told(tmp_path: Path) -> None:
    """A type that is not there is fault of the data, an ending that is no .xlsx of the command."""
    assert 1 == run("meno", "-o", tmp_path / "a.xlsx").exit_code
    assert 2 == run("memo", "-o", tmp_path / "a.csv").exit_code
    assert [] == list(tmp_path.iterdir())
