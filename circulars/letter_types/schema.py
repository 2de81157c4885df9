"""What letter.toml may hold."""

from __future__ import annotations

import re
from typing import Final, Literal

from pydantic import Field, field_validator

from circulars.expressions import Expression, ExpressionError
from circulars.model.letter_type import ColumnKind, DigitPolicy, FieldKind, FieldRole, TotalPolicy
from circulars.toml_files import Entry, Text

Kind = Literal["external", "memo", "sealed", "order", "announcement", "certificate"]
_CODE: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _readable(source: str) -> str:
    try:
        Expression(source)
    except ExpressionError:
        raise ValueError(
            f"อ่านสูตร “{source}” ไม่ได้: ตรวจวงเล็บ เครื่องหมายคำพูด และชื่อหลังเครื่องหมาย |"
        ) from None
    return source


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError(f"“{text}” ต้องเป็นอักษรอังกฤษตัวเล็กคั่นด้วย - เช่น row-total-mismatch")
    return text


class FieldEntry(Entry):
    """``[fields.NAME]``: one field of the form."""

    label: Text
    kind: FieldKind
    required: bool = True
    blank: bool = False
    value: str | None = None
    choices: tuple[str, ...] = ()
    role: FieldRole = FieldRole.PLAIN
    help: str = ""

    _value_is_readable = field_validator("value")(
        lambda source: source if source is None else _readable(source)
    )


class ColumnEntry(Entry):
    """``[datasets.NAME.columns.NAME]``: one column."""

    heading: Text
    kind: ColumnKind = ColumnKind.NUMBER
    required: bool = True
    total: TotalPolicy = TotalPolicy.SUM


class CheckEntry(Entry):
    """``[[datasets.NAME.checks]]``: what must hold between columns."""

    code: str
    column: str
    equals: str
    rows: bool = True
    total: bool = True

    _code_is_plain = field_validator("code")(_code)
    _equals_is_readable = field_validator("equals")(_readable)


class DatasetEntry(Entry):
    """``[datasets.NAME]``: a table of the workbook."""

    sheet: str | None = None
    header_rows: tuple[int, int] | None = None
    key: str
    months_under: str | None = None
    total_label: str | None = None
    columns: dict[str, ColumnEntry]
    checks: tuple[CheckEntry, ...] = ()


class AnnexEntry(Entry):
    """``[[annexes]]``: an attachment made from a dataset."""

    dataset: str
    title: Text
    copies: int = Field(default=1, ge=1)
    unit: Literal["ฉบับ", "ชุด", "แผ่น", "เล่ม"] = "ฉบับ"
    orientation: Literal["auto", "portrait", "landscape"] = "auto"


class DigitsEntry(Entry):
    """``[digits]``: which digits each region is printed in."""

    letter: DigitPolicy = DigitPolicy.THAI
    annex: DigitPolicy = DigitPolicy.ARABIC


class LetterTypeEntry(Entry):
    """The whole of letter.toml."""

    title: Text
    kind: Kind = "external"
    circular: bool = True
    digits: DigitsEntry = DigitsEntry()
    fields: dict[str, FieldEntry] = Field(default_factory=dict)
    datasets: dict[str, DatasetEntry] = Field(default_factory=dict)
    annexes: tuple[AnnexEntry, ...] = ()
    example: dict[str, str] = Field(default_factory=dict)
