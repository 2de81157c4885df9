"""What a line of a letter is, by how it begins and ends.

Source of the parts and their words: the regulation on correspondence (ระเบียบงานสารบรรณ
พ.ศ. 2526), clauses 11 to 24 and its forms.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from circulars.data.salutations import salutations
from thai_numerals.names import MONTHS_SHORT, MONTHS_WIDE, WEEKDAYS


class Sign(Enum):
    """What a line is known by."""

    URGENCY = auto()
    TITLE = auto()  # บันทึกข้อความ, คำสั่ง…, ประกาศ…
    NUMBER = auto()
    UNIT = auto()  # ส่วนราชการ, in a memo
    DATE = auto()
    SUBJECT = auto()
    SALUTATION = auto()
    CITED = auto()
    ATTACHMENTS = auto()
    CLOSING = auto()
    ISSUED = auto()  # สั่ง ณ วันที่, ประกาศ ณ วันที่, ให้ไว้ ณ วันที่
    SIGNER = auto()
    TEXT = auto()


DIGIT: Final = "[0-9๐-๙]"
_MONTH: Final = "|".join(map(re.escape, (*MONTHS_WIDE, *MONTHS_SHORT)))
_WEEKDAY: Final = "|".join(WEEKDAYS)
_BLANK: Final = r"[.…_\s-]"
# A day, or room for it, before a month; or the date in dots; or 11/3/2568.
DATE: Final = re.compile(
    rf"(?:(?:{DIGIT}{{1,2}}|{_BLANK}*+)\s*+(?:{_MONTH})\s*+(?:พ\.?\s?ศ\.?\s*+)?(?:{DIGIT}{{2,4}}|{_BLANK}*+)"
    rf"|{_BLANK}*+เดือน{_BLANK}*+(?:{_MONTH})?{_BLANK}*+(?:พ\.\s?ศ\.|ปี)?{_BLANK}*+{DIGIT}*+"
    rf"|[.…_]{{3}}{_BLANK}*+(?:พ\.\s?ศ\.)?\s*+{DIGIT}*+{_BLANK}*+"
    rf"|{DIGIT}{{1,2}}[/-]{DIGIT}{{1,2}}[/-]{DIGIT}{{2,4}})\s*$"
)
_OPENINGS: Final = "|".join(
    sorted(
        {each.opening for each in salutations().values()}
        | {
            "ขอประทานกราบทูล",
            "กราบบังคมทูล",
            "ขอเดชะ",
            "ทูล",
            "กราบนมัสการ",
            "เจริญพร",
            "ขอเจริญพร",
            "เสนอ",  # memos of the police and the army
            "ถึง",
        },
        key=len,
        reverse=True,
    )
)
_CLOSINGS: Final = sorted(
    {each.closing for each in salutations().values()}
    | {"ขอแสดงความนับถือ", "ขอแสดงความเคารพ", "ขอนมัสการ", "ขอเจริญพร$"}
)
# How addressees begin where the blank before them is forgotten.
_ADDRESSEES: Final = r"นาย|ผู้ว่า|ผู้อำนวยการ|หัวหน้า|ปลัด|อธิบดี|ประธาน|ท่าน"
# How names in brackets begin: titles, ranks, and their short forms.
_RANKS: Final = (
    r"นาย|นาง|ว่าที่|พล|พัน|ร้อย|จ่า|สิบ|ดาบ|นาวา|เรือ|หม่อม|คุณหญิง|ท่านผู้หญิง|พระ|สมเด็จ|เจ้า"
    r"|(?:ผู้ช่วย|รอง)?ศาสตราจารย์|อาจารย์|(?:ทันต|สัตว)?แพทย์|เภสัชกร|[ผร]ศ|[ก-ฮ]{1,2}\."
    r"|(?:Mr|Mrs|Ms|Miss|Dr|Prof)\b"
)
# One of them alone on the line over the brackets, as the regulation has it for ranks.
_RANK: Final = re.compile(
    r"(?:ว่าที่\s?)?(?:พล|พัน|ร้อย|จ่า|สิบ|ดาบ|นาวา|เรือ)(?:ตรี|โท|เอก|อากาศ|ตำรวจ|เรือ|จัตวา|สิบ|หมวด|หญิง)*$"
    r"|(?:ผู้ช่วย|รอง)?ศาสตราจารย์(?:พิเศษ|เกียรติคุณ|\s?(?:ดร\.|นายแพทย์|แพทย์หญิง))*$|หม่อม[ก-๎]+$|(?:[ก-ฮ]{1,2}\.){1,4}$"
)
# A name of two words, also one that goes on with where the family is from: ณ พะเยา.
_NAME: Final = r"[ก-๎]{2,}\s+[ก-๎]{2,}(?:\s+ณ\s+[ก-๎]+)?"
# How secret and how urgent it is, typed before the number on its line.
_URGENT: Final = r"(?:(?:ปกปิด|ลับ(?:มาก|ที่สุด)?|ด่วน(?:ที่สุด|มาก)?)\s+)*"
_SIGNS: Final = (
    (Sign.URGENCY, re.compile(r"ด่วน(?:ที่สุด|มาก|ภายใน.*)?$")),
    (Sign.TITLE, re.compile(r"บันทึกข้อความ$|(?:คำสั่ง|ประกาศ)(?!\s+ณ\s).{0,80}$")),
    (Sign.UNIT, re.compile(r"ส่วนราชการ(?![ก-๎])")),
    (
        Sign.NUMBER,
        re.compile(rf"{_URGENT}(?:เลข)?ที่(?:(?=[ก-ฮ]{{1,4}}\.?\s?{DIGIT}|{DIGIT}|[.…_])|\s|$)"),
    ),
    (Sign.SUBJECT, re.compile(r"เรื่อง(?:\s*:)?(?:\s+|$|(?=ขอ|การ|แจ้ง|ส่ง|เชิญ|ราย))")),
    (Sign.SALUTATION, re.compile(rf"(?:{_OPENINGS})(?:\s*:)?(?:\s+|$|(?={_ADDRESSEES}))")),
    (Sign.CITED, re.compile(r"(?:-\s*)?อ้างถึง(?:\s*:)?(?:\s+|$)")),
    (Sign.ATTACHMENTS, re.compile(r"(?:-\s*)?สิ่งที่(?:ส่ง|แนบ)มาด้วย(?:\s*:)?(?:\s+|$|(?=[0-9๐-๙]))")),
    (Sign.ISSUED, re.compile(r"(?:สั่ง|ประกาศ|ให้ไว้)\s+ณ\s+วันที่\s*")),
    (
        Sign.DATE,
        re.compile(rf"(?:(?:วันที่|วัน(?:{_WEEKDAY})(?:\s*ที่)?)\s*)?(?={DATE.pattern})|วันที่\s*$"),
    ),
    (
        Sign.CLOSING,
        re.compile(rf"(?:{'|'.join(_CLOSINGS)}).{{0,40}}$"),
    ),
    (
        Sign.SIGNER,
        re.compile(
            rf"\(\s*+(?:(?:{_RANKS})[^()0-9๐-๙]*+|{_NAME}\s*+|[.…_\s]*+)\)$"
            rf"|\(\s*+ลงชื่อ\s*+\)\s*+(?:(?:{_RANKS})[^()0-9๐-๙…_]*+(?<!\.\.)|{_NAME})$"  # of a copy
        ),
    ),
)
# สิ่งที่ส่งมาด้วย ๒ over an annex; our page of QR codes: เอกสารสิ่งที่ส่งมาด้วย.
LABEL: Final = re.compile(
    r"[(\[]?\s*(?:เอกสาร)?(?:สิ่งที่(?:ส่ง|แนบ)มาด้วย|แนบท้าย|แนบหมายเลข|หมายเลข(?=\s*[0-9๐-๙])|แนบ)"
    rf"\s*(?:ลำดับที่|หมายเลข|ที่)?\s*(?P<number>{DIGIT}{{1,2}})?\s*\.?[)\]]?$"
)
# Words that the first paragraph of a letter begins with, and headings never go on with.
_STARTER: Final = re.compile(
    r"ด้วย|ตาม|เนื่อง(?:จาก|ด้วย)|เพื่อ|อนุสนธิ|สืบเนื่อง|ในการนี้|โดยที่|อาศัยอำนาจ|หนังสือฉบับนี้|จึง|ขอ(?:ส่ง|เชิญ|แจ้ง|เรียน)"
)
# The same behind the number of a paragraph: words that no title begins with.
_NUMBERED_STARTER: Final = re.compile(
    rf"{DIGIT}{{1,2}}\s*[.)]+\s*(?:ด้วย|ตาม|เนื่อง|อนุสนธิ|สืบเนื่อง|ในการนี้|โดยที่|จึง)"
)
# The first words of a memo's own headings, as offices set them out; a number may stand before.
_MEMO_HEADING: Final = re.compile(
    rf"(?:{DIGIT}{{1,2}}\s*[.)]+\s*)?(?:เรื่องเดิม|ความเป็นมา|ข้อเท็จจริง|ข้อกฎหมาย|ข้อระเบียบ|ระเบียบ/กฎหมาย"
    r"|ข้อพิจารณา|ข้อเสนอ|บทวิเคราะห์|ต้นเรื่อง|ข้อสั่งการ|การดำเนินการ)(?![ก-๎])"
)
# Words that the title of an annex begins with.
_TITLE: Final = re.compile(
    r"(?:\(?ร่าง\)?\s*)?(?:ตาราง|รายงาน|สรุ[ปบ]|แบบ|บัญชี|เป้าหมาย|ค่าเป้าหมาย|ราย(?:ชื่อ|ละเอียด|การ)|กำหนดการ"
    r"|แผน|ผล|เกณฑ์|ข้อมูล|ทะเบียน|ปฏิทิน|คำชี้แจง|แนวทาง|ขั้นตอน|ตัวชี้วัด|ประมาณการ|ใบ|ระเบียบ|โครงการ|หลักเกณฑ์"
    r"|จำนวน|สถิติ|ยอด|คู่มือ|ภารกิจ|Roadmap|การ)"
)
_LONG: Final = 110  # characters: more than a line of a heading


@lru_cache(maxsize=4096)
def sign_of(text: str) -> tuple[Sign, int]:
    """Return what the line `text` is, and where its own words begin behind the heading.

    >>> sign, start = sign_of("เรื่อง  ขอเชิญประชุม")
    >>> sign.name, start
    ('SUBJECT', 8)
    >>> sign_of("ที่ว่าการอำเภอจุน")[0].name, sign_of("ที่ พย ๐๐๑๙.๒/ว๑๑๗๕")[0].name
    ('TEXT', 'NUMBER')
    """
    for sign, pattern in _SIGNS:
        if found := pattern.match(text):
            return sign, found.end()
    return Sign.TEXT, 0


def is_label(text: str) -> bool:
    """Return whether the line is the label of an annex and nothing else.

    >>> is_label("สิ่งที่ส่งมาด้วย ๒"), is_label("สิ่งที่ส่งมาด้วย ๒. แบบสำรวจ")
    (True, False)
    """
    return LABEL.match(text) is not None


def is_rank(text: str) -> bool:
    """Return whether the line is the rank or title of somebody, and no name.

    >>> is_rank("พลตรี"), is_rank("พ.ต.อ."), is_rank("นายสม ใจงาม"), is_rank("นายอำเภอ")
    (True, True, False, False)
    """
    return _RANK.match(text) is not None


def is_title(text: str) -> bool:
    """Return whether an annex may begin with this line.

    >>> is_title("แบบสำรวจความพร้อม"), is_title("Change for Good")
    (True, False)
    """
    return _TITLE.match(text) is not None


def is_running_text(text: str) -> bool:
    """Return whether the line is a sentence of the letter, and no part of a heading.

    >>> is_running_text("ด้วยจังหวัดพะเยากำหนดจัดงาน"), is_running_text("รอบที่ ๒")
    (True, False)
    """
    return len(text) > _LONG or begins_text(text)


def begins_text(text: str) -> bool:
    """Return whether the line begins as the text of a letter does, or a section of a memo.

    >>> begins_text("๑. เรื่องเดิม"), begins_text("๑. เรื่องร้องเรียน จำนวน ๑ ฉบับ")
    (True, False)
    """
    patterns = (_STARTER, _NUMBERED_STARTER, _MEMO_HEADING)
    return any(pattern.match(text) for pattern in patterns)
