"""The invented office of a preview, where none is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.data.area_codes import area_codes
from circulars.data.provinces import provinces

if TYPE_CHECKING:
    from circulars.previewing.cases import Case

_USUAL: Final = "พะเยา"
# Nobody of these names, no such road and no such number; without [emblem] the place of the emblem
# is drawn and labelled.
_PROFILE: Final = """\
issuer = "{full}"
province = "{name}"
letterhead = "ศาลากลาง{full}"
address = ["{road} {code} {number}000"]
unit = "{unit}"
group = "{group}"
phone = "โทร. {phone}"
slogan = ["{slogan}"]

[reference]
code = "{code}"
unit = "0019"

[[signatories]]
key = "ผู้ลงนามสมมุติ"
name = "{signatory}"
authority = [{authority}]
"""
_SHORT: Final = {
    "road": "ถนนสมมุติ",
    "unit": "สำนักงานสมมุติจังหวัด",
    "group": "กลุ่มงานสมมุติ",
    "slogan": "ข้อความสมมุติเพื่อดูแบบหนังสือ",
    "signatory": "นายสมมุติ ลองพิมพ์",
}
_LONG: Final = {
    "road": "ศูนย์ราชการจังหวัด อาคารอำนวยการ ชั้นสาม ถนนทดลองแบบหนังสือ",
    "unit": "สำนักงานทดลองแบบหนังสือและพัฒนาระบบงานสารบรรณจังหวัด",
    "group": "กลุ่มงานยุทธศาสตร์การทดลองแบบหนังสือและส่งเสริมการพัฒนาชุมชน",
    "slogan": "ข้อความสมมุติที่ยาวกว่าปกติ เพื่อดูว่าคำขวัญท้ายหนังสือขึ้นบรรทัดใหม่อย่างไรเมื่อไม่พอบรรทัดเดียว",
    "signatory": "ว่าที่ร้อยตรีหญิง สมมุติพรรณรายณ์กัญญาณัฐ ลองพิมพ์วัฒนาสกุลชัย",
}


def invented_phone(province: str) -> str:
    """Return a telephone number in `province` that begins its block with zeros.

    >>> invented_phone("พะเยา")
    '0 5400 0100'
    """
    code = next(iter(area_codes(province)), "02")[1:]
    digits = f"{code}{0:0{4 - len(code)}}0100"
    return f"0 {digits[:4]} {digits[4:]}"


def invented_office(case: Case) -> str:
    """Return an office profile in TOML: a usual one, or one of the longest names."""
    texts = _LONG if case.is_long else _SHORT
    longest = max(provinces(), key=lambda province: len(province.name))
    usual = next(province for province in provinces() if province.name == _USUAL)
    province = longest if case.is_long else usual
    lines = [f'{{ post = "ผู้ว่าราชการ{province.full_name}" }}']
    if case.is_long:
        lines = [
            '{ post = "ผู้อำนวยการกลุ่มงานยุทธศาสตร์การทดลองแบบหนังสือ", phrase = "รักษาราชการแทน" }',
            '{ post = "หัวหน้าสำนักงานทดลองแบบหนังสือจังหวัด", phrase = "ปฏิบัติราชการแทน" }',
            *lines,
        ]
    return _PROFILE.format(
        full=province.full_name,
        name=province.name,
        code=province.code,
        number=province.number,
        phone=invented_phone(province.name),
        authority=", ".join(lines),
        **texts,
    )
