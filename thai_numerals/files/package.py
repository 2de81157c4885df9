"""The package (a zip) that .docx and .xlsx files are: read safely, written with little changed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from copy import copy
from typing import TYPE_CHECKING, Final

from thai_numerals.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST: Final = 512 * 1024 * 1024  # bytes of all parts unpacked; larger is an attack or a slip
MOST_PARTS: Final = 20_000
# What zipfile raises for a damaged package, and for ways of packing it does not know.
_DAMAGES: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip
OLE_MARK: Final = b"\xd0\xcf\x11\xe0"  # .doc and .xls, and any file with a password
SIGNATURES: Final = "_xmlsignatures/"


def read_package(name: str, source: bytes) -> dict[str, bytes]:
    """Return the parts of the package by name; :exc:`FileError` says what is wrong with it."""
    if source.startswith(OLE_MARK):
        raise FileError(name, "แฟ้มมีรหัสผ่าน หรือเป็นรุ่นเก่า (.doc .xls) ให้บันทึกเป็น .docx หรือ .xlsx ก่อน")
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as package:
            members = package.infolist()
            _check(name, members)
            return {member.filename: package.read(member) for member in members}
    except FileError:
        raise
    except _DAMAGES as error:
        raise FileError(name, "ไม่ใช่แฟ้ม Word หรือ Excel หรือแฟ้มเสียหาย") from error


def write_package(source: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the package `source` with the parts in `changed` put in place of the old ones.

    Order, times and way of packing of every part stay.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(target, "w") as new:
        new.comment = old.comment
        for member in old.infolist():
            data = changed.get(member.filename, old.read(member))
            new.writestr(copy(member), data)
            # writestr gives rights to a part that has none
            new.filelist[-1].external_attr = member.external_attr
    return target.getvalue()


def _check(name: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_PARTS or sum(member.file_size for member in members) > LARGEST:
        raise FileError(name, f"แฟ้มใหญ่เกินกำหนด ({LARGEST // 1024**2} เมกะไบต์เมื่อคลายออก)")
    if any(member.flag_bits & 1 for member in members):
        raise FileError(name, "แฟ้มมีรหัสผ่าน ให้ถอดรหัสผ่านก่อน")
    if any(member.filename.startswith(SIGNATURES) for member in members):
        raise FileError(name, "แฟ้มลงลายมือชื่อดิจิทัลแล้ว การแปลงจะทำให้ลายมือชื่อใช้ไม่ได้")
