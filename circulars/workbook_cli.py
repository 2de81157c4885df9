"""The command that writes the starter workbook of a letter type."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from circulars.check_report import printable
from circulars.console import fail

_FILE: Final = click.Path(path_type=Path)  # a file that is not there is told in Thai later


def _new_workbook(_context: click.Context, _option: click.Parameter, path: Path) -> Path:
    if path.suffix.lower() != ".xlsx":
        raise click.BadParameter("ชื่อแฟ้มต้องลงท้ายด้วย .xlsx")
    return path


@click.command()
@click.argument("letter_type", metavar="TYPE")
@click.option(
    "-o", "--out", required=True, type=_FILE, callback=_new_workbook, help="แฟ้มใหม่ที่จะเขียน .xlsx"
)
@click.option("--office", type=_FILE, help="ข้อมูลสำนักงาน: รายชื่อผู้ลงนามและหน่วยงานให้เลือก")
def workbook(letter_type: str, out: Path, office: Path | None) -> None:
    """เขียนสมุดงานตั้งต้นของแบบหนังสือ TYPE: ชื่อแบบ โฟลเดอร์ของแบบ หรือแฟ้ม .docx

    ตัวอย่าง: circulars workbook otop_monthly_sales -o ยอดจำหน่าย.xlsx --office office.toml
    """
    from circulars.clock import now
    from circulars.model.errors import CircularsError
    from circulars.new_file import write_new
    from circulars.office_profile import load_office
    from circulars.paths import is_file
    from circulars.starting import opened_type, starter_bytes

    try:
        with opened_type(letter_type) as kind:
            profile = load_office(office) if office else None
            content = starter_bytes(kind, profile, now().date())
        write_new(out, content, "สมุดงานตั้งต้น")
    except CircularsError as error:
        fail(error.findings, as_json=False, said="ยังไม่ได้เขียนสมุดงานตั้งต้น")
    click.echo(printable(f"เขียนสมุดงานตั้งต้นไว้ใน {out}"))
    if is_file(Path(letter_type)):  # generate takes types by name or folder
        letter_type = "โฟลเดอร์ที่วางแบบนี้ไว้ชื่อ letter.docx"
    click.echo(printable(f"กรอกแล้วใช้ด้วย circulars generate {letter_type} {out} -o out/"))
