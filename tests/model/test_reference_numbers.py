"""Numbers of documents by their kind, and names of files that every system takes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.model.kinds import DocumentKind
from circulars.model.reference_number import BLANK_NUMBER, ReferenceNumber, safe_name


def number(kind: DocumentKind, **parts: Any) -> ReferenceNumber:
    """Return number 12 of 11 March 2568, unless `parts` say otherwise."""
    usual = {"code": "พย", "unit": "0019.2", "serial": 12, "is_circular": False}
    return ReferenceNumber(**{**usual, "date": dt.date(2025, 3, 11), "kind": kind, **parts})


@pytest.mark.parametrize(
    ("kind", "printed", "stem"),
    [
        (DocumentKind.EXTERNAL, "พย 0019.2/12", "พย0019.2-12"),
        (DocumentKind.MEMO, "พย 0019.2/12", "พย0019.2-12"),
        (DocumentKind.CERTIFICATE, "12/2568", "หนังสือรับรอง-12-2568"),
        (DocumentKind.ORDER, "12/2568", "คำสั่ง-12-2568"),
        (DocumentKind.ANNOUNCEMENT, "", "ประกาศ-2568-03-11"),
    ],
)
def test_numbers_by_kind(kind: DocumentKind, printed: str, stem: str) -> None:
    """Orders and certificates are numbered by the year, announcements not, others by register."""
    assert (printed, stem) == (str(number(kind)), number(kind).file_stem)


def test_numbers_left_to_the_pen() -> None:
    """A number or year that is not known yet leaves room, and the file is called a draft."""
    blank = number(DocumentKind.ORDER, serial=None)
    assert (f"{BLANK_NUMBER}/2568", "ร่าง-คำสั่ง") == (str(blank), blank.file_stem)
    undated = number(DocumentKind.ORDER, date=None)
    assert (f"12/{BLANK_NUMBER}", "คำสั่ง-12") == (str(undated), undated.file_stem)
    assert "ร่าง-ประกาศ" == number(DocumentKind.ANNOUNCEMENT, date=None).file_stem


# Source: Microsoft, "Naming Files, Paths, and Namespaces".
FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}
PORTS = {f"{port}{number}" for port in ("COM", "LPT") for number in range(10)}
DEVICES = {"CON", "PRN", "AUX", "NUL"} | PORTS


@settings(deadline=None)
@given(st.text())
def test_file_names_are_safe_on_windows(text: str) -> None:
    """No part of a file name holds what Windows forbids, ends with a stop, or names a device."""
    name = safe_name(text)
    assert not FORBIDDEN & set(name)
    assert not name.endswith((".", " "))
    assert not name.startswith(".")
    assert name.split(".")[0].upper() not in DEVICES
    assert len(name) <= 36


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ก" * 34 + "ที่หนึ่ง", "ก" * 34),
        ("ก" * 35 + "ำ", "ก" * 34),
        ("ก" * 34 + "เมือง", "ก" * 34),
        ("ก" * 35 + "เมือง", "ก" * 35),
        ("ก" * 33 + "ที", "ก" * 33 + "ที"),
        ("\N{THAI CHARACTER MAI EK}" * 40, "\N{THAI CHARACTER MAI EK}" * 35),
    ],
)
def test_no_syllable_is_cut(text: str, expected: str) -> None:
    """A name that is too long ends before the syllable that does not fit, never within it."""
    assert expected == safe_name(text)
