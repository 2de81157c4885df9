"""Hints of findings for people at a page: what they can click and type, and no command line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circulars.model.findings import Finding

_SET: Final = r"--set '?[^'=]*="
# What commands are told, and what is said of it to somebody who has the form in front of them.
_WORDS: Final = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (rf" หรือ {_SET}' เพื่อเว้นไว้", " หรือเว้นว่างไว้"),
        (rf" หรือไม่ต้องใส่ {_SET}' เลย เพื่อให้", " หรือเว้นว่างให้"),
        (rf"ไม่ต้องใส่ {_SET}[^']*' เพื่อให้", "เว้นว่างให้"),
        (rf"แก้ด้วย {_SET}[^']*' ", "แก้ช่องนั้น"),
        (rf"กรอกค่าเอง: {_SET}[^']*'", "กรอกค่าในช่องนั้นเอง"),
        (rf"(?:กรอกด้วย|เช่น) {_SET}…'", "กรอกในช่องนั้น"),
        (rf"กรอกด้วย {_SET}([^']*)'", r"กรอกในช่องนั้น เช่น \1"),
        (rf"เช่น {_SET}([^' ]*)'?", r"เช่น \1"),
        (r"เช่น 2025-03-11$", "เช่น 11 มี.ค. 2568"),
        (r"จากแบบนี้ด้วย circulars generate แล้ว", "จากแบบนี้ที่หน้า ทำหนังสือ แล้ว"),
        (r"^กรอกเช่น 1175$", "กรอกเป็นตัวเลขอย่างเดียว"),
        (
            r"^(เลือกแฟ้มชนิด สมุดงาน Excel \(\.xlsx\))$",
            r"\1 แฟ้ม .csv เปิดใน Excel แล้วบันทึกเป็น .xlsx ก่อน",
        ),
        # a cited letter as it is printed: no key of a Thai keyboard gives the stroke between
        (r"เช่น (\S+) \| (.+?) \| (\d+ \S+ \d{4})", r"เช่น หนังสือ\1 ที่ \2 ลงวันที่ \3"),
    )
)
_BY_CODE: Final = {
    "number-given": "ลบเลขที่ที่กรอกไว้ หรือไม่ให้ทะเบียนออกเลข",
    "number-undated": "กรอกวันที่ หรือไม่ให้ทะเบียนออกเลข แล้วออกเลขภายหลังที่หน้า ทะเบียน",
    "year-open": "ตรวจปีของวันที่ ถ้าถูกต้อง ปิดปีก่อนที่หน้า ทะเบียน หรือยอมให้ผ่านเพื่อเริ่มปีใหม่",
}


def for_page(finding: Finding) -> Finding:
    """Return `finding` with a hint for somebody who has no command line.

    >>> from circulars.model.findings import Finding
    >>> hint = "กรอกด้วย --set 'เรียน=…' หรือ --set 'เรียน=' เพื่อเว้นไว้เขียนด้วยมือ"
    >>> for_page(Finding(code="x", where="", message="", hint=hint)).hint
    'กรอกในช่องนั้น หรือเว้นว่างไว้เขียนด้วยมือ'
    """
    hint = _BY_CODE.get(finding.code, finding.hint)
    for pattern, said in _WORDS:
        hint = pattern.sub(said, hint)
    return finding if hint == finding.hint else replace(finding, hint=hint)


def all_for_page(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, each as :func:`for_page` gives it."""
    return tuple(map(for_page, findings))
