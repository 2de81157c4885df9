"""The command convert: a file or standard input in, a file or standard output out."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from thai_numerals.cli_support import standard_input
from thai_numerals.errors import FileError
from thai_numerals.files.convert import check_kind, convert_bytes, read_file, write_file

if TYPE_CHECKING:
    from thai_numerals.files.report import Conversion, Report

STANDARD: Final = "-"
STANDARD_INPUT: Final = "standard-input.txt"  # is plain text


def convert(source: str, target: str | None, conversion: Conversion, *, as_json: bool) -> None:
    """Convert `source` to `target` (None: only tell) and print what changed and what stayed.

    The report goes to standard error when the text itself goes to standard output.
    """
    stream = source == STANDARD
    name = STANDARD_INPUT if stream else Path(source).name
    if target is not None and target != STANDARD:
        check_kind(name, Path(target))
    data = standard_input().read() if stream else read_file(Path(source))
    converted, report = convert_bytes(name, data, conversion)
    if target == STANDARD:
        _write_out(converted)
    elif target is not None:
        write_file(Path(target), converted)
    _print(report, target, as_json=as_json)


def _write_out(converted: bytes) -> None:
    if sys.stdout is None:
        raise FileError(STANDARD, "เอาต์พุตมาตรฐานปิดอยู่")
    sys.stdout.buffer.write(converted)
    sys.stdout.buffer.flush()  # so that a full disk is met here


def _print(report: Report, target: str | None, *, as_json: bool) -> None:
    err = target == STANDARD
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2), err=err)
        return
    if target is None:
        for change in report.changes:
            click.echo(f"{change.where}: {change.before} → {change.after}")
    for kept in report.kept:
        click.echo(f"คงไว้ {kept.where}: {kept.text} ({kept.reason})".replace(":  (", " ("), err=err)
    ending = "จะเปลี่ยน" if target is None else "เปลี่ยน"
    click.echo(f"{ending} {len(report.changes)} แห่ง คงไว้ {len(report.kept)} รายการ", err=err)
