"""Headings compared as people do: without regard to blanks, digits' script and full stops."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from circulars.data.headings import plain as plain  # used under this name in all the package

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def matches(pattern: str, text: str) -> bool:
    """Return whether `text` is the heading `pattern`, in which ``*`` stands for any text.

    >>> matches("เป้าหมายรายได้*", "เป้าหมายรายได้ ปี ๒๕๖๘")
    True
    """
    return _compiled(pattern).fullmatch(plain(text)) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return `pattern` as a regular expression; what a ``*`` has taken it does not give back.

    A heading written to harm, of many stars, would else be tried in every way.
    """
    first, *rest = (re.escape(plain(part)) for part in pattern.split("*"))
    between = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return re.compile(first + between + "".join(f".*{part}" for part in rest[-1:]), re.DOTALL)


def nearest(wanted: str, names: Iterable[str]) -> str | None:
    """Return the name most like `wanted`, or None when none is at all like it."""
    by_plain = {plain(name): name for name in names}
    found = difflib.get_close_matches(plain(wanted.replace("*", "")), by_plain, n=1, cutoff=0.5)
    return by_plain[found[0]] if found else None


def listed(names: Sequence[str], *, limit: int = 20) -> str:
    """Return `names` in quotes with commas, the first `limit` of them."""
    quoted = ", ".join(f"“{' '.join(name.split())}”" for name in names[:limit])
    more = len(names) - limit
    return f"{quoted} และอีก {more} ชื่อ" if more > 0 else quoted
