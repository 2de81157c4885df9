"""What `circulars doctor` reports: which parts are there, and whether the layout measures right."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import zipfile
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from circulars.layout.converter import Converter
from circulars.layout.fonts import FontSetup, prepare_fonts
from circulars.layout.parts import find_office, missing_parts
from circulars.layout.pdf import opened, pdf_fonts
from circulars.layout.pdf_text import placed_characters
from circulars.model.errors import LayoutError
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from pathlib import Path

SIZE: Final = 16  # points, the body size of an official letter
# TH Sarabun New: advance of ก, and ascent + descent + line gap of hhea, both per em.
KO_KAI_ADVANCE: Final = 0.386
LINE_PITCH: Final = 0.844 + 0.457 + 0.03
# In em.  Laksaman as it is is off by 0.19 and 0.63; LibreOffice rounds lines to 1/320 em.
ADVANCE_TOLERANCE: Final = 0.002
PITCH_TOLERANCE: Final = 0.01
KO_KAI_LINE: Final = "ก" * 20
SAMPLE_LINES: Final = 5
LIBRARIES: Final = ("fonttools", "pillow", "pypdfium2")

CONTENT_TYPES: Final = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Override PartName="/word/document.xml" ContentType="\
application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Target="word/document.xml" Type="\
http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>\
</Relationships>"""
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorReport:
    """What was found on this machine; no findings: PDF comes out as Word would lay it out."""

    versions: tuple[tuple[str, str], ...]  # (part, version)
    fonts: FontSetup | None  # None where there is no font
    advance: float | None  # of ก in em, as LibreOffice printed it; None: not measured
    pitch: float | None  # from line to line in em
    findings: tuple[Finding, ...]


def examine() -> DoctorReport:
    """Return what this machine has for PDF, measured on a page that LibreOffice lays out."""
    missing = missing_parts()
    if missing:
        return DoctorReport(
            versions=_versions(), fonts=None, advance=None, pitch=None, findings=missing
        )
    try:
        fonts = prepare_fonts()
        advance, pitch, used = _measure(fonts)
    except LayoutError as error:
        return DoctorReport(
            versions=_versions(), fonts=None, advance=None, pitch=None, findings=error.findings
        )
    return DoctorReport(
        versions=_versions(),
        fonts=fonts,
        advance=advance,
        pitch=pitch,
        findings=judge(advance, pitch, used),
    )


def judge(advance: float, pitch: float, used: set[str]) -> tuple[Finding, ...]:
    """Return a finding for each measure (in em) that is not that of TH Sarabun New.

    >>> judge(0.386, 1.331, {"THSarabunNew"})
    ()
    >>> [finding.code for finding in judge(0.579, 1.958, {"Laksaman"})]
    ['font-width', 'font-height']
    """
    hint = (
        f"ฟอนต์ที่ใช้จริงคือ {', '.join(sorted(used)) or 'ไม่มี'} ให้ติดตั้ง TH SarabunPSK หรือ TH Sarabun New "
        "ของแท้ หรือ fonts-tlwg-laksaman-ttf แล้วตรวจใหม่"
    )
    measures = (
        ("font-width", "ความกว้างของ ก", advance, KO_KAI_ADVANCE, ADVANCE_TOLERANCE),
        ("font-height", "ระยะระหว่างบรรทัด", pitch, LINE_PITCH, PITCH_TOLERANCE),
    )
    return tuple(
        Finding(
            code=code,
            level=Level.WARN,
            where="เครื่องนี้",
            message=f"{what}ที่วัดได้ {measured:.3f} em ไม่ตรงกับ TH Sarabun ({expected:.3f} em) "
            "การขึ้นบรรทัดและขึ้นหน้าจะไม่ตรงกับ Word",
            hint=hint,
        )
        for code, what, measured, expected, tolerance in measures
        if abs(measured - expected) > tolerance
    )


def _measure(fonts: FontSetup) -> tuple[float, float, set[str]]:
    """Return the advance of ก and the line pitch in em, and the fonts of the measured page."""
    with Converter(fonts=fonts) as converter:
        pdf = converter.convert(sample(), stamp=dt.date(2000, 1, 1)).pdf
    with opened(pdf) as document:
        placed = [each for each in placed_characters(document[0]) if each.text == "ก"]
    first, last, lowest = placed[0], placed[len(KO_KAI_LINE) - 1], placed[-1]
    advance = (last.left - first.left) / (len(KO_KAI_LINE) - 1) / SIZE
    pitch = (first.baseline - lowest.baseline) / (SAMPLE_LINES - 1) / SIZE
    return round(advance, 4), round(pitch, 4), pdf_fonts(pdf)


def sample() -> bytes:
    """Return a DOCX of five lines of 20 ก each in TH SarabunPSK 16 pt, single spacing."""
    fonts = " ".join(f'w:{kind}="TH SarabunPSK"' for kind in ("ascii", "hAnsi", "cs"))
    run = f'<w:rPr><w:rFonts {fonts}/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>'
    paragraph = f"<w:p><w:r>{run}<w:t>{KO_KAI_LINE}</w:t></w:r></w:p>"
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document xmlns:w="{WORD}"><w:body>'
        f"{paragraph * SAMPLE_LINES}"
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", document)
    return buffer.getvalue()


def _versions() -> tuple[tuple[str, str], ...]:
    """Return the version of LibreOffice, where it is there, and of the libraries used here."""
    libraries = tuple((name, version(name)) for name in LIBRARIES)
    try:
        return (("LibreOffice", _office_version(find_office())), *libraries)
    except LayoutError:
        return libraries


def _office_version(office: Path) -> str:
    """Return what ``soffice --version`` prints, without its own name."""
    answer = subprocess.run(  # noqa: S603  # the program was found by us
        [office, "--version"], capture_output=True, check=False, text=True, encoding="utf-8"
    ).stdout
    return answer.strip().removeprefix("LibreOffice ")
