"""letter.toml of a new type, as people write it by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.model.letter_type import ColumnKind, TotalPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.authoring.form import Field
    from circulars.authoring.lists import Listed
    from circulars.authoring.tables import TypedAnnex, TypedColumn, TypedDataset
    from circulars.model.kinds import DocumentKind

_HEAD: Final = """\
# แบบหนังสือ: {title}
# ทำจากหนังสือเดิม แก้ข้อที่ไม่ตรงได้ที่นี่ และแก้ถ้อยคำกับแท็กใน letter.docx ด้วย Word"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexEntry:
    """One ``[[annexes]]``: how the list names it, and where it comes from."""

    listed: Listed
    built: TypedAnnex | None = None
    pages: bool = False
    is_thai: bool = False
    is_landscape: bool = False


def refinement(
    title: str,
    kind: DocumentKind,
    *,
    circular: bool,
    is_thai: bool,
    fields: Sequence[Field],
    annexes: Sequence[AnnexEntry],
) -> str:
    """Return the text of letter.toml."""
    lines = [
        _HEAD.format(title=" ".join(title.split())),
        "",
        f"title = {toml_text(title)}",
        f'kind = "{kind}"',
        f"circular = {_flag(circular)}",
        "",
        "[digits]",
        f'letter = "{"thai" if is_thai else "arabic"}"',
        'annex = "arabic"',
    ]
    for each in fields:
        lines += ["", *_field(each)]
    for annex in annexes:
        if annex.built and annex.built.dataset:
            lines += ["", *_dataset(annex.built.dataset)]
    for annex in annexes:
        lines += ["", *_annex(annex)]
    return "\n".join(lines) + "\n"


def toml_text(text: str) -> str:
    r"""Return `text` as a string of TOML.

    >>> print(toml_text('แบบ "ก"'), toml_text("แบบ 'ก' \"ข\""))
    'แบบ "ก"' "แบบ 'ก' \"ข\""
    """
    if '"' in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _field(field: Field) -> Iterator[str]:
    yield f"[fields.{json.dumps(field.name, ensure_ascii=False)}]"
    yield f"label = {toml_text(field.label)}"
    yield f'kind = "{field.kind}"'
    if not field.required:
        yield "required = false"
    if field.blank:
        yield "blank = true"
    if field.role:
        yield f'role = "{field.role}"'
    if field.choices:
        yield f"choices = {_list(field.choices)}"
    if field.value is not None:
        yield f"value = {toml_text(field.value)}"
    if field.help:
        yield f"help = {toml_text(field.help)}"


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(toml_text, texts))}]"


def _dataset(dataset: TypedDataset) -> Iterator[str]:
    name = json.dumps(dataset.name, ensure_ascii=False)
    yield f"[datasets.{name}]"
    yield f"key = {toml_text(dataset.key)}"
    if dataset.months_under:
        yield f"months_under = {toml_text(dataset.months_under)}"
    yield ""
    yield f"[datasets.{name}.columns]"
    yield from map(_column, dataset.columns)
    for check in dataset.checks:
        yield ""
        yield f"[[datasets.{name}.checks]]"
        yield f'code = "{check.code}"'
        yield f"column = {toml_text(check.column)}"
        yield f"equals = {toml_text(check.equals)}"
        if not check.rows:
            yield "rows = false"
        if not check.total:
            yield "total = false"


def _column(column: TypedColumn) -> str:
    parts = [f"heading = {toml_text(column.heading)}"]
    if column.kind is not ColumnKind.NUMBER:
        parts.append(f'kind = "{column.kind}"')
    if not column.required:
        parts.append("required = false")
    if column.kind.is_figure and column.total is not TotalPolicy.SUM:
        parts.append(f'total = "{column.total}"')
    return f"{json.dumps(column.name, ensure_ascii=False)} = {{ {', '.join(parts)} }}"


def _annex(annex: AnnexEntry) -> Iterator[str]:
    listed, built = annex.listed, annex.built
    yield "[[annexes]]"
    yield f"name = {toml_text(listed.name)}"
    yield f"title = {toml_text(listed.title)}"
    if listed.copies != 1:
        yield f"copies = {listed.copies}"
    if listed.unit != "ฉบับ":
        yield f'unit = "{listed.unit}"'
    if annex.is_thai:
        yield 'digits = "thai"'
    if annex.is_landscape:
        yield 'orientation = "landscape"'
    if annex.pages:
        yield "pages = true"
    if built and built.dataset:
        yield f"dataset = {toml_text(built.dataset.name)}"
    elif built:
        yield f"form = {toml_text(built.sheet.name)}"
        yield f"rows = {built.empty_rows}"
        for name, texts in (("notes", built.notes), ("closing", built.closing)):
            if texts:
                yield f"{name} = ["
                yield from (f"    {toml_text(each)}," for each in texts)
                yield "]"
