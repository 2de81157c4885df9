"""The desk at which the commands of the register are given: options, clock, and what is printed."""

from __future__ import annotations

import getpass
import json
import os
import sys
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from circulars.check_report import printable
from circulars.clock import now
from circulars.console import print_findings
from circulars.model.errors import CircularsError, OutputError, RegisterError, reason_of
from circulars.model.findings import Finding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from circulars.model.office import Office
    from circulars.register import Entry, Number, Register

REGISTER_FILE: Final = "register.sqlite"  # the name of a register that stands beside the profile
_FILE: Final = click.Path(path_type=Path)
_FIRST_BUDDHIST: Final = 2400  # years below are Christian


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where the command was given: which register, for which unit, by whom."""

    address: str
    office: Office | None
    owner: str
    actor: str
    as_json: bool
    clock: Callable[[], dt.datetime]

    def open(self) -> Register:
        """Return the register, open."""
        from circulars.register import open_register

        return open_register(self.address, actor=self.actor, clock=self.clock)

    def own(self) -> str:
        """Return the unit whose numbers are meant; :exc:`RegisterError` where nobody said."""
        if not self.owner:
            raise RegisterError(
                Finding(
                    code="register-request",
                    where="--unit",
                    message="ไม่รู้ว่าเลขของหน่วยงานใด",
                    hint='ระบุ --office FILE หรือเลขของหน่วยงาน เช่น --unit "พย 0019.2"',
                )
            )
        return self.owner

    def numbers(self, texts: Iterable[str], year: int | None, register: Register) -> list[Number]:
        """Return the numbers that `texts` mean; all unclear ones are told."""
        from circulars.register import parse_number

        found: list[Number] = []
        faults: list[Finding] = []
        for text in texts:
            try:
                found.append(parse_number(text, owner=self.owner, year=year or register.today.year))
            except RegisterError as error:
                faults += error.findings
        if faults:
            raise RegisterError(*faults)
        return found

    def tell(self, said: str, entries: Sequence[Entry], register: Register) -> None:
        """Print what was done to `entries`."""
        from circulars.register_report import entry_json, entry_line

        if self.as_json:
            print_json(entries=[entry_json(entry) for entry in entries])
            return
        for entry in entries:
            click.echo(printable(entry_line(entry, register.today)))
        click.echo(said)


def at_desk(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command its desk: the options that all commands of the register have."""

    @click.option("--register", "address", metavar="PATH|URL", help="ทะเบียน (ปกติ register.sqlite)")
    @click.option("--office", type=_FILE, help="ข้อมูลสำนักงาน (ปกติ office.toml ในโฟลเดอร์นี้)")
    @click.option("--unit", help="หน่วยงาน: key ใน office.toml หรือเลข เช่น “พย 0019.3”")
    @click.option("--by", metavar="NAME", help="ผู้ทำรายการ (ปกติชื่อผู้ใช้ของเครื่อง)")
    @click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
    @wraps(command)
    def run(
        *arguments: object,
        address: str | None,
        office: Path | None,
        unit: str | None,
        by: str | None,
        as_json: bool,
        **options: object,
    ) -> None:
        try:
            desk = _desk(address, office, unit, by, as_json=as_json)
            command(desk, *arguments, **options)
        except CircularsError as error:
            _fail(error.findings, as_json=as_json)

    return run


def _desk(
    address: str | None, office: Path | None, unit: str | None, by: str | None, *, as_json: bool
) -> Desk:
    from circulars.model.office import OFFICE_FILE
    from circulars.office_profile import load_office
    from circulars.paths import is_file

    beside = Path(OFFICE_FILE)
    path = office or (beside if is_file(beside) else None)
    profile = load_office(path) if path else None
    folder = path.parent if path else Path()
    return Desk(
        address=register_address(address, folder),
        office=profile,
        owner=_owner(profile, unit),
        actor=(by or "").strip() or user_name(),
        as_json=as_json,
        clock=now,
    )


def _owner(office: Office | None, unit: str | None) -> str:
    from circulars.register import is_owner, tidy_owner

    if not unit:
        return tidy_owner(f"{office.code} {office.unit_number}") if office else ""
    units = {each.key: each.number for each in office.units} if office else {}
    if office and unit in units:
        return tidy_owner(f"{office.code} {units[unit]}")
    if is_owner(unit):
        return tidy_owner(unit)
    known = f" หน่วยงานใน office.toml คือ {', '.join(units)}" if units else ""
    raise RegisterError(
        Finding(
            code="register-request",
            where="--unit",
            message=f"ไม่รู้จักหน่วยงาน “{unit}”",
            hint=f"เขียนเช่น “พย 0019.2”{known}",
        )
    )


def register_address(given: str | None, folder: Path) -> str:
    """Return where the register is: as `given`, else the file in the `folder` of the profile."""
    return str(folder / REGISTER_FILE) if given is None else given


def user_name() -> str:
    """Return who uses this machine, for the history of the register."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a user without a name
        return f"uid {os.getuid()}"


def read_day(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> dt.date | None:
    """Return the day that an option gives, as people write it; exit code 2 for what is none."""
    from thai_numerals import DateError, parse_date

    if value is None:
        return None
    try:
        parsed = parse_date(value)
    except DateError as error:
        raise click.BadParameter(f"“{value}” ไม่ใช่วันที่: {error.reason}") from None
    if parsed.precision != "day" or parsed.ambiguous or parsed.weekday_matches is False:
        raise click.BadParameter(f"“{value}” ไม่ชัดว่าเป็นวันใด ให้เขียนเช่น “5 มีนาคม 2568”")
    return parsed.date


def read_year(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    """Return the year (Gregorian) that an option gives in either era; exit code 2 for none."""
    from circulars.register import BUDDHIST
    from thai_numerals import to_arabic_digits

    if value is None:
        return None
    digits = to_arabic_digits(value).removeprefix("พ.ศ.").strip()
    if not digits.isdecimal() or len(digits) != 4:
        raise click.BadParameter(f"“{value}” ไม่ใช่ปี ให้เขียนเช่น 2568")
    year = int(digits)
    return year - BUDDHIST if year >= _FIRST_BUDDHIST else year


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` aside and rename it into place; :exc:`OutputError` if that fails."""
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "ชื่อแฟ้มใช้ไม่ได้"
        raise OutputError(
            Finding(
                code="output-unwritable",
                where=str(path),
                message=f"เขียนแฟ้มไม่ได้: {reason}",
                hint="ตรวจโฟลเดอร์และเนื้อที่ดิสก์ ทะเบียนไม่เปลี่ยน",
            )
        ) from error


def print_json(**document: object) -> None:
    """Print the one JSON document of a command; it has findings, were it none."""
    document.setdefault("findings", [])
    click.echo(printable(json.dumps(document, ensure_ascii=False, indent=2)))


def _fail(findings: Iterable[Finding], *, as_json: bool) -> NoReturn:
    """Print why nothing was done, and end with exit code 1."""
    if as_json:
        print_json(findings=[finding.as_dict() for finding in findings])
    else:
        click.echo("ทำไม่ได้ และทะเบียนไม่เปลี่ยน", err=True)
        print_findings(findings, err=True)
    sys.exit(1)
