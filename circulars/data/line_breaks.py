"""Where a line must not break, from line_breaks.toml, and the characters that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from circulars.data.tables import toml_table
from thai_numerals.names import MONTHS_SHORT, MONTHS_WIDE, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
# Word's own “No-Width Non Break” (Insert > Symbol > Special Characters).  Reasons and
# alternatives: docs/decisions/0004-lines-break-between-words.md.
JOINER: Final = "\N{ZERO WIDTH JOINER}"
# Characters that only say where lines break: zero-width space, non-joiner, joiner, word joiner,
# zero-width no-break space.  Both spaces that do not break read as spaces.
_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff"
_PLAIN: Final = dict.fromkeys(map(ord, _INVISIBLE)) | dict.fromkeys([0xA0, 0x202F], " ")


def plain_text(text: str) -> str:
    r"""Return `text` as it was typed: without characters that only say where lines break.

    >>> plain_text("จำนวน\u00a0๑\u00a0ฉบับ ตัว\u200dชี้\u200dวัด")
    'จำนวน ๑ ฉบับ ตัวชี้วัด'
    """
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A space that does not break, by what stands on both sides of it."""

    before: re.Pattern[str]  # to be searched for in the text up to the space
    after: str  # pattern of what stands behind it, without groups
    is_name: bool = False  # of a person: not cut at another place either


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBreaks:
    """What line_breaks.toml says, ready to use."""

    spaces: tuple[Gap, ...]
    afters: re.Pattern[str]  # matched behind a space, its groups tell which gaps it may be
    joints: tuple[re.Pattern[str], ...]  # a break would be at the end; group 1 follows
    compounds: re.Pattern[str]  # any word that must not be cut
    cuts: dict[str, tuple[int, ...]]  # by such a word: offsets in it where it could be cut


@cache
def line_breaks() -> LineBreaks:
    """Return the rules of line_breaks.toml."""
    table = rules_table()
    lists = table["lists"] | {
        "counted": _alternatives(table["lists"]["counted"].split()),
        "month": _alternatives((*MONTHS_WIDE, *MONTHS_SHORT)),
    }
    cuts = dict(map(_cut, compounds()))
    joints = (f"(?:{rule['before']})(?=({rule['after']}))" for rule in table["joint"])
    spaces = _gaps(table["space"], lists)
    return LineBreaks(
        spaces=spaces,
        afters=re.compile("".join(f"(?=({gap.after})?)" for gap in spaces)),
        joints=tuple(map(re.compile, joints)),
        compounds=re.compile(_longest(cuts)),
        cuts=cuts,
    )


def rules_table() -> dict[str, Any]:
    """Return line_breaks.toml as it stands."""
    return toml_table("line_breaks.toml")


def compounds() -> list[str]:
    """Return the words that must not be cut, with ``|`` where they could be.

    >>> "ตัว|ชี้|วัด" in compounds(), "วัน|ศุกร์|ที่" in compounds()
    (True, True)
    """
    days = [f"วัน|{weekday}{end}" for weekday in WEEKDAYS for end in ("", "|ที่")]
    listed: str = rules_table()["compounds"]["words"]
    return [*listed.split(), *days]


def _gaps(rules: Iterable[dict[str, Any]], lists: dict[str, str]) -> tuple[Gap, ...]:
    """Return one gap for all `rules` with the same `after`, which is looked at first."""
    befores: dict[tuple[str, bool], list[str]] = {}
    for rule in rules:
        befores.setdefault((rule["after"], rule.get("is_name", False)), []).append(rule["before"])
    return tuple(
        Gap(
            before=re.compile(rf"(?:{'|'.join(_filled(each, lists) for each in before)})\Z"),
            after=_filled(after, lists),
            is_name=is_name,
        )
        for (after, is_name), before in befores.items()
    )


def _filled(pattern: str, lists: dict[str, str]) -> str:
    """Return `pattern` with the lists it names, and ^ at the start of a piece, not of the text."""
    started = re.sub(r"(?<!\[)\^", r"(?<!\\S)", pattern)
    return re.sub(r"<(\w+)>", lambda found: f"(?:{lists[found[1]]})", started)


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, names))


def _longest(words: Collection[str]) -> str:
    """Return a pattern for the longest of `words` at a place, letter by letter.

    >>> _longest(["ราย", "รายได้"])
    '(?:ร(?:า(?:ย(?:ไ(?:ด(?:้)))?)))'
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(filter(None, words)):
        rests.setdefault(word[0], []).append(word[1:])
    if not rests:
        return ""
    branches = "|".join(re.escape(letter) + _longest(rest) for letter, rest in rests.items())
    return f"(?:{branches}){'?' if '' in words else ''}"


def _cut(marked: str) -> tuple[str, tuple[int, ...]]:
    """Return the word without its marks, and where they stood."""
    parts = marked.split("|")
    offsets = [len("".join(parts[:number])) for number in range(1, len(parts))]
    return "".join(parts), tuple(offsets)
