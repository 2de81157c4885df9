"""The number of a letter (ที่): its form, room left for the pen, and the mark of circulars.

Source: the regulation on correspondence (ระเบียบงานสารบรรณ พ.ศ. 2526), clause 11.1 and annex 1:
code letters and owner number, a stroke, the register number, which begins again every year and
bears none; ว before it marks a circular.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import letter_rule
from circulars.checks.said import letter_day
from circulars.data.agencies import agency_codes
from circulars.data.provinces import provinces
from circulars.model.findings import Finding, Level
from circulars.model.kinds import DocumentKind, NumberForm
from thai_numerals import buddhist_year
from thai_numerals.patterns import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written_letter import Passage, WrittenLetter

# กค (กวจ) 0405.2, ตช 0019(พย).1: a unit may stand in brackets anywhere.
_UNIT: Final = r" *\([^()]{1,20}\)"
_OWNER: Final = rf"(?P<code>[ก-ฮ]{{2,4}})\.?(?:{_UNIT})? *(?P<owner>\d+)(?:\.\d+|{_UNIT})*"
_NUMBER: Final = re.compile(rf" *{_OWNER} *(?P<slash>/)? *(?P<rest>[ว./ \d]*)")
# Words in place of a register number: พย 0019.2/พิเศษ.
_WORD: Final = re.compile(r"/ *(?:ว\.? *)?พิเศษ|/[ก-๎]{3,}")
_YEARLY: Final = re.compile(r" *(?P<serial>\d*)[ .…_]*/ *(?P<year>\d{4})")
# What is wrong with a register number, behind the stroke.
_FAULTS: Final = (
    (re.compile(r"ว[ ./]*ว"), "มี ว ซ้ำ"),
    (re.compile(r"(?:ว *)?\d+ */ *\d+"), "มีปีหรือทับต่อท้ายเลขทะเบียน"),
    (re.compile(r"/"), "มีทับซ้ำ"),
)
_ZEROS: Final = re.compile(r"(?:ว *)?0+\d")
# What may stand beside the number: the letterhead, the date of a memo.
_COLUMN: Final = re.compile(r"\t|\n|\s{3,}(?![\s0-9๐-๙])|(?=วันที่)")
_CITED: Final = re.compile(rf"ที่ *(?P<number>{_OWNER} *(?:/ *)?[ว./ \d]*)")
_OWNER_DIGITS: Final = (4, 5)  # a local body's number has five
# Whom a circular goes to: นายอำเภอทุกอำเภอ, หัวหน้าส่วนราชการทุกส่วน.
_EVERYBODY: Final = re.compile(r"ทุก(?: ๆ)? ?(?:อำเภอ|จังหวัด|แห่ง|ส่วน|กระทรวง|กรม|หน่วย|ตำบล|คน)")
_MINISTRIES: Final = ("กระทรวง", "สำนักนายกรัฐมนตรี")
_DOTS: Final = " .…_-\t\n"


@letter_rule
def number_form(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find numbers that are not formed as numbers of letters are: the letter's own, cited ones."""
    if letter.number and _form(letter) is NumberForm.REGISTER:
        yield from _faults(letter.number.place, _whole(letter.number))
        yield from _zeros(letter.number.place, _whole(letter.number))
    for passage in letter.cited:
        for match in _CITED.finditer(plain(passage.text)):
            start, end = match.span("number")
            yield from _faults(passage.place, passage.text[start:end].strip())
    if letter.number and _form(letter) is NumberForm.YEARLY:
        yield from _yearly(letter, letter.number)


def _whole(number: Passage) -> str:
    """Return the number as it was typed, also what stands behind a missing stroke."""
    line = _line(number)
    match = _NUMBER.match(plain(line))
    return line[: match.end()].strip() if match else number.text


def _line(number: Passage) -> str:
    """Return the line of the number without what stands beside it."""
    return _COLUMN.split(number.paragraph.text[number.start :].lstrip())[0]


def _faults(place: str, typed: str) -> Iterator[Finding]:
    match = _NUMBER.match(plain(typed))
    if match is None or not _is_regular(match["code"]):
        return
    rest = match["rest"].strip()
    said = [text for fault, text in _FAULTS if fault.match(rest)] if match["slash"] else []
    if not match["slash"] and rest.strip("ว ."):
        said.append("ขาดทับ (/) หน้าเลขทะเบียน")
    is_numbered = match["slash"] or rest
    if len(match["owner"]) not in _OWNER_DIGITS and is_numbered:
        said.append(f"เลขประจำของเจ้าของเรื่องมี {len(match['owner'])} หลัก")
    if said:
        yield Finding(
            code="reference-format",
            level=Level.WARN,
            where=place,
            message=f"เลขที่ “{typed}” {' และ'.join(said)}",
            hint="เขียนรหัส เลขประจำของเจ้าของเรื่องสี่หลัก ทับ แล้วเลขทะเบียน เช่น พย 0019.2/ว 1175",
        )


@cache
def _is_regular(code: str) -> bool:
    """Return whether letters under this code are numbered as the regulation has it.

    Those of ministries and provinces are; courts, universities, councils and companies number
    as they like.
    """
    ministries = (code for code, name in agency_codes().items() if name.startswith(_MINISTRIES))
    return code in {*ministries, *(each.code for each in provinces())}


def _zeros(place: str, typed: str) -> Iterator[Finding]:
    """Note zeros before the own register number; a cited one is copied as it was printed."""
    match = _NUMBER.match(plain(typed))
    if match is None or not _is_regular(match["code"]):
        return
    if match["slash"] and _ZEROS.match(match["rest"].strip()):
        yield Finding(
            code="reference-format",
            level=Level.NOTE,  # some offices pad their register
            where=place,
            message=f"เลขที่ “{typed}” เลขทะเบียนขึ้นต้นด้วยศูนย์",
            hint="เลขทะเบียนเริ่มนับจาก 1 ทุกปี ปกติไม่เติมศูนย์ข้างหน้า เช่น พย 0019.2/ว 5",
        )


def _yearly(letter: WrittenLetter, number: Passage) -> Iterator[Finding]:
    """Find the number of an order whose year is not that of its day."""
    match, day = _YEARLY.match(plain(number.text)), letter_day(letter)
    if match and day and int(match["year"]) != buddhist_year(day):
        yield Finding(
            code="reference-format",
            level=Level.WARN,
            where=number.place,
            message=f"เลขที่ “{number.text.strip()}” เป็นของปี {match['year']} "
            f"แต่ลงวันที่ในปี {buddhist_year(day)}",
            hint="เลขที่คำสั่งและหนังสือรับรองทับปีที่ออก",
        )


@letter_rule
def circular_mark(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Note a letter to everybody of a kind whose number lacks the mark of circulars (ว)."""
    number, salutation = letter.number, letter.salutation
    if number is None or salutation is None or letter.kind is not DocumentKind.EXTERNAL:
        return
    match = _NUMBER.match(plain(_whole(number)))
    if match and "ว" not in match["rest"] and _EVERYBODY.search(salutation.text):
        yield Finding(
            code="circular-mark",
            level=Level.NOTE,
            where=number.place,
            message=f"หนังสือถึง “{salutation.text.strip()}” แต่เลขที่ไม่มี ว",
            hint="หนังสือเวียนมี ว หน้าเลขทะเบียน เช่น พย 0019.2/ว 1175",
        )


@letter_rule
def blanks(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find the number or the day left blank.

    A draft has both to come: notes.  A dated letter without its number may be on its way to be
    signed, for the register gives the number after that: a warning.  A letter that has its
    number is entered in the register and leaves: without a day it is held back.
    """
    has_no_number, has_no_day = is_number_blank(letter), is_date_blank(letter)
    draft = setting.is_draft or (has_no_number and has_no_day)
    if has_no_number and letter.number:
        yield Finding(
            code="blank-number",
            level=Level.NOTE if draft else Level.WARN,
            where=letter.number.place,
            message=f"ยังไม่มีเลขที่หนังสือ (“ที่ {letter.number.text.strip()}”)",
            hint="ใส่เลขทะเบียนหนังสือส่งก่อนส่งออก",
        )
    if has_no_day and letter.date:
        sure = Level.BLOCK if _is_numbered(letter) else Level.WARN
        yield Finding(
            code="blank-date",
            level=Level.NOTE if draft else sure,
            where=letter.date.place,
            message=f"ยังไม่มีวันที่ของหนังสือ (“{letter.date.text.strip()}”)",
            hint="ใส่วันที่ลงนามก่อนส่งออก",
        )


def _is_numbered(letter: WrittenLetter) -> bool:
    """Return whether the letter has its number from the register."""
    if letter.number is None:
        return False
    text = plain(_whole(letter.number))
    number, yearly = _NUMBER.match(text), _YEARLY.match(text)
    return bool((number and re.search(r"\d", number["rest"])) or (yearly and yearly["serial"]))


def is_number_blank(letter: WrittenLetter) -> bool:
    """Return whether the number is left to the pen."""
    if letter.number is None or _form(letter) is NumberForm.NONE:
        return False
    text = plain(letter.number.text)
    if _form(letter) is NumberForm.YEARLY:
        match = _YEARLY.match(text)
        return not text.strip(_DOTS + "/") or bool(match and not match["serial"])
    number = _NUMBER.match(plain(_whole(letter.number)))
    if number and not re.search(r"\d", number["rest"]):
        return _WORD.search(_line(letter.number)) is None
    return not text.strip(_DOTS) and text.strip() != "-"  # one dash: it has no number


def is_date_blank(letter: WrittenLetter) -> bool:
    """Return whether the day is left to the pen; a day without its year is not."""
    if letter.date is None or letter_day(letter):
        return False
    return not re.search(r"\d{1,2} *[ก-ฮ]|\d[/-]\d", plain(letter.date.text))


def _form(letter: WrittenLetter) -> NumberForm:
    return (letter.kind or DocumentKind.EXTERNAL).number_form
