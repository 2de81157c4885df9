"""What letter.toml may hold."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, field_validator

from circulars.expressions import ExpressionError, compiled, texts, to_xml_text
from circulars.model.kinds import DocumentKind
from circulars.model.letter_type import ColumnKind, DigitPolicy, FieldKind, FieldRole, TotalPolicy
from circulars.toml_files import Entry, Text

_DEEPEST_HEAD: Final = 8  # headings over one another
_LONGEST_HEADING: Final = 500  # characters
_CODE: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _readable(source: str) -> str:
    try:
        compiled(source)
    except ExpressionError as error:
        raise ValueError(str(error)) from None
    return source


def _readable_if_any(source: str | None) -> str | None:
    return source if source is None else _readable(source)


def _text(source: str) -> str:
    """Refuse a text whose tags cannot be read."""
    try:
        to_xml_text(source)
        texts.compiled(source)
    except ExpressionError as error:
        raise ValueError(str(error)) from None
    return source


def _copies(copies: int | str) -> int | str:
    if copies != "pages" and (isinstance(copies, str) or copies < 1):
        raise ValueError('ต้องไม่น้อยกว่า 1 หรือเป็น "pages" เมื่อให้นับหน้าเอง')
    return copies


def _heading(text: str) -> str:
    if text.count("/") > _DEEPEST_HEAD or len(text) > _LONGEST_HEADING:
        raise ValueError("หัวตารางยาวหรือซ้อนกันหลายชั้นเกินไป")
    to_xml_text(text)
    return text


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError(f"“{text}” ต้องเป็นอักษรอังกฤษตัวเล็กคั่นด้วย - เช่น row-total-mismatch")
    return text


_Tagged = Annotated[Text, AfterValidator(_text)]


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

    _value_is_readable = field_validator("value")(_readable_if_any)


class ColumnEntry(Entry):
    """``[datasets.NAME.columns.NAME]``: one column."""

    heading: Annotated[Text, AfterValidator(_heading)]
    kind: ColumnKind = ColumnKind.NUMBER
    required: bool = True
    total: TotalPolicy = TotalPolicy.SUM
    value: str | None = None
    override: bool = False
    code: str = "computed-mismatch"
    format: Text | None = None

    _code_is_plain = field_validator("code")(_code)
    _value_is_readable = field_validator("value")(_readable_if_any)


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
    rows: tuple[dict[str, str | int | float], ...] = ()


class AnnexEntry(Entry):
    """``[[annexes]]``: an attachment."""

    title: _Tagged
    name: str = ""
    dataset: str | None = None
    form: Text | None = None
    pages: bool = False
    copies: int | str = 1  # a string is "pages"
    unit: Literal["ฉบับ", "ชุด", "แผ่น", "หน้า", "เล่ม"] = "ฉบับ"
    orientation: Literal["auto", "portrait", "landscape"] = "auto"
    digits: DigitPolicy | None = None
    when: str | None = None
    rows: int = Field(default=10, ge=1, le=200)
    xlsx: bool = False
    notes: tuple[_Tagged, ...] = ()
    closing: tuple[_Tagged, ...] = ()
    slice: bool | Text = False

    _copies_are_some = field_validator("copies")(_copies)
    _when_is_readable = field_validator("when")(_readable_if_any)


class RecipientsEntry(Entry):
    """``[recipients]``: letters one by one to each row of a dataset."""

    dataset: str


class DigitsEntry(Entry):
    """``[digits]``: which digits each region is printed in."""

    letter: DigitPolicy = DigitPolicy.THAI
    annex: DigitPolicy = DigitPolicy.ARABIC


class LetterTypeEntry(Entry):
    """The whole of letter.toml."""

    title: Text
    kind: DocumentKind = DocumentKind.EXTERNAL
    circular: bool = True
    digits: DigitsEntry = DigitsEntry()
    fields: dict[str, FieldEntry] = Field(default_factory=dict)
    datasets: dict[str, DatasetEntry] = Field(default_factory=dict)
    annexes: tuple[AnnexEntry, ...] = ()
    recipients: RecipientsEntry | None = None
    example: dict[str, str] = Field(default_factory=dict)
