"""What a letter type (ชนิดหนังสือ) says of itself in letter.toml, as checked values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from circulars.model.findings import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from circulars.model.kinds import DocumentKind


class FieldKind(StrEnum):
    """What a form field holds."""

    TEXT = "text"
    LINES = "lines"  # several lines of text
    INTEGER = "integer"
    DATE = "date"
    MONTH = "month"
    CHOICE = "choice"
    LETTERS = "letters"  # cited letters (อ้างถึง)

    @property
    def thai(self) -> str:
        """The kind as people call it: ``วันที่``."""
        return _FIELD_KINDS[self]


_FIELD_KINDS: Final = {
    FieldKind.TEXT: "ข้อความ",
    FieldKind.LINES: "ข้อความหลายบรรทัด",
    FieldKind.INTEGER: "จำนวนเต็ม",
    FieldKind.DATE: "วันที่",
    FieldKind.MONTH: "เดือนและปี",
    FieldKind.CHOICE: "เลือกจากรายการ",
    FieldKind.LETTERS: "หนังสือที่อ้างถึง",
}


class FieldRole(StrEnum):
    """What a field means to the checks."""

    PLAIN = "plain"
    DEADLINE = "deadline"  # a day by which something is due (ครบกำหนด)


class ColumnKind(StrEnum):
    """What a column of figures holds."""

    TEXT = "text"
    NUMBER = "number"  # money and measures: the sheet may have rounded what was typed
    COUNT = "count"  # whole things, such as people: exact

    @property
    def is_figure(self) -> bool:
        """Whether its cells hold figures."""
        return self is not ColumnKind.TEXT


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
    total_level: Level = Level.BLOCK  # of a total that is no sum; less where that is only inferred
    value: str | None = None  # expression over columns that gives the column's figures
    override: bool = False  # a figure in the sheet goes before the expression
    code: str = "computed-mismatch"  # of the finding where sheet and expression differ
    format: str | None = None  # Excel number format; None: as the sheet has it


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnCheck:
    """A rule over columns: `column` equals `equals` in each row (or in the total row)."""

    code: str
    column: str
    equals: str  # expression over column names: "เป้าหมาย - รวม"
    rows: bool = True
    total: bool = True
    level: Level = Level.BLOCK  # of its findings; less where the rule is only inferred


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
    rows: tuple[
        Mapping[str, str | int | float], ...
    ] = ()  # used when the workbook has no such table


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexSpec:
    """One attachment (สิ่งที่ส่งมาด้วย), from a table, a form, pages of the template, or apart."""

    title: str  # as the attachment list names it; may hold tags
    name: str = ""  # by which the letter cites it
    dataset: str | None = None  # a table of figures
    form: str | None = None  # the sheet whose head makes a form to be filled in
    pages: bool = False  # written in letter.docx, in a section of its own
    copies: int | None = 1  # None: the number of its pages, known when it is laid out
    unit: str = "ฉบับ"  # ฉบับ, ชุด, แผ่น
    orientation: str = "auto"  # auto, portrait, landscape
    digits: DigitPolicy | None = None  # None: as all annexes
    when: str | None = None  # expression; without it always attached
    rows: int = 10  # empty rows of a form
    xlsx: bool = False  # the form goes out as an Excel file too
    notes: tuple[str, ...] = ()  # under the table; may hold tags
    closing: tuple[str, ...] = ()  # lines for signature and date at its end
    # in a letter to one recipient only the recipient's row, or by the name of a column the rows
    # in which it names the recipient
    slice: bool | str = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientsSpec:
    """To whom letters go one by one: each row of a dataset is a recipient (ผู้รับ)."""

    dataset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterType:
    """A folder in templates/: a Word template and what refines it."""

    name: str
    title: str
    kind: DocumentKind
    is_circular: bool  # numbered with ว (หนังสือเวียน)
    folder: Path
    template: Path
    version: str  # first 12 hex digits of the SHA-256 over letter.docx and letter.toml
    letter_digits: DigitPolicy
    annex_digits: DigitPolicy
    fields: Mapping[str, FieldSpec]
    datasets: Mapping[str, DatasetSpec]
    annexes: tuple[AnnexSpec, ...]
    recipients: RecipientsSpec | None = None  # None: one letter to all
    example: Mapping[str, str]  # the form's values that go with example.xlsx

    @property
    def example_workbook(self) -> Path:
        """Where the type's own workbook stands, if it has one."""
        return self.folder / "example.xlsx"
