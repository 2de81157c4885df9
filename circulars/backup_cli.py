"""The commands that copy a service and bring it back: backup and restore."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from circulars.check_report import printable
from circulars.console import fail

if TYPE_CHECKING:
    from collections.abc import Callable

_FILE: Final = click.Path(path_type=Path)  # a file that is not there is told in Thai later


def _data(_context: click.Context, _option: click.Parameter, given: Path | None) -> Path:
    """Return the data folder: as given, or the usual one."""
    from circulars.service.places import usual_data_folder

    return given or usual_data_folder()


def _place(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say where the service keeps everything."""
    for option in (
        click.option(
            "--database",
            metavar="URL",
            default="",
            envvar="CIRCULARS_DATABASE",
            help="ฐานข้อมูล postgresql://… (ปกติแฟ้ม SQLite ในโฟลเดอร์ข้อมูล)",
        ),
        click.option(
            "--data",
            metavar="DIR",
            type=_FILE,
            envvar="CIRCULARS_DATA",
            callback=_data,
            help="โฟลเดอร์ข้อมูลของบริการ (ปกติ ~/.local/share/circulars)",
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("target", metavar="FILE.tar.gz", type=_FILE)
@_place
def backup(target: Path, data: Path, database: str) -> None:
    """สำรองบริการทั้งหมดลงแฟ้มเดียว ทำได้ขณะบริการทำงานอยู่

    ในแฟ้มมีหนังสือ ทะเบียน บัญชีผู้ใช้ และกุญแจของบริการ ให้เก็บเหมือนเอกสารลับ

    ตัวอย่าง: circulars backup /mnt/backup/2568-03-11.tar.gz --data /var/lib/circulars
    """
    from circulars.clock import now
    from circulars.service.backup.backup import back_up

    made = _told(lambda: back_up(data, database, target, now=now()))
    click.echo(printable(f"สำรองแล้ว: {made.path} ({made.files:,} แฟ้ม {made.size:,} ไบต์)"))


@click.command()
@click.argument("source", metavar="FILE.tar.gz", type=_FILE)
@_place
def restore(source: Path, data: Path, database: str) -> None:
    """กู้คืนบริการจากแฟ้มสำรอง ลงโฟลเดอร์ว่าง และฐานข้อมูลว่าง

    ตัวอย่าง: circulars restore 2568-03-11.tar.gz --data /var/lib/circulars
    """
    from circulars.service.backup.restore import restore as bring_back

    made = _told(lambda: bring_back(source, data, database))
    kept = made.kept
    day = dt.datetime.fromisoformat(made.made).astimezone().strftime("%Y-%m-%d %H:%M")
    click.echo(printable(f"กู้คืนแล้ว: {made.folder} ({made.files:,} แฟ้ม สำรองเมื่อ {day})"))
    click.echo(
        f"เปิดดูแล้ว: {kept.offices:,} สำนักงาน {kept.accounts:,} บัญชี "
        f"{kept.registered:,} เลขในทะเบียน {kept.jobs:,} งาน"
    )
    if kept.damaged:
        click.echo(f"ในจำนวนนี้ {kept.damaged:,} งานมีแฟ้มที่เสียหายอยู่ก่อนสำรอง หน้า งานทำหนังสือ บอกทางแก้")


def _told(work: Callable[[], Any]) -> Any:
    """Return what `work` gives; end with exit code 1 and its findings where it is refused."""
    from circulars.model.errors import CircularsError

    try:
        return work()
    except CircularsError as error:
        fail(error.findings, as_json=False)
