"""The profile of an office (ข้อมูลสำนักงาน): read, and saved whole or not at all."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

from circulars.batch import sha256, told_of, write_aside
from circulars.model.errors import OfficeError
from circulars.model.findings import Finding
from circulars.model.office import OFFICE_FILE
from circulars.office_profile import load_office
from circulars.service.places import new_id
from circulars.service.profile.history import Deed, keep
from circulars.service.profile.table import faults_of, field_of, table_of, typed_of
from circulars.service.profile.toml import NEW, merged
from circulars.service.profile.typed import ProfileTyped, tidied
from circulars.service.refusals import RefusedError
from circulars.toml_files import toml_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.office import Office
    from circulars.service.places import OfficeFolder

PLACE: Final = "ข้อมูลสำนักงาน"
_LOCK: Final = "profile.lock"
# Bytes of an office.toml: one of 30 signatories, 10 units and 120 holidays has half of that.  It is
# read by the process that answers everybody, and what is larger would keep them waiting.
LARGEST: Final = 64_000


def office_empty() -> Finding:
    """Return the finding that nobody has filled in yet who writes."""
    return Finding(
        code="office-empty",
        where=PLACE,
        message="ยังไม่ได้กรอกข้อมูลสำนักงาน จึงยังทำหนังสือและออกเลขไม่ได้",
        hint="กรอกที่หน้า สำนักงาน (/office) หรือขอให้ผู้ดูแลระบบกรอก",
    )


def profile_of(office: OfficeFolder) -> Path:
    """Return the profile of `office`; :exc:`RefusedError` where nobody has filled it in yet."""
    if not office.profile.is_file():
        raise RefusedError(office_empty(), status=HTTPStatus.CONFLICT)
    return office.profile


def office_of(office: OfficeFolder) -> Office:
    """Return what the profile of `office` says; :exc:`RefusedError`, :exc:`OfficeError`."""
    return load_office(profile_of(office))


def version_of(office: OfficeFolder) -> str:
    """Return what tells the present profile from every other; empty where there is none."""
    try:
        return sha256(office.profile.read_bytes())
    except OSError:
        return ""


def typed_profile(office: OfficeFolder) -> tuple[ProfileTyped, str]:
    """Return the profile as the form shows it, and its version; an empty form where there is none.

    Raises :exc:`OfficeError` for a file that is no TOML: somebody has edited it by hand.
    """
    try:
        content = office.profile.read_bytes()
    except OSError:
        return ProfileTyped(), ""
    return typed_of(_table(content)), sha256(content)


def _table(content: bytes) -> dict[str, Any]:
    try:
        return toml_table(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RefusedError(
            Finding(
                code="office-unreadable",
                where=PLACE,
                message="แฟ้มข้อมูลสำนักงานมีผู้แก้ด้วยมือและเขียนไม่ถูกรูปแบบ",
                hint="อัปโหลดแฟ้มที่แก้แล้ว หรือนำฉบับก่อนกลับมาใช้ที่หน้า สำนักงาน",
            )
        ) from None


def save_typed(
    office: OfficeFolder, typed: ProfileTyped, *, version: str, deed: Deed
) -> ProfileTyped:
    """Save what is `typed` over the profile of that `version`; return it as it was saved.

    Raises :exc:`RefusedError` where somebody else has saved meanwhile (409), and
    :exc:`OfficeError` with every fault, whose `where` is a field of the form.
    """
    tidy = tidied(typed)
    table = table_of(tidy)
    _refuse_large(str(table).encode(errors="replace"))  # before the days in it are read
    faults = [*faults_of(tidy)]
    with _alone(office):
        _refuse_changed(office, version)
        old = office.profile.read_bytes().decode("utf-8-sig") if version else NEW
        content = merged(old, table).encode(errors="replace")
        try:
            with _aside(office, content) as aside:
                if not faults:
                    _place(office, aside, content, deed)
        except OfficeError as error:
            faults += (_at_field(finding, tidy) for finding in error.findings)
    if faults:
        raise OfficeError(*faults)
    return tidy


def save_file(office: OfficeFolder, content: bytes, *, version: str, deed: Deed) -> None:
    """Save an office.toml that somebody wrote or that was in use before; errors as above."""
    with _alone(office):
        _refuse_changed(office, version)
        with _aside(office, content) as aside:
            _place(office, aside, content, deed)


def _refuse_large(content: bytes) -> None:
    if len(content) > LARGEST:
        raise RefusedError(
            Finding(
                code="office-too-large",
                where=PLACE,
                message=f"ข้อมูลสำนักงานยาวเกินไป รับได้ไม่เกิน {LARGEST // 1000} กิโลไบต์ (KB)",
                hint="ตัดรายการที่ไม่ใช้แล้ว เช่น ผู้ลงนามที่ย้ายไป วันหยุดของปีก่อน ๆ แล้วบันทึกใหม่",
            )
        )


def _at_field(finding: Finding, typed: ProfileTyped) -> Finding:
    place = finding.where.removeprefix(OFFICE_FILE).removeprefix(" ")
    return replace(finding, where=field_of(place, typed))


@contextmanager
def _alone(office: OfficeFolder) -> Iterator[None]:
    """Keep others, in whichever process, from saving this profile too.

    Raises :exc:`OutputError` where the disk refuses; the profile is as it was.
    """
    with told_of(office.root):
        office.root.mkdir(parents=True, exist_ok=True)
        with (office.root / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _refuse_changed(office: OfficeFolder, version: str) -> None:
    if version_of(office) != version:
        raise RefusedError(
            Finding(
                code="office-changed",
                where=PLACE,
                message="มีผู้อื่นบันทึกข้อมูลสำนักงานไปก่อน ที่คุณแก้ยังไม่ได้บันทึกและยังอยู่ในแบบนี้",
                hint="ดูส่วนที่ต่างกัน แล้วบันทึกทับ หรือเปิดหน้านี้ใหม่เพื่อใช้ฉบับล่าสุด",
            ),
            status=HTTPStatus.CONFLICT,
        )


@contextmanager
def _aside(office: OfficeFolder, content: bytes) -> Iterator[Path]:
    """Give `content` as a file beside the profile once it is known to be one."""
    _refuse_large(content)
    aside = office.root / f".{new_id()}.toml"
    try:
        write_aside(aside, content)
        _refuse_strange_emblem(content)
        _load(aside)
        yield aside
    finally:
        aside.unlink(missing_ok=True)


def _place(office: OfficeFolder, aside: Path, content: bytes, deed: Deed) -> None:
    """Put the file `aside` in the place of the profile, which the history keeps."""
    if sha256(content) != version_of(office):
        keep(office, content, deed)
        aside.replace(office.profile)


def _load(path: Path) -> None:
    try:
        load_office(path)
    except OfficeError as error:
        found = (replace(f, where=_named(path.name, f.where)) for f in error.findings)
        raise OfficeError(*found) from error


def _named(name: str, where: str) -> str:
    """Return the place with the name that people know the file by."""
    return f"{OFFICE_FILE}{where.removeprefix(name)}" if where.startswith(name) else OFFICE_FILE


def _refuse_strange_emblem(content: bytes) -> None:
    """Refuse an emblem that lies elsewhere than in the office's own folder."""
    try:
        emblem = toml_table(content.decode("utf-8-sig")).get("emblem")
    except (ValueError, RecursionError):
        return  # told by load_office, with the line
    file = emblem.get("file") if isinstance(emblem, dict) else None
    if isinstance(file, str) and file and (PurePath(file).name != file or file.startswith(".")):
        raise OfficeError(
            Finding(
                code="office-emblem",
                where=f"{OFFICE_FILE} emblem.file",
                message="แฟ้มภาพตราครุฑต้องอยู่ในโฟลเดอร์ของสำนักงาน",
                hint="เลือก กระดาษตราครุฑ หรืออัปโหลดภาพที่หน้า สำนักงาน",
            )
        )


def is_own_emblem(office: OfficeFolder, file: str) -> bool:
    """Return whether `file` is an image that lies in the folder of `office`."""
    plain = bool(file) and PurePath(file).name == file and not file.startswith(".")
    return plain and "\0" not in file and (office.root / file).is_file()
