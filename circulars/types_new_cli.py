"""The command that makes a new letter type: of an old letter, of another type, or an empty one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from circulars.check_report import printable
from circulars.console import fail
from circulars.model.kinds import DocumentKind

if TYPE_CHECKING:
    from circulars.authoring import Authored

_KINDS: Final = click.Choice([kind.value for kind in DocumentKind])
_FILE: Final = click.Path(path_type=Path)
_NEXT: Final = """\
ต่อไป
  1. ตรวจแบบ: circulars types check {folder}
  2. แก้ถ้อยคำและแท็กใน {folder}/letter.docx และที่มาของข้อมูลใน {folder}/letter.toml
  3. ลองทำหนังสือ: circulars generate {folder} {folder}/example.xlsx --office office.toml -o out/"""


@click.command()
@click.argument("name", metavar="NAME")
@click.option("-o", "--out", metavar="DIR", type=_FILE, help="โฟลเดอร์ของแบบใหม่ (ปกติ ./NAME)")
@click.option("--from-letter", metavar="OLD.docx", type=_FILE, help="ทำจากหนังสือเดิม")
@click.option("--from", "source", metavar="TYPE", help="คัดลอกจากแบบที่มี: ชื่อแบบ หรือโฟลเดอร์ของแบบ")
@click.option("--kind", type=_KINDS, help="แบบตั้งต้นของหนังสือชนิดนี้")
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
def new(
    name: str,
    *,
    out: Path | None,
    from_letter: Path | None,
    source: str | None,
    kind: str | None,
    as_json: bool,
) -> None:
    """ทำแบบหนังสือใหม่ชื่อ NAME จากหนังสือเดิม จากแบบที่มี หรือจากแบบตั้งต้น

    ตัวอย่าง: circulars types new แจ้งเป้าหมาย --from-letter หนังสือเดิม.docx
    """
    from circulars.authoring.writing import write_type
    from circulars.model.errors import CircularsError

    if sum(each is not None for each in (from_letter, source, kind)) != 1:
        raise click.UsageError("ระบุอย่างใดอย่างหนึ่ง: --from-letter, --from หรือ --kind")
    folder = out or Path(name)
    try:
        authored = _authored(name, from_letter, source, kind)
        files = write_type(folder, authored)
    except CircularsError as error:
        fail(error.findings, as_json=as_json, said="ยังทำแบบหนังสือไม่ได้ และไม่ได้สร้างแฟ้มใดไว้")
    if as_json:
        click.echo(_as_json(files, authored))
    else:
        _print(folder, files, authored)


def _authored(
    name: str, from_letter: Path | None, source: str | None, kind: str | None
) -> Authored:
    """Return the new type, made of the one thing that is given."""
    from circulars.authoring import author_from_letter, copied_type, starting_type
    from circulars.authoring.writing import read_letter_file

    title = Path(name).name
    if from_letter is not None:
        return author_from_letter(read_letter_file(from_letter), from_letter.name, title)
    if source is not None:
        return copied_type(source, title)
    return starting_type(DocumentKind(kind or ""), title)


def _as_json(files: list[Path], authored: Authored) -> str:
    document = {
        "files": [str(path) for path in files],
        "findings": [],
        "takings": [taking.as_dict() for taking in authored.takings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _print(folder: Path, files: list[Path], authored: Authored) -> None:
    if authored.takings:
        click.echo("สิ่งที่พบในหนังสือเดิม (เครื่องหมาย ? คือข้อที่ควรตรวจ)\n")
        for taking in authored.takings:
            click.echo(printable(str(taking)))
        doubts = sum(taking.doubtful for taking in authored.takings)
        click.echo(f"\nพบ {len(authored.takings)} ข้อ ควรตรวจ {doubts} ข้อ\n")
    for path in files:
        click.echo(printable(str(path)))
    click.echo(printable(_NEXT.format(folder=folder)))
