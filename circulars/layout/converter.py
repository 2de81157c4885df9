"""DOCX to PDF with where each page starts, by a LibreOffice that stays warm between files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from circulars.layout.fonts import FontSetup, prepare_fonts
from circulars.layout.office import Office, OfficeFailure, OfficeTimeout
from circulars.layout.package import office_copy
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
    """How a printed page starts."""

    text: str  # its first 200 characters, paragraphs parted by \\n; in a table those of the row
    anchor: int | None = None  # the first that starts on the page, of those a frame can be tied to


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """A laid-out document: its PDF, its pages in order, and where its annexes are."""

    pdf: bytes
    pages: tuple[PageStart, ...]
    annexes: tuple[int, ...] = ()  # for each annex: how many pages come before it


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
            self._office = Office(self._prepared_fonts())
        return self._office

    def _prepared_fonts(self) -> FontSetup:
        self._fonts = self._fonts or prepare_fonts()
        return self._fonts

    def close(self) -> None:
        """End LibreOffice, if it runs."""
        office, self._office = self._office, None
        if office is not None:
            office.end()

    def convert(
        self,
        docx: bytes | Path,
        *,
        stamp: dt.date,
        name: str = "",
        annexes: int = 0,
        anchors_beyond: int | None = None,
    ) -> LaidOut:
        """Return the PDF of `docx`, dated `stamp`, and how its pages start.

        The same `docx` and `stamp` give the same bytes.  `name` is what findings call the file.
        The last `annexes` of its sections are annexes; pages before them have their anchors
        looked for, some 30 ms for each, if they are more than `anchors_beyond`.
        Raises :exc:`LayoutError` if the file is not a whole DOCX, if a part is missing, or if
        LibreOffice failed on it twice.
        """
        if isinstance(docx, Path):
            name = name or docx.name
            docx = _read(docx)
        name = name or "เอกสาร .docx"
        copy = office_copy(docx, name, derived=self._prepared_fonts().derived)
        job = {
            "thai": copy.thai,
            "anchors": copy.anchors,
            "anchors_beyond": anchors_beyond,
            "annexes": [*range(max(copy.sections - annexes, 0), copy.sections)],
        }
        try:
            return self._lay_out_twice(copy.data, job, stamp, name)
        except BaseException:
            self.close()  # whatever state it is in, such as after KeyboardInterrupt
            raise

    def _lay_out_twice(
        self, docx: bytes, job: dict[str, Any], stamp: dt.date, name: str
    ) -> LaidOut:
        """Return the document laid out, on the second try if the first one fails."""
        try:
            return self._lay_out(docx, job, stamp)
        except OfficeFailure:
            self.close()
        try:
            return self._lay_out(docx, job, stamp)
        except OfficeFailure as error:
            raise LayoutError(self._failure(error, name)) from error

    def _lay_out(self, docx: bytes, job: dict[str, Any], stamp: dt.date) -> LaidOut:
        """Return the document laid out by the running LibreOffice, or by a new one."""
        office = self.start()
        source, pdf = office.work / "letter.docx", office.work / "letter.pdf"
        source.write_bytes(docx)
        pdf.unlink(missing_ok=True)
        answer = office.ask({"docx": str(source), "pdf": str(pdf), **job}, self._limit)
        data = pdf.read_bytes() if pdf.exists() else b""
        if not is_whole(data):
            raise OfficeFailure("no PDF was written")
        return LaidOut(
            pdf=settle(data, stamp),
            pages=tuple(PageStart(**page) for page in answer["pages"]),
            annexes=tuple(answer["annexes"]),
        )

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
