"""DOCX to PDF with where each page starts, by a LibreOffice that stays warm between files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from circulars.layout.fonts import FontSetup, prepare_fonts
from circulars.layout.office import Office, OfficeFailure, OfficeTimeout
from circulars.layout.package import OfficeCopy, office_copy
from circulars.layout.pdf import is_whole, settle
from circulars.model.errors import LayoutError
from circulars.model.findings import Finding

if TYPE_CHECKING:
    import datetime as dt
    from types import TracebackType

FILE_LIMIT: Final = 60.0  # seconds; a letter takes 0.15, an annex of 1,000 rows a few
RECYCLE_AFTER: Final = 200  # files: LibreOffice grows by some 0.7 MB with each


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStart:
    """Where a printed page starts."""

    text: str  # the first 200 characters from there on, paragraphs parted by \\n
    paragraph: int | None  # 0-based, tables, frames and empty section ends apart; None in a table
    offset: int  # characters of that paragraph on earlier pages; 0: the page starts with it


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """A laid-out document: its PDF, and its pages in order."""

    pdf: bytes
    pages: tuple[PageStart, ...]


class Converter:
    """Lays out documents one after another; a context manager, for one thread.

    LibreOffice starts with the first file, is replaced after a crash, a hang or 200 files,
    and is gone with all its files when the block ends, or the process.
    """

    def __init__(self, *, fonts: FontSetup | None = None, limit: float = FILE_LIMIT) -> None:
        self._fonts = fonts
        self._limit = limit
        self._office: Office | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> Office:
        """Return LibreOffice, started but not waited for: it warms up beside other work.

        Raises :exc:`LayoutError` where a part is missing.
        """
        if self._office is not None and self._office.files >= RECYCLE_AFTER:
            self.close()
        if self._office is None:
            self._fonts = self._fonts or prepare_fonts()
            self._office = Office(self._fonts)
        return self._office

    def close(self) -> None:
        """End LibreOffice, if it runs."""
        office, self._office = self._office, None
        if office is not None:
            office.end()

    def convert(self, docx: bytes | Path, *, stamp: dt.date, name: str = "") -> LaidOut:
        """Return the PDF of `docx`, dated `stamp`, and where its pages start.

        The same `docx` and `stamp` give the same bytes.  `name` is what findings call the file.
        Raises :exc:`LayoutError` if the file is not a whole DOCX, if a part is missing, or if
        LibreOffice failed on it twice.
        """
        if isinstance(docx, Path):
            name = name or docx.name
            docx = _read(docx)
        name = name or "เอกสาร .docx"
        copy = office_copy(docx, name)
        try:
            return self._lay_out_twice(copy, stamp, name)
        except BaseException:
            self.close()  # whatever state it is in, such as after KeyboardInterrupt
            raise

    def _lay_out_twice(self, copy: OfficeCopy, stamp: dt.date, name: str) -> LaidOut:
        """Return the document laid out, on the second try if the first one fails."""
        try:
            return self._lay_out(copy, stamp)
        except OfficeFailure:
            self.close()
        try:
            return self._lay_out(copy, stamp)
        except OfficeFailure as error:
            raise LayoutError(self._failure(error, name)) from error

    def _lay_out(self, copy: OfficeCopy, stamp: dt.date) -> LaidOut:
        """Return the document laid out by the running LibreOffice, or by a new one."""
        office = self.start()
        docx, pdf = office.work / "letter.docx", office.work / "letter.pdf"
        docx.write_bytes(copy.data)
        pdf.unlink(missing_ok=True)
        job = {"docx": str(docx), "pdf": str(pdf), "thai": copy.thai}
        answer = office.ask(job, self._limit)
        data = pdf.read_bytes() if pdf.exists() else b""
        if not is_whole(data):
            raise OfficeFailure("no PDF was written")
        return LaidOut(pdf=settle(data, stamp), pages=_pages(answer))

    def _failure(self, error: OfficeFailure, name: str) -> Finding:
        """Return the finding for a file that failed twice."""
        if isinstance(error, OfficeTimeout):
            return Finding(
                code="layout-timeout",
                where=name,
                message=f"LibreOffice จัดหน้าเอกสารนี้ไม่เสร็จใน {self._limit:g} วินาที ทั้งสองครั้งที่ลอง",
                hint="ลองอีกครั้งเมื่อเครื่องว่าง หากยังไม่ได้ ให้ลดขนาดตารางหรือรูปในเอกสาร",
            )
        return Finding(
            code="layout-failed",
            where=name,
            message=f"LibreOffice จัดหน้าเอกสารนี้ไม่สำเร็จ ทั้งสองครั้งที่ลอง ({error})",
            hint="เปิดไฟล์ใน Word แล้วบันทึกใหม่ หรือสั่ง circulars doctor เพื่อตรวจเครื่อง",
        )


def _read(path: Path) -> bytes:
    """Return the bytes of the file; raises :exc:`LayoutError` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        finding = Finding(
            code="docx-unreadable",
            where=path.name,
            message="อ่านไฟล์นี้ไม่ได้",
            hint="ตรวจว่าไฟล์ยังอยู่และเปิดอ่านได้ แล้วลองใหม่",
        )
        raise LayoutError(finding) from error


def _pages(answer: dict[str, Any]) -> tuple[PageStart, ...]:
    return tuple(PageStart(**page) for page in answer["pages"])
