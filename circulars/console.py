"""What commands print: findings as people read them, or the one JSON document."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Final, NoReturn

import click

from circulars.check_report import COLORS, MARKS, WAIVED, printable
from circulars.model.findings import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circulars.model.findings import Finding

# Findings of one code that are printed one by one; the manifest and --json have all.
_ALIKE: Final = {Level.BLOCK: 50, Level.WARN: 10, Level.NOTE: 3}
_NOTHING: Final = "ยังทำหนังสือไม่ได้ และไม่ได้สร้างแฟ้มใดไว้"


def fail(findings: Iterable[Finding], *, as_json: bool, said: str = _NOTHING) -> NoReturn:
    """Print the findings that stopped the command, and end with exit code 1."""
    if as_json:
        print_batch_json([], findings)
    else:
        click.echo(said, err=True)
        print_findings(findings, err=True)
    sys.exit(1)


def print_batch_json(
    files: list[str], findings: Iterable[Finding], *, waived: Iterable[str] = ()
) -> None:
    """Print the files made and everything found as one JSON document."""
    found = [finding.as_dict() for finding in findings]
    blocks = {finding["code"] for finding in found if finding["level"] == "block"}
    document = {"files": files, "findings": found, "waived": sorted(blocks & set(waived))}
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def print_findings(
    findings: Iterable[Finding], *, err: bool = False, waived: Iterable[str] = ()
) -> None:
    """Print each finding with its level, place and way out; of many alike the first ones."""
    alike: Counter[tuple[Level, str]] = Counter()
    for finding in findings:
        kind = (finding.level, finding.code)
        alike[kind] += 1
        if alike[kind] <= _ALIKE[finding.level]:
            _print_finding(finding, err=err, is_waived=finding.code in waived)
    for (level, code), count in alike.items():
        if count > _ALIKE[level]:
            mark = click.style(MARKS[level], fg=COLORS[level])
            click.echo(f"{mark}  และ [{code}] อีก {count - _ALIKE[level]:,} แห่ง", err=err)


def _print_finding(finding: Finding, *, err: bool, is_waived: bool) -> None:
    mark = click.style(MARKS[finding.level], fg=COLORS[finding.level])
    if finding.level is Level.BLOCK and is_waived:
        mark = WAIVED
    where = printable(f"{finding.where}: {finding.message}")
    click.echo(f"{mark}  {where} [{finding.code}]", err=err)
    click.echo(printable(f"           → {finding.hint}"), err=err)


def known_codes(
    _context: click.Context, _option: click.Parameter, codes: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the codes that an option waives; exit code 2 for one that no finding has."""
    if not codes:
        return codes
    from circulars.data.finding_codes import finding_codes
    from circulars.toml_files import nearest

    for code in codes:
        if code not in finding_codes():
            hint = nearest(code, finding_codes(), all_of="รหัสที่มี")
            raise click.BadParameter(f"ไม่มีข้อตรวจรหัส “{code}” {hint}")
        if not finding_codes()[code].can_pass:
            raise click.BadParameter(f"ยอมให้ “{code}” ผ่านไม่ได้ เพราะพบแล้วตรวจต่อไม่ได้")
    return codes
