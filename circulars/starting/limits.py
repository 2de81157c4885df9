"""What Excel lets people type into a column or an answer (การตรวจสอบความถูกต้องของข้อมูล)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from circulars.model.letter_type import FieldKind

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

    from circulars.model.letter_type import FieldSpec
    from circulars.starting.plans import Slot

# Excel shows at most this many characters.  Source: [MS-XLSB] 2.4.354, BrtDVal.
_TITLE: Final = 32
_TEXT: Final = 255
_WHOLE: Final = 10**15 - 1  # Excel keeps 15 significant digits
_LETTERS: Final = 500  # characters of a text in a table
_ANSWER: Final = 5_000  # characters of an answer in the form
# Days of the Christian era, and the same typed with years of the Buddhist era.
_DAYS: Final = (dt.date(1941, 1, 1), dt.date(2743, 12, 31))
_NUMBER: Final = "เลขที่"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A rule of data validation, and what it says."""

    kind: Literal["whole", "decimal", "date", "list", "textLength"]
    low: str = ""
    high: str = ""
    prompt: str
    error: str
    is_strict: bool = True  # otherwise Excel asks whether to keep what was typed

    def validation(self, title: str) -> DataValidation:
        """Return the rule as openpyxl writes it, headed by `title`."""
        from openpyxl.worksheet.datavalidation import DataValidation

        return DataValidation(
            type=self.kind,
            operator=None if self.kind == "list" else "between",
            formula1=self.low,
            formula2=self.high or None,
            allow_blank=True,
            showErrorMessage=True,
            showInputMessage=True,
            errorStyle="stop" if self.is_strict else "warning",
            promptTitle=cut(title, _TITLE),
            prompt=cut(self.prompt, _TEXT),
            errorTitle=cut(title, _TITLE),
            error=cut(self.error, _TEXT),
        )


def cut(text: str, most: int) -> str:
    """Return `text` in one line of at most `most` characters.

    >>> cut("หนึ่งสองสาม", 6)
    'หนึ่ง…'
    """
    line = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def column_limit(slot: Slot) -> Limit:
    """Return what may be typed into the cells of a column."""
    such = f" เช่น {slot.example}" if slot.example.strip() else ""
    if slot.is_computed:
        return Limit(
            kind="textLength",
            low="0",
            high="0",
            prompt="เว้นว่างไว้: คำนวณให้เองตามสูตรของแบบหนังสือ",
            error="ช่องนี้คำนวณให้เอง ไม่ต้องกรอก",
            is_strict=False,
        )
    note = _note(slot)
    if slot.is_index:
        return Limit(
            kind="whole",
            low="1",
            high="100000",
            prompt=f"ลำดับของแถว 1 2 3 {note}",
            error="พิมพ์ลำดับของแถวเป็นจำนวนเต็ม เช่น 1",
            is_strict=False,
        )
    if not slot.is_figure:
        return Limit(
            kind="textLength",
            low="0",
            high=str(_LETTERS),
            prompt=f"ข้อความ{such} {note}",
            error=f"ข้อความยาวเกิน {_LETTERS} อักษร",
        )
    if slot.is_count:
        return Limit(
            kind="whole",
            low="0",
            high=str(_WHOLE),
            prompt=f"จำนวนเต็ม ไม่มีทศนิยม{such} {note}",
            error="พิมพ์จำนวนเต็มเป็นเลขอารบิก ไม่มีหน่วยต่อท้าย เช่น 25",
        )
    return Limit(
        kind="decimal",
        low=str(-_WHOLE),
        high=str(_WHOLE),
        prompt=f"ตัวเลข{such} {note}",
        error="พิมพ์ตัวเลขเป็นเลขอารบิก ไม่มีหน่วยต่อท้าย เช่น 38188250.50",
    )


def _note(slot: Slot) -> str:
    if slot.month is not None:
        return "เดือนที่ยังไม่มีข้อมูลให้เว้นว่าง"
    if slot.may_be_typed:
        return "เว้นว่างได้: คำนวณให้เองเมื่อสูตรมีค่า"
    return "" if slot.spec is None or slot.spec.required else "เว้นว่างได้"


def field_limit(field: FieldSpec, choices: str) -> Limit:
    """Return what may be typed as an answer; `choices` is the range of a list, if there is one."""
    prompt = " · ".join(filter(None, (field.label, field.help)))
    if choices:
        is_month = field.kind is FieldKind.MONTH
        return Limit(
            kind="list",
            low=choices,
            prompt=prompt,
            error="เลือกจากรายการที่ลูกศรท้ายช่อง",
            is_strict=not is_month,
        )
    match field.kind:
        case FieldKind.INTEGER:
            return Limit(
                kind="whole",
                low=str(int(field.name == _NUMBER)),
                high=str(_WHOLE),
                prompt=prompt,
                error="พิมพ์จำนวนเต็มเป็นเลขอารบิก เช่น 1175",
            )
        case FieldKind.DATE:
            return Limit(
                kind="date",
                low=str(_serial(_DAYS[0])),
                high=str(_serial(_DAYS[1])),
                prompt=prompt,
                error="พิมพ์เป็นวันที่ เช่น 2025-03-11"
                + (" หรือกด ใช่ เพื่อใช้ข้อความที่พิมพ์ เช่น มีนาคม 2568" if field.blank else ""),
                is_strict=not field.blank,
            )
        case FieldKind.CHOICE | FieldKind.MONTH:  # nobody said what there is to choose from
            return Limit(
                kind="textLength",
                low="0",
                high=str(_LETTERS),
                prompt=prompt,
                error="ข้อความยาวเกินไป",
            )
        case _:
            return Limit(
                kind="textLength",
                low="0",
                high=str(_ANSWER),
                prompt=prompt,
                error=f"ข้อความยาวเกิน {_ANSWER:,} อักษร",
            )


def _serial(day: dt.date) -> int:
    """Return the number by which Excel knows a day (ISO/IEC 29500-1, 18.17.4.1)."""
    return (day - dt.date(1899, 12, 30)).days
