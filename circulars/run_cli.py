"""The commands that make letters: generate, and resume after an interruption."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from circulars.check_report import printable
from circulars.console import fail, known_codes, print_batch_json, print_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from circulars.batch import Batch
    from circulars.model.findings import Finding
    from circulars.model.run import Item
    from circulars.runs import Numbering

_FILE: Final = click.Path(path_type=Path)  # a file that is not there is told in Thai later
_BESIDE: Final = 4  # of many files the last: what goes beside the letters, and the manifest
_BEGUN: Final = frozenset({"run-damaged", "run-interrupted", "run-renumber", "run-stopped"})
_SHOWN: Final = 20  # files that are listed; of more only how many there are


def _folder(_context: click.Context, _option: click.Parameter, value: str) -> Path:
    if not value.strip():
        raise click.BadParameter("ไม่ได้ระบุชื่อโฟลเดอร์")
    return Path(value)


def _workers(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say who does the work."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON"),
        click.option(
            "--engine", metavar="URL", help="ทำบนหลายเครื่องด้วย Dask เช่น dask://10.0.0.5:8786"
        ),
        click.option(
            "--jobs", type=click.IntRange(1, 256), help="จำนวนงานพร้อมกัน (ปกติตามเครื่องและจำนวนหนังสือ)"
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("letter_type", metavar="TYPE")
@click.argument("workbooks", metavar="WORKBOOK...", nargs=-1, required=True, type=_FILE)
@click.option("-o", "--out", callback=_folder, required=True, help="โฟลเดอร์ของผลลัพธ์")
@click.option("--office", type=_FILE, help="ข้อมูลสำนักงาน (ปกติ office.toml ข้างสมุดงาน)")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="ค่าของช่องกรอก ใช้ซ้ำได้")
@click.option("--form", type=_FILE, metavar="FILE.xlsx", help="แบบกรอกที่แยกจากสมุดงาน")
@click.option(
    "--allow",
    multiple=True,
    metavar="CODE",
    callback=known_codes,
    help="ยอมให้ผ่านข้อที่ต้องแก้ ใช้ซ้ำได้",
)
@click.option("--number", type=click.Choice(["auto"]), help="auto: ออกเลขจากทะเบียนหนังสือส่ง")
@click.option("--register", metavar="PATH|URL", help="ทะเบียน (ปกติ register.sqlite ข้างข้อมูลสำนักงาน)")
@click.option("--new-year", is_flag=True, help="ออกเลขของปีใหม่ทั้งที่ปีก่อนยังไม่ปิด")
@click.option("--by", metavar="NAME", help="ผู้ออกเลข (ปกติชื่อผู้ใช้ของเครื่อง)")
@click.option("--no-pdf", is_flag=True, help="ทำเฉพาะ DOCX")
@click.option("--images/--no-images", default=None, help="ภาพของแต่ละหน้า (ปกติเมื่อมีฉบับเดียว)")
@click.option("--one-sided", is_flag=True, help="ชุดพิมพ์หน้าเดียว (ปกติสองหน้า)")
@click.option("--zip", "archive", is_flag=True, help="รวมทุกแฟ้มเป็น .zip ด้วย")
@click.option("--restart", is_flag=True, help="ทิ้งงานที่ทำค้างไว้ในโฟลเดอร์นี้ แล้วเริ่มใหม่")
@_workers
def generate(
    letter_type: str,
    workbooks: tuple[Path, ...],
    out: Path,
    *,
    values: tuple[str, ...],
    allow: tuple[str, ...],
    no_pdf: bool,
    one_sided: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """ทำหนังสือชนิด TYPE จากสมุดงาน WORKBOOK เล่มเดียวหรือหลายเล่ม

    ตัวอย่าง: circulars generate otop_monthly_sales ยอดจำหน่าย.xlsx --office พะเยา.toml
    --set วันที่=2025-03-11 --set เลขที่=1175 -o out/
    """
    from circulars.runs import generate as run

    if no_pdf and asked["images"]:
        raise click.UsageError("--images ใช้คู่กับ --no-pdf ไม่ได้ ภาพของหน้าทำจาก PDF")
    given = _pairs(values)
    numbering = _numbering(workbooks, asked, given, as_json=as_json)
    _report(
        lambda watcher: run(
            letter_type,
            workbooks,
            out,
            values=given,
            allow=allow,
            pdf=not no_pdf,
            two_sided=not one_sided,
            numbering=numbering,
            watcher=watcher,
            **asked,
        ),
        out,
        as_json=as_json,
        waived=allow,
    )


@click.command()
@click.argument("folder", metavar="DIR", callback=_folder)
@_workers
def resume(folder: Path, *, as_json: bool, **asked: Any) -> None:
    """ทำงานที่ค้างไว้ในโฟลเดอร์ DIR ต่อให้เสร็จ"""
    from circulars.runs import resume as run

    _report(lambda watcher: run(folder, watcher=watcher, **asked), folder, as_json=as_json)


def _numbering(
    workbooks: Iterable[Path], asked: dict[str, Any], given: dict[str, str], *, as_json: bool
) -> Numbering | None:
    """Return where numbers come from, taken out of `asked`; None where they are not taken."""
    from circulars.inputs import find_office_profile
    from circulars.model.errors import CircularsError
    from circulars.register_desk import register_address, user_name
    from circulars.runs import Numbering, lasting

    number, register = asked.pop("number"), asked.pop("register")
    actor, new_year = asked.pop("by"), asked.pop("new_year")
    if number is None:
        if register or actor or new_year:
            raise click.UsageError("--register, --by และ --new-year ใช้คู่กับ --number auto")
        return None
    if "เลขที่" in given:
        raise click.UsageError("--number auto ใช้คู่กับ --set เลขที่=… ไม่ได้")
    try:
        offices = [asked["office"] or find_office_profile(each) for each in workbooks]
    except CircularsError as error:
        fail(error.findings, as_json=as_json)
    registers = {lasting(register_address(register, office.parent)) for office in offices}
    if len(registers) > 1:
        raise click.UsageError("สมุดงานอยู่กับข้อมูลสำนักงานหลายแห่ง ให้ระบุทะเบียนเดียวด้วย --register")
    return Numbering(
        register=registers.pop(),
        actor=(actor or "").strip() or user_name(),
        new_year=new_year,
    )


def _report(
    run: Callable[[Any], Batch], out: Path, *, as_json: bool, waived: Iterable[str] = ()
) -> None:
    """Do the `run`, its progress shown, and print what it made; exit code 1 for held letters."""
    from circulars.model.errors import CircularsError
    from circulars.run_report import open_progress
    from circulars.runs import RUN, interrupted, made_letters
    from circulars.workbook import LOST

    try:
        with _stoppable(), open_progress(sys.stderr, quiet=as_json) as progress:
            batch = run(progress)
    except CircularsError as error:
        _refuse(error.findings, as_json=as_json)
    except KeyboardInterrupt:
        _refuse([interrupted(out, made_letters(out / RUN))], as_json=as_json)
    passed = {*waived} - LOST
    if as_json:
        print_batch_json([str(path) for path in batch.files], batch.findings, waived=passed)
    else:
        _print_batch(batch, out, passed)
    if batch.held:
        sys.exit(1)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Have a request to end, or a terminal that is closed, stop the run in order, like Ctrl-C."""

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _refuse(findings: Sequence[Finding], *, as_json: bool) -> NoReturn:
    """Print why the run did not come to its end; that it has come to it before is no fault."""
    codes = {finding.code for finding in findings}
    if codes == {"run-complete"}:
        print_batch_json([], findings) if as_json else print_findings(findings)
        sys.exit(0)
    said = {"said": "ยังทำหนังสือไม่ครบ"} if codes & _BEGUN else {}
    fail(findings, as_json=as_json, **said)


def _print_batch(batch: Batch, out: Path, waived: Iterable[str]) -> None:
    click.echo(f"ทำหนังสือแล้วใน {out}")
    for path in batch.files if len(batch.files) <= _SHOWN else batch.files[-_BESIDE:]:
        click.echo(printable(f"  {path.name}"))
    if len(batch.files) > _SHOWN:
        click.echo(f"  และอีก {len(batch.files) - _BESIDE:,} แฟ้ม")
    for path in batch.kept:
        click.echo(printable(f"ฉบับเดิมที่มีผู้แก้ไว้เก็บเป็น {path.name}"))
    print_findings(batch.findings, waived=waived)
    if batch.held:
        click.echo(f"ยังไม่ได้ทำ {len(batch.held)} ฉบับ เพราะมีข้อที่ต้องแก้ก่อน", err=True)
        for item in batch.held[:_SHOWN]:
            click.echo(printable(f"  {_named(item)}"), err=True)


def _named(item: Item) -> str:
    """Return whose letter it is, and its workbook: others may have the same recipient."""
    return f"{item.recipient} ({item.workbook})" if item.recipient else item.workbook


def _pairs(values: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(f"“{text}” ต้องอยู่ในรูป NAME=VALUE", param_hint="--set")
        if name.strip() in pairs:
            raise click.BadParameter(f"ระบุช่อง “{name.strip()}” สองครั้ง", param_hint="--set")
        pairs[name.strip()] = value
    return pairs
