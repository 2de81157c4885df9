"""What stands with a deadline (ภายในวันที่): something asked, something told, or either.

A day gone by beside ภายใน is told of at least as often as it is asked for, so nothing counts as
asked that has no word of request, or an order's verb, before it in its own clause.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered

if TYPE_CHECKING:
    from circulars.checks.said import Said

_CLOCK: Final = (
    r"(?:เวลา *\d{1,2}[.:]\d\d *(?:น\.|นาฬิกา)? *(?:ของ|ใน)? *)?(?:วัน(?:ที่)?|(?:สิ้น)?เดือน)? *$"
)
# Words of a deadline; `at` ends the clause that it belongs to.
_FIRM: Final = re.compile(
    rf"(?:กำหนดส่ง|(?P<at>ภายใน|ไม่เกิน|ไม่ช้ากว่า|อย่างช้า|หมดเขต(?:ส่ง|รับสมัคร)?)) *(?:กำหนด|ใน)? *{_CLOCK}"
)
_BEFORE: Final = re.compile(
    rf"(?:แล้วเสร็จ|ส่ง|รายงาน|แจ้ง|ดำเนินการ|บันทึก|ตอบรับ).{{0,80}}(?P<at>ก่อน) *{_CLOCK}"
)
_UNTIL: Final = re.compile(
    rf"(?:บัดนี้|ขยาย(?:ระยะ)?เวลา|รับสมัคร)[ก-๎]{{0,20}}?(?P<at> *(?:จน)?ถึง) *{_CLOCK}"
)
_NEAR: Final = 400  # characters around a deadline that may say whose it is

# Behind these a letter speaks anew.
_THAT: Final = "(?<!ดัง)(?<!ทั้ง)(?<!เท่า)นั้น(?![ก-๎])"
_ANEW: Final = re.compile(rf"{_THAT}|จึง|ดังนั้น|ในการนี้|อนึ่ง|ดังนี้|(?<![\d./])\d{{1,2}}[.)] ")
# The first words of what is told before anything is asked.
_INTRODUCED: Final = re.compile(r"\W*(?:ด้วย|ตาม(?:ที่|หนังสือ|ประกาศ)|อนุสนธิ|สืบเนื่อง|เนื่องจาก)")
_REQUEST: Final = re.compile(
    "(?<!ได้)(?<!เคย)(?<!ที่)(?<!ซึ่ง)ขอ(?:ให้|ความร่วมมือ|ความอนุเคราะห์|เชิญ)|โปรด|กรุณา|(?:^|(?<= ))ให้"
    "|กำหนดส่ง|ตั้งแต่บัดนี้|บัดนี้$"
)
_VERBS: Final = (
    "ส่ง(?!มาด้วย)|จัด(?:ส่ง|ทำ|เก็บ)|นำ(?:ส่ง|เข้า)|รายงาน|แจ้ง|บันทึก|แก้ไข|ตรวจสอบ|ดำเนินการ|ตอบ|กรอก|ยืนยัน"
    "|สำรวจ|รวบรวม|เบิกจ่าย|ประชาสัมพันธ์|เร่ง|คัดเลือก|สรุป|ปรับปรุง|ทบทวน|เสนอ|ชำระ|โอน|ลงทะเบียน"
)
_ORDER: Final = re.compile(rf"[\W\d]*(?:{_VERBS})")
# Which ones are meant: ผู้ที่ขึ้นทะเบียนภายใน…; and what is told of.
_RELATIVE: Final = (
    "(?<!ตาม)(?<!สิ่ง)(?<!หน้า)(?<!พื้น)(?<!ทัน)"
    "ที่(?!กำหนด|แนบ|เกี่ยวข้อง|ส่งมา|อ้างถึง|รับผิดชอบ|ประชุม|อยู่|ตั้ง|ดิน|ทำการ|ว่าการ|ปรึกษา)[ก-๎]|ซึ่ง|ไว้ *$|อายุ"
)
_TOLD: Final = re.compile(
    f"{_RELATIVE}|(?:มิ|ไม่)(?:ได้|อาจ|สามารถ|แล้วเสร็จ|ทัน)|ปรากฏ|พบว่า|(?:รายงาน|แจ้ง|ยืนยัน)ว่า|สิ้นสุด|กรณี"
    "|ผู้(?:รับจ้าง|ขาย|ให้เช่า|สมัคร)ต้อง|ตามสัญญา|ต้อง(?:มี|เป็น|เกิด|จดทะเบียน|ขึ้นทะเบียน)|หาก|ถ้า|ที่ผ่านมา|พ้นกำหนด|ล่วงเลย|เดิม|(?<!ให้)(?<!เพื่อ)(?<!จะ)ได้(?!แก่)[ก-ฮเ-ไ]"
)
_DONE: Final = re.compile("(?<!ให้)(?:แล้วเสร็จ|เสร็จสิ้น)")
# Where a clause of its own begins within what is asked.
_CLAUSE: Final = re.compile(rf" (?={_VERBS})|ให้|โดย|พร้อม|(?<!คำ)ขอ(?!ง)| และ|แล้ว(?!เสร็จ)")
# Behind the day: that it is over, who did it by then, or what it becomes.
_ENDED: Final = re.compile(
    rf"\W*ที่(?:ผ่านมา|แล้ว)|\W*(?:แต่)?ปรากฏ|(?:(?!จึง|ขอให้).)*?{_THAT}"
    r"| *(?!หาก|ถ้า|กรณี|เมื่อ)\S{0,40}ได้\S{0,60}แล้ว|\W*\S{0,20}?เป็น\W*(?:ภายใน *)?วัน(?!สุดท้าย)"
)
_QUOTED: Final = re.compile('[“"«] *$')  # words that the letter speaks of
_TOLD_BEHIND: Final = re.compile(
    r"\W*(?:แล้ว|แต่|เรียบร้อย|เป็นไปตาม|ได้|(?:ไม่)?ทัน|ไม่(?:ต้อง|มี)|พบ|ถือ"
    r"|(?:เพียง|มี|จำนวน|รวม) *(?:จำนวน *)?\d+(?!\d| *(?:ชุด|ฉบับ|เล่ม|แผ่น)))"
)
# An invitation to a day; one told of is none.
_INVITED: Final = re.compile(
    r"ขอเชิญ(?:(?!ตาม|เมื่อ|หนังสือ|ซึ่ง|ได้|ที่ผ่านมา)[^\d]){0,120}ใน *(?:วัน(?:ที่)?)? *$"
)


class Tone(Enum):
    """What a letter means by a deadline."""

    ASKED = auto()  # of the reader
    OPEN = auto()  # asked or told: somebody has to look
    TOLD = auto()  # of what was, or of which ones are meant


def is_deadline(said: Said) -> bool:
    """Return whether something is to be done by this date, as far as can be seen."""
    return tone(said) in {Tone.ASKED, Tone.OPEN}


def is_invitation(said: Said) -> bool:
    """Return whether the reader is invited to come on this day: ขอเชิญประชุมในวันที่."""
    before = said.before[-_NEAR:]
    invited = _INVITED.search(before)
    if invited is None or _ENDED.match(said.after[:_NEAR]):
        return False
    lead = before[: invited.start()]
    return not _INTRODUCED.match(lead) or _ANEW.search(before[: invited.start() + 1]) is not None


def tone(said: Said) -> Tone | None:
    """Return what the letter means by the date as a deadline; None where it is none."""
    return _tone(said.before[-_NEAR:], said.after[:_NEAR])


@remembered
def _tone(before: str, after: str) -> Tone | None:
    words = (_FIRM, _BEFORE, _UNTIL)
    word = next((match for each in words if (match := each.search(before))), None)
    if word is None:
        return None
    if _ENDED.match(after) or _QUOTED.search(before, 0, word.start()):
        return Tone.TOLD
    head = before[: word.start("at") if word["at"] else word.end()]
    anew = max((match.end() for match in _ANEW.finditer(head)), default=0)
    clause, is_introduced = head[anew:], not anew and bool(_INTRODUCED.match(head))
    if requests := [*_REQUEST.finditer(clause)]:
        lead = clause[: requests[0].start()]
        of_old = is_introduced or "หนังสือ" in lead or _TOLD.search(lead.rsplit(" ", 1)[-1])
        own = _asked(clause[requests[-1].end() :])
        return Tone.OPEN if of_old and own is Tone.ASKED else own
    if is_introduced or _TOLD_BEHIND.match(after):
        return Tone.TOLD
    return _unasked(clause)


def _asked(text: str) -> Tone:
    """Return the tone of what stands between a request, or its verb, and the deadline."""
    own = _CLAUSE.split(text)[-1]
    if not _TOLD.search(own):
        return Tone.ASKED
    return Tone.TOLD if _TOLD.search(own.rsplit("และ", 1)[-1]) else Tone.OPEN


def _unasked(clause: str) -> Tone:
    """Return the tone of a clause without a word of request: an order, or somebody's doing."""
    is_done = _DONE.search(clause)
    if _ORDER.match(clause):
        own = _asked(clause)
        return Tone.OPEN if is_done and own is Tone.ASKED else own
    return Tone.TOLD if is_done or _TOLD.search(clause) else Tone.OPEN
