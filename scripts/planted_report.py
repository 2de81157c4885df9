"""How the check does on the planted errors of the tests, by code of the finding.

``python scripts/planted_report.py`` prints every miss and everything said of clean files; with
``--write`` the table in docs/checks.md is written anew.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Final

from judge_seeds import PAGE, write_between

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from planted.judging import CleanFile, Outcome, clean_files, outcomes

START: Final = "<!-- planted:start -->"
END: Final = "<!-- planted:end -->"


def table(judged: tuple[Outcome, ...], clean: tuple[CleanFile, ...]) -> str:
    """Return the table for docs/checks.md: a row for each code, and one for all."""
    planted = Counter(each.item.codes[0] for each in judged)
    found = Counter(each.item.codes[0] for each in judged if each.hits)
    false = {
        level: Counter(said.code for file in clean for said in file.said if said.level == level)
        for level in ("block", "warn")
    }
    lines = [
        "| รหัส | ใส่ไว้ | พบ | block ผิดในแฟ้มที่ถูก | warn ในแฟ้มที่ถูก |",
        "|---|---|---|---|---|",
    ]
    codes = sorted(planted | false["block"] | false["warn"])
    lines += [
        f"| `{code}` | {planted[code]} | {found[code]} "
        f"| {false['block'][code]} | {false['warn'][code]} |"
        for code in codes
    ]
    totals = (planted.total(), found.total(), false["block"].total(), false["warn"].total())
    lines.append(f"| รวม | {' | '.join(map(str, totals))} |")
    lines.append(f"\nแฟ้มที่ถูกต้อง {len(clean)} แฟ้ม")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print misses, what was said of clean files, and the table."""
    judged, clean = outcomes(), clean_files()
    for each in judged:
        if not each.hits:
            sys.stdout.write(f"MISS {each}\n")
    for file in clean:
        for said in file.said:
            if said.level != "note":
                told = f"{said.level} {said.code} {said.where}: {said.message}"
                sys.stdout.write(f"CLEAN {file.name}: {told} | {said.quote}\n")
    sys.stdout.write(f"\n{table(judged, clean)}\n")
    if "--write" in arguments:
        write_between(PAGE, START, END, table(judged, clean))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
