"""Following a tutorial: its blocks read from the page, and done as a person would do them."""

from __future__ import annotations

import re
import shlex
import shutil
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import openpyxl
from docx import Document
from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from docx.text.paragraph import Paragraph
    from support import Outcome

_BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SHEET: Final = re.compile(
    r"^แผ่นงาน `(?P<sheet>[^`]+)` ใน `(?P<book>[^`]+)`[^\n]*\n\n(?P<table>(?:\|[^\n]*\n)+)",
    re.MULTILINE,
)
_PROJECT: Final = "~/circulars/"  # where the page says that the project lies
_FORM: Final = "แบบกรอก"
_FAULTY: Final = "# ยังมีข้อที่ต้องแก้"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One block of the page: what sort it is, and what stands in it."""

    kind: str  # sh, text, toml, word, or the name of a sheet to be filled in
    text: str
    line: int  # of the page
    book: str = ""  # the workbook of a sheet


def steps_of(page: str) -> list[Step]:
    """Return the steps of a page, in the order in which they stand in it."""
    blocks = [(m.start(), m[1], m[2], "") for m in _BLOCK.finditer(page)]
    sheets = [(m.start(), m["sheet"], m["table"], m["book"]) for m in _SHEET.finditer(page)]
    return [
        Step(kind=kind, text=text, book=book, line=page.count("\n", 0, start) + 1)
        for start, kind, text, book in sorted([*blocks, *sheets])
    ]


@dataclass(slots=True)
class Follower:
    """Does one step after another in a folder, and keeps what the last commands printed."""

    folder: Path
    run: Callable[..., Outcome]
    template: Path
    printed: str = ""
    commands: list[str] = field(default_factory=list)

    def follow(self, step: Step) -> None:
        """Do what `step` says; fails where the page says something else than what happens."""
        known = {"sh": self._commands, "text": self._compared, "toml": self._file}
        if step.kind == "word":
            edit(self.template, dict(said.split(": ", 1) for said in step.text.splitlines()))
        elif step.kind in known:
            known[step.kind](step)
        else:
            fill(self.folder / step.book, step.kind, list(rows_of(step.text)))

    def _commands(self, step: Step) -> None:
        self.printed = ""
        for line in step.text.splitlines():
            program, *arguments = shlex.split(line, comments=True)
            if program == "cp":
                source, target = arguments
                shutil.copy(source.replace(_PROJECT, f"{ROOT}/"), target)
                continue
            assert "circulars" == program, f"line {step.line}: {line}"
            outcome = self.run(*arguments)
            self.commands.append(" ".join(part for part in arguments[:2] if part.isascii()))
            self.printed += outcome.output
            expected = 1 if line.endswith(_FAULTY) else 0
            assert expected == outcome.code, f"line {step.line}: {line}\n{outcome.output}"

    def _compared(self, step: Step) -> None:
        for line in step.text.splitlines():
            assert line in self.printed, f"line {step.line}: {line}\n{self.printed}"

    def _file(self, step: Step) -> None:
        name = step.text.splitlines()[0].removeprefix("# ")
        (self.folder / name).write_text(step.text, encoding="utf-8")


def rows_of(table: str) -> Iterator[list[str]]:
    """Yield the rows of a table in Markdown, its heading first."""
    for number, line in enumerate(table.splitlines()):
        if number != 1:  # the line below the heading
            yield [cell.strip() for cell in line.strip("|").split("|")]


def fill(path: Path, sheet: str, rows: list[list[str]]) -> None:
    """Type `rows` into a sheet: the answers of the form, or the rows below the same heading."""
    book = openpyxl.load_workbook(path)
    there = book[sheet]
    heading, *typed = rows
    if sheet == _FORM:
        answers = {str(row[0].value): row[1] for row in there.iter_rows()}
        for name, value in typed:
            answers[name].value = _value(value)
    else:
        assert heading == [cell.value for cell in there[1]][: len(heading)]
        for row in typed:
            there.append([_value(cell) for cell in row])
    book.save(path)


def _value(text: str) -> str | int:
    return int(text) if text.isdigit() else text


def edit(path: Path, said: dict[str, str]) -> None:
    """Change a document as `said`: a stretch of paragraphs deleted, one typed, words replaced."""
    document = Document(str(path))
    match list(said.values()):
        case [first, last] if "ลบตั้งแต่ย่อหน้า" in said:
            _delete(document, first, last)
        case [place, style, text] if "เพิ่มย่อหน้าสไตล์" in said:
            _found(document, place).insert_paragraph_before(text, style=style)
        case [old, new] if "แทนข้อความ" in said:
            _replace(_found(document, old), old, new)
        case _:
            raise AssertionError(said)
    document.save(str(path))


def _found(document: Any, text: str) -> Paragraph:
    """Return the one paragraph with `text`."""
    paragraphs: list[Paragraph] = document.paragraphs
    (found,) = (each for each in paragraphs if text in each.text)
    return found


def _delete(document: Any, first: str, last: str) -> None:
    """Delete from the paragraph `first` to the next one that is `last`."""
    is_within = False
    for paragraph in document.paragraphs:
        is_within = is_within or paragraph.text == first
        if is_within:
            paragraph._p.getparent().remove(paragraph._p)
            if paragraph.text == last:
                return
    raise AssertionError(first, last)


def _replace(paragraph: Paragraph, old: str, new: str) -> None:
    """Type `new` over `old`, in the formatting of the paragraph's first run."""
    properties = deepcopy(paragraph.runs[0]._r.rPr)
    paragraph.text = paragraph.text.replace(old, new)
    if properties is not None:
        paragraph.runs[0]._r.insert(0, properties)
