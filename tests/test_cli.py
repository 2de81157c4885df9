"""The command line: what it lists, what it says of the machine, how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from support import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import Outcome


def test_types_lists_each_letter_type(circulars: Callable[..., Outcome]) -> None:
    """Each letter type is a line with its name and title, and an entry in JSON."""
    assert "otop_monthly_sales" in circulars("types").output
    rows = json.loads(circulars("types", "--json").output)
    assert "otop_monthly_sales" in [row["name"] for row in rows]


def test_types_show_tells_all_of_each_field(circulars: Callable[..., Outcome]) -> None:
    """A field comes with label, kind, whether it must be given, and where its value comes from."""
    shown = json.loads(circulars("types", "show", "otop_monthly_sales", "--json").output)
    fields = {field["name"]: field for field in shown["fields"]}
    assert {"วันที่", "เลขที่", "เรื่อง", "ผู้ลงนาม"} <= fields.keys()
    assert all(
        field[key] for field in fields.values() for key in ("label", "kind", "required", "source")
    )
    assert fields["วันที่"]["required"].startswith("ต้องกรอก")
    assert "เดือนรายงาน" in fields["กำหนดแก้ไข"]["source"]


def test_an_unknown_type_ends_with_one(circulars: Callable[..., Outcome]) -> None:
    """A type that is not there is answered with those that are."""
    outcome = circulars("types", "show", "memo_to_nobody")
    assert 1 == outcome.code
    assert "otop_monthly_sales" in outcome.output


def test_doctor_measures_the_font(circulars: Callable[..., Outcome]) -> None:
    """On a machine with what is needed, ก is as wide as in TH Sarabun: 0.386 em."""
    outcome = circulars("doctor")
    assert 0 == outcome.code, outcome.output
    assert "0.38" in outcome.output


def test_json_is_one_document(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """With --json files, findings in their five agreed parts and waivers are one JSON document."""
    outcome = circulars(
        *("generate", "otop_monthly_sales", EXAMPLES / "phayao-otop-2568.xlsx", "--no-pdf"),
        *("--office", EXAMPLES / "phayao.toml", "-o", tmp_path, "--json"),
        *("--set", "วันที่=11 มี.ค. 68", "--set", "เลขที่=๑๑๗๕"),
    )
    document = json.loads(outcome.output)
    assert 2 == len(document["files"])
    for finding in document["findings"]:
        assert ["code", "hint", "level", "message", "where"] == sorted(finding)


def test_help_loads_no_heavy_library() -> None:
    """Help appears at once: neither openpyxl nor docx nor jinja2 is loaded for it."""
    code = (
        "import sys; from circulars.cli import cli\n"
        "try: cli(['--help'], prog_name='circulars')\n"
        "except SystemExit: pass\n"
        "print(sorted({'openpyxl', 'docx', 'jinja2', 'lxml', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.splitlines()[-1]
