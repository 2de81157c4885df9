"""A disk that is full, wherever on the way of a run: nothing half-written, nothing lost."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from support import EXAMPLES, FORM

from circulars import generate

if TYPE_CHECKING:
    from pathlib import Path

WORKBOOK = EXAMPLES / "phayao-otop-2568.xlsx"
OFFICE = EXAMPLES / "phayao.toml"
# Generates under one limit after another, and tells what each left: a file of `limit` bytes is
# the longest that the system lets the process write.
LIMITED = """
import hashlib, json, resource, sys
from pathlib import Path
from click.testing import CliRunner
from circulars.cli import cli

def content(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

def limited(limit, arguments):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    result = CliRunner().invoke(cli, arguments)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    is_crash = not isinstance(result.exception, (SystemExit, type(None)))
    crash = repr(result.exception) if is_crash else ""
    return {"code": result.exit_code, "said": result.output, "crash": crash}

folder, limits, *arguments = sys.argv[1:]
told = [
    {**limited(limit, arguments), "limit": limit, "left": content(Path(folder)),
     "folders": sorted(str(p) for p in Path(folder).rglob("*") if p.is_dir())}
    for limit in json.loads(limits)
]
print(json.dumps(told))
"""


def under_limits(folder: Path, limits: list[int], *arguments: str | Path) -> list[dict[str, Any]]:
    """Return what each run of the command left in `folder`, and what it said."""
    command = [sys.executable, "-c", LIMITED, str(folder), json.dumps(limits)]
    command += [str(argument) for argument in arguments]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


def order(kind: str, out: Path) -> tuple[str | Path, ...]:
    """Return the command that makes the letters of a type without PDF."""
    form = [text for name, value in FORM.items() for text in ("--set", f"{name}={value}")]
    return ("generate", kind, WORKBOOK, "--office", OFFICE, "--no-pdf", "-o", out, *form)


def assert_told_in_thai(run: dict[str, Any]) -> None:
    """Assert that a failed run ended with 1 and said in Thai that it could not write."""
    assert (1, "") == (run["code"], run["crash"]), run
    assert "ไม่ได้" in run["said"]
    assert "[output-unwritable]" in run["said"] or "[run-unusable]" in run["said"]


LIMITS = [0, 1, *range(2000, 14_000, 1500), *range(14_000, 40_000, 4000)]
LARGE = 1_000_000  # enough for every file


def test_one_letter(tmp_path: Path) -> None:
    """Wherever the disk is full, nothing is left, not even the new folders."""
    folder = tmp_path / "disk"
    folder.mkdir()
    out = folder / "new" / "out"
    runs = under_limits(folder, [*LIMITS, LARGE], *order("otop_monthly_sales", out))
    failed = [run for run in runs if run["code"]]
    assert 5 < len(failed) < len(runs)
    for run in failed:
        assert_told_in_thai(run)
        assert ({}, []) == (run["left"], run["folders"]), run["limit"]
    assert 0 == runs[-1]["code"]


def test_an_earlier_letter_survives(tmp_path: Path) -> None:
    """What an earlier run made stays to the byte, wherever the disk is full in a later one."""
    folder = tmp_path / "disk"
    values = {**FORM, "เรื่อง": "เรื่องเดิม"}
    generate("otop_monthly_sales", WORKBOOK, folder, office=OFFICE, values=values, pdf=False)
    before = under_limits(folder, [LARGE], "types")[0]["left"]
    assert 2 == len(before)
    runs = under_limits(folder, LIMITS, *order("otop_monthly_sales", folder))
    failed = [run for run in runs if run["code"]]
    assert 5 < len(failed)
    for run in failed:
        assert_told_in_thai(run)
        assert (before, []) == (run["left"], run["folders"]), run["limit"]


def test_many_letters_go_on_where_the_disk_was_full(tmp_path: Path) -> None:
    """Letters that were made wait for the rest, and the end is that of a run without trouble."""
    good, disk = tmp_path / "good", tmp_path / "disk"
    disk.mkdir()
    generate("otop_district_sales", WORKBOOK, good, office=OFFICE, values=FORM, pdf=False)
    (whole,) = under_limits(good, [LARGE], "types")
    runs = under_limits(disk, [*LIMITS, LARGE], *order("otop_district_sales", disk))
    for run in runs:
        if run["code"]:
            assert_told_in_thai(run)
            assert set() == {name for name in run["left"] if not name.startswith(".run/")}
            assert bool(run["left"]) == ("[run-stopped]" in run["said"]), run["limit"]
    assert {True, False} == {"[run-stopped]" in run["said"] for run in runs}
    assert (0, whole["left"]) == (runs[-1]["code"], runs[-1]["left"])
