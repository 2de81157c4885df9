"""The commands `circulars register …`: thin; the register loads when one of them runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from circulars.check_report import printable
from circulars.console import print_findings
from circulars.register_desk import at_desk, print_json, read_day, read_year, write_whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from circulars.register import Book, Entry, Register
    from circulars.register_desk import Desk

_FILE: Final = click.Path(path_type=Path)
_SERIES: Final = {
    "ordinary": "หนังสือส่ง",
    "circular": "หนังสือเวียน (ว)",
    "order": "คำสั่ง",
    "certificate": "หนังสือรับรอง",
}
_STATUSES: Final = ("reserved", "overdue", "taken", "signed", "sent", "cancelled")


def _day_option(name: str, said: str) -> Callable[[Any], Any]:
    return click.option(name, metavar="DATE", callback=read_day, help=said)


_YEAR_OPTION: Final = click.option("--year", metavar="พ.ศ.", callback=read_year, help="ปี (ปกติปีนี้)")
_NEW_YEAR: Final = click.option("--new-year", is_flag=True, help="เริ่มปีใหม่ทั้งที่ปีก่อนยังไม่ปิด")
_SERIES_OPTION: Final = click.option(
    "--series",
    type=click.Choice(list(_SERIES)),
    help=f"ชุดเลข: {', '.join(f'{key} {said}' for key, said in _SERIES.items())}",
)
_CIRCULAR: Final = click.option(
    "--circular", is_flag=True, help="หนังสือเวียน เท่ากับ --series circular"
)


@click.group()
def register() -> None:
    """ทะเบียนหนังสือส่ง: ออกเลข จอง ยกเลิก ค้น ส่งออก นำเข้า"""


@register.command()
@at_desk
def create(desk: Desk) -> None:
    """สร้างทะเบียนในวันแรกที่ใช้ (มีอยู่แล้วไม่เปลี่ยนอะไร)"""
    from circulars.register import create_register

    with create_register(desk.address, actor=desk.actor, clock=desk.clock) as made:
        desk.tell(f"ทะเบียนพร้อมใช้: {made.place}", [], made)


@register.command()
@click.option("--subject", required=True, help="เรื่อง")
@click.option("--to", "recipient", default="", help="ถึง")
@click.option("--from", "sender", help="จาก (ปกติหน่วยงานใน office.toml)")
@_day_option("--date", "ลงวันที่ (ปกติวันนี้) ปีของวันที่คือปีของเลข")
@_SERIES_OPTION
@_CIRCULAR
@click.option("--number", type=click.IntRange(min=1), help="ใช้เลขที่จองไว้ หรือเลขที่ทะเบียนเดิมเว้นไว้")
@click.option("--key", default="", help="ชื่อเฉพาะของหนังสือ: ขอซ้ำด้วยชื่อเดิมได้เลขเดิม")
@click.option("--action", default="", help="การปฏิบัติ")
@click.option("--note", default="", help="หมายเหตุ")
@_NEW_YEAR
@at_desk
def take(
    desk: Desk,
    *,
    date: dt.date | None,
    sender: str | None,
    series: str | None,
    circular: bool,
    number: int | None,
    new_year: bool,
    **said: str,
) -> None:
    """ออกเลขถัดไปให้หนังสือหนึ่งฉบับ รวมทั้งฉบับที่พิมพ์เอง

    ตัวอย่าง: circulars register take --circular --subject "สรุปยอดจำหน่าย" --to "นายอำเภอทุกอำเภอ"
    """
    from circulars.register import Request

    with desk.open() as opened:
        request = Request(
            owner=desk.own(),
            date=date or opened.today,
            series=_series(series, circular=circular),
            sender=sender if sender is not None else (desk.office.unit if desk.office else ""),
            **said,
        )
        entry = opened.take(request, number=number, new_year=new_year)
        desk.tell(f"เลขที่ออก: {entry.number}", [entry], opened)


@register.command()
@click.argument("count", metavar="COUNT", type=int)
@click.option("--for", "holder", required=True, help="จองให้ใคร")
@click.option("--reason", required=True, help="เหตุผล")
@_day_option("--until", "วันสุดท้ายของการจอง")
@_SERIES_OPTION
@_CIRCULAR
@_YEAR_OPTION
@_NEW_YEAR
@at_desk
def reserve(
    desk: Desk,
    count: int,
    *,
    holder: str,
    reason: str,
    until: dt.date | None,
    series: str | None,
    circular: bool,
    year: int | None,
    new_year: bool,
) -> None:
    """จองเลขติดกัน COUNT เลข แล้วใช้ทีหลังด้วย register take --number"""
    from circulars.register import Book

    with desk.open() as opened:
        kind = _series(series, circular=circular)
        book = Book(owner=desk.own(), year=year or opened.today.year, series=kind)
        entries = opened.reserve(
            book, count, holder=holder, reason=reason, until=until, new_year=new_year
        )
        desk.tell(f"จองแล้ว {len(entries)} เลข", entries, opened)


@register.command()
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True)
@click.option("--reason", required=True, help="เหตุผล")
@_YEAR_OPTION
@at_desk
def cancel(desk: Desk, numbers: tuple[str, ...], *, reason: str, year: int | None) -> None:
    """ยกเลิกเลข: ยังอยู่ในทะเบียนพร้อมเหตุผล และไม่นำกลับมาใช้"""
    with desk.open() as opened:
        entries = opened.cancel(desk.numbers(numbers, year, opened), reason=reason)
        desk.tell(f"ยกเลิกแล้ว {len(entries)} เลข", entries, opened)


@register.command()
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True)
@_day_option("--date", "วันที่ลงนาม (ปกติวันนี้)")
@_YEAR_OPTION
@at_desk
def signed(desk: Desk, numbers: tuple[str, ...], *, date: dt.date | None, year: int | None) -> None:
    """บันทึกว่าลงนามแล้ว"""
    with desk.open() as opened:
        meant = desk.numbers(numbers, year, opened)
        entries = opened.sign(meant, on=date or opened.today)
        desk.tell(f"ลงนามแล้ว {len(entries)} ฉบับ", entries, opened)


@register.command()
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True)
@_day_option("--date", "วันที่ส่ง (ปกติวันนี้)")
@_YEAR_OPTION
@at_desk
def sent(desk: Desk, numbers: tuple[str, ...], *, date: dt.date | None, year: int | None) -> None:
    """บันทึกว่าส่งแล้ว"""
    with desk.open() as opened:
        meant = desk.numbers(numbers, year, opened)
        entries = opened.send(meant, on=date or opened.today)
        desk.tell(f"ส่งแล้ว {len(entries)} ฉบับ", entries, opened)


@register.command()
@click.argument("number", metavar="NUMBER")
@click.option("--subject", help="เรื่อง")
@click.option("--to", "recipient", help="ถึง")
@click.option("--from", "sender", help="จาก")
@_day_option("--date", "ลงวันที่ (ในปีเดียวกัน)")
@click.option("--action", help="การปฏิบัติ")
@click.option("--note", help="หมายเหตุ")
@_YEAR_OPTION
@at_desk
def amend(desk: Desk, number: str, *, year: int | None, **parts: str | dt.date | None) -> None:
    """แก้ข้อความของเลขหนึ่ง: ของเดิมยังอยู่ในความเป็นมา"""
    given = {name: value for name, value in parts.items() if value is not None}
    if not given:
        raise click.UsageError("ไม่ได้บอกว่าแก้อะไร เช่น --subject หรือ --to")
    with desk.open() as opened:
        (meant,) = desk.numbers([number], year, opened)
        desk.tell("แก้แล้ว", [opened.amend(meant, **given)], opened)


def _chosen(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that choose lines."""
    for option in (
        click.option("--to", "recipient", default="", help="ถึง (บางส่วนของชื่อก็ได้)"),
        click.option(
            *("--status", "statuses"),
            type=click.Choice(_STATUSES),
            multiple=True,
            help="สถานะ ใช้ซ้ำได้",
        ),
        click.option("--all-units", is_flag=True, help="ทุกหน่วยงานในทะเบียน"),
        _SERIES_OPTION,
        _CIRCULAR,
        click.option("--year", metavar="พ.ศ.", callback=read_year, help="ปี (ปกติทุกปี)"),
    ):
        command = option(command)
    return command


def _found(
    desk: Desk,
    opened: Register,
    *,
    text: str = "",
    recipient: str,
    statuses: tuple[str, ...],
    all_units: bool,
    series: str | None,
    circular: bool,
    year: int | None,
) -> tuple[Entry, ...]:
    from circulars.register import Query, Status

    known = frozenset(Status(status) for status in statuses if status != "overdue")
    return opened.search(
        Query(
            text=text,
            owner="" if all_units else desk.owner,
            year=year,
            series=_series(series, circular=circular) if series or circular else None,
            statuses=known,
            recipient=recipient,
            overdue_on=opened.today if "overdue" in statuses else None,
        )
    )


@register.command(name="list")
@click.argument("text", metavar="[TEXT]", default="")
@_chosen
@at_desk
def list_(desk: Desk, text: str, **choice: Any) -> None:
    """แสดงหรือค้นเลข: TEXT อยู่ในเรื่อง ผู้รับ จาก การปฏิบัติ หมายเหตุ หรือเหตุผล

    ตัวอย่าง: circulars register list OTOP --year 2568 --status sent
    """
    with desk.open() as opened:
        entries = _found(desk, opened, text=text, **choice)
        desk.tell(f"พบ {len(entries):,} เลข", entries, opened)


@register.command()
@click.argument("number", metavar="NUMBER")
@_YEAR_OPTION
@at_desk
def history(desk: Desk, number: str, *, year: int | None) -> None:
    """แสดงว่าใครทำอะไรกับเลขหนึ่งเมื่อใด"""
    from circulars.register_report import change_json, change_lines

    with desk.open() as opened:
        (meant,) = desk.numbers([number], year, opened)
        changes = opened.history(meant)
    if desk.as_json:
        print_json(number=str(meant), history=[change_json(change) for change in changes])
        return
    click.echo(str(meant))
    for change in changes:
        for line in change_lines(change):
            click.echo(printable(line))


@register.command()
@click.option("-o", "--out", type=_FILE, required=True, help="แฟ้ม .xlsx หรือ .csv")
@_chosen
@at_desk
def export(desk: Desk, *, out: Path, **choice: Any) -> None:
    """เขียนทะเบียนเป็น .xlsx หรือ .csv ตามแบบที่ 14 ของระเบียบงานสารบรรณ"""
    from circulars.register_sheets import export_csv, export_workbook

    kinds = {".xlsx": export_workbook, ".csv": export_csv}
    if out.suffix.lower() not in kinds:
        raise click.BadParameter("ชื่อแฟ้มต้องลงท้าย .xlsx หรือ .csv", param_hint="--out")
    with desk.open() as opened:
        entries = _found(desk, opened, **choice)
    write_whole(out, kinds[out.suffix.lower()](entries))
    if desk.as_json:
        print_json(files=[str(out)], entries=len(entries))
    else:
        click.echo(printable(f"เขียน {len(entries):,} เลขใน {out}"))


@register.command(name="import")
@click.argument("workbook", metavar="WORKBOOK", type=_FILE)
@click.option("--dry-run", is_flag=True, help="แสดงว่าจะนำเข้าอะไร โดยยังไม่นำเข้า")
@at_desk
def import_(desk: Desk, workbook: Path, *, dry_run: bool) -> None:
    """นำเข้าทะเบียนเดิมจาก Excel: หาช่องจากหัวตาราง แล้วออกเลขต่อจากเลขสูงสุด"""
    from circulars.register_reading import read_register
    from circulars.register_report import entry_json, entry_line

    with desk.open() as opened:
        old = read_register(workbook, owner=desk.owner, today=opened.today)
        entries = opened.take_over(old.lines, dry_run=dry_run)
        lines = [entry_line(entry, opened.today) for entry in entries] if dry_run else []
    if desk.as_json:
        found = [finding.as_dict() for finding in old.findings]
        print_json(entries=[entry_json(entry) for entry in entries], findings=found)
        return
    for line in lines:
        click.echo(printable(line))
    print_findings(old.findings)
    click.echo(f"{'จะนำเข้า' if dry_run else 'นำเข้าแล้ว'} {len(entries):,} เลข")


@register.command(name="close-year")
@click.argument("year", metavar="พ.ศ.", callback=read_year)
@at_desk
def close_year(desk: Desk, year: int) -> None:
    """ปิดปี: ไม่ออกเลขของปีนั้นอีก และเริ่มเลข 1 ของปีถัดไปได้"""
    with desk.open() as opened:
        books = opened.close_year(desk.own(), year)
    if desk.as_json:
        print_json(closed=[_book_json(book) for book in books])
        return
    for book in books:
        click.echo(f"ปิดแล้ว: {book}")


@register.command()
@click.argument("out", metavar="FILE", type=_FILE)
@at_desk
def backup(desk: Desk, out: Path) -> None:
    """สำรองทะเบียน (SQLite) ลงแฟ้มใหม่ ทำได้ขณะที่ผู้อื่นใช้อยู่"""
    with desk.open() as opened:
        opened.back_up(out)
    if desk.as_json:
        print_json(files=[str(out)])
    else:
        click.echo(printable(f"สำรองไว้ที่ {out}"))


def _book_json(book: Book) -> dict[str, object]:
    from circulars.register import BUDDHIST

    return {"owner": book.owner, "year": book.year + BUDDHIST, "series": book.series.value}


def _series(name: str | None, *, circular: bool) -> Any:
    from circulars.register import Series

    if circular and name not in {None, "circular"}:
        raise click.UsageError("--circular ใช้กับ --series อื่นไม่ได้")
    return Series.CIRCULAR if circular else Series(name or "ordinary")
