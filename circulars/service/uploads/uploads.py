"""Taking in a file that somebody sent: how large, of what kind, and nothing of its name trusted.

What is done here is bounded by the size of the upload: the directory of a zip is read, nothing
in it but its list of kinds is unpacked.  Whoever reads the file checks every part of it.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from circulars.batch import sha256, told_of, write_aside
from circulars.model.reference_number import safe_name
from circulars.ooxml import COMPOUND_FILE
from circulars.service.places import new_id
from circulars.service.refusals import RefusedError
from circulars.service.uploads import refusals
from circulars.service.uploads.packages import Package, look_into

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from circulars.model.findings import Finding

LIMIT: Final = 20_000_000  # bytes, where nobody says another one
RESERVE: Final = 50_000_000  # bytes of the disk that no upload takes: for numbers and accounts
_TEXT_LIMIT: Final = 1_000_000  # bytes of text: the longest letter has a tenth of it
# PNG, third edition, 5.2.
_PNG: Final = b"\x89PNG\r\n\x1a\n"
# .ZIP File Format Specification 6.3.10, 4.3.7 and 4.3.16: the first member, or an empty archive.
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")  # the marks that Notepad puts first
# What a text has beside printed signs.
_LAYOUT: Final = frozenset("\t\n\r\f")
_NAMELESS: Final = "แฟ้ม"


class UploadKind(StrEnum):
    """What a file may be, by its content."""

    LETTER = "docx"
    WORKBOOK = "xlsx"
    TEXT = "txt"
    IMAGE = "png"
    TOML = "toml"


_PACKAGES: Final = {Package.LETTER: UploadKind.LETTER, Package.WORKBOOK: UploadKind.WORKBOOK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was taken in."""

    kind: UploadKind
    name: str  # safe to show and to use as a file name; ends with the kind's ending
    path: Path
    size: int  # bytes
    sha256: str  # hex digits


def take_in(
    content: bytes,
    name: str,
    folder: Path,
    *,
    kinds: Collection[UploadKind],
    limit: int = LIMIT,
) -> Upload:
    """Return the file, written whole into `folder`, of one of `kinds` and at most `limit` bytes.

    A file of the same name in `folder` is replaced.  Raises :exc:`RefusedError` for what is
    too large, of another kind, has macros, or would unpack to something enormous, and where the
    disk is nearly full; :exc:`OutputError` where the disk refuses.
    """
    shown = display_name(name)
    if len(content) > limit:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        raise RefusedError(refusals.too_large(shown, limit), status=status)
    kind = _kind(content, shown, kinds)
    if kind not in kinds:
        raise _refused(refusals.other_kind(shown, kind.value, kinds))
    refuse_full(folder, shown, len(content))
    own = f"{_stem(name)}.{kind}"
    aside = folder / f".{new_id()}"
    with told_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            write_aside(aside, content)
            aside.replace(folder / own)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
    return Upload(kind=kind, name=own, path=folder / own, size=len(content), sha256=sha256(content))


def refuse_full(folder: Path, shown: str, size: int) -> None:
    """Refuse what is sent where it would take the room that the registers need to go on.

    Raises :exc:`RefusedError` (507) for a disk that has no `RESERVE` left beside `size` bytes.
    """
    with told_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    if free - size < RESERVE:
        raise RefusedError(refusals.no_room(shown), status=HTTPStatus.INSUFFICIENT_STORAGE)


def display_name(name: str) -> str:
    r"""Return what a stranger calls a file, safe to show: its last part, without tricks.

    >>> display_name("C:\\Users\\ก\\ยอด\u202excod.exe"), display_name("../../etc/passwd")
    ('ยอดxcod.exe', 'passwd')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # Cc are control characters, Cf such as turn the direction of writing, Cs no characters.
    signs = (sign for sign in last if not unicodedata.category(sign).startswith("C"))
    return " ".join("".join(signs).split())[:100] or _NAMELESS


def _stem(name: str) -> str:
    """Return a safe name of a file without its ending: the content decides that.

    >>> _stem("ยอด ม.ค.-68.xlsm"), _stem("..."), _stem("con.docx")
    ('ยอด-ม.ค.-68', 'แฟ้ม', 'con-')
    """
    return safe_name(_ENDING.sub("", display_name(name))).lstrip("-") or _NAMELESS


def _kind(content: bytes, name: str, kinds: Collection[UploadKind]) -> UploadKind:
    """Return what `content` is; raises :exc:`RefusedError` for what is nothing of ours."""
    if not content:
        raise _refused(refusals.empty(name))
    if content.startswith(COMPOUND_FILE):
        raise _refused(refusals.compound_file(content, name))
    if content.startswith(_ZIP):
        found = look_into(content, name)
        if found not in _PACKAGES:
            raise _refused(refusals.other_package(name, found, kinds))
        return _PACKAGES[found]
    if content.startswith(_PNG):
        return UploadKind.IMAGE
    if not _is_text(content, kinds):
        raise _refused(refusals.other_kind(name, "", kinds))
    return _kind_of_text(name, kinds)


def _kind_of_text(name: str, kinds: Collection[UploadKind]) -> UploadKind:
    """Return which of two kinds that look alike is meant: the ending, and what is asked for."""
    said = UploadKind.TOML if name.lower().endswith(".toml") else UploadKind.TEXT
    other = UploadKind.TEXT if said is UploadKind.TOML else UploadKind.TOML
    return other if said not in kinds and other in kinds else said


def _is_text(content: bytes, kinds: Collection[UploadKind]) -> bool:
    """Return whether `content` is text, with nothing that only programs write.

    TOML is in UTF-8; other text may be as Notepad saves it on Thai Windows too.
    """
    if len(content) > _TEXT_LIMIT:
        return False
    if UploadKind.TOML in kinds:
        return _is_written(content, "utf-8-sig")
    if content.startswith(_UTF_16):
        return _is_written(content, "utf-16")
    return _is_written(content, "utf-8-sig") or _is_written(content, "cp874")


def _is_written(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return all(sign in _LAYOUT or unicodedata.category(sign) != "Cc" for sign in text)


def _refused(finding: Finding) -> RefusedError:
    return RefusedError(finding, status=HTTPStatus.UNPROCESSABLE_ENTITY)
