"""What is measured: circulars, docxtpl as it is usually written, and the floor under both."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate, RichText
from example_letters import TYPE
from jinja2 import Environment
from markupsafe import Markup

from circulars import Template
from circulars.expressions import TEMPLATE_FILTERS
from circulars.expressions.filters import as_text
from circulars.render import Letterhead, compiled
from circulars.render.annex import annex_gaps
from circulars.render.annex_layout import fit
from circulars.render.package import deflated, read_members, whole, write_package
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.model.letter import AnnexTable, Letter


class Circulars:
    """One template for all letters."""

    def __init__(self, letter: Letter) -> None:
        self.template = Template(TYPE.template, letterhead=Letterhead(emblem=letter.office.emblem))

    def letter(self, letter: Letter) -> bytes:
        """Return the DOCX of `letter`."""
        return self.template.render(letter.context, letter.annexes)


class Docxtpl:
    """A template opened for each letter, its annex a loop over rows."""

    def __init__(self, letter: Letter) -> None:
        self._template = _with_annex(letter)

    def letter(self, letter: Letter) -> bytes:
        """Return the DOCX of `letter`."""
        table = letter.annexes[0].table
        values = {
            **letter.context,
            "ตราครุฑ": RichText(""),
            "แถวในตาราง": [_verbatim(row) for row in table.rows],
            "แถวรวมในตาราง": _verbatim(table.total or ()),
        }
        environment = Environment(finalize=_in_thai_digits)
        environment.filters |= TEMPLATE_FILTERS
        template = DocxTemplate(io.BytesIO(self._template))
        template.render(values, environment, autoescape=True)
        made = io.BytesIO()
        template.save(made)
        return made.getvalue()


class _Verbatim(str):
    """Text of the annex, whose digits stay as they are."""

    __slots__ = ()


def _verbatim(row: tuple[str, ...]) -> list[_Verbatim]:
    return [_Verbatim(text) for text in row]


def _in_thai_digits(value: Any) -> Any:
    if isinstance(value, (Markup, RichText, _Verbatim)):
        return value
    return to_thai_digits(as_text(value))


def _with_annex(letter: Letter) -> bytes:
    """Return the type's template with the annex of `letter` behind it, its rows as tags."""
    annex = letter.annexes[0]
    _, tagged = annex_gaps([replace(annex, table=_tagged(annex.table))], "", "", ())
    document = Document(str(TYPE.template))
    body = document.element.body
    body.remove(body.find(qn("w:sectPr")))
    pages = whole(tagged).decode()
    body.extend(list(parse_xml(f"<w:body {nsdecls('w')}>{pages}</w:body>")))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _tagged(table: AnnexTable) -> AnnexTable:
    columns = range(len(table.numeric))
    blank = ("",) * (len(table.numeric) - 1)
    rows = (
        ("{%tr for แถว in แถวในตาราง %}", *blank),
        tuple(f"{{{{ แถว[{column}] }}}}" for column in columns),
        ("{%tr endfor %}", *blank),
    )
    total = tuple(f"{{{{ แถวรวมในตาราง[{column}] }}}}" for column in columns)
    return replace(table, rows=rows, total=total)


class Floor:
    """Nothing but packing parts that are rendered already: what no engine can do without."""

    def __init__(self, ours: Circulars, letters: list[Letter]) -> None:
        self._ready = {id(letter): _unpacked(ours.letter(letter)) for letter in letters}
        self._members = read_members(ours.letter(letters[0]))

    def letter(self, letter: Letter) -> bytes:
        """Return the DOCX of `letter`."""
        ready = self._ready[id(letter)]
        return write_package(
            deflated(member.name, ready[member.name]) if member.name in ready else member
            for member in self._members
        )


def _unpacked(docx: bytes) -> dict[str, bytes]:
    """Return the content of the parts that letters change."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = [name for name in archive.namelist() if name in {"word/document.xml"}]
        return {name: archive.read(name) for name in names}


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


class Steps:
    """The steps of one letter, each alone."""

    def __init__(self, ours: Circulars, letter: Letter) -> None:
        compiled._read_again.cache_clear()  # noqa: SLF001 - only to measure is it forgotten
        self.first = _seconds(lambda: Circulars(letter))
        self.again = _seconds(lambda: Circulars(letter))
        self._ours = ours
        self._document = _unpacked(ours.letter(letter))["word/document.xml"]
        self._members = read_members(ours.letter(letter))

    def jobs(self) -> dict[str, Callable[[Letter], object]]:
        """Return each step as a function of a letter."""
        return {
            "whole letter": self._ours.letter,
            "letter without annex": lambda letter: self._ours.template.render(letter.context),
            "annex: layout": lambda letter: fit(letter.annexes[0].table, "auto"),
            "annex: layout and XML": lambda letter: annex_gaps(letter.annexes, "", "", ()),
            "deflate document.xml": lambda _: deflated("word/document.xml", self._document),
            "pack": lambda _: write_package(self._members),
        }
