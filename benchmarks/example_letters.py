"""The letters that the benchmark prints, each a little different, and their text read back."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.oxml.ns import qn

from circulars import find_letter_type, load_letter_type
from circulars.compose import Sheets, compose
from circulars.data import plain_text
from circulars.office_profile import load_office
from circulars.workbook import bind, load_bytes, read_workbook

if TYPE_CHECKING:
    from circulars.model.letter import Letter

NAME: Final = "otop_monthly_sales"
TYPE: Final = load_letter_type(find_letter_type(NAME))
_EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"
_WORKBOOK: Final = _EXAMPLES / "phayao-otop-2568.xlsx"


def example_letters(count: int, rows: int) -> list[Letter]:
    """Return `count` letters with other numbers and figures; `rows` of the annex, 0: its own."""
    workbook = read_workbook(load_bytes(_WORKBOOK, name=_WORKBOOK.name), name=_WORKBOOK.name)
    datasets = {name: bind(workbook, spec)[0] for name, spec in TYPE.datasets.items()}
    form = {**TYPE.example, "เลขที่": "1175"}
    letter = compose(
        TYPE, load_office(_EXAMPLES / "phayao.toml"), Sheets(datasets=datasets, forms={}), form
    )
    return [_varied(letter, number, rows) for number in range(count)]


def _varied(letter: Letter, number: int, rows: int) -> Letter:
    """Return `letter` with its own number, and other digits in its annex."""
    digits = "0123456789"
    turned = str.maketrans(digits, "".join(random.Random(number).sample(digits, 10)))
    (attachment,) = letter.attachments
    annex = attachment.annex
    if annex is None or annex.table is None:
        raise ValueError("the example has no annex")
    table = annex.table
    body = tuple(tuple(cell.translate(turned) for cell in row) for row in table.rows)
    body = (body * (rows // len(body) + 1))[:rows] if rows else body
    annex = replace(annex, table=replace(table, rows=body))
    context = {**letter.context, "ที่": f"พย 0019.2/ว{1175 + number}"}
    return replace(letter, context=context, attachments=(replace(attachment, annex=annex),))


def text_of(docx: bytes) -> list[str]:
    """Return the text of each paragraph that has any, in tables too, as it was typed."""
    body = Document(io.BytesIO(docx)).element.body
    texts = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [plain_text(text) for text in texts if text.strip()]
