"""docs/checks.md lists every finding that the product can make, and no other."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from support import ROOT, TEMPLATES

from circulars.data.finding_codes import finding_codes
from circulars.model.letter_type import ColumnKind, ColumnSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| ([a-z, ]+) \| [^|]", re.MULTILINE)
LEVELS = ("block", "warn", "note")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def documented() -> dict[str, str]:
    """Return the codes in docs/checks.md with their levels; fails where one stands twice."""
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8").replace("\\|", "/")
    rows = [(match[1], match[2]) for match in ROW.finditer(text)]
    assert len(rows) == len(dict(rows))
    return dict(rows)


def calls() -> Iterator[tuple[ast.Call, ast.AST]]:
    """Yield every call in the source, with the function or module it stands in."""
    for path in (ROOT / "circulars").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
        for place in (tree, *functions):
            yield from ((node, place) for node in ast.walk(place) if isinstance(node, ast.Call))


def texts_in(node: ast.AST) -> set[str]:
    """Return the texts written inside `node`."""
    values = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
    return {value for value in values if isinstance(value, str)}


def emitted(call: ast.Call, place: ast.AST) -> set[str]:
    """Return the codes that a call gives to the finding it makes, directly or by a variable."""
    for keyword in call.keywords:
        if keyword.arg == "code":
            if isinstance(keyword.value, (ast.Constant, ast.IfExp)):
                return texts_in(keyword.value)
            # a variable: what has the form of a code in the function around it
            variable = isinstance(keyword.value, ast.Name) and isinstance(place, FUNCTIONS)
            return {text for text in texts_in(place) if variable and CODE.fullmatch(text)}
    return set()


def source_codes() -> set[str]:
    """Return the codes that the source gives to findings."""
    return {code for call, place in calls() for code in emitted(call, place)}


def letter_type_codes() -> set[str]:
    """Return the codes that the letter types give to their own checks and computed columns."""
    usual = ColumnSpec(name="", heading="", kind=ColumnKind.NUMBER).code
    codes = {usual}
    for path in TEMPLATES.glob("*/letter.toml"):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for dataset in table.get("datasets", {}).values():
            codes |= {check["code"] for check in dataset.get("checks", ())}
            codes |= {column.get("code", usual) for column in dataset["columns"].values()}
    return codes


def source_levels() -> Iterator[tuple[str, set[str]]]:
    """Yield code and levels of each finding that is made with its code in plain sight.

    Of a level in a variable the ones named in the function around it are meant; where it names
    none, the finding is as a rule made elsewhere, and any level but an unknown one will do.
    """
    for call, place in calls():
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        code = given.get("code")
        named = isinstance(call.func, ast.Name) and call.func.id == "Finding"
        if named and isinstance(code, ast.Constant):
            level = given.get("level")
            levels = levels_in(level) if level else {"block"}
            if levels or isinstance(place, FUNCTIONS):
                yield str(code.value), levels or levels_in(place)


def levels_in(node: ast.AST) -> set[str]:
    """Return the levels that `node` names: Level.WARN."""
    return {
        each.attr.lower()
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute)
        and isinstance(each.value, ast.Name)
        and each.value.id == "Level"
    }


def test_every_finding_is_documented() -> None:
    """Every code of the source and of the letter types has its line, and no line is left over."""
    assert source_codes() | letter_type_codes() == documented().keys()


def test_the_product_reads_every_line_of_the_page() -> None:
    """[checks] of an office and --allow know each code of the page, with its levels."""
    known = {code: ", ".join(sorted(each.levels)) for code, each in finding_codes().items()}
    assert {code: ", ".join(sorted(s.split(", "))) for code, s in documented().items()} == known


def test_documented_levels_are_those_of_the_source() -> None:
    """A finding's documented level is the one that it has."""
    assert [] == [
        (code, levels, documented()[code])
        for code, levels in source_levels()
        if not levels <= set(documented()[code].split(", "))
    ]


def test_levels_are_known() -> None:
    """The levels are block, warn and note; what does not hold a letter back needs no waiver."""
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8").replace("\\|", "/")
    for line in text.splitlines():
        if match := ROW.match(line):
            levels = match[2].split(", ")
            assert set(LEVELS) >= set(levels)
            waiver = line.rstrip("| ").rsplit("|", 1)[1].strip()
            assert ("block" in levels) == (waiver in {"ได้", "ไม่ได้"}), line


def test_codes_in_the_other_pages() -> None:
    """The codes that README and the guides name after --allow are documented ones."""
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {
        code
        for page in map(Path, pages)
        for code in re.findall(r"--allow ([a-z][a-z-]+)", page.read_text(encoding="utf-8"))
    }
    assert documented().keys() >= named
