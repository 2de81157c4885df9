"""Faults in letter.toml, and in the file of the template as a whole."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from broken_templates.opened import UnsuitableError
from broken_templates.plans import Told, kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from broken_templates.opened import Opened

_FIELD: Final = '\n[fields."{0}"]\nlabel = "{0}"\n{1}\n'


def _add_field(opened: Opened, name: str, lines: str, *, printed: bool = True) -> str:
    """Give the type a field, printed in a paragraph of its own; return what it is called."""
    opened.toml += _FIELD.format(name, lines)
    if printed:
        opened.insert(f"ทั้งนี้ {{{{ {name} }}}}")
    return f"letter.toml fields.{name}"


def _replace(opened: Opened, old: str, new: str) -> None:
    if old not in opened.toml:
        raise UnsuitableError(old)
    opened.toml = opened.toml.replace(old, new, 1)


def field_unused(opened: Opened) -> Iterator[Told]:
    """Name a field that nothing prints."""
    name = opened.random.choice(["สถานที่ประชุม", "ผู้ประสานงาน"])
    where = _add_field(opened, name, 'kind = "text"', printed=False)
    yield Told(code="letter-type-unused", at=where, says=(f"“{name}”",))


def table_unused(opened: Opened) -> Iterator[Told]:
    """Name a table that nothing uses."""
    opened.toml += (
        '\n[datasets."ผลตรวจ"]\nkey = "ตำบล"\n[datasets."ผลตรวจ".columns]\n'
        '"ตำบล" = { heading = "ตำบล", kind = "text" }\n'
    )
    yield Told(code="letter-type-unused", at="letter.toml datasets.ผลตรวจ", says=("“ผลตรวจ”",))


def field_without_source(opened: Opened) -> Iterator[Told]:
    """Give a field a formula that can never give what it holds."""
    kind_, formula, said = opened.random.choice(
        [("date", "ผู้ออกหนังสือ", "วันที่"), ("integer", "วันที่", "จำนวนเต็ม"), ("text", "ที่ตั้ง", "ข้อความ")]
    )
    where = _add_field(opened, "วันตรวจรับ", f'kind = "{kind_}"\nvalue = "{formula}"')
    yield Told(code="letter-type", at=f"{where}.value", says=(said, "ไม่มีที่มา"))


def formula_misspelt(opened: Opened) -> Iterator[Told]:
    """Misspell a name in the formula of a field."""
    where = _add_field(opened, "วันนัดหมาย", 'kind = "date"\nvalue = "วันที | วันทำการ"')
    yield Told(code="letter-type", at=f"{where}.value", says=("“วันที”", "“วันที่”"))


def formula_of_no_filter(opened: Opened) -> Iterator[Told]:
    """Misspell a filter in the formula of a field."""
    where = _add_field(opened, "วันประชุม", 'kind = "date"\nvalue = "วันที่ | วันทำกา"')
    yield Told(code="letter-type", at=f"{where}.value", says=("“วันทำกา”", "“วันทำการ”"))


def choice_unlisted(opened: Opened) -> Iterator[Told]:
    """Give a field of choices a text that is none of them."""
    lines = 'kind = "choice"\nchoices = ["เร่งด่วน", "ปกติ"]\nvalue = \'"เร่งดวน"\''
    where = _add_field(opened, "ลำดับงาน", lines)
    yield Told(code="letter-type", at=f"{where}.value", says=("“เร่งดวน”", "“เร่งด่วน”"))


def key_misspelt(opened: Opened) -> Iterator[Told]:
    """Misspell a key of letter.toml."""
    where = _add_field(opened, "ผู้ตรวจ", 'kind = "text"\nrequird = false')
    yield Told(code="letter-type", at=f"{where}.requird", says=("required",))


def kind_unknown(opened: Opened) -> Iterator[Told]:
    """Give a field a kind that there is not."""
    where = _add_field(opened, "ผู้จดรายงาน", 'kind = "txet"')
    yield Told(code="letter-type", at=f"{where}.kind", says=("txet", "text"))


def formulas_in_a_ring(opened: Opened) -> Iterator[Told]:
    """Derive two fields from each other."""
    first = _add_field(opened, "ปีแรกเริ่ม", 'kind = "integer"\nvalue = "ปีต่อมา - 1"')
    opened.toml += _FIELD.format("ปีต่อมา", 'kind = "integer"\nvalue = "ปีแรกเริ่ม + 1"')
    yield Told(code="letter-type", at=f"{first}.value", says=("ปีแรกเริ่ม → ปีต่อมา",))


def pages_missing(opened: Opened) -> Iterator[Told]:
    """Promise annex pages that the template does not have."""
    opened.toml += '\n[[annexes]]\nname = "แนวทาง"\ntitle = "แนวทาง"\npages = true\n'
    yield Told(code="template-sections", at="letter.docx", says=("0 ส่วน", "หน้าถัดไป"))


def annex_of_no_table(opened: Opened) -> Iterator[Told]:
    """Attach a table that the type does not have."""
    number = opened.toml.count("[[annexes]]") + 1
    opened.toml += '\n[[annexes]]\ntitle = "บัญชี"\ndataset = "บัญชีรายชื่อ"\n'
    where = f"letter.toml annexes ลำดับที่ {number}.dataset"
    yield Told(code="letter-type", at=where, says=("“บัญชีรายชื่อ”",))


def annex_title_misspelt(opened: Opened) -> Iterator[Told]:
    """Misspell a name in the title of an attachment."""
    number = opened.toml.count("[[annexes]]") + 1
    opened.toml += '\n[[annexes]]\ntitle = "บัญชีของ{{ ผู้ออกหนังสอ }}"\n'
    where = f"letter.toml annexes ลำดับที่ {number}.title"
    yield Told(code="letter-type", at=where, says=("“ผู้ออกหนังสอ”", "“ผู้ออกหนังสือ”"))


def column_misspelt(opened: Opened) -> Iterator[Told]:
    """Ask for a column that the table does not have."""
    names = re.findall(r'^\[datasets\."([^"]+)"\]$', opened.toml, re.MULTILINE)
    if not names:
        raise UnsuitableError("datasets")
    (line,) = opened.insert(f"รวม {{{{ {names[0]}.แถวรวม.จำนวณเงิน }}}} บาท")
    yield Told(code="template-missing-name", at=line, says=("จำนวณเงิน",))


def toml_torn(opened: Opened) -> Iterator[Told]:
    """Leave out the end of a text in letter.toml."""
    number = opened.toml.count("\n") + 3
    opened.toml += '\n[fields."ผู้ตรวจ"]\nlabel = "ผู้ตรวจ\nkind = "text"\n'
    yield Told(code="letter-type", at=f"letter.toml บรรทัดที่ {number}", says=("ผู้ตรวจ", "คำพูด"))


def _whole(says: str) -> Iterator[Told]:
    yield Told(code="template-unreadable", at="letter.docx", says=(says,))


def _rezip(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return the package with every member changed, or left out where nothing comes back."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.namelist():
            if (content := change(member, old.read(member))) is not None:
                new.writestr(member, content)
    return file.getvalue()


def saved_as_doc(opened: Opened) -> Iterator[Told]:
    """Save the template in the format of Word 97."""
    opened.finish = lambda data: bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504 + data
    yield from _whole(".doc")


def saved_with_macros(opened: Opened) -> Iterator[Told]:
    """Save the template with macros."""
    old = b"wordprocessingml.document.main+xml"
    new = b"macroEnabled.main+xml"
    types = b"application/vnd.openxmlformats-officedocument." + old
    macros = b"application/vnd.ms-word.document." + new
    opened.finish = lambda data: _rezip(data, lambda _, each: each.replace(types, macros))
    yield from _whole("มาโคร")


def saved_as_page(opened: Opened) -> Iterator[Told]:
    """Save the template as a web page, under the same name."""
    opened.finish = lambda _: "<html><body>หนังสือ {{ เรื่อง }}</body></html>".encode()
    yield from _whole(".docx")


def cut_short(opened: Opened) -> Iterator[Told]:
    """Copy only the first half of the file."""
    opened.finish = lambda data: data[: len(data) // 2]
    yield from _whole(".docx")


def without_text(opened: Opened) -> Iterator[Told]:
    """Lose the member that holds the text."""
    opened.finish = lambda data: _rezip(
        data, lambda name, each: None if name == "word/document.xml" else each
    )
    yield from _whole(".docx")


TYPE_KINDS: Final = (
    kind(field_unused), kind(table_unused, 1), kind(field_without_source, 3),
    kind(formula_misspelt), kind(formula_of_no_filter), kind(choice_unlisted, 1),
    kind(key_misspelt), kind(kind_unknown, 1), kind(formulas_in_a_ring, 1),
    kind(pages_missing, 1, is_alone=True), kind(column_misspelt), kind(annex_of_no_table, 1),
    kind(annex_title_misspelt),
    kind(toml_torn, 1, is_alone=True),
    kind(saved_as_doc, 1, is_alone=True), kind(saved_with_macros, 1, is_alone=True),
    kind(saved_as_page, 1, is_alone=True), kind(cut_short, 1, is_alone=True),
    kind(without_text, 1, is_alone=True),
)  # fmt: skip
