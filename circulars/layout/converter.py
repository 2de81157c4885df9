"""DOCX to PDF with where each page starts, by a LibreOffice that stays warm between files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from circulars.layout.fonts import FontSetup, prepare_fonts
from circulars.layout.office import Office, OfficeFailure, OfficeRefusal, OfficeTimeout
from circulars.layout.package import office_copy
from circulars.layout.pdf import is_whole, settle
from circulars.model.errors import LayoutError, reason_of
from circulars.model.findings import Finding

if TYPE_CHECKING:
    import datetime as dt
    from types import TracebackType

FILE_LIMIT: Final = 60.0  # seconds; a letter takes 0.1, an annex of 1,000 rows some ten
# A new LibreOffice takes a second to start and 150 MB; after 150 letters it has 300, and stays so.
RECYCLE_AFTER: Final = 500  # files, for what it may lose that nobody has measured
# Annexes of 1,000 rows drive it to 670 MB; so much in each of several processes a small machine
# does not have.
RECYCLE_OVER: Final = 500_000_000  # bytes
TRIES: Final = 2  # of a file, the second by a new LibreOffice
_LONG: Final = 5_000  # paragraphs of a body: for these a time that was too short is so again


class OfficeFailedError(LayoutError):
    """LibreOffice died, hung or failed on a file: to try again, alone, may help.

    Any other :exc:`LayoutError` is about the file or the machine, and comes back with each try.
    """


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

    LibreOffice starts with the first file, is replaced after a crash, a hang, 500 files or when
    it has grown too large, and is gone with all its files when the block ends, or the process.
    `limit` are the seconds a file may take, `tries` how often one is tried that LibreOffice
    fails on: 1 for who tries again by himself.
    """

    def __init__(
        self, *, fonts: FontSetup | None = None, limit: float = FILE_LIMIT, tries: int = TRIES
    ) -> None:
        self._fonts = fonts
        self._limit = limit
        self.tries = tries
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
        if self._office is not None and _is_worn(self._office):
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
        Raises :exc:`LayoutError` if the file is not a whole DOCX or a part is missing, and
        :exc:`OfficeFailedError` if LibreOffice failed on it as often as it is to be tried.
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
            return self._tried(copy.data, job, stamp, name)
        except BaseException:
            self.close()  # whatever state it is in, such as after KeyboardInterrupt
            raise

    def _tried(self, docx: bytes, job: dict[str, Any], stamp: dt.date, name: str) -> LaidOut:
        """Return the document laid out, by a new LibreOffice where one has failed."""
        for left in reversed(range(self.tries)):
            office = self.start()
            is_new = office.files == 0
            try:
                return self._lay_out(office, docx, job, stamp)
            except OfficeFailure as error:
                self.close()
                if is_new and isinstance(error, OfficeRefusal):
                    raise LayoutError(_refusal(error, name)) from error
                if not left or (isinstance(error, OfficeTimeout) and job["anchors"] > _LONG):
                    tried = self.tries - left
                    raise OfficeFailedError(self._failure(error, name, tried)) from error
        raise ValueError("a file is tried once at least")

    def _lay_out(self, office: Office, docx: bytes, job: dict[str, Any], stamp: dt.date) -> LaidOut:
        """Return the document laid out by `office`."""
        source, pdf = office.work / "letter.docx", office.work / "letter.pdf"
        try:
            for path in (source, pdf):  # the file before may be open still, while it is closed
                path.unlink(missing_ok=True)
            source.write_bytes(docx)
        except OSError as error:  # such as a full disk, or a folder somebody has cleared away
            raise OfficeFailure(reason_of(error)) from error
        answer = office.ask({"docx": str(source), "pdf": str(pdf), **job}, self._limit)
        data = pdf.read_bytes() if pdf.exists() else b""
        if not is_whole(data):
            raise OfficeFailure("no PDF was written")
        return LaidOut(
            pdf=settle(data, stamp),
            pages=tuple(PageStart(**page) for page in answer["pages"]),
            annexes=tuple(answer["annexes"]),
        )

    def _failure(self, error: OfficeFailure, name: str, times: int) -> Finding:
        """Return the finding for a file on which LibreOffice failed each of the `times` tried."""
        tried = f" ทั้ง {times} ครั้งที่ลอง" if times > 1 else ""
        if isinstance(error, OfficeTimeout):
            return Finding(
                code="layout-timeout",
                where=name,
                message=f"LibreOffice จัดหน้าเอกสารนี้ไม่เสร็จใน {self._limit:g} วินาที{tried}",
                hint="ลองอีกครั้งเมื่อเครื่องว่าง หากยังไม่ได้ ให้ลดขนาดตารางหรือรูปในเอกสาร",
            )
        return Finding(
            code="layout-failed",
            where=name,
            message=f"LibreOffice จัดหน้าเอกสารนี้ไม่สำเร็จ{tried} ({error})",
            hint="เปิดไฟล์ใน Word แล้วบันทึกใหม่ หรือสั่ง circulars doctor เพื่อตรวจเครื่อง",
        )


def _is_worn(office: Office) -> bool:
    """Whether `office` has done its share, or grown too large."""
    return office.files >= RECYCLE_AFTER or office.memory() > RECYCLE_OVER


def _refusal(error: OfficeRefusal, name: str) -> Finding:
    """Return the finding for a file that a new LibreOffice cannot read."""
    return Finding(
        code="docx-unreadable",
        where=name,
        message=f"LibreOffice อ่านเอกสารนี้ไม่ได้ ({error})",
        hint="เปิดไฟล์ใน Word แล้วบันทึกใหม่เป็นชนิด .docx แล้วลองใหม่",
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
