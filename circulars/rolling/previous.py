"""What the previous run left in its folder: its form, and the letters it made."""

from __future__ import annotations

import datetime as dt
import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from circulars.batch import MANIFEST
from circulars.model.errors import FormError, reason_of
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_UNFINISHED: Final = ".run"  # what a run keeps in its folder until it is complete
_PROFILE: Final = ".toml"
_TYPE_FILE: Final = "letter.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousLetter:
    """One letter of the previous run."""

    serial: int | None  # None: its number was left to the pen
    date: dt.date | None
    reference: str  # as printed, "พย 0019.2/ว1175"; empty in folders of earlier versions
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The previous run, as its manifest tells."""

    letter_type: str
    answers: Mapping[str, str]  # of the form, by the name of the field
    is_whole: bool  # False: of an earlier version, which told the answers of --set alone
    letters: tuple[PreviousLetter, ...]
    profiles: tuple[str, ...]  # file names of office profiles among its inputs


def read_previous(folder: Path) -> Previous:
    """Return what the run in `folder` was; :exc:`FormError` where there is none to go by."""
    if (folder / _UNFINISHED).exists():
        raise _refusal(
            folder,
            "งานในโฟลเดอร์นี้ยังทำไม่เสร็จ",
            f"ทำต่อให้เสร็จก่อน: circulars resume {shlex.quote(str(folder))}",
        )
    try:
        return _previous(json.loads((folder / MANIFEST).read_bytes()))
    except OSError as error:
        raise _refusal(
            folder,
            f"ไม่มี {MANIFEST} ให้อ่าน: {reason_of(error)}",
            "ระบุโฟลเดอร์ผลลัพธ์ของ circulars generate",
        ) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise _refusal(
            folder / MANIFEST,
            "แฟ้มนี้เสียหาย หรือไม่ได้มาจาก circulars generate",
            "ทำหนังสือครั้งก่อนใหม่ด้วยค่าเดิม แล้วใช้โฟลเดอร์นั้น",
        ) from error


def _previous(manifest: dict[str, Any]) -> Previous:
    """Return the manifest as checked values; ValueError, TypeError and the like for another."""
    answers = manifest.get("form", manifest["values"])
    if not all(isinstance(each, str) for each in answers.values()):
        raise TypeError("an answer is no text")
    inputs = (str(entry["file"]) for entry in manifest["inputs"])
    return Previous(
        letter_type=_text(manifest["letter_type"]["name"]),
        answers=dict(answers),
        is_whole="form" in manifest,
        letters=tuple(map(_letter, manifest["letters"])),
        profiles=tuple(n for n in inputs if n.endswith(_PROFILE) and n != _TYPE_FILE),
    )


def _letter(entry: dict[str, Any]) -> PreviousLetter:
    serial, date = entry["serial"], entry["date"]
    return PreviousLetter(
        serial=None if serial is None else int(serial),
        date=None if date is None else dt.date.fromisoformat(date),
        reference=_text(entry.get("reference") or ""),
        subject=_text(entry.get("subject") or ""),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _refusal(place: Path, message: str, hint: str) -> FormError:
    return FormError(Finding(code="roll-folder", where=str(place), message=message, hint=hint))
