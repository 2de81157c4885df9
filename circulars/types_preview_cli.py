"""The command that makes letters of a type with invented data, to be looked at."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from circulars.check_report import printable
from circulars.console import fail, print_findings
from circulars.model.findings import Level

if TYPE_CHECKING:
    from circulars.previewing import Previewed

_PATH: Final = click.Path(path_type=Path)  # a file that is not there is told in Thai later


@click.command()
@click.argument("name", metavar="NAME")
@click.option("-o", "--out", required=True, type=_PATH, help="โฟลเดอร์ของผลลัพธ์ กรณีละโฟลเดอร์")
@click.option("--office", type=_PATH, help="ข้อมูลสำนักงาน (ปกติสมมุติขึ้น)")
@click.option("--case", metavar="CASE", help="ทำกรณีเดียว เช่น longest")
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
def preview(name: str, out: Path, office: Path | None, case: str | None, *, as_json: bool) -> None:
    """ดูแบบหนังสือ NAME ด้วยข้อมูลสมมุติหลายความยาว: DOCX, PDF, ภาพแต่ละหน้า และข้อตรวจ

    ตัวอย่าง: circulars types preview แบบของเรา/แจ้งเป้าหมาย -o ดูแบบ/
    """
    from circulars.model.errors import CircularsError
    from circulars.previewing import UnknownCaseError
    from circulars.previewing import preview as previewed

    made = []
    try:
        for each in previewed(name, out, office=office, only=case):
            made.append(each)
            if not as_json:
                _print(each)
    except CircularsError as error:
        fail(error.findings, as_json=as_json, said="ยังทำตัวอย่างไม่ได้")
    except UnknownCaseError as error:
        raise click.BadParameter(str(error), param_hint="--case") from None
    if as_json:
        click.echo(json.dumps(_document(made), ensure_ascii=False, indent=2))
    else:
        click.echo(printable(f"ดูภาพรวมของแต่ละกรณีได้ที่ {out}/…/ภาพรวม.png"))
    if any(finding.level is Level.BLOCK for each in made for finding in each.findings):
        sys.exit(1)


def _print(each: Previewed) -> None:
    pages = sum(path.suffix == ".png" for path in each.files) - bool(each.files)
    told = f"{pages} หน้า" if each.files else "ทำไม่ได้"
    click.echo(printable(f"{each.case.name}: {each.case.title} ({told})"))
    print_findings(each.findings)


def _document(made: list[Previewed]) -> dict[str, Any]:
    """Return the one JSON document: files and findings of all, and of each case."""
    cases = [
        {
            "name": each.case.name,
            "title": each.case.title,
            "files": [str(path) for path in each.files],
            "findings": [finding.as_dict() for finding in each.findings],
        }
        for each in made
    ]
    return {
        "files": [path for each in cases for path in each["files"]],
        "findings": [
            finding.as_dict() | {"case": each.case.name}
            for each in made
            for finding in each.findings
        ],
        "cases": cases,
    }
