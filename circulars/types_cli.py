"""The commands of template editors: letter types listed, shown, checked, made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from circulars.console import fail
from circulars.types_approve_cli import approve
from circulars.types_check_cli import check
from circulars.types_new_cli import new
from circulars.types_preview_cli import preview

if TYPE_CHECKING:
    from circulars.model.letter_type import AnnexSpec, DatasetSpec, FieldSpec

# What is said of the approved text, by circulars.approving.Standing.
_APPROVED: Final = {
    "holds": "ข้อความที่รับรองไว้: ยังตรงกับหนังสือตัวอย่าง",
    "changed": "ข้อความที่รับรองไว้: หนังสือตัวอย่างเปลี่ยนไปแล้ว ดูด้วย types approve --diff",
    "never": "ข้อความที่รับรองไว้: ยังไม่มี รับรองด้วย types approve",
    "unknown": "ข้อความที่รับรองไว้: ยังไม่ได้เทียบ ระบุข้อมูลสำนักงานของตัวอย่างด้วย --office",
    "failed": "ข้อความที่รับรองไว้: ทำหนังสือตัวอย่างไม่ได้ ดูเหตุด้วย types approve --diff",
}
_FILE: Final = click.Path(path_type=Path)


@click.group(invoke_without_command=True)
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
        fail(error.findings, as_json=as_json)
    if as_json:
        rows = [{"name": kind.name, "title": kind.title, "kind": kind.kind} for kind in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for kind in found:
        click.echo(f"{kind.name}  {kind.title}")


types.add_command(approve)
types.add_command(check)
types.add_command(new)
types.add_command(preview)


@types.command()
@click.argument("name", metavar="NAME")
@click.option("--office", type=_FILE, help="ข้อมูลสำนักงานของตัวอย่าง เพื่อเทียบกับข้อความที่รับรองไว้")
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
def show(name: str, *, office: Path | None, as_json: bool) -> None:
    """แสดงรุ่น ช่องกรอก ตาราง และสิ่งที่ส่งมาด้วยของแบบหนังสือ NAME"""
    from circulars.approving import standing
    from circulars.compose import form_fields
    from circulars.letter_types import find_letter_type, load_letter_type, with_form
    from circulars.model.errors import CircularsError
    from circulars.render import Template

    try:
        kind = load_letter_type(find_letter_type(name))
        kind = with_form(kind, Template(kind.template).names)
        approved = standing(kind, office=office)
    except CircularsError as error:
        fail(error.findings, as_json=as_json)
    shown = {
        "name": kind.name,
        "title": kind.title,
        "kind": kind.kind,
        "version": kind.version,
        "approved": approved.value,
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
    from circulars.model.letter_type import FieldKind

    click.echo(f"{shown['name']}: {shown['title']} (รุ่น {shown['version']})")
    click.echo(f"{_APPROVED[shown['approved']]}\n\nช่องกรอก")
    for field in shown["fields"]:
        click.echo(f"  {field['name']} — {field['label']}")
        kind = FieldKind(field["kind"]).thai
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
