"""The foot of the letter: closing, who signs, and the unit that wrote it become common names."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from circulars.authoring.lines import loop_over
from circulars.authoring.manuscript import frame
from circulars.data.salutations import salutations

if TYPE_CHECKING:
    from circulars.authoring.manuscript import Manuscript
    from circulars.model.written_letter import Passage, WrittenLetter

_PHONE: Final = re.compile(r"โทร")
_CONTACT: Final = re.compile(r"โทรสาร|(?i:e-?mail|fax|tel|line)|อีเมล|ไปรษณีย์|ผู้ประสาน|สำเนา|เบอร์")
_NAME: Final = re.compile(r"\(\s*(?P<name>[^()]*?)\s*\)")


def take_foot(letter: WrittenLetter, script: Manuscript) -> None:
    """Put tags into the foot of the letter."""
    closings = {each.closing for each in salutations().values()}
    if letter.closing and letter.closing.text in closings:
        script.put(letter.closing, "{{ คำลงท้าย }}", "คำลงท้ายตามประเภทผู้รับ")
    if letter.signer:
        _take_name(letter.signer, script)
    loop_over(script, letter.authority, "ผู้ลงนาม.ตำแหน่ง", "ตำแหน่งผู้ลงนามจากข้อมูลสำนักงาน")
    _take_unit(letter, script)


def _take_name(signer: Passage, script: Manuscript) -> None:
    name = _NAME.fullmatch(signer.text)
    if name and name["name"]:
        script.put_at(
            signer.paragraph,
            signer.start + name.start("name"),
            name["name"],
            "{{ ผู้ลงนาม.ชื่อ }}",
            "ผู้ลงนามจากข้อมูลสำนักงาน",
        )


def _take_unit(letter: WrittenLetter, script: Manuscript) -> None:
    """Take unit, group and phone in their order; what comes behind is the slogan or stays."""
    lines = list(letter.originator)
    phone = next((n for n, line in enumerate(lines) if _PHONE.match(line.text)), len(lines))
    above, below = lines[:phone], lines[phone + 1 :]
    if above:
        script.put(above[0], "{{ หน่วยงานเจ้าของเรื่อง }}", "หน่วยงานเจ้าของเรื่องจากข้อมูลสำนักงาน")
    for line in above[1:2]:
        if script.put(line, "{{ กลุ่มงาน }}", "กลุ่มงานจากข้อมูลสำนักงาน"):
            element = script.element(line.paragraph.order)
            if element is not None and len(element):
                script.later(
                    partial(frame, element, element, ["{%p if กลุ่มงาน %}"], ["{%p endif %}"])
                )
    for line in above[2:]:
        script.leave(line.paragraph, line.text, "ส่วนราชการเจ้าของเรื่อง: มีมากกว่าสองบรรทัด")
    if phone < len(lines):
        script.put(lines[phone], "{{ โทรศัพท์ }}", "โทรศัพท์จากข้อมูลสำนักงาน")
    slogan = [line for line in below if not _CONTACT.match(line.text)]
    loop_over(script, slogan, "คำขวัญ", "คำขวัญจากข้อมูลสำนักงาน")
    for line in below:
        if line not in slogan:
            script.leave(line.paragraph, line.text, "ท้ายหนังสือ: ไม่มีในข้อมูลสำนักงาน")
