"""Invented texts of a preview: nobody and nothing in them is real but the names of places."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Final

from circulars.data.districts import districts
from circulars.data.provinces import provinces

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FIRST: Final = ("สมมุติ", "ตัวอย่าง", "บัวงาม", "แสนดี", "ใจเย็น")
_LAST: Final = ("ลองพิมพ์", "ทดลองแบบ", "นามสมมุติ", "ไม่มีตัวตน")
_LONG_NAME: Final = "ว่าที่ร้อยตรีหญิง สมมุติพรรณรายณ์กัญญาณัฐ ลองพิมพ์วัฒนาสกุลชัยประเสริฐยิ่ง"
_SUBJECT: Final = "ขอเชิญประชุมชี้แจงแนวทางการจัดเก็บข้อมูลเพื่อทดลองแบบหนังสือ"
# About three lines of a letter.
_LONG_SUBJECT: Final = (
    "ขอความร่วมมือประชาสัมพันธ์และเข้าร่วมประชุมเชิงปฏิบัติการชี้แจงแนวทางการจัดเก็บ ตรวจสอบ และรายงานข้อมูล"
    "เพื่อทดลองแบบหนังสือที่มีชื่อเรื่องยาวหลายบรรทัด ตามโครงการพัฒนาระบบงานสารบรรณและการจัดทำเอกสารของส่วนราชการ "
    "ประจำปีงบประมาณ พ.ศ. 2569"
)
_PARAGRAPHS: Final = (
    "ด้วยสำนักงานกำหนดจัดประชุมเพื่อทดลองแบบหนังสือ ข้อความนี้สมมุติขึ้นเพื่อให้เห็นการจัดวางย่อหน้าบนหน้ากระดาษ",
    (
        "ในการนี้ จึงขอให้ตรวจสอบความยาวของแต่ละบรรทัด ระยะห่างระหว่างย่อหน้า และตำแหน่งของลายมือชื่อ "
        "ข้อความย่อหน้านี้ยาวกว่าหนึ่งบรรทัด เพื่อให้เห็นว่าบรรทัดที่สองเริ่มต้นที่ขอบด้านซ้ายและคำไม่ถูกตัดผิดที่"
    ),
)
_CITING: Final = "รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย"
_THING: Final = "รายการสมมุติ"
_LONG_THING: Final = "รายการสมมุติที่มีชื่อยาวกว่าปกติเพื่อให้เห็นว่าข้อความขึ้นบรรทัดใหม่ในช่องนี้อย่างไร"
_LONGEST_PLACE: Final = "วิสาหกิจชุมชนกลุ่มแม่บ้านเกษตรกรผู้ทดลองแบบหนังสือบ้านหนองสมมุติพัฒนา"

# What a name tells of its text; the first that is found counts.
_ABOUT: Final[Mapping[str, str]] = {
    "mail": r"อีเมล|ไปรษณีย์อิเล็กทรอนิกส์|e-?mail",
    "web": r"เว็บ|ลิงก์|คิวอาร์|แบบรายงานออนไลน์|url|link|qr",
    "phone": r"โทร|เบอร์",
    "subject": r"เรื่อง",
    "district": r"อำเภอ",
    "province": r"จังหวัด",
    "subdistrict": r"ตำบล|หมู่บ้าน|ชุมชน|เทศบาล|อบต|อปท",
    "remark": r"หมายเหตุ",
    "document": r"เอกสาร|สิ่งที่ส่งมาด้วย",
    "person": r"ชื่อ(?!ผลิตภัณฑ์|โครงการ|เรื่อง)|ผู้(?!ผลิต|ประกอบการ|รับ$)|บุคคล",
    "addressee": r"^(?:เรียน|ถึง|ผู้รับ)",
    "since": r"ตั้งแต่",
}


class Words:
    """Gives texts by what their names tell, the same for the same seed."""

    def __init__(self, seed: str, province: str, *, is_long: bool, attached: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311  # data to look at, no secret
        self._province = province
        self._is_long = is_long
        self._attached = attached  # how many attachments the letter has

    def number(self, low: int, high: int) -> int:
        """Return a whole number between `low` and `high`."""
        return self._random.randint(low, high)

    def text(self, name: str, label: str = "") -> str:
        """Return a text for what is called `name`, and explained as `label`."""
        found = (about for text in (name, label) for about in _abouts(text))
        about = next(found, "thing")
        makers: Mapping[str, Callable[[], str]] = {
            "mail": lambda: "preview@example.go.th",
            "web": lambda: (
                "https://example.go.th/preview" + "/long-address-of-a-form" * self._is_long
            ),
            "phone": lambda: "08 0000 0100",
            "subject": lambda: _LONG_SUBJECT if self._is_long else _SUBJECT,
            "district": lambda: self.places("อำเภอ", 1)[0],
            "province": lambda: self.places("จังหวัด", 1)[0],
            "subdistrict": lambda: _LONGEST_PLACE if self._is_long else "ตำบลสมมุติ",
            "remark": lambda: _LONG_THING if self._is_long else "ข้อมูลสมมุติ",
            "document": lambda: f"เอกสารประกอบ{_LONG_THING if self._is_long else 'การทดลองแบบ'}",
            "person": self.person,
            "addressee": self._addressee,
            "since": lambda: "บัดนี้เป็นต้นไป",
            "thing": lambda: _LONG_THING if self._is_long else _THING,
        }
        return makers[about]()

    def person(self) -> str:
        """Return the name of nobody."""
        if self._is_long:
            return _LONG_NAME
        return f"นาย{self._random.choice(_FIRST)} {self._random.choice(_LAST)}"

    def lines(self) -> str:
        """Return paragraphs, one on each line; the last one speaks of the attachments."""
        several = f" 1 - {self._attached}" if self._attached > 1 else ""
        cited = (_CITING + several,) if self._attached else ()
        return "\n".join((*_PARAGRAPHS * (3 if self._is_long else 1), *cited))

    def places(self, heading: str, count: int) -> list[str]:
        """Return `count` names for the rows of a table whose key column is headed `heading`."""
        names = self._known(heading)
        if self._is_long:
            names.sort(key=len, reverse=True)
        more = count - len(names)
        return [*names, *(f"{_THING} {number}" for number in range(1, more + 1))][:count]

    def _known(self, heading: str) -> list[str]:
        if "อำเภอ" in heading:
            own = sorted(districts().get(self._province, ()))
            others = {name for names in districts().values() for name in names}
            return [*own, *sorted(others.difference(own))] if not self._is_long else sorted(others)
        if "จังหวัด" in heading:
            return [province.name for province in provinces()]
        return [_LONGEST_PLACE] if self._is_long else []

    def _addressee(self) -> str:
        return f"นายอำเภอ{self.places('อำเภอ', 1)[0]}"


def _abouts(text: str) -> list[str]:
    return [about for about, pattern in _ABOUT.items() if re.search(pattern, text, re.IGNORECASE)][
        :1
    ]
