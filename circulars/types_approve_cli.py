"""The command that approves the text of a letter type's example, and shows what changed in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from circulars.check_report import printable
from circulars.console import fail, print_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.approving import Changed, Example, Piece

_FILE: Final = click.Path(path_type=Path)  # a file that is not there is told in Thai later
_COLORS: Final = {"-": "red", "+": "green", " ": None}
_NEAR: Final = 24  # characters that are shown on each side of a change in a long line
_LONG: Final = 90  # characters of a line from which on what is unchanged in it is cut
_CUT: Final = "…"
_TAB: Final = "⇥"
_BLANK: Final = "␣"


@click.command()
@click.argument("name", metavar="NAME")
@click.option("--diff", "--dry-run", "is_dry", is_flag=True, help="แสดงข้อที่ต่าง โดยไม่เขียนอะไร")
@click.option("--office", type=_FILE, help="ข้อมูลสำนักงาน (ปกติ office.toml ที่ใกล้แบบที่สุด)")
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
def approve(name: str, *, is_dry: bool, office: Path | None, as_json: bool) -> None:
    """รับรองข้อความของหนังสือตัวอย่างของแบบ NAME ไว้ใน expected.txt และแสดงว่าต่างจากเดิมอย่างไร

    ตัวอย่าง: circulars types approve แบบของเรา/แจ้งเป้าหมาย --diff
    """
    from circulars.approving import keep_approved, made_example, passages
    from circulars.model.errors import CircularsError

    said = "ยังไม่ได้รับรองข้อความ และไม่ได้เขียนอะไรไว้"
    try:
        example = made_example(name, office=office)
        changed = passages(example.approved or "", example.text) if example.is_changed else ()
        if not as_json:
            _print(name, example, changed)
        if not is_dry:
            keep_approved(example)
    except CircularsError as error:
        fail(error.findings, as_json=as_json, said=said)
    if as_json:
        document = _document(example, changed, is_written=not is_dry)
        click.echo(printable(json.dumps(document, ensure_ascii=False, indent=2)))
    else:
        click.echo(printable(_outcome(example, is_dry=is_dry)))


def _document(
    example: Example, changed: Sequence[Sequence[Changed]], *, is_written: bool
) -> dict[str, Any]:
    return {
        "file": str(example.path),
        "version": example.kind.version,
        "letters": example.letters,
        "changed": example.is_changed,
        "written": is_written and example.is_changed,
        "passages": [
            [{"mark": line.mark, "line": line.number, "text": line.text} for line in passage]
            for passage in changed
        ],
        "findings": [finding.as_dict() for finding in example.findings],
    }


def _print(name: str, example: Example, changed: Sequence[Sequence[Changed]]) -> None:
    head = f"{name} (รุ่น {example.kind.version}): หนังสือตัวอย่าง {example.letters} ฉบับ"
    click.echo(printable(head))
    print_findings(example.findings)
    for passage in changed:
        click.echo(f"\nบรรทัดที่ {passage[0].number}")
        for line in passage:
            click.echo(printable(_shown(line)))
    if changed:
        click.echo()


def _outcome(example: Example, *, is_dry: bool) -> str:
    if not example.is_changed:
        return "ไม่มีอะไรเปลี่ยน"
    if is_dry:
        return f"ยังไม่ได้รับรอง: รับรองด้วยคำสั่งเดียวกันที่ไม่มี --diff ({example.path})"
    return f"รับรองไว้แล้วใน {example.path}"


def _shown(line: Changed) -> str:
    """Return a line of the difference: its mark, what changed in it between « and »."""
    is_long = len(line.text) > _LONG and (line.mark == " " or len(line.pieces) > 1)
    last = len(line.pieces) - 1
    texts = [
        _piece(piece, is_cut=is_long, is_first=not place, is_last=place == last)
        for place, piece in enumerate(line.pieces)
    ]
    return click.style(f"  {line.mark} {''.join(texts)}", fg=_COLORS[line.mark])


def _piece(piece: Piece, *, is_cut: bool, is_first: bool, is_last: bool) -> str:
    if piece.is_changed:
        text = _visible(piece.text)
        return f"«{text if text.strip() else _BLANK * len(text)}»"
    if not is_cut:
        return _visible(piece.text)
    from circulars.data.words import words

    parts = words(piece.text)
    head = "" if is_first and not is_last else _start(parts)
    tail = "" if is_last else _start(parts[::-1], is_reversed=True)
    if len(head) + len(tail) >= len(piece.text):
        return _visible(piece.text)
    return _visible(f"{head}{_CUT}{tail}")


def _start(parts: Sequence[str], *, is_reversed: bool = False) -> str:
    """Return as many whole words from the start as stand near a change."""
    taken: list[str] = []
    for part in parts:
        if sum(map(len, taken)) + len(part) > _NEAR:
            break
        taken.append(part)
    return "".join(reversed(taken) if is_reversed else taken)


def _visible(text: str) -> str:
    """Return `text` with tabs that can be seen, and without what would steer a terminal."""
    shown = (_TAB if each == "\t" else each for each in text)
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in shown)
