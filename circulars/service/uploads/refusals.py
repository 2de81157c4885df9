"""What is said of a file that is not taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding
from circulars.ooxml import Fault, has_stream

if TYPE_CHECKING:
    from collections.abc import Collection

    from circulars.ooxml import PackageFault

_MILLION: Final = 1_000_000
_KINDS: Final = {
    "docx": "เอกสาร Word (.docx)",
    "xlsx": "สมุดงาน Excel (.xlsx)",
    "txt": "ข้อความ (.txt, UTF-8)",
    "png": "ภาพ (.png)",
    "toml": "แฟ้มข้อมูล (.toml)",
}
_SAVE_AS: Final = "เปิดใน Word หรือ Excel เลือก บันทึกเป็น แล้วเลือกชนิด .docx หรือ .xlsx ธรรมดา"
_FETCH: Final = "ขอแฟ้มจากต้นฉบับอีกครั้ง หรือเปิดใน Word หรือ Excel แล้วบันทึกเป็นแฟ้มใหม่"
# By the last words of the content type of their main part.
_OTHERS: Final = {
    "wordprocessingml.template.main+xml": "แม่แบบของ Word (.dotx)",
    "spreadsheetml.template.main+xml": "แม่แบบของ Excel (.xltx)",
    "presentationml.presentation.main+xml": "งานนำเสนอ (.pptx)",
    "sheet.binary.macroEnabled.main": "สมุดงานแบบไบนารี (.xlsb)",
    "": "แฟ้ม zip ที่ไม่ใช่เอกสาร",
}


def _wanted(kinds: Collection[str]) -> str:
    return " หรือ ".join(said for kind, said in _KINDS.items() if kind in kinds)


def empty(name: str) -> Finding:
    """Return that there is nothing in the file."""
    return Finding(
        code="upload-empty",
        where=name,
        message="แฟ้มนี้ว่างเปล่า",
        hint="เลือกแฟ้มใหม่ ถ้าแฟ้มอยู่บนคลาวด์ ให้ดาวน์โหลดลงเครื่องก่อน",
    )


def too_large(name: str, limit: int) -> Finding:
    """Return that the file has more than `limit` bytes."""
    return Finding(
        code="upload-too-large",
        where=name,
        message=f"แฟ้มนี้ใหญ่เกิน {limit // _MILLION:,} MB",
        hint="ลดขนาดรูปในแฟ้ม หรือคัดลอกเฉพาะแผ่นงานที่ใช้ไปไว้ในแฟ้มใหม่",
    )


def no_room(name: str) -> Finding:
    """Return that the disk is nearly full."""
    return Finding(
        code="upload-no-room",
        where=name,
        message="ดิสก์ของเครื่องที่ให้บริการใกล้เต็ม จึงไม่รับแฟ้ม",
        hint="แจ้งผู้ดูแลเครื่องให้เพิ่มเนื้อที่ งานที่ทำไว้แล้วยังอยู่ครบ",
    )


def other_kind(name: str, kind: str, kinds: Collection[str]) -> Finding:
    """Return that the file is a `kind`, empty where it is none we know, and not one of `kinds`."""
    said = f"เป็น{_KINDS[kind]}" if kind else "ไม่ใช่ชนิดที่รู้จัก"
    return Finding(
        code="upload-kind",
        where=name,
        message=f"แฟ้มนี้{said} ใช้ที่นี่ไม่ได้",
        hint=f"เลือกแฟ้มชนิด {_wanted(kinds)}",
    )


def other_package(name: str, kind: str, kinds: Collection[str]) -> Finding:
    """Return that the zip is a package of a kind that is of no use here."""
    return Finding(
        code="upload-kind",
        where=name,
        message=f"แฟ้มนี้เป็น{_OTHERS[kind]} ใช้ที่นี่ไม่ได้",
        hint=f"{_SAVE_AS} ที่นี่ใช้ {_wanted(kinds)}",
    )


def compound_file(content: bytes, name: str) -> Finding:
    """Return that the file is of an old kind, or has a password."""
    if has_stream(content, "EncryptedPackage"):
        return Finding(
            code="upload-locked",
            where=name,
            message="แฟ้มนี้ตั้งรหัสผ่านไว้ จึงอ่านไม่ได้",
            hint="เปิดใน Word หรือ Excel เลือก แฟ้ม > ข้อมูล > ป้องกัน เอารหัสผ่านออก แล้วบันทึก",
        )
    what = "เอกสาร Word รุ่นเก่า (.doc)" if has_stream(content, "WordDocument") else ""
    if not what and (has_stream(content, "Workbook") or has_stream(content, "Book")):
        what = "สมุดงาน Excel รุ่นเก่า (.xls)"
    return Finding(
        code="upload-old-kind",
        where=name,
        message=f"แฟ้มนี้เป็น{what or 'แฟ้ม Office รุ่นเก่า'} ใช้ที่นี่ไม่ได้",
        hint=_SAVE_AS,
    )


def macros(name: str) -> Finding:
    """Return that the file brings programs along."""
    return Finding(
        code="upload-macros",
        where=name,
        message="แฟ้มนี้มีมาโครหรือปุ่มที่สั่งโปรแกรม (ActiveX) จึงไม่รับ",
        hint=f"{_SAVE_AS} มาโครจะหายไป ข้อมูลและข้อความอยู่ครบ",
    )


def bomb(name: str, size: str) -> Finding:
    """Return that the file would unpack to something enormous."""
    return Finding(
        code="upload-unpacks-too-large",
        where=name,
        message=f"แฟ้มนี้จะใหญ่ผิดปกติเมื่อคลายออก ({size}) จึงไม่รับ",
        hint="คัดลอกเฉพาะส่วนที่ใช้ไปไว้ในแฟ้มใหม่ หากได้แฟ้มจากผู้อื่น ให้ตรวจไวรัสก่อน",
    )


def strange_names(name: str) -> Finding:
    """Return that the zip has members whose names lead elsewhere."""
    return Finding(
        code="upload-damaged",
        where=name,
        message="ส่วนประกอบในแฟ้มนี้มีชื่อที่ Word และ Excel ไม่ใช้ แฟ้มนี้อาจเป็นอันตราย",
        hint=f"อย่าใช้แฟ้มนี้ {_FETCH}",
    )


def damaged(name: str, fault: PackageFault) -> Finding:
    """Return that the zip is broken."""
    told = {
        Fault.LOCKED: "แฟ้มนี้เป็นไฟล์ zip ที่ตั้งรหัสผ่าน",
        Fault.STRANGE_METHOD: "แฟ้มนี้บีบอัดด้วยวิธีที่ Word และ Excel ไม่ใช้",
        Fault.NAMES_TWICE: "แฟ้มนี้มีส่วนประกอบภายในชื่อซ้ำกัน",
        Fault.DAMAGED_XML: f"ส่วน {fault.part} ในแฟ้มนี้เสียหาย",
    }
    return Finding(
        code="upload-damaged",
        where=name,
        message=told.get(fault.fault, "แฟ้มนี้ไม่สมบูรณ์ อาจขาดตอนระหว่างคัดลอกหรือส่ง"),
        hint=_FETCH,
    )
