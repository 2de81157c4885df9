"""The command `circulars`: thin commands; each loads what it needs when it runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from circulars.check_report import (
    COLORS,
    MARKS,
    WAIVED,
    is_held,
    json_report,
    printable,
    text_report,
)
from circulars.register_cli import register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circulars.inspection import Inspected
    from circulars.layout import DoctorReport
    from circulars.model.findings import Finding
    from circulars.model.letter_type import AnnexSpec, DatasetSpec, FieldSpec

_FILE = click.Path(path_type=Path)  # a file that is not there is told in Thai later
_KIND_NAMES = {
    "text": "ข้อความ",
    "lines": "ข้อความหลายบรรทัด",
    "integer": "จำนวนเต็ม",
    "date": "วันที่",
    "month": "เดือนและปี",
    "choice": "เลือกจากรายการ",
    "letters": "หนังสือที่อ้างถึง",
}


def _folder(_context: click.Context, _option: click.Parameter, value: str) -> Path:
    if not value.strip():
        raise click.BadParameter("ไม่ได้ระบุชื่อโฟลเดอร์")
    return Path(value)


def _known_codes(
    _context: click.Context, _option: click.Parameter, codes: tuple[str, ...]
) -> tuple[str, ...]:
    from circulars.data.finding_codes import finding_codes
    from circulars.toml_files import nearest

    for code in codes:
        if code not in finding_codes():
            hint = nearest(code, finding_codes(), all_of="รหัสที่มี")
            raise click.BadParameter(f"ไม่มีข้อตรวจรหัส “{code}” {hint}")
        if not finding_codes()[code].can_pass:
            raise click.BadParameter(f"ยอมให้ “{code}” ผ่านไม่ได้ เพราะพบแล้วตรวจต่อไม่ได้")
    return codes


def main() -> None:
    """Run the command line; a failure of the data ends with exit code 1, never a traceback."""
    cli(prog_name="circulars")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="circulars")
def cli() -> None:
    """ทำหนังสือราชการพร้อมลงนามจากสมุดงานสรุปและแบบหนังสือ Word"""


cli.add_command(register)


@cli.command()
@click.argument("letter_type", metavar="TYPE")
@click.argument("workbook", metavar="WORKBOOK", type=_FILE)
@click.option("-o", "--out", callback=_folder, required=True, help="โฟลเดอร์ของผลลัพธ์")
@click.option("--office", type=_FILE, help="ข้อมูลสำนักงาน (ปกติ office.toml ข้างสมุดงาน)")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="ค่าของช่องกรอก ใช้ซ้ำได้")
@click.option("--allow", multiple=True, metavar="CODE", help="ยอมให้ผ่านข้อที่ต้องแก้ ใช้ซ้ำได้")
@click.option("--no-pdf", is_flag=True, help="ทำเฉพาะ DOCX")
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
def generate(
    letter_type: str,
    workbook: Path,
    out: Path,
    *,
    office: Path | None,
    values: tuple[str, ...],
    allow: tuple[str, ...],
    no_pdf: bool,
    as_json: bool,
) -> None:
    """ทำหนังสือชนิด TYPE จากสมุดงาน WORKBOOK

    ตัวอย่าง: circulars generate otop_monthly_sales ยอดจำหน่าย.xlsx --office พะเยา.toml
    --set วันที่=2025-03-11 --set เลขที่=1175 -o out/
    """
    from circulars.model.errors import CircularsError
    from circulars.pipeline import generate as run

    given = _pairs(values)
    try:
        batch = run(
            letter_type, workbook, out, office=office, values=given, allow=allow, pdf=not no_pdf
        )
    except CircularsError as error:
        _fail(error.findings, as_json=as_json)
    if as_json:
        _print_json([str(path) for path in batch.files], batch.findings, waived=allow)
        return
    click.echo(f"ทำหนังสือแล้วใน {out}")
    for path in batch.files:
        click.echo(f"  {path.name}")
    for path in batch.kept:
        click.echo(f"ฉบับเดิมที่มีผู้แก้ไว้เก็บเป็น {path.name}")
    _print_findings(batch.findings, waived=allow)


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
    callback=_known_codes,
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


@cli.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
@click.pass_context
def types(context: click.Context, *, as_json: bool) -> None:
    """แสดงแบบหนังสือที่มี"""
    if context.invoked_subcommand:
        return
    from circulars.letter_types import letter_type_folders, load_letter_type
    from circulars.model.errors import CircularsError

    try:
        found = [load_letter_type(folder) for folder in letter_type_folders()]
    except CircularsError as error:
        _fail(error.findings, as_json=as_json)
    if as_json:
        rows = [{"name": kind.name, "title": kind.title, "kind": kind.kind} for kind in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for kind in found:
        click.echo(f"{kind.name}  {kind.title}")


@types.command()
@click.argument("name", metavar="NAME")
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
def show(name: str, *, as_json: bool) -> None:
    """แสดงช่องกรอก ตาราง และสิ่งที่ส่งมาด้วยของแบบหนังสือ NAME"""
    from circulars.compose import form_fields
    from circulars.letter_types import find_letter_type, load_letter_type, with_form
    from circulars.model.errors import CircularsError
    from circulars.render import Template

    try:
        kind = load_letter_type(find_letter_type(name))
        kind = with_form(kind, Template(kind.template).names)
    except CircularsError as error:
        _fail(error.findings, as_json=as_json)
    shown = {
        "name": kind.name,
        "title": kind.title,
        "kind": kind.kind,
        "version": kind.version,
        "fields": [_field_row(field) for field in form_fields(kind, None).values()],
        "columns": [_columns_row(dataset) for dataset in kind.datasets.values()],
        "annexes": [_annex_line(annex) for annex in kind.annexes],
    }
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    _print_type(shown)


def _annex_line(annex: AnnexSpec) -> str:
    count = f"จำนวน {annex.copies} {annex.unit}" if annex.copies else f"นับ{annex.unit}ให้เอง"
    return f"{annex.title} {count}{f' เมื่อ {annex.when}' if annex.when else ''}"


def _print_type(shown: dict[str, Any]) -> None:
    click.echo(f"{shown['name']}: {shown['title']} (รุ่น {shown['version']})\n\nช่องกรอก")
    for field in shown["fields"]:
        click.echo(f"  {field['name']} — {field['label']}")
        kind = _KIND_NAMES[field["kind"]]
        click.echo(f"      {kind} · {field['required']} · {field['source']}")
        for note in filter(None, [", ".join(field["choices"]), field["help"]]):
            click.echo(f"      {note}")
    for dataset in shown["columns"]:
        required = ", ".join(dataset["required"])
        needs = f"ต้องมีช่อง {required}" if required else "ไม่ต้องมีในสมุดงาน"
        click.echo(f"\nตาราง {dataset['name']}: {needs}")
        if dataset["optional"]:
            click.echo(f"  มีหรือไม่มีก็ได้: {', '.join(dataset['optional'])}")
    click.echo("\nสิ่งที่ส่งมาด้วย")
    for annex in shown["annexes"]:
        click.echo(f"  {annex}")


def _columns_row(dataset: DatasetSpec) -> dict[str, Any]:
    def headings(*, required: bool) -> list[str]:
        return [
            f"“{c.heading}”"
            for c in dataset.columns
            if (c.required and c.value is None and not dataset.rows) is required
        ]

    return {
        "name": dataset.name,
        "required": headings(required=True),
        "optional": headings(required=False),
    }


def _field_row(field: FieldSpec) -> dict[str, Any]:
    required = "ต้องกรอก" if field.required and field.value is None else "ไม่ต้องกรอกก็ได้"
    source = "จากแบบกรอก (--set)" if field.value is None else f"หาเอง: {field.value}"
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind.value,
        "required": required + (" หรือเว้นไว้เขียนด้วยมือ" if field.blank else ""),
        "source": source,
        "choices": [choice for choice in field.choices if choice],
        "help": field.help,
    }


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
def doctor(*, as_json: bool) -> None:
    """ตรวจเครื่องนี้: LibreOffice และแบบอักษร วัดจากหน้าที่จัดจริง"""
    from circulars.layout import examine

    report = examine()
    if as_json:
        _print_json([], report.findings)
    else:
        for line in _doctor_lines(report):
            click.echo(line)
        _print_findings(report.findings)
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


def _pairs(values: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(f"“{text}” ต้องอยู่ในรูป NAME=VALUE", param_hint="--set")
        pairs[name.strip()] = value
    return pairs


def _fail(findings: Iterable[Finding], *, as_json: bool) -> NoReturn:
    """Print the findings that stopped the run, and end with exit code 1."""
    if as_json:
        _print_json([], findings)
    else:
        click.echo("ยังทำหนังสือไม่ได้ และไม่ได้สร้างแฟ้มใดไว้", err=True)
        _print_findings(findings, err=True)
    sys.exit(1)


def _print_json(
    files: list[str], findings: Iterable[Finding], *, waived: Iterable[str] = ()
) -> None:
    found = [finding.as_dict() for finding in findings]
    blocks = {finding["code"] for finding in found if finding["level"] == "block"}
    document = {"files": files, "findings": found, "waived": sorted(blocks & set(waived))}
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _print_findings(
    findings: Iterable[Finding], *, err: bool = False, waived: Iterable[str] = ()
) -> None:
    for finding in findings:
        mark = click.style(MARKS[finding.level], fg=COLORS[finding.level])
        if finding.level == "block" and finding.code in waived:
            mark = WAIVED
        click.echo(f"{mark}  {finding.where}: {finding.message} [{finding.code}]", err=err)
        click.echo(f"           → {finding.hint}", err=err)
