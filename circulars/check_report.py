"""What `circulars check` prints: findings by level, each with what stands at its place."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

import click

from circulars.model.findings import Level, blocking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from circulars.inspection import Inspected, Quote
    from circulars.model.findings import Finding

MARKS: Final = {
    Level.BLOCK: "✗ ต้องแก้",
    Level.WARN: "! ควรตรวจ",
    Level.NOTE: "· ข้อสังเกต",
}
COLORS: Final = {Level.BLOCK: "red", Level.WARN: "yellow", Level.NOTE: None}
WAIVED: Final = "✓ ยอมให้ผ่าน"
_WIDTH: Final = 90  # characters of a quoted line; marks above and below take no room
_CUT: Final = "…"


def json_report(inspected: Sequence[Inspected], *, several: bool) -> str:
    """Return the findings as one JSON document; where there are `several` files, with the file."""
    findings = [
        {**({"file": each.file} if several else {}), **finding.as_dict()}
        for each in inspected
        for finding in each.findings
    ]
    return printable(json.dumps({"findings": findings}, ensure_ascii=False, indent=2))


def printable(text: str) -> str:
    """Return `text` with a question mark for each byte of a file's name that is no UTF-8.

    >>> printable("ก" + chr(0xDCFF) + ".docx")
    'ก?.docx'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


def is_held(inspected: Sequence[Inspected], allowed: Collection[str]) -> bool:
    """Return whether a finding blocks that is not among the `allowed` codes, or waived before."""
    return any(blocking(each.findings, allowed=_waived(each, allowed)) for each in inspected)


def text_report(inspected: Sequence[Inspected], allowed: Collection[str]) -> Iterator[str]:
    """Yield the lines for people: each file with its findings by level, and a summary."""
    for each in inspected:
        yield from _file(each, _waived(each, allowed))
        yield ""
    yield _summary(inspected, allowed)


def _waived(inspected: Inspected, allowed: Collection[str]) -> frozenset[str]:
    return inspected.waived | frozenset(allowed)


def _file(inspected: Inspected, waived: frozenset[str]) -> Iterator[str]:
    if not inspected.findings:
        yield f"{click.style(inspected.file, bold=True)}: ไม่พบข้อที่ต้องแก้หรือควรตรวจ"
        return
    yield click.style(inspected.file, bold=True)
    held = {id(finding) for finding in blocking(inspected.findings, allowed=waived)}
    for level in Level:
        found = [finding for finding in inspected.as_read() if finding.level is level]
        passed = [each for each in found if level is Level.BLOCK and id(each) not in held]
        told = [each for each in found if each not in passed]
        yield from _group(inspected, told, MARKS[level], COLORS[level])
        yield from _group(inspected, passed, WAIVED, "green")


def _group(
    inspected: Inspected, findings: Sequence[Finding], mark: str, color: str | None
) -> Iterator[str]:
    if findings:
        yield ""
        yield click.style(f"{mark} {len(findings)} ข้อ", fg=color, bold=True)
    for finding in findings:
        yield f"  {finding.where}: {finding.message} [{finding.code}]"
        quote = inspected.quote(finding)
        if quote is not None and quote.text:
            yield f"      {quoted_line(quote, finding)}"
        yield f"      → {finding.hint}"


def quoted_line(quote: Quote, finding: Finding) -> str:
    """Return the quoted text on one line, cut around what `finding` is about.

    The cell of a row stands in brackets.
    """
    part = quote.offence(finding)
    start, end = part or (0, 0)
    before, offence, after = quote.text[:start], quote.text[start:end], quote.text[end:]
    if quote.cell is not None:
        offence = f"[{offence}]"
    marked = click.style(offence, underline=True) if part else ""
    left = max(_WIDTH - _length(offence), 0)
    room = min(_length(after), max(left - _length(before), left // 2))
    return f"“{_last(before, left - room)}{marked}{_first(after, room)}”"


def _first(text: str, room: int) -> str:
    """Return the start of `text` that fits into `room`, a mark behind it where it is cut."""
    if _length(text) <= room:
        return text
    taken = 0
    for place, character in enumerate(text):
        taken += _length(character)
        if taken > room:
            return f"{text[:place]}{_CUT}"
    return text


def _last(text: str, room: int) -> str:
    """Return the end of `text` that fits into `room`, a mark before it where it is cut."""
    if _length(text) <= room:
        return text
    surplus = _length(text) - room
    for place, character in enumerate(text):
        surplus -= _length(character)
        if surplus < 0 and _length(character):
            return f"{_CUT}{text[place:]}"
    return _CUT


def _length(text: str) -> int:
    """Return how many places `text` takes: vowels and tone marks above and below take none."""
    return sum(unicodedata.category(character) != "Mn" for character in text)


def _summary(inspected: Sequence[Inspected], allowed: Collection[str]) -> str:
    held = sum(len(blocking(each.findings, allowed=_waived(each, allowed))) for each in inspected)
    levels = Counter(finding.level for each in inspected for finding in each.findings)
    counts = [
        ("ต้องแก้", held),
        ("ยอมให้ผ่าน", levels[Level.BLOCK] - held),
        ("ควรตรวจ", levels[Level.WARN]),
        ("ข้อสังเกต", levels[Level.NOTE]),
    ]
    told = " · ".join(f"{name} {count}" for name, count in counts if count)
    files = f"ตรวจ {len(inspected)} แฟ้ม: " if len(inspected) > 1 else "สรุป: "
    return files + (told or "ไม่พบข้อที่ต้องแก้หรือควรตรวจ")
