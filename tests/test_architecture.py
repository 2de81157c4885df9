"""The architecture: imports point down only; files and functions stay small."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
# From the top; modules of one row do not import one another.
ROWS: tuple[frozenset[str], ...] = (
    frozenset({"circulars.cli"}),
    frozenset(
        {
            "circulars.backup_cli",
            "circulars.register_cli",
            "circulars.roll_cli",
            "circulars.run_cli",
            "circulars.serve_cli",
            "circulars.types_cli",
            "circulars.workbook_cli",
        }
    ),
    frozenset({"circulars.web"}),
    frozenset({"circulars.service"}),
    frozenset(
        {
            "circulars.register_desk",
            "circulars.types_approve_cli",
            "circulars.types_check_cli",
            "circulars.types_new_cli",
            "circulars.types_preview_cli",
        }
    ),
    frozenset({"circulars.console"}),
    frozenset({"circulars.approving", "circulars.previewing"}),
    frozenset({"circulars.runs"}),
    frozenset(
        {
            "circulars.check_report",
            "circulars.pipeline",
            "circulars.register_reading",
            "circulars.register_report",
            "circulars.register_sheets",
            "circulars.run_report",
        }
    ),
    frozenset({"circulars.authoring", "circulars.inspection", "circulars.outputs"}),
    frozenset({"circulars.inputs", "circulars.prints"}),
    frozenset(
        {
            "circulars.linting",
            "circulars.own_rows",
            "circulars.rolling",
            "circulars.starting",
            "circulars.understanding",
        }
    ),
    frozenset(
        {
            "circulars.batch",
            "circulars.checks",
            "circulars.compose",
            "circulars.layout",
            "circulars.letter_types",
            "circulars.office_profile",
            "circulars.reading",
            "circulars.register",
            "circulars.render",
            "circulars.workbook",
        }
    ),
    frozenset(
        {
            "circulars.body",
            "circulars.clock",
            "circulars.form_cells",
            "circulars.migrating",
            "circulars.new_file",
            "circulars.ooxml",
            "circulars.paths",
            "circulars.toml_files",
        }
    ),
    frozenset({"circulars.expressions"}),
    frozenset({"circulars.data"}),
    frozenset({"circulars.model"}),
    frozenset({"thai_numerals"}),
)
SOURCES = sorted([*ROOT.glob("circulars/**/*.py"), *ROOT.glob("thai_numerals/**/*.py")])


def component(module: str) -> str:
    """Return the package or module of the table above that `module` belongs to."""
    parts = module.split(".")
    return "thai_numerals" if parts[0] == "thai_numerals" else ".".join(parts[:2])


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of this project that the file imports, at the top or in a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def row(name: str) -> int:
    """Return the row of the component, 0 for the top; fails for one that has no row."""
    return next(number for number, names in enumerate(ROWS) if name in names)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    """A module imports only from rows below its own, or from its own package."""
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    if module == "circulars":  # the front door opens onto every room
        return
    own = component(module)
    for name in imported(path):
        if name.split(".")[0] in {"circulars", "thai_numerals"} and name != "circulars":
            other = component(name)
            assert other == own or row(other) > row(own), f"{module} imports {name}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    """A file has at most 400 lines, a function at most 50."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 50, f"{path.name}: {node.name}"


def test_the_project_stands_alone() -> None:
    """Nothing in the project refers to folders outside it."""
    kinds = {".py", ".toml", ".md", ".sh", ".csv", ".txt"}
    for path in ROOT.rglob("*"):
        if path.suffix in kinds and not {".venv", ".git", "out"} & set(path.parts):
            text = path.read_text(encoding="utf-8")
            assert "../" + "shared" not in text, path
