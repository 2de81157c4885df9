"""The command `circulars`: thin commands; each loads what it needs when it runs."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from circulars.backup_cli import backup, restore
from circulars.check_report import is_held, json_report, printable, text_report
from circulars.console import known_codes, print_batch_json, print_findings
from circulars.register_cli import register
from circulars.roll_cli import roll
from circulars.run_cli import generate, resume
from circulars.serve_cli import offices, serve
from circulars.types_cli import types
from circulars.workbook_cli import workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.inspection import Inspected
    from circulars.layout import DoctorReport

_GARBAGE = 20_000  # new objects before Python looks for garbage, instead of 700
_FILE = click.Path(path_type=Path)  # a file that is not there is told in Thai later


def main() -> None:
    """Run the command line; a failure of the data ends with exit code 1, never a traceback."""
    # What a command loads stays: looking for garbage in it took a tenth of its start-up.
    gc.set_threshold(_GARBAGE)
    cli(prog_name="circulars")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="circulars")
def cli() -> None:
    """ทำหนังสือราชการพร้อมลงนามจากสมุดงานสรุปและแบบหนังสือ Word"""


cli.add_command(generate)
cli.add_command(resume)
cli.add_command(register)
cli.add_command(types)
cli.add_command(workbook)
cli.add_command(roll)
cli.add_command(serve)
cli.add_command(offices)
cli.add_command(backup)
cli.add_command(restore)


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
@click.option("--comments", metavar="OUT.docx", type=_FILE, help="เขียนสำเนาที่มีข้อคิดเห็นของ Word")
@click.option("--office", type=_FILE, help="ข้อมูลสำนักงาน (ปกติ office.toml ข้างแฟ้มที่ตรวจ)")
@click.option("--no-layout", is_flag=True, help="ไม่จัดหน้า: เร็วขึ้น แต่ไม่ตรวจคำต่อหน้าและเลขหน้า")
@click.option(
    "--allow",
    multiple=True,
    metavar="CODE",
    callback=known_codes,
    help="ยอมให้ผ่านข้อที่ต้องแก้ ใช้ซ้ำได้",
)
def check(
    paths: tuple[Path, ...],
    *,
    as_json: bool,
    comments: Path | None,
    office: Path | None,
    no_layout: bool,
    allow: tuple[str, ...],
) -> None:
    """ตรวจก่อนลงนาม: หนังสือ .docx ที่พิมพ์เองหรือทำจากที่นี่ สมุดงาน .xlsx หรือโฟลเดอร์

    ตัวอย่าง: circulars check ร่าง.docx ยอดขาย.xlsx --comments ตรวจแล้ว.docx
    """
    from circulars.inspection import inspect_paths
    from circulars.paths import is_folder

    if comments:
        _refuse_comments(comments, paths)
    inspected = inspect_paths(paths, office=office, layout=not no_layout)
    letter = next((each for each in inspected if comments and each.letter), None)
    if comments and letter:
        inspected += _commented(comments, letter)
    if as_json:
        several = len(paths) > 1 or is_folder(paths[0])
        click.echo(json_report(inspected, several=several))
    else:
        for line in text_report(inspected, allow):
            click.echo(printable(line))
        if letter and inspected[-1].file != str(comments):
            click.echo(printable(f"สำเนาที่มีข้อคิดเห็น: {comments}"))
    if is_held(inspected, allow):
        sys.exit(1)


def _refuse_comments(out: Path, paths: tuple[Path, ...]) -> None:
    """End with exit code 2 where the commented copy of `paths` cannot be written to `out`."""
    from circulars.inspection.comments import comments_refusal

    if refusal := comments_refusal(out, paths):
        raise click.BadParameter(refusal, param_hint="--comments")


def _commented(out: Path, letter: Inspected) -> tuple[Inspected, ...]:
    """Write the commented copy of `letter`; return what kept it from being written, if anything."""
    from circulars.inspection import Inspected
    from circulars.inspection.comments import write_comments

    findings = write_comments(out, letter)
    return (Inspected(file=str(out), findings=findings),) if findings else ()


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
def doctor(*, as_json: bool) -> None:
    """ตรวจเครื่องนี้: LibreOffice และแบบอักษร วัดจากหน้าที่จัดจริง"""
    from circulars.layout import examine

    report = examine()
    if as_json:
        print_batch_json([], report.findings)
    else:
        for line in _doctor_lines(report):
            click.echo(line)
        print_findings(report.findings)
    if report.findings:
        sys.exit(1)


def _doctor_lines(report: DoctorReport) -> Iterator[str]:
    yield from (f"{part}: {version}" for part, version in report.versions)
    if report.fonts:
        kind = "สร้างจาก Laksaman ให้จัดหน้าเท่ากับ TH Sarabun" if report.fonts.derived else "ของจริง"
        yield f"แบบอักษร: {report.fonts.family} ({kind})"
    if report.advance is not None and report.pitch is not None:
        yield f"ความกว้างของ ก: {report.advance:.4f} em (TH Sarabun 0.386)"
        yield f"ระยะระหว่างบรรทัด: {report.pitch:.3f} em (TH Sarabun 1.331)"
