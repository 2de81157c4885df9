"""What the check finds in five real letters, against what a careful reader found in them.

``python scripts/judge_seeds.py FOLDER`` takes the texts of the letters from FOLDER, turns them
into Word letters, checks these without laying them out, and prints what was found, missed and
false. With ``--write`` the table in docs/checks.md is written anew.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from seed_letters import convert

from circulars.inspection import Inspected, inspect_letter
from circulars.model.findings import Finding, Level
from thai_numerals import to_arabic_digits

ROOT: Final = Path(__file__).resolve().parents[1]
EXPECTATIONS: Final = ROOT / "tests" / "reference" / "seed_findings.toml"
PAGE: Final = ROOT / "docs" / "checks.md"
START: Final = "<!-- seeds:start -->"
END: Final = "<!-- seeds:end -->"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as the judge reads it: all its words and the text at its place."""

    finding: Finding
    text: str

    @property
    def short(self) -> str:
        """The finding on one line."""
        told = self.finding
        return f"{told.code} ({told.level}) {told.where}: {told.message}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the check did on one letter."""

    title: str
    found: list[tuple[dict[str, Any], Told]]
    missed: list[dict[str, Any]]
    spoken: list[tuple[dict[str, Any], Told]]  # of what is right
    false: list[Told]
    right: int


def told(inspected: Inspected) -> list[Told]:
    """Return the findings with Arabic digits, the paragraph or cell quoted."""
    result = []
    for finding in inspected.findings:
        quote = inspected.quote(finding)
        start, end = (quote.cell or (0, None)) if quote else (0, 0)
        stands = quote.text[start:end] if quote else ""  # the cell, not all of its row
        parts = (finding.where, finding.message, finding.hint, stands)
        result.append(Told(finding, to_arabic_digits("\n".join(parts))))
    return result


def fits(entry: dict[str, Any], each: Told) -> bool:
    """Whether the finding is the one that `entry` describes."""
    codes = entry.get("codes", [])
    said = [to_arabic_digits(text) for text in entry.get("says", [])]
    either = [to_arabic_digits(text) for text in entry.get("one_of", [])]
    return (
        (not codes or each.finding.code in codes)
        and all(text in each.text for text in said)
        and (not either or any(text in each.text for text in either))
    )


def judge(seed: dict[str, Any], findings: list[Told]) -> Verdict:
    """Return what was found, missed, and false."""
    found, missed = [], []
    for entry in seed["expected"]:
        first = next((each for each in findings if fits(entry, each)), None)
        if first:
            found.append((entry, first))
        else:
            missed.append(entry)
    loud = [
        each
        for each in findings
        if each.finding.level is not Level.NOTE
        and not any(fits(entry, each) for entry in seed["expected"] + seed.get("allowed", []))
    ]
    right = seed.get("right", [])
    spoken = [(entry, each) for each in loud for entry in right if fits(entry, each)]
    return Verdict(seed["title"], found, missed, spoken, loud, len(right))


def report(verdict: Verdict) -> str:
    """Return the verdict in full, for people who mend the rules."""
    lines = [f"== {verdict.title}"]
    lines += [f"  found  [{e['grade']}] {e['what']}  <- {t.short}" for e, t in verdict.found]
    lines += [f"  MISSED [{e['grade']}] {e['what']}  {e['codes']}" for e in verdict.missed]
    lines += [f"  FALSE  {t.short}" for t in verdict.false]
    lines += [f"  SPOKEN on what is right: {e['what']}  <- {t.short}" for e, t in verdict.spoken]
    return "\n".join(lines)


def table(verdicts: list[Verdict]) -> str:
    """Return the tables for docs/checks.md."""
    lines = [
        "| หนังสือ | พบ | ไม่พบ | พบผิด | เงียบในสิ่งที่ถูก |",
        "|---|---|---|---|---|",
    ]
    for each in verdicts:
        spoken = {entry["what"] for entry, _ in each.spoken}
        total = len(each.found) + len(each.missed)
        lines.append(
            f"| {each.title} | {len(each.found)} จาก {total} | {len(each.missed)} "
            f"| {len(each.false)} | {each.right - len(spoken)} จาก {each.right} |"
        )
    lines += ["", "| หนังสือ | ข้อ | ผล | รหัส |", "|---|---|---|---|"]
    for each in verdicts:
        lines += [
            f"| {each.title} | {e['what']} | พบ | `{t.finding.code}` |" for e, t in each.found
        ]
        lines += [f"| {each.title} | {e['what']} | ไม่พบ | |" for e in each.missed]
        lines += [
            f"| {each.title} | {t.finding.where} | พบผิด | `{t.finding.code}` |" for t in each.false
        ]
    return "\n".join(lines)


def write_between(page: Path, start: str, end: str, text: str) -> None:
    """Put `text` between the two marks of `page`; raises :exc:`ValueError` without marks."""
    before, rest = page.read_text(encoding="utf-8").split(start)
    _, after = rest.split(end)
    page.write_text(f"{before}{start}\n{text}\n{end}{after}", encoding="utf-8")


def verdicts_of(folder: Path) -> list[Verdict]:
    """Return the verdict on each letter whose text is in `folder`."""
    with EXPECTATIONS.open("rb") as file:
        seeds = {seed["name"]: seed for seed in tomllib.load(file)["seed"]}
    with tempfile.TemporaryDirectory() as scratch:
        letters = convert(folder, Path(scratch))
        return [
            judge(seeds[path.name[:3]], told(inspect_letter(path.read_bytes(), path.name)))
            for path in letters
            if path.name[:3] in seeds
        ]


def main(arguments: list[str]) -> int:
    """Print the verdicts; return 1 when something is missed or false."""
    verdicts = verdicts_of(Path(arguments[0]))
    sys.stdout.write("\n\n".join(map(report, verdicts)) + "\n")
    if "--write" in arguments:
        write_between(PAGE, START, END, table(verdicts))
    return int(any(each.missed or each.false for each in verdicts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
