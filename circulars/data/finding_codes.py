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
_ROW: Final = re.compile(r"^\| `([a-z0-9-]+)` \| ([a-z, ]+) \|.*\| (\S+) \|$", re.MULTILINE)
_NEVER: Final = "ไม่ได้"  # in the last column: no waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCode:
    """What is known of a code: its levels, and whether work can go on in spite of it."""

    levels: frozenset[str]
    can_pass: bool


@cache
def finding_codes() -> Mapping[str, FindingCode]:
    """Return every code that a finding can have.

    >>> finding_codes()["deadline-nonworking"].can_pass
    True
    >>> finding_codes()["workbook-damaged"].can_pass
    False
    """
    page = next(path for path in _PAGES if path.is_file())
    return {
        code: FindingCode(levels=frozenset(levels.split(", ")), can_pass=waiver != _NEVER)
        for code, levels, waiver in _ROW.findall(page.read_text(encoding="utf-8"))
    }
