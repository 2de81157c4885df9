"""Fonts of official letters, from fonts.toml."""

from __future__ import annotations

from functools import cache
from typing import Any

from circulars.data.tables import toml_table


def draws_thai_digits(font: str) -> bool:
    """Return whether `font` draws Arabic digits as Thai ones.

    >>> draws_thai_digits("TH SarabunIT๙"), draws_thai_digits("TH SarabunPSK")
    (True, False)
    """
    return font.strip().endswith(tuple(_table()["thai_digits"]["endings"]))


def is_official(font: str) -> bool:
    """Return whether `font` is one of the national fonts (ฟอนต์ราชการ) or draws signs alone.

    >>> is_official("TH SarabunPSK"), is_official("Angsana New")
    (True, False)
    """
    return _plain(font) in _accepted() or draws_thai_digits(font)


@cache
def _accepted() -> frozenset[str]:
    return frozenset(map(_plain, (*_table()["official"]["names"], *_table()["signs"]["names"])))


def _plain(font: str) -> str:
    """Return a family's name as names are compared: hyphens, spaces and case left out."""
    return "".join(font.replace("-", " ").split()).casefold()


@cache
def _table() -> dict[str, Any]:
    return toml_table("fonts.toml")
