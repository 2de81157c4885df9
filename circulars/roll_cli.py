"""The command `circulars roll`: next month's form from the letters of the month before."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from circulars.check_report import printable
from circulars.console import fail, print_findings
from circulars.register_desk import print_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.letter_type import LetterType
    from circulars.rolling import Rolling
    from circulars.rolling.previous import Previous
    from thai_numerals import YearMonth

_FILE: Final = click.Path(path_type=Path)
_HEADS: Final = ("ช่อง", "เดิม", "ใหม่", "เหตุผล")
_NOTHING: Final = "เสนอแบบกรอกไม่ได้ และไม่ได้เขียนแฟ้มใดไว้"
_WIDEST: Final = 44  # places of a column; what is wider stands out


def _month(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> YearMonth | None:
    """Return the month that an option says; exit code 2 for what is none."""
    from thai_numerals import DateError, parse_date

    if value is None:
        return None
    try:
        parsed = parse_date(value)
    except DateError as error:
        raise _no_month(value) from error
    if parsed.precision != "month" or parsed.ambiguous:
        raise _no_month(value)
    return parsed.month


def _no_month(value: str) -> click.BadParameter:
    return click.BadParameter(
        f"“{value}” ไม่บอกเดือนและปีเดียวที่แน่นอน ให้เขียนเช่น 2568-04 หรือ “เมษายน 2568”"
    )


def _workbook(_context: click.Context, _option: click.Parameter, value: Path | None) -> Path | None:
    """Return the file to be written; exit code 2 for one that Excel would not open."""
    if value is not None and value.suffix.lower() != ".xlsx":
        raise click.BadParameter("ชื่อแฟ้มต้องลงท้าย .xlsx")
    return value


@click.command()
@click.argument("folder", metavar="PREVIOUS_DIR", type=_FILE)
@click.option("--month", metavar="MONTH", callback=_month, help="เดือนของหนังสือใหม่ (ปกติเดือนถัดไป)")
@click.option("--office", type=_FILE, help="ข้อมูลสำนักงาน (ปกติหาข้างโฟลเดอร์เดิม)")
@click.option("--type", "letter_type", metavar="TYPE", help="แบบหนังสือ ถ้าย้ายที่หรือเปลี่ยนชื่อแล้ว")
@click.option("--no-cite", is_flag=True, help="ไม่เสนอหนังสือครั้งก่อนเป็นหนังสือที่อ้างถึง")
@click.option(
    "-o",
    "--out",
    metavar="แบบกรอก.xlsx",
    callback=_workbook,
    type=_FILE,
    help="เขียนแบบกรอกลงแฟ้มใหม่",
)
@click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
def roll(
    folder: Path,
    *,
    month: YearMonth | None,
    office: Path | None,
    letter_type: str | None,
    no_cite: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """เสนอแบบกรอกของเดือนถัดไปจากหนังสือครั้งก่อนใน PREVIOUS_DIR

    ตัวอย่าง: circulars roll out/2568-03 --month 2568-04 -o แบบกรอก.xlsx
    """
    from circulars.model.errors import CircularsError

    try:
        kind, rolling = _rolled(folder, month, office, letter_type, cite=not no_cite)
        if out:
            _write(out, rolling)
    except CircularsError as error:
        fail(error.findings, as_json=as_json, said=_NOTHING)
    if as_json:
        _print_json(rolling, out)
        return
    for line in _lines(kind, rolling):
        click.echo(printable(line))
    print_findings(rolling.findings)
    if out:
        click.echo(printable(f"เขียนแบบกรอกไว้ใน {out} ใช้ด้วย circulars generate … --form {out}"))


def _rolled(
    folder: Path, month: YearMonth | None, profile: Path | None, name: str | None, *, cite: bool
) -> tuple[LetterType, Rolling]:
    from circulars.compose import form_fields
    from circulars.office_profile import load_office
    from circulars.rolling import limits, next_shift, previous_citation, read_previous, roll_form

    previous = read_previous(folder)
    kind = _letter_type(name or previous.letter_type)
    path = profile or _profile_beside(folder, previous)
    office = load_office(path) if path else None
    fields = form_fields(kind, office)
    shift = next_shift(fields, previous, month, office)
    citation = previous_citation(previous, kind, office) if cite else None
    rolling = roll_form(fields, previous, shift, citation)
    found = (*limits(previous, has_office=office is not None), *rolling.findings)
    return kind, replace(rolling, findings=found)


def _letter_type(name: str) -> LetterType:
    """Return the letter type; of one without letter.toml, with the form of its template."""
    from circulars.letter_types import find_letter_type, load_letter_type, with_form

    kind = load_letter_type(find_letter_type(name))
    if kind.fields or kind.datasets:
        return kind
    from circulars.render import Template

    return with_form(kind, Template(kind.template).names)


def _profile_beside(folder: Path, previous: Previous) -> Path | None:
    """Return the office profile: in the folder, beside it or where the command was given."""
    from circulars.model.office import OFFICE_FILE
    from circulars.paths import is_file

    names = dict.fromkeys((*previous.profiles, OFFICE_FILE))
    places = (folder, folder.absolute().parent, Path())
    paths = (place / Path(name).name for place in places for name in names)
    return next(filter(is_file, paths), None)


def _lines(kind: LetterType, rolling: Rolling) -> Iterator[str]:
    """Yield what changes as a table, and the fields that do not."""
    from circulars.rolling.typed import shown
    from thai_numerals import format_month

    origin, target = (
        format_month(each, digits="arabic") for each in (rolling.shift.origin, rolling.shift.target)
    )
    yield f"{kind.title}: {origin} → {target}"
    rows = [
        (each.name, shown(change.old) or "(ว่าง)", shown(change.new) or "(ตัดออก)", change.why)
        for each in rolling.proposals
        for change in each.changes
    ]
    if rows:
        yield ""
        yield from _table([_HEADS, *rows])
    if same := [each.name for each in rolling.proposals if not each.changes]:
        yield ""
        yield f"ไม่เปลี่ยน: {', '.join(same)}"


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield the rows with their columns set under one another; vowels above take no place."""
    from rich.cells import cell_len

    widths = [min(_WIDEST, max(map(cell_len, column))) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            f"{text}{' ' * (width - cell_len(text))}"
            for text, width in zip(row, widths, strict=True)
        ]
        yield "  ".join(cells).rstrip()


def _print_json(rolling: Rolling, out: Path | None) -> None:
    fields = [
        {
            "name": each.name,
            "old": each.old,
            "new": each.new,
            "changes": [asdict(change) for change in each.changes],
        }
        for each in rolling.proposals
    ]
    print_json(
        fields=fields,
        findings=[finding.as_dict() for finding in rolling.findings],
        files=[str(out)] if out else [],
    )


def _write(out: Path, rolling: Rolling) -> None:
    """Write the form to the new file `out`; :exc:`OutputError` where there is one already."""
    from circulars.new_file import write_new
    from circulars.rolling import form_book

    write_new(out, form_book(rolling), "แบบกรอก")
