"""Converting plain text: the encoding and the line ends stay as they are."""

from __future__ import annotations

from typing import Final

from thai_numerals.errors import FileError
from thai_numerals.files.report import Conversion, Report
from thai_numerals.files.text import convert_text, text_report

# Windows-874 is what Thai Windows saves as "ANSI"; it holds Thai digits too.
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def convert_plain(name: str, source: bytes, conversion: Conversion) -> tuple[bytes, Report]:
    """Return the text `source` converted, and what was changed and left alone."""
    encoding = _encoding(name, source)
    lines = source.decode(encoding).splitlines(keepends=True)
    reports: list[Report] = []
    converted: list[str] = []
    for number, line in enumerate(lines, 1):
        after, kept = convert_text(line, conversion)
        converted.append(after)
        reports.append(text_report(line, after, kept, f"บรรทัดที่ {number}"))
    return _encoded("".join(converted), encoding, source), Report.merged(reports)


def _encoding(name: str, source: bytes) -> str:
    marked = [encoding for mark, encoding in _MARKS.items() if source.startswith(mark)]
    if b"\0" in source and not marked:
        raise FileError(name, "ไม่ใช่แฟ้มข้อความ")
    for encoding in marked or ("utf-8", "cp874"):
        try:
            source.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise FileError(name, "อ่านตัวอักษรไม่ได้ ให้บันทึกเป็น UTF-8")


def _encoded(text: str, encoding: str, source: bytes) -> bytes:
    if encoding == "utf-16":  # Python would choose the order of bytes by the machine
        order = "utf-16-le" if source.startswith(b"\xff\xfe") else "utf-16-be"
        return source[:2] + text.encode(order)
    return text.encode(encoding)
