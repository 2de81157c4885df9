"""A disk that is full, wherever on the way of a run: nothing half-written, nothing lost."""

from __future__ import annotations

import multiprocessing
import resource
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner
from support import EXAMPLES, FORM

from circulars import generate
from circulars.cli import cli

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

WORKBOOK = EXAMPLES / "phayao-otop-2568.xlsx"
OFFICE = EXAMPLES / "phayao.toml"
_FORK = multiprocessing.get_context("fork")  # a process that has loaded everything already


def under_limits(folder: Path, limits: list[int], *arguments: str | Path) -> list[dict[str, Any]]:
    """Return what each run of the command left in `folder`, and what it said.

    Each is under a limit: a file of so many bytes is the longest that the system lets it write.
    """
    answer, told = _FORK.Pipe(duplex=False)
    with told:
        process = _FORK.Process(target=_tell, args=(told, folder, limits, arguments))
        process.start()
    with answer:
        runs: list[dict[str, Any]] = answer.recv()
    process.join()
    return runs


def _tell(told: Connection, folder: Path, limits: list[int], arguments: Sequence[object]) -> None:
    told.send([_limited(limit, folder, [*map(str, arguments)]) for limit in limits])


def _limited(limit: int, folder: Path, arguments: list[str]) -> dict[str, Any]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    result = CliRunner().invoke(cli, arguments)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    is_crash = not isinstance(result.exception, (SystemExit, type(None)))
    return {
        "limit": limit,
        "code": result.exit_code,
        "said": result.output,
        "crash": repr(result.exception) if is_crash else "",
        "left": content(folder),
        "folders": sorted(str(path) for path in folder.rglob("*") if path.is_dir()),
    }


def content(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below `folder`."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest() for p in files}


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
    before = content(folder)
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
    whole = content(good)
    runs = under_limits(disk, [*LIMITS, LARGE], *order("otop_district_sales", disk))
    for run in runs:
        if run["code"]:
            assert_told_in_thai(run)
            assert set() == {name for name in run["left"] if not name.startswith(".run/")}
            assert bool(run["left"]) == ("[run-stopped]" in run["said"]), run["limit"]
    assert {True, False} == {"[run-stopped]" in run["said"] for run in runs}
    assert (0, whole) == (runs[-1]["code"], runs[-1]["left"])
