"""Names in letter.toml: what its expressions ask of each other, and what nothing uses."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from jinja2 import TemplateSyntaxError, nodes

from circulars.letter_types.lookups import list_at, table_at, tables_in
from circulars.linting.blocks import lookalikes_in
from circulars.linting.inference import Inference, Trouble
from circulars.linting.known import column_shapes
from circulars.linting.rules import template_rule
from circulars.linting.shapes import ANY, Shape, Sort
from circulars.linting.walking import SANDBOX, identifiers, problems
from circulars.model.findings import Finding, Level
from circulars.toml_files import nearest, shown_place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from circulars.linting.draft import Draft
    from circulars.linting.inference import Problem
    from circulars.toml_files import Place

_FILE: Final = "letter.toml"
_TAG: Final = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_NUMBERING: Final = frozenset({"วันที่", "เลขที่"})  # fields that are in ที่ of every letter
# What a field of each kind can be given by its formula, and its name.
_FITTING: Final = {
    "date": (frozenset({Sort.DATE}), "วันที่"),
    "month": (frozenset({Sort.DATE, Sort.MONTH}), "เดือนและปี"),
    "integer": (frozenset({Sort.NUMBER}), "จำนวนเต็ม"),
}
_PRINTABLE: Final = (frozenset({Sort.TEXT, Sort.NUMBER, Sort.DATE, Sort.MONTH}), "ข้อความ")


@template_rule
def parts_in_expressions(draft: Draft) -> Iterator[Finding]:
    """Find expressions of letter.toml that ask for a part there is not, such as a month."""
    for place, source, names in _expressions(draft.table or {}, draft.known):
        inference = Inference(names, assumed=ANY)  # what nothing defines is told by the loader
        for node in _tree(source):
            inference.shape(node)
        for problem in inference.problems:
            if problem.trouble in {Trouble.NAME, Trouble.PART}:
                yield _absent(place, problem)


@template_rule
def formulas_of_another_kind(draft: Draft) -> Iterator[Finding]:
    """Find fields whose formula can never give what the field holds: they have no source."""
    for name, field in tables_in((draft.table or {}).get("fields")).items():
        fitting, wanted = _FITTING.get(str(field.get("kind")), _PRINTABLE)
        for node in _tree(field.get("value")):
            shape = Inference(draft.known, assumed=ANY).shape(node)
            if shape.sort is not Sort.ANY and shape.sort not in fitting:
                yield _finding(
                    ("fields", name, "value"),
                    f"สูตรของช่องนี้ไม่มีทางให้{wanted} ช่องจึงไม่มีที่มา",
                    f"แก้สูตรให้ได้{wanted} แก้ kind หรือลบ value ออกเพื่อให้กรอกเอง",
                )


@template_rule
def choices_by_formula(draft: Draft) -> Iterator[Finding]:
    """Find fields whose formula gives a text that is not among their choices."""
    for name, field in tables_in((draft.table or {}).get("fields")).items():
        choices = list_at(field.get("choices"))
        for node in _tree(field.get("value")) if choices else ():
            if isinstance(node, nodes.Const) and node.value not in choices:
                yield _finding(
                    ("fields", name, "value"),
                    f"สูตรให้ “{node.value}” ซึ่งไม่อยู่ใน choices",
                    nearest(str(node.value), map(str, choices), all_of="ค่าที่เลือกได้"),
                )


@template_rule
def never_used(draft: Draft) -> Iterator[Finding]:
    """Find fields and tables that nothing prints and no formula uses."""
    if not draft.parts:  # it cannot be opened, which is told
        return
    table = draft.table or {}
    used = _used_in_tags(draft) | _used_in_table(table)
    fields = tables_in(table.get("fields")).items()
    if unused := [
        name
        for name, field in fields
        if name not in used | _NUMBERING and field.get("role") != "deadline"
    ]:
        meant = _meant_in_tags(draft, unused)
        for name in unused:
            if name not in meant:
                yield _unused(("fields", name), f"ไม่มีแท็กหรือสูตรใดใช้ช่อง “{name}”")
    for name in tables_in(table.get("datasets")):
        if name not in used:
            yield _unused(("datasets", name), f"ไม่มีแท็ก สูตร หรือสิ่งที่ส่งมาด้วยใดใช้ตาราง “{name}”")


def _expressions(
    table: Mapping[str, Any], known: Mapping[str, Shape]
) -> Iterator[tuple[Place, object, Mapping[str, Shape]]]:
    """Yield every expression of letter.toml with its place and the names that it may use."""
    for name, field in tables_in(table.get("fields")).items():
        yield ("fields", name, "value"), field.get("value"), known
    for name, dataset in tables_in(table.get("datasets")).items():
        columns = column_shapes(dataset)
        for column, spec in tables_in(dataset.get("columns")).items():
            yield ("datasets", name, "columns", column, "value"), spec.get("value"), columns
        for number, check in enumerate(map(table_at, list_at(dataset.get("checks")))):
            place: Place = ("datasets", name, "checks", number, "equals")
            yield place, check.get("equals"), columns
    for number, annex in enumerate(map(table_at, list_at(table.get("annexes")))):
        yield ("annexes", number, "when"), annex.get("when"), known
        for key in ("title", "notes", "closing"):
            texts = [annex.get(key)] if key == "title" else list_at(annex.get(key))
            for text in texts:
                for source in _TAG.findall(str(text)):
                    yield ("annexes", number, key), source, known


def _tree(source: object) -> list[nodes.Node]:
    """Return the expression read, as one node; nothing for what cannot be read."""
    if not isinstance(source, str):
        return []
    try:
        body = SANDBOX.parse("{{ (" + source + ") }}").body
    except TemplateSyntaxError:  # told by the loader
        return []
    return [node for output in body for node in output.iter_child_nodes()]


def _used_in_tags(draft: Draft) -> set[str]:
    """Return every name in tags, read or not; in field codes and attributes too."""
    texts = [tag.text for part in draft.tagged for tag in part.tags]
    texts += [line.text for part in draft.tagged for line in part.lines if line.loose_braces()]
    for part in draft.parts:
        for element in part.root.iter():
            held = (str(element.text or ""), *map(str, element.attrib.values()))
            texts += [text for text in held if "{{" in text]
    return {name for text in texts for name in identifiers(_seen(text))}


def _seen(text: str) -> str:
    """Return `text` without signs that nobody sees, such as those between Thai words."""
    return "".join(each for each in text if unicodedata.category(each) != "Cf")


def _meant_in_tags(draft: Draft, names: Collection[str]) -> set[str]:
    """Return those of `names` that tags at fault mean: told there, and not as unused."""
    every = (found.problem for part in draft.tagged for found in problems(part, draft.known, None))
    meant = {
        name
        for each in every
        if each.trouble is Trouble.NAME
        for name in difflib.get_close_matches(each.name, each.near, n=1, cutoff=0.5)
    }
    lines = [line for part in draft.tagged for line in part.lines]
    meant |= {found[1].split(".")[0] for line in lines for found in lookalikes_in(line)}
    torn = [line.text for line in lines if line.loose_braces()]
    return {name for name in names if name in meant or any(name in text for text in torn)}


def _used_in_table(table: Mapping[str, Any]) -> set[str]:
    texts = [str(source) for _, source, _ in _expressions(table, {}) if source]
    used = {name for text in texts for name in identifiers(text)}
    annexes = map(table_at, list_at(table.get("annexes")))
    rows = (table_at(each).get("dataset") for each in (*annexes, table.get("recipients")))
    return used | {str(name) for name in rows}


def _absent(place: Place, problem: Problem) -> Finding:
    hint = nearest(problem.name, problem.near, all_of="ชื่อที่มี")
    if problem.name.startswith("เดือน") and "แถวรวม" in problem.near:
        hint = "บอก months_under ในตาราง ถ้ามีคอลัมน์เดือน หรือใช้ชื่ออื่น"
    return _finding(place, f"อ้างถึง “{problem.name}” ซึ่งค่านั้นไม่มี", hint)


def _finding(place: Place, message: str, hint: str) -> Finding:
    where = f"{_FILE} {shown_place(place)}"
    return Finding(code="letter-type", where=where, message=message, hint=hint)


def _unused(place: Place, message: str) -> Finding:
    return Finding(
        code="letter-type-unused",
        level=Level.WARN,
        where=f"{_FILE} {shown_place(place)}",
        message=message,
        hint="ลบออกจาก letter.toml หรือเพิ่มแท็กที่พิมพ์ค่านี้ในแบบ",
    )
