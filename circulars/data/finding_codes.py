"""The codes of all findings, as docs/checks.md lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE: Final = Path(__file__).resolve().parents[1]
# An installed package has the page inside; in a checkout docs/ stands beside the package.
_PAGES: Final = (_PACKAGE / "data" / "checks.md", _PACKAGE.parent / "docs" / "checks.md")
_ROW: Final = re.compile(
    r"^## (?P<section>.+)$|"
    r"^\| `(?P<code>[a-z0-9-]+)` \| (?P<levels>[a-z, ]+) "
    r"\|(?P<meaning>(?:[^|\\]|\\.)*)\|(?P<example>(?:[^|\\]|\\.)*)\| (?P<waiver>\S+) \|$",
    re.MULTILINE,
)
_NEVER: Final = "ไม่ได้"  # in the last column: no waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCode:
    """What is known of a code: its levels, and whether work can go on in spite of it."""

    levels: frozenset[str]
    can_pass: bool
    section: str  # of the page that it stands in: "วันที่"
    meaning: str  # in Thai, as the page says it: backticks around what is typed
    example: str  # may be empty


@cache
def finding_codes() -> Mapping[str, FindingCode]:
    """Return every code that a finding can have.

    >>> finding_codes()["deadline-nonworking"].can_pass
    True
    >>> finding_codes()["workbook-damaged"].can_pass
    False
    """
    page = next(path for path in _PAGES if path.is_file())
    section = ""
    known: dict[str, FindingCode] = {}
    for row in _ROW.finditer(page.read_text(encoding="utf-8")):
        section = row["section"] or section
        if row["code"]:
            known[row["code"]] = FindingCode(
                levels=frozenset(row["levels"].split(", ")),
                can_pass=row["waiver"] != _NEVER,
                section=section,
                meaning=_cell(row["meaning"]),
                example=_cell(row["example"]),
            )
    return known


def _cell(text: str) -> str:
    """Return what a cell of a table says: a stroke in it is written with a sign before it."""
    return text.replace("\\|", "|").strip()
