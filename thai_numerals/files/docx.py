"""Converting a Word document (.docx): only the characters of its text change.

Changed is the text of paragraphs (`w:t`): the body, tables, text boxes, headers, footers, foot-
and endnotes.  Left alone is what Word makes itself or what is no text of the letter: field codes
and the results of fields other than links and form fields, automatic numbers, deleted text,
formulas, text that a data binding fills, comments, charts, properties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from thai_numerals.errors import FileError
from thai_numerals.files.package import read_package, write_package
from thai_numerals.files.report import Conversion, Kept, Report
from thai_numerals.files.text import convert_text, has_digits, text_report
from thai_numerals.files.xml_text import SEPARATOR, Sign, XmlReader, patched

if TYPE_CHECKING:
    from collections.abc import Mapping

# Namespaces of WordprocessingML, transitional and strict.  Source: ISO/IEC 29500-1, annex A.
_WORD: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_FALLBACK: Final = (
    "http://schemas.openxmlformats.org/markup-compatibility/2006" + SEPARATOR + "Fallback"
)
_PARTS: Final = {
    "document": "เนื้อความ",
    "header": "หัวกระดาษ",
    "footer": "ท้ายกระดาษ",
    "footnotes": "เชิงอรรถ",
    "endnotes": "อ้างอิงท้ายเรื่อง",
}
_PART: Final = re.compile(rf"word/(?P<kind>{'|'.join(_PARTS)})(?P<number>\d*)\.xml")
_OTHER: Final = {
    r"word/comments\w*\.xml": "ข้อคิดเห็น",
    r"word/charts/chart\d*\.xml": "แผนภูมิ",
    r"word/diagrams/data\d*\.xml": "ผังภาพ SmartArt",
    r"word/glossary/document\.xml": "ข้อความอัตโนมัติ",
    r"word/embeddings/.*": "แฟ้มที่ฝังไว้",
}
# Fields whose result is text that somebody wrote; Word computes that of all others anew.
_WRITTEN_FIELDS: Final = frozenset({"HYPERLINK", "FORMTEXT", "QUOTE", "MACROBUTTON"})

FIELD: Final = "ผลของฟิลด์ {code} ซึ่ง Word คำนวณใหม่เอง"
DELETED: Final = "ข้อความที่ลบแล้ว (ติดตามการเปลี่ยนแปลง)"
BOUND: Final = "ข้อความที่ดึงจากข้อมูลของแฟ้ม"
FORMULA: Final = "สูตรคณิตศาสตร์"
AUTOMATIC: Final = "เลขลำดับอัตโนมัติของ Word ให้เปลี่ยนรูปแบบตัวเลขที่ลำดับเลข"
WHOLE_PART: Final = "{kind} ไม่แปลง"


def convert_docx(name: str, source: bytes, conversion: Conversion) -> tuple[bytes, Report]:
    """Return the document `source` converted, and what was changed and left alone."""
    parts = read_package(name, source)
    if "word/document.xml" not in parts and not any(_PART.fullmatch(part) for part in parts):
        raise FileError(name, "ไม่ใช่เอกสาร Word (.docx)")
    changed: dict[str, bytes] = {}
    reports: list[Report] = []
    for part in sorted(filter(_PART.fullmatch, parts), key=_order):
        reader = _Reader(part, parts[part], conversion)
        reader.read()
        reports += reader.reports
        if reader.edits:
            changed[part] = patched(parts[part], sorted(reader.edits, key=lambda e: e[0].start))
    reports.append(Report(kept=tuple(_left_parts(parts, conversion))))
    return (write_package(source, changed) if changed else source), Report.merged(reports)


def _order(part: str) -> tuple[int, str]:
    match = _PART.fullmatch(part)
    return (list(_PARTS).index(match["kind"]) if match else 0, part)


def _left_parts(parts: Mapping[str, bytes], conversion: Conversion) -> list[Kept]:
    """Return the parts that are not converted and hold digits, and automatic numbers."""
    kept = []
    for pattern, kind in _OTHER.items():
        for part in filter(re.compile(pattern).fullmatch, parts):
            text = re.sub(rb"<[^>]*>", b" ", parts[part]).decode(errors="ignore")
            if part.endswith(".xml") and not has_digits(text, conversion):
                continue
            kept.append(Kept(where=part, text="", reason=WHOLE_PART.format(kind=kind)))
    if _numbers_itself(parts):
        kept.append(Kept(where="word/numbering.xml", text="", reason=AUTOMATIC))
    return kept


def _numbers_itself(parts: Mapping[str, bytes]) -> bool:
    """Return whether the body has automatic numbers, of its own or through a style."""
    body = parts.get("word/document.xml", b"")
    styles = re.findall(
        rb'<w:style [^>]*w:styleId="([^"]*)"(?:(?!</w:style>).)*<w:numPr',
        parts.get("word/styles.xml", b""),
        re.DOTALL,
    )
    used = set(re.findall(rb'<w:pStyle w:val="([^"]*)"', body))
    return b"<w:numPr" in body or not used.isdisjoint(styles)


@dataclass(slots=True)
class _Field:
    """A field that is open: its code so far, and whether its result has begun."""

    code: str = ""
    in_result: bool = False

    @property
    def kind(self) -> str:
        words = self.code.split()
        return words[0].upper() if words else ""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is open: its text so far, and which signs of it may change."""

    where: str
    signs: list[Sign] = field(default_factory=list)
    reasons: list[str | None] = field(default_factory=list)  # why a sign must stay


class _Reader(XmlReader):
    """Collects the edits of one part, a paragraph at a time."""

    def __init__(self, name: str, source: bytes, conversion: Conversion) -> None:
        super().__init__(name, source)
        self.edits: list[tuple[Sign, str]] = []
        self.reports: list[Report] = []
        self._conversion = conversion
        self._paragraphs: list[_Paragraph] = []
        self._fields: list[_Field] = []
        self._open: list[str] = []  # local names of Word elements, other names as ""
        self._count = 0
        self._fallbacks = 0
        self._bound = [False]  # one for each open content control

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Meet the start of an element."""
        self._fallbacks += name == _FALLBACK
        local = _local(name)
        self._open.append(local)
        if local == "p":
            self._count += 1
            self._paragraphs.append(_Paragraph(where=self._where()))
        elif local in {"tab", "br", "cr"}:
            self._gap()
        elif local == "fldChar":
            self._field_mark(_attribute(attributes, "fldCharType"))
        elif local == "fldSimple":
            self._fields.append(_Field(code=_attribute(attributes, "instr"), in_result=True))
        elif local == "sdt":
            self._bound.append(self._bound[-1])
        elif local == "dataBinding":
            self._bound[-1] = True

    def end(self, name: str) -> None:
        """Meet the end of an element."""
        self._fallbacks -= name == _FALLBACK
        local = self._open.pop()
        if local == "p":
            self._finish(self._paragraphs.pop())
        elif local == "fldSimple":
            del self._fields[-1:]  # a damaged document may have closed it already
        elif local == "sdt":
            self._bound.pop()

    def signs(self, signs: list[Sign]) -> None:
        """Meet a stretch of text: part of a paragraph, of a field code, or of neither."""
        local = self._open[-1]
        if local == "instrText" and self._fields:
            self._fields[-1].code += "".join(sign.value for sign in signs)
        if not self._paragraphs:
            return
        if local == "t":
            self._add(signs, self._reason())
        elif local in {"delText", "formula"}:
            self._add(signs, DELETED if local == "delText" else FORMULA)

    def _add(self, signs: list[Sign], reason: str | None) -> None:
        paragraph = self._paragraphs[-1]
        paragraph.signs += signs
        paragraph.reasons += [reason] * len(signs)

    def _gap(self) -> None:
        """Part the words on both sides of a tab or a line break, which is no text itself."""
        if self._paragraphs and self._open[-2:-1] == ["r"]:
            self._add([Sign("\n", 0, 0)], None)

    def _reason(self) -> str | None:
        """Return why text must stay here, or None where it may change."""
        for each in self._fields:
            if not each.in_result or each.kind not in _WRITTEN_FIELDS:  # a code may hold fields
                return FIELD.format(code=each.kind)
        if "moveFrom" in self._open:
            return DELETED
        return BOUND if self._bound[-1] else None

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _where(self) -> str:
        match = _PART.fullmatch(self.name)
        kind = f"{_PARTS[match['kind']]}{match['number']}" if match else self.name
        return f"{kind} ย่อหน้าที่ {self._count}"

    def _finish(self, paragraph: _Paragraph) -> None:
        """Convert a whole paragraph, so that a word split over runs is seen whole."""
        before = "".join(sign.value for sign in paragraph.signs)
        if not before:
            return
        # what stays is hidden, so that it neither is reported twice nor joins its neighbours
        open_text = "".join(
            "\n" if reason else sign.value
            for sign, reason in zip(paragraph.signs, paragraph.reasons, strict=True)
        )
        converted, kept = convert_text(open_text, self._conversion)
        after = "".join(
            old if reason else new
            for old, new, reason in zip(before, converted, paragraph.reasons, strict=True)
        )
        self.edits += [
            (sign, new)
            for sign, old, new in zip(paragraph.signs, before, after, strict=True)
            if old != new
        ]
        if not self._fallbacks:  # the same text again, for programs of before 2010
            kept += self._protected(paragraph)
            self.reports.append(text_report(before, after, kept, paragraph.where))

    def _protected(self, paragraph: _Paragraph) -> list[Kept]:
        """Return each stretch of signs that had to stay, with its reason."""
        found: list[Kept] = []
        pairs = zip(paragraph.signs, paragraph.reasons, strict=True)
        for reason, stretch in groupby(pairs, key=lambda pair: pair[1]):
            text = "".join(sign.value for sign, _ in stretch)
            if reason and has_digits(text, self._conversion):
                found.append(Kept(where="", text=text, reason=reason))
        return found


def _attribute(attributes: Mapping[str, str], local: str) -> str:
    return next((value for name, value in attributes.items() if _local(name) == local), "")


def _local(name: str) -> str:
    """Return the local name of a Word element or attribute, nothing for any other."""
    namespace, _, local = name.rpartition(SEPARATOR)
    if local == "t" and namespace.endswith("/math"):
        return "formula"
    return local if namespace in _WORD else ""
