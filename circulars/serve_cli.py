"""The commands `circulars serve` and `circulars offices …`; the service loads when they run."""

from __future__ import annotations

import errno
import os
import signal
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn
from urllib.parse import SplitResult, urlsplit

import click

from circulars.check_report import printable
from circulars.console import fail
from circulars.model.errors import CircularsError, reason_of
from circulars.model.findings import Finding

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from circulars.service.accounts.access import Access
    from circulars.service.service import Service
    from circulars.service.settings import Settings

_NOT_STARTED: Final = "ยังเริ่มบริการไม่ได้"
_WAITING: Final = 2048  # connections that the system keeps until they are answered


def _data(_context: click.Context, _option: click.Parameter, given: Path | None) -> Path:
    """Return the data folder: as given, or where programs of this person keep theirs."""
    from circulars.service.places import usual_data_folder

    return given or usual_data_folder()


def _address(_context: click.Context, option: click.Parameter, given: str | None) -> str | None:
    """Return the address under which people reach the service; exit code 2 for what is none."""
    if given is None:
        return None
    try:
        parts = urlsplit(given)
        is_one = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one or parts.path not in {"", "/"} or parts.query or parts.username:
        said = f"“{given}” ไม่ใช่ที่อยู่ของเว็บ พิมพ์เช่น https://letters.example.go.th"
        raise click.BadParameter(said, param=option)
    netloc = parts.netloc if given.isascii() else _ascii_name(parts)
    return f"{parts.scheme}://{netloc}"


def _ascii_name(parts: SplitResult) -> str:
    """Return name and port as browsers send a Thai name of the net: xn--…"""
    name = str(parts.hostname).encode("idna").decode("ascii")
    return f"{name}:{parts.port}" if parts.port else name


_DATA: Final = click.option(
    "--data",
    metavar="DIR",
    type=click.Path(path_type=Path),
    envvar="CIRCULARS_DATA",
    callback=_data,
    help="โฟลเดอร์ข้อมูล (ปกติ ~/.local/share/circulars)",
)
_DATABASE: Final = click.option(
    "--database",
    metavar="URL",
    envvar="CIRCULARS_DATABASE",
    default="",
    help="ฐานข้อมูล postgresql://… (ปกติแฟ้ม SQLite ในโฟลเดอร์ข้อมูล)",
)
_ADDRESS: Final = click.option(
    "--address",
    metavar="URL",
    envvar="CIRCULARS_ADDRESS",
    callback=_address,
    help="ที่อยู่ที่คนเปิด เช่น https://letters.example.go.th (ปกติตาม --host และ --port)",
)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), envvar="CIRCULARS_PORT", default=8000,
              show_default=True, help="พอร์ต")  # fmt: skip
@click.option("--host", envvar="CIRCULARS_HOST", default="127.0.0.1", show_default=True,
              help="ที่อยู่เครือข่ายที่รับ นอกจากเครื่องนี้ต้องมี --accounts")  # fmt: skip
@_DATA
@_DATABASE
@click.option("--accounts", is_flag=True, envvar="CIRCULARS_ACCOUNTS",
              help="หลายคนใช้: ทุกคนต้องเข้าสู่ระบบ")  # fmt: skip
@_ADDRESS
@click.option("--workers", type=click.IntRange(1, 64), envvar="CIRCULARS_WORKERS", default=2,
              show_default=True, help="จำนวนกระบวนการที่ร่างและตรวจหนังสือพร้อมกัน")  # fmt: skip
def serve(
    *,
    port: int,
    host: str,
    data: Path,
    database: str,
    accounts: bool,
    address: str | None,
    workers: int,
) -> None:
    """เปิดบริการบนเว็บ: หน้าเว็บสำหรับทำหนังสือ และ API

    ตัวอย่าง: circulars serve แล้วเปิด http://127.0.0.1:8000
    """
    from circulars.service.settings import Settings

    if not accounts and not _is_here(host):
        said = f"{host} เปิดให้เครื่องอื่นเข้าได้ จึงต้องมีบัญชีผู้ใช้ เพิ่ม --accounts หรือใช้ --host 127.0.0.1"
        raise click.BadParameter(said, param_hint="--host")
    settings = Settings(
        data=data,
        database=database,
        accounts=accounts,
        address=address or _own_address(host, port),
        workers=workers,
        job_workers=max(1, workers // 2),
        pictures_ahead=True,
    )
    _serve(settings, host, port)


def _serve(settings: Settings, host: str, port: int) -> None:
    """Serve until the process is told to end."""
    from circulars.service.making.gallery import pictures_ahead
    from circulars.service.service import open_service

    with ExitStack() as opened:
        opened.enter_context(_only_ours())
        try:
            listening = opened.enter_context(_listening(host, port))
            service = opened.enter_context(open_service(settings))
        except CircularsError as error:
            fail(error.findings, as_json=False, said=_NOT_STARTED)
        _tell(service)
        service.workshop.warm_up()
        opened.enter_context(pictures_ahead(service))
        signal.signal(signal.SIGTERM, _end)  # so that everything opened here is closed
        try:
            _run(service, listening)
        except KeyboardInterrupt:
            click.echo("ปิดบริการแล้ว")


def _run(service: Service, listening: socket.socket) -> None:
    import logging

    import uvicorn

    from circulars.web.app import create_app
    from circulars.web.logs import log_to_stderr

    # On a person's own machine the terminal tells of faults alone.
    log_to_stderr(logging.INFO if service.settings.accounts else logging.WARNING)
    config = uvicorn.Config(
        create_app(service.settings, service=service),
        log_config=None,  # as was just said
        access_log=False,  # addresses of links that open once would be in it
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _end(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


@contextmanager
def _only_ours() -> Iterator[None]:
    """Have nobody else on this machine read what is written, whoever made the data folder."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Give the socket of the service; :exc:`RefusedError` where the port is taken."""
    import socket

    from circulars.service.refusals import RefusedError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP: asyncio sends small answers at once (TCP_NODELAY) on such sockets alone.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host.strip("[]"), port))
            listening.listen(_WAITING)
        except OSError as error:
            raise RefusedError(_port_taken(host, port, error)) from error
        yield listening


def _port_taken(host: str, port: int, error: OSError) -> Finding:
    is_taken = error.errno == errno.EADDRINUSE
    return Finding(
        code="service-port",
        where=f"{host}:{port}",
        message="พอร์ตนี้มีโปรแกรมอื่นใช้อยู่" if is_taken else f"เปิดพอร์ตนี้ไม่ได้: {reason_of(error)}",
        hint=f"ระบุพอร์ตอื่น เช่น --port {port % 65000 + 1} หรือปิดโปรแกรมนั้นก่อน",
    )


def _tell(service: Service) -> None:
    """Print where the page is, where the data are, and the link of the first admin."""
    from circulars.service.accounts.accounts import accounts_exist
    from circulars.service.accounts.links import admin_link

    settings, access = service.settings, service.access
    click.echo(f"เปิดหน้าเว็บที่ {settings.address}")
    click.echo(printable(f"ข้อมูลอยู่ที่ {settings.data}"))
    if settings.database:
        click.echo(printable(f"ฐานข้อมูล {access.storage.place}"))
    if accounts_exist(access):
        click.echo("ทุกคนเข้าสู่ระบบด้วยบัญชีของตน")
    elif settings.accounts:
        click.echo("ตั้งค่าบริการและผู้ดูแลระบบคนแรกที่ลิงก์นี้ (ใช้ได้ครั้งเดียวภายใน 24 ชั่วโมง)")
        click.echo(f"  {_link(settings.address, admin_link(access))}")
    else:
        click.echo("ใช้คนเดียวบนเครื่องนี้ ไม่ต้องเข้าสู่ระบบ")
    click.echo("ปิดบริการด้วย Ctrl+C")


def _link(address: str, key: str) -> str:
    return f"{address}/setup/{key}"


def _is_here(host: str) -> bool:
    """Return whether only programs of this machine reach `host`."""
    import ipaddress

    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _own_address(host: str, port: int) -> str:
    import socket

    name = socket.gethostname() if host in {"0.0.0.0", "::"} else host  # noqa: S104 # compared
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


@click.group()
def offices() -> None:
    """สำนักงานในบริการเดียวกัน: เพิ่ม ดูรายชื่อ ออกลิงก์ให้ผู้ดูแลระบบ"""


@offices.command()
@click.argument("name", metavar="ชื่อ")
@_DATA
@_DATABASE
@_ADDRESS
def add(name: str, data: Path, database: str, address: str | None) -> None:
    """เพิ่มสำนักงาน และพิมพ์ลิงก์ตั้งผู้ดูแลระบบของสำนักงานนั้น (ใช้ครั้งเดียวภายใน 24 ชั่วโมง)

    ตัวอย่าง: circulars offices add สำนักงานพัฒนาชุมชนจังหวัดน่าน
    """
    from circulars.service.accounts.links import admin_link
    from circulars.service.accounts.offices import add_office

    def act(access: Access) -> None:
        office = add_office(access, name.strip())
        click.echo(printable(f"เพิ่มสำนักงาน {name.strip()} แล้ว (รหัส {office})"))
        click.echo(_link(address or _own_address("127.0.0.1", 8000), admin_link(access, office)))

    _with_access(data, database, act)


@offices.command(name="admin-link")
@click.argument("office", metavar="ชื่อหรือรหัส")
@_DATA
@_DATABASE
@_ADDRESS
def admin_link_of(office: str, data: Path, database: str, address: str | None) -> None:
    """พิมพ์ลิงก์ตั้งผู้ดูแลระบบเพิ่มอีกคนหนึ่ง เช่น เมื่อผู้ดูแลคนเดียวลืมรหัสผ่าน"""
    from circulars.service.accounts.links import admin_link
    from circulars.service.accounts.offices import office_named

    def act(access: Access) -> None:
        key = admin_link(access, office_named(access, office.strip()))
        click.echo(_link(address or _own_address("127.0.0.1", 8000), key))

    _with_access(data, database, act)


@offices.command(name="list")
@_DATA
@_DATABASE
def list_offices(data: Path, database: str) -> None:
    """พิมพ์รายชื่อสำนักงาน รหัส และจำนวนผู้ใช้"""
    from circulars.service.accounts.offices import offices as every

    def act(access: Access) -> None:
        for each in every(access):
            click.echo(printable(f"{each.id}  {each.name}  ({each.people} คน)"))

    _with_access(data, database, act)


def _with_access(data: Path, database: str, act: Callable[[Access], None]) -> None:
    """Do `act` beside a running service, or without one; what it refuses ends with exit code 1."""
    from circulars.service.accounts.access import open_access
    from circulars.service.settings import Settings

    try:
        with open_access(Settings(data=data, database=database, accounts=True)) as access:
            act(access)
    except CircularsError as error:
        fail(error.findings, as_json=False, said="ยังไม่ได้ทำ")
    sys.exit(0)
