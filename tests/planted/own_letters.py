"""Letters that the program itself made, edited afterwards as people do in Word."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import docx
from support import TEMPLATES, example_letters

from planted.plans import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document


@lru_cache(maxsize=32)
def own_letter(letter_type: str) -> bytes:
    """Return the first letter made from the example of the letter type."""
    return own_letters(letter_type)[0]


@lru_cache(maxsize=32)
def own_letters(letter_type: str) -> tuple[bytes, ...]:
    """Return all letters made from the example of the letter type."""
    with TemporaryDirectory() as scratch:
        made = example_letters(TEMPLATES / letter_type, Path(scratch) / "out")
        return tuple(path.read_bytes() for path in made)


def letter_types() -> list[str]:
    """Return the names of all letter types."""
    return sorted(path.parent.name for path in TEMPLATES.glob("*/letter.toml"))


def _plain(text: str) -> str:
    return text.replace("\u200d", "").replace("\u2060", "").replace("\u00a0", " ")


def _edit(paragraph: Any, old: str, new: str) -> None:
    """Type `new` over `old`: the paragraph's text stands in its first run afterwards."""
    text = _plain(paragraph.text)
    for run in paragraph.runs[1:]:
        run.text = ""
    paragraph.runs[0].text = text.replace(old, new, 1)


def _edited(data: bytes, old: str, new: str) -> bytes:
    """Return the letter with the first `old` of its paragraphs replaced."""
    document = docx.Document(io.BytesIO(data))
    having = [each for each in document.paragraphs if old in _plain(each.text)]
    whole = (each for each in having if _plain(each.text).strip() == old)
    paragraph = next(whole, having[0])
    _edit(paragraph, old, new)
    return _saved(document)


def _saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _edited_cell(data: bytes, row_name: str, old: str, new: str) -> tuple[bytes, tuple[int, int]]:
    """Return the letter with a figure replaced in the row of that name, and its cell from 1."""
    document = docx.Document(io.BytesIO(data))
    for table in document.tables:
        for number, row in enumerate(table._tbl.tr_lst, 1):
            cells = [docx.table._Cell(cell, table) for cell in row.tc_lst]
            if row_name not in [_plain(cell.text).strip() for cell in cells]:
                continue
            for place, cell in enumerate(cells, 1):
                if _plain(cell.text).strip() == old:
                    _edit(cell.paragraphs[0], old, new)
                    return _saved(document), (number, place)
    raise AssertionError(row_name, old)


_WEEKDAY: Final = ("weekday-mismatch",)
_FREE: Final = ("letter-date-nonworking",)
_PROVINCE: Final = ("reference-code-province",)
# Letter type, codes, text and what is typed over it.
_TEXTS: Final = (
    ("otop_monthly_sales", _WEEKDAY, "วันจันทร์ที่ ๑๗ มีนาคม", "วันศุกร์ที่ ๑๗ มีนาคม"),
    ("otop_monthly_sales", _PROVINCE, "พย ๐๐๑๙.๒", "ลป ๐๐๑๙.๒"),
    ("otop_monthly_sales", _FREE, "๑๑ มีนาคม ๒๕๖๘", "๙ มีนาคม ๒๕๖๘"),
    ("otop_monthly_sales", ("attachment-uncited",), "ตามสิ่งที่ส่งมาด้วย ", ""),
    ("otop_district_sales", ("phone-format",), "๐ ๕๔๔๔ ๙๕๔๔", "๐ ๗๕๔๔ ๙๕๔๔"),
    ("otop_district_sales", ("postcode-province",), "๕๖๐๐๐", "๕๗๐๐๐"),
    ("sales_followup", ("cited-letter-later",), "๒๓ มกราคม ๒๕๖๗", "๒๑ มีนาคม ๒๕๖๗"),
    ("sales_followup", _WEEKDAY, "วันศุกร์ที่ ๑๕ มีนาคม", "วันพุธที่ ๑๕ มีนาคม"),
    ("sales_followup", _PROVINCE, "ที่ ฉช ๐๐๑๙/ว๓๙๖", "ที่ นข ๐๐๑๙/ว๓๙๖"),
    ("quarter_targets", _PROVINCE, "แม่ฟ้าหลวง ชร", "แม่ฟ้าหลวง ขร"),
    ("quarter_targets", ("annex-unlabelled",), "สิ่งที่ส่งมาด้วย ๓", ""),
    ("indicator_guidance", _FREE, "๒๐ มกราคม ๒๕๖๘", "๑๙ มกราคม ๒๕๖๘"),
    ("indicator_guidance", ("attachment-uncited",), "ตามสิ่งที่ส่งมาด้วย ๒", ""),
    ("indicator_guidance", ("attachment-numbering",), "๓.", "๔."),
    ("external_letter", ("attachment-missing",), "สิ่งที่ส่งมาด้วย ๒ ", "สิ่งที่ส่งมาด้วย ๓ "),
    ("external_letter", ("salutation-closing",), "ขอแสดงความนับถือ", "ขอแสดงความนับถืออย่างยิ่ง"),
    ("online_market_targets", ("authority-phrase",), "รักษาราชการแทน", "รักษาการแทน"),
    ("memo", ("impossible-date", "date-unreadable"), "๒๙ เมษายน ๒๕๖๘", "๓๑ เมษายน ๒๕๖๘"),
    ("sealed_letter", _WEEKDAY, "วันพฤหัสบดีที่ ๒๐", "วันพุธที่ ๒๐"),
    ("announcement", _WEEKDAY, "วันศุกร์ที่ ๑๑ เมษายน", "วันอังคารที่ ๑๑ เมษายน"),
    ("order", _FREE, "๑๔ มีนาคม", "๑๕ มีนาคม"),
    ("certificate", _FREE, "๑๘ มีนาคม", "๑๖ มีนาคม"),
)
# Where it is told that something is gone: the line of the list, the title of the annex.
_PLACES: Final = {
    "attachment-uncited": ("จำนวน",),
    "annex-unlabelled": ("แบบรายงานข้อมูลผู้ผลิต",),
}
# Letter type, code, name of the row, figure and what is typed over it.
_FIGURES: Final = (
    ("otop_monthly_sales", "row-total-mismatch", "เชียงม่วน", "8,641,320", "8,461,320"),
    ("otop_monthly_sales", "column-total-mismatch", "รวมทั้งสิ้น", "152,861,896", "152,816,896"),
    ("otop_monthly_sales", "percent-mismatch", "ดอกคำใต้", "85.96", "89.56"),
    ("otop_monthly_sales", "remaining-mismatch", "จุน", "57,597,874", "57,579,874"),
    ("sales_followup", "row-total-mismatch", "บางปะกง", "33,191,600", "33,191,900"),
    ("sales_followup", "column-total-mismatch", "คลองเขื่อน", "6,942,000", "6,924,000"),
    ("quarter_targets", "column-total-mismatch", "รวม", "1,406,357,896.98", "1,460,357,896.98"),
    ("online_market_targets", "column-total-mismatch", "รวม", "913", "931"),
)
# Which other cells of the row are the place too: a month is off by its row's sum.
_WHOLE_ROW: Final = frozenset({"คลองเขื่อน"})


def own_items() -> Iterator[Item]:
    """Yield the items of this theme."""
    for number, (letter_type, codes, old, new) in enumerate(_TEXTS):
        clean = own_letter(letter_type)
        yield Item(
            key=f"{codes[0]}-o{number:02}",
            codes=codes,
            name=f"{letter_type}.docx",
            clean=clean,
            spoilt=_edited(clean, old, new),
            at=(new,) if new else _PLACES[codes[0]],
            what=f"{letter_type}: {old} เป็น {new or 'ไม่มี'}",
        )
    for number, (letter_type, code, row, old, new) in enumerate(_FIGURES):
        clean = own_letter(letter_type)
        spoilt, cell = _edited_cell(clean, row, old, new)
        whole = row in _WHOLE_ROW
        yield Item(
            key=f"{code}-o{len(_TEXTS) + number:02}",
            codes=("row-total-mismatch", "column-total-mismatch") if whole else (code,),
            name=f"{letter_type}.docx",
            clean=clean,
            spoilt=spoilt,
            cells=tuple((cell[0], column) for column in range(1, 15)) if whole else (cell,),
            what=f"{letter_type}: {row} {old} เป็น {new}",
        )
