"""What a letter type (ชนิดหนังสือ) says of itself in letter.toml, as checked values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class FieldKind(StrEnum):
    """What a form field holds."""

    TEXT = "text"
    LINES = "lines"  # several lines of text
    INTEGER = "integer"
    DATE = "date"
    MONTH = "month"
    CHOICE = "choice"


class FieldRole(StrEnum):
    """What a field means to the checks."""

    PLAIN = "plain"
    DEADLINE = "deadline"  # a day by which something is due (ครบกำหนด)


class ColumnKind(StrEnum):
    """What a column of figures holds."""

    TEXT = "text"
    NUMBER = "number"


class TotalPolicy(StrEnum):
    """What a column's cell in the total row is."""

    SUM = "sum"  # of the column
    FORMULA = "formula"  # a rule between columns holds for the totals too
    SHEET = "sheet"  # whatever the sheet says


class DigitPolicy(StrEnum):
    """Which digits a region of the letter is printed in."""

    THAI = "thai"
    ARABIC = "arabic"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of the form (ช่องกรอก)."""

    name: str
    label: str
    kind: FieldKind
    required: bool = True
    blank: bool = False  # may be left blank on paper, to be written by hand
    value: str | None = None  # expression that gives the value when the form does not
    choices: tuple[str, ...] = ()
    role: FieldRole = FieldRole.PLAIN
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSpec:
    """One column of a dataset, found by its heading."""

    name: str
    heading: str  # exact text, or with * for any text; matched without regard to spaces
    kind: ColumnKind
    required: bool = True
    total: TotalPolicy = TotalPolicy.SUM


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnCheck:
    """A rule over columns: `column` equals `equals` in each row (or in the total row)."""

    code: str
    column: str
    equals: str  # expression over column names: "เป้าหมาย - รวม"
    rows: bool = True
    total: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetSpec:
    """A dataset: which sheet, which columns, what must hold between them."""

    name: str
    sheet: str | None  # None: the first sheet that has the key column
    header_rows: tuple[int, int] | None  # 1-based first and last, when detection must be told
    key: str
    columns: tuple[ColumnSpec, ...]
    months_under: str | None  # heading pattern over the month columns; None: no month columns
    total_label: str | None  # None: the usual words (รวม, รวมทั้งสิ้น) or the last row
    checks: tuple[ColumnCheck, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexSpec:
    """One annex (สิ่งที่ส่งมาด้วย) made from a dataset's table."""

    dataset: str
    title: str  # as the attachment list names it
    copies: int = 1
    unit: str = "ฉบับ"  # ฉบับ, ชุด, แผ่น
    orientation: str = "auto"  # auto, portrait, landscape


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterType:
    """A folder in templates/: a Word template and what refines it."""

    name: str
    title: str
    kind: str  # external, memo, sealed, order, announcement, certificate
    is_circular: bool  # numbered with ว (หนังสือเวียน)
    folder: Path
    template: Path
    version: str  # first 12 hex digits of the SHA-256 over letter.docx and letter.toml
    letter_digits: DigitPolicy
    annex_digits: DigitPolicy
    fields: Mapping[str, FieldSpec]
    datasets: Mapping[str, DatasetSpec]
    annexes: tuple[AnnexSpec, ...]
    example: Mapping[str, str]  # the form's values that go with example.xlsx
