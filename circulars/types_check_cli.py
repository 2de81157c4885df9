"""The command that checks a letter type before anybody makes letters of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from circulars.check_report import json_report, printable
from circulars.console import fail, print_findings

if TYPE_CHECKING:
    from circulars.inspection import Inspected
    from circulars.linting import Linted
    from circulars.model.findings import Level

_FILE: Final = click.Path(path_type=Path)


@click.command()
@click.argument("name", metavar="NAME")
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
@click.option("--comments", metavar="OUT.docx", type=_FILE, help="เขียนสำเนาที่มีข้อคิดเห็นของ Word")
@click.option("--office", type=_FILE, help="ข้อมูลสำนักงาน: ระดับของข้อตรวจตามที่สำนักงานกำหนด")
def check(name: str, *, as_json: bool, comments: Path | None, office: Path | None) -> None:
    """ตรวจแบบหนังสือ NAME ทุกข้อในครั้งเดียว: ชื่อแบบ โฟลเดอร์ของแบบ หรือแฟ้ม .docx

    ตัวอย่าง: circulars types check แบบของเรา/แจ้งเป้าหมาย --comments ตรวจแล้ว.docx
    """
    from circulars.linting import lint

    linted = lint(name, levels=_levels(office, as_json=as_json))
    inspected = _inspected(name, linted)
    told = _commented(comments, inspected, linted) if comments else ()
    if as_json:
        click.echo(json_report([inspected, *told], several=False))
    else:
        print_findings(finding for each in (inspected, *told) for finding in each.findings)
        click.echo(printable(_summary(name, linted)))
    if any(finding.level == "block" for each in (inspected, *told) for finding in each.findings):
        sys.exit(1)


def _levels(office: Path | None, *, as_json: bool) -> dict[str, Level | None]:
    """Return the office's own levels by code; ends the command where its profile is at fault."""
    from circulars.model.errors import CircularsError
    from circulars.office_profile import load_office

    if office is None:
        return {}
    try:
        return dict(load_office(office).levels)
    except CircularsError as error:
        fail(error.findings, as_json=as_json, said="อ่านข้อมูลสำนักงานไม่ได้ จึงยังไม่ได้ตรวจแบบ")


def _inspected(name: str, linted: Linted) -> Inspected:
    """Return what was found as a checked file, with what stands at the places."""
    from circulars.inspection import Inspected, Quote

    return Inspected(
        file=str(linted.template or name),
        findings=linted.findings,
        quotes={place: Quote(text=" ".join(text.split())) for place, text in linted.texts.items()},
        orders=linted.orders,
    )


def _commented(out: Path, inspected: Inspected, linted: Linted) -> tuple[Inspected, ...]:
    """Write the commented copy; return what kept it from being written, if anything."""
    from circulars.inspection import Inspected
    from circulars.inspection.comments import comments_refusal, write_comments

    if linted.template is None or not linted.orders:  # no text that comments could stand at
        return ()
    if refusal := comments_refusal(out, [linted.template]):
        raise click.BadParameter(refusal, param_hint="--comments")
    findings = write_comments(out, inspected)
    return (Inspected(file=str(out), findings=findings),) if findings else ()


def _summary(name: str, linted: Linted) -> str:
    """Return the last line: how much of what was found."""
    if not linted.findings:
        return f"{name}: ไม่พบข้อผิด"
    counts = dict.fromkeys(("block", "warn", "note"), 0)
    for finding in linted.findings:
        counts[finding.level] += 1
    return (
        f"{name}: ต้องแก้ {counts['block']} ข้อ ควรตรวจ {counts['warn']} ข้อ "
        f"ข้อสังเกต {counts['note']} ข้อ"
    )
