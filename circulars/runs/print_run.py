"""The print run (ชุดพิมพ์): one PDF with all letters in order, to be sent to the printer once."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pikepdf

from circulars.layout.pdf import is_whole
from circulars.model.errors import OutputError, reason_of
from circulars.runs.beside import unreadable, whole_or_gone
from circulars.runs.pdf_stream import PdfStream, stream_body

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from circulars.model.findings import Finding

# What a page may leave to the node above it.  Source: PDF 32000-1, 7.7.3.4.
_INHERITED: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_SHAPE: Final = ("/MediaBox", "/CropBox", "/Rotate")  # of a page: a blank one has the same
# The structure tree stays behind: it is for reading on the screen, letter by letter.
_LEFT_OUT: Final = frozenset({"/StructParent", "/StructParents"})
# Source: PDF 32000-1, 12.2, viewer preferences.  Unscaled, the margins are those of the
# regulation; one-sided letters must not begin on the back of others on a printer set to duplex.
_TWO_SIDED: Final = b"/PrintScaling /None /Duplex /DuplexFlipLongEdge /PickTrayByPDFSize true"
_ONE_SIDED: Final = b"/PrintScaling /None /Duplex /Simplex"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLetter:
    """A letter that is ready as PDF."""

    path: Path
    number: str  # as printed, in Arabic digits; empty: left blank
    recipient: str


def write_print_run(
    letters: Iterable[PrintedLetter], target: Path, *, two_sided: bool, stamp: dt.date
) -> int:
    """Write the PDF of all `letters` in order to `target`; return its number of pages.

    `two_sided`, each letter begins on a front side: after an odd number of pages comes a blank
    one, except at the end.  `stamp` is the date written into it.  Raises :exc:`OutputError`
    naming all letters whose PDF is missing or damaged, and OSError when `target` cannot be
    written: then there is none.
    """
    with whole_or_gone(target):
        with target.open("wb") as out:
            run = _Run(PdfStream(out), two_sided=two_sided)
            faults = [*run.add_all(letters)]
            run.close(stamp)
        if faults:
            raise OutputError(*faults)
    return run.pages


class _Run:
    """The print run while it is written."""

    def __init__(self, out: PdfStream, *, two_sided: bool) -> None:
        self.pages = 0
        self._out = out
        self._two_sided = two_sided
        self._root = out.reserve()
        self._kids: list[int] = []
        self._titles: list[tuple[bytes, int]] = []  # with the first page of each letter
        self._last_shape = b""  # of the page before

    def add_all(self, letters: Iterable[PrintedLetter]) -> Iterator[Finding]:
        """Write `letters`; yield what is wrong with those that cannot be read."""
        for letter in letters:
            name = letter.path.name
            try:
                content = letter.path.read_bytes()
                if not is_whole(content):
                    yield unreadable(name, "ไม่ใช่ PDF หรือแฟ้มไม่ครบ")
                    continue
                self._add(letter, content)
            except OSError as error:
                yield unreadable(name, reason_of(error))
            except pikepdf.PdfError:
                yield unreadable(name, "PDF เสียหาย")

    def _add(self, letter: PrintedLetter, content: bytes) -> None:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as document:
            pages = [page.obj for page in document.pages]
            if not pages:
                raise pikepdf.PdfError("no pages")
            self._turn_over()
            copy = _Copy(self._out, pages)
            self._kids.append(copy.write_pages(self._root))
            self._last_shape = copy.shape(pages[-1])
        self._titles.append((_title(letter), copy.first))
        self.pages += len(pages)

    def _turn_over(self) -> None:
        """Begin a new sheet: a blank page of the last one's shape comes after an odd number."""
        if self._two_sided and self.pages % 2:
            blank = b"<< /Type /Page /Parent %d 0 R /Resources << >> %b >>"
            self._kids.append(self._out.reserve())
            self._out.put(self._kids[-1], blank % (self._root, self._last_shape))
            self.pages += 1

    def close(self, stamp: dt.date) -> None:
        """Write what comes after the letters: page tree, outline, catalogue, date."""
        out = self._out
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        out.put(self._root, b"<< /Type /Pages /Count %d /Kids [ %b ] >>" % (self.pages, kids))
        printing = _TWO_SIDED if self._two_sided else _ONE_SIDED
        root = out.shared(
            b"<< /Type /Catalog /Pages %d 0 R /Lang (th-TH) /PageMode /UseOutlines"
            b" /Outlines %d 0 R /ViewerPreferences << %b >> >>"
            % (self._root, self._write_outline(), printing)
        )
        day = f"{stamp:%Y%m%d}000000Z".encode()
        info = out.shared(
            b"<< /Producer (circulars) /CreationDate (D:%b) /ModDate (D:%b) >>" % (day, day)
        )
        out.close(root=root, info=info)

    def _write_outline(self) -> int:
        """Write a bookmark for each letter; return the number of the outline.

        Source: PDF 32000-1, 12.3.3, document outline.
        """
        out = self._out
        outline = out.reserve()
        marks = [out.reserve() for _ in self._titles]
        for place, (title, page) in enumerate(self._titles):
            before = b" /Prev %d 0 R" % marks[place - 1] if place else b""
            after = b" /Next %d 0 R" % marks[place + 1] if place + 1 < len(marks) else b""
            entry = b"<< /Title %b /Parent %d 0 R /Dest [ %d 0 R /Fit ]%b%b >>"
            out.put(marks[place], entry % (title, outline, page, before, after))
        ends = b" /First %d 0 R /Last %d 0 R" % (marks[0], marks[-1]) if marks else b""
        out.put(outline, b"<< /Type /Outlines /Count %d%b >>" % (len(marks), ends))
        return outline


def _title(letter: PrintedLetter) -> bytes:
    text = " ".join(filter(None, [letter.number, letter.recipient])) or letter.path.stem
    return pikepdf.String(text).unparse()


class _Copy:
    """One letter while its objects are copied; equal ones of several letters become one."""

    def __init__(self, out: PdfStream, pages: list[pikepdf.Dictionary]) -> None:
        self._out = out
        self._pages = pages
        # By what it is in the letter.  Pages come first: links lead to them, in circles too.
        self._numbers = {page.objgen: out.reserve() for page in pages}
        self._open: set[tuple[int, int]] = set()  # objects whose parts are being written
        self.first = self._numbers[pages[0].objgen]

    def write_pages(self, root: int) -> int:
        """Write the pages under a node of their own below `root`; return the node's number."""
        node = self._out.reserve()
        for page in self._pages:
            body = b"<< %b /Parent %d 0 R >>" % (self._entries(_page_entries(page)), node)
            self._out.put(self._numbers[page.objgen], body)
        kids = b" ".join(b"%d 0 R" % self._numbers[page.objgen] for page in self._pages)
        self._out.put(
            node,
            b"<< /Type /Pages /Parent %d 0 R /Count %d /Kids [ %b ] >>"
            % (root, len(self._pages), kids),
        )
        return node

    def shape(self, page: pikepdf.Dictionary) -> bytes:
        """Return the entries that say how large `page` is and how it is turned."""
        entries = _page_entries(page)
        return self._entries({key: entries[key] for key in _SHAPE if key in entries})

    def _entries(self, entries: dict[str, object]) -> bytes:
        return b" ".join(
            b"%b %b" % (pikepdf.Name(key).unparse(), self._value(value))
            for key, value in entries.items()
        )

    def _value(self, value: object) -> bytes:
        """Return `value` as it is written, what it refers to being written before it."""
        if not isinstance(value, pikepdf.Object):  # a number, a truth value, nothing
            return pikepdf.Array([value]).unparse()[1:-1].strip()
        if value.is_indirect:
            return b"%d 0 R" % self._number(value)
        return self._body(value)

    def _number(self, thing: pikepdf.Object) -> int:
        """Return the number of the copy of `thing`, which is made where there is none yet."""
        own = thing.objgen
        if own in self._numbers:
            return self._numbers[own]
        if own in self._open:  # refers to itself in a circle: it needs a number before its parts
            self._numbers[own] = self._out.reserve()
            return self._numbers[own]
        self._open.add(own)
        body = self._body(thing)
        if own in self._numbers:
            self._out.put(self._numbers[own], body)
        else:
            self._numbers[own] = self._out.shared(body)
        return self._numbers[own]

    def _body(self, thing: pikepdf.Object) -> bytes:
        if isinstance(thing, pikepdf.Stream):
            entries = _own(thing.stream_dict)
            entries.pop("/Length", None)
            return stream_body(self._entries(entries), thing.read_raw_bytes())
        plain = thing.unparse(resolved=True)
        if b" R" not in plain:  # refers to nothing: widths of glyphs, names, texts
            return plain
        if isinstance(thing, pikepdf.Array):
            return b"[ %b ]" % b" ".join(map(self._value, thing))
        if isinstance(thing, pikepdf.Dictionary):
            return b"<< %b >>" % self._entries(_own(thing))
        return plain


def _own(thing: pikepdf.Object) -> dict[str, object]:
    return {key: value for key, value in thing.items() if key not in _LEFT_OUT}


def _page_entries(page: pikepdf.Dictionary) -> dict[str, object]:
    """Return what `page` says, and what nodes above say for it, the nearest before the others."""
    entries = _own(page)
    node, seen = entries.pop("/Parent", None), set()
    while isinstance(node, pikepdf.Dictionary) and node.objgen not in seen:
        seen.add(node.objgen)
        entries = {key: node[key] for key in _INHERITED if key in node} | entries
        node = node.get("/Parent")
    return entries
