"""Cited letters (อ้างถึง) as people type them, and as a letter cites them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from circulars.expressions import to_xml_text
from thai_numerals import DateError, format_date, parse_date

if TYPE_CHECKING:
    import datetime as dt

_BETWEEN: Final = re.compile(r"[;\n]+")
# As it is printed in a letter: หนังสือจังหวัดพะเยา ที่ พย 0019.2/ว200 ลงวันที่ 19 มกราคม 2568
_PRINTED: Final = re.compile(
    r"(?P<agency>.*?)\s*(?:(?<=\s)|^)ที่\s+(?P<number>\S.*?)\s+ลงวันที่\s+(?P<date>\S.*)"
)
_PARTS: Final = 3
_LONGEST: Final = 500  # characters of one citation
_LETTER: Final = "หนังสือ"
EXAMPLE: Final = "จังหวัดพะเยา | พย 0019.2/ว200 | 19 ม.ค. 2568"


def read_cited(text: str) -> list[dict[str, Any]]:
    """Return the letters cited in `text`, each with agency, number, date and its printed line.

    Each is ``agency | number | date`` or as it is printed in a letter; several stand on lines
    of their own or between semicolons, and are then numbered.  Raises :exc:`ValueError` with a
    Thai sentence for one that cannot be read.

    >>> [line["รายการ"] for line in read_cited("จังหวัดพะเยา | พย 0019.2/ว200 | 19 ม.ค. 2568")]
    ['หนังสือจังหวัดพะเยา ที่ พย 0019.2/ว200 ลงวันที่ 19 มกราคม 2568']
    """
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if any(len(part) > _LONGEST for part in parts):
        raise ValueError(f"หนังสือที่อ้างถึงยาวเกิน {_LONGEST} อักษร")
    letters = [_letter(part) for part in parts]
    if len(letters) > 1:
        for number, letter in enumerate(letters, start=1):
            letter |= {"ลำดับ": number, "รายการ": f"{number}. {letter['รายการ']}"}
    return letters


def _letter(text: str) -> dict[str, Any]:
    agency, number, date = _parts(text)
    to_xml_text(text)  # raises for characters that no document can hold
    day = _day(date)
    named = agency if agency.startswith(_LETTER) else f"{_LETTER}{agency}"
    cited = f"{named} ที่ {number} ลงวันที่ {format_date(day, digits='arabic')}"
    return {
        "หน่วยงาน": agency.removeprefix(_LETTER),
        "เลขที่": number,
        "วันที่": day,
        "ลำดับ": None,  # of several
        "ข้อความ": cited,
        "รายการ": cited,  # with its number
    }


def _parts(text: str) -> tuple[str, str, str]:
    parts = [" ".join(part.split()) for part in text.split("|")]
    if len(parts) == _PARTS and all(parts):
        return parts[0], parts[1].removeprefix("ที่ "), parts[2].removeprefix("ลงวันที่ ")
    if found := _PRINTED.fullmatch(" ".join(text.split())):
        return found["agency"], found["number"], found["date"]
    raise ValueError("อ่านเป็นหนังสือที่อ้างถึงไม่ได้ ต้องมีหน่วยงาน เลขที่ และวันที่")


def _day(text: str) -> dt.date:
    try:
        parsed = parse_date(text)
    except DateError as error:
        raise ValueError(f"วันที่ของหนังสือที่อ้างถึง: {error.reason}") from None
    if parsed.ambiguous:
        raise ValueError(f"วันที่ “{text}” อ่านได้หลายแบบ ให้พิมพ์ชื่อเดือนและปีสี่หลัก")
    if parsed.precision != "day":
        raise ValueError("วันที่ของหนังสือที่อ้างถึงไม่ครบ")
    if parsed.weekday_matches is False:
        raise ValueError("วันที่ของหนังสือที่อ้างถึง: ชื่อวันไม่ตรงกับวันที่")
    return parsed.date
