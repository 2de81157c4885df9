"""DOCX to PDF: LibreOffice, the font with the layout of TH Sarabun, page starts and images."""

from circulars.layout.converter import TRIES, Converter, LaidOut, OfficeFailedError, PageStart
from circulars.layout.doctor import DoctorReport, examine
from circulars.layout.fonts import FontSetup, prepare_fonts
from circulars.layout.parts import find_office, missing_parts
from circulars.layout.pdf import page_images, pdf_fonts
from circulars.layout.pdf_text import page_texts
from circulars.layout.warm import keep_warm, lent_converter, let_go

__all__ = [
    "TRIES",
    "Converter",
    "DoctorReport",
    "FontSetup",
    "LaidOut",
    "OfficeFailedError",
    "PageStart",
    "examine",
    "find_office",
    "keep_warm",
    "lent_converter",
    "let_go",
    "missing_parts",
    "page_images",
    "page_texts",
    "pdf_fonts",
    "prepare_fonts",
]
