"""The print run: all letters in one PDF, each from a front side, and nothing of them lost."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from support import EXAMPLES

from circulars import generate
from circulars.layout import page_texts
from circulars.model.errors import OutputError
from circulars.runs.print_run import PrintedLetter, write_print_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

DAY = dt.date(2025, 3, 11)
A4 = (0, 0, 595, 842)
LANDSCAPE = (0, 0, 842, 595)
FONT = b"the same font program " * 1000


def pdf_of(path: Path, *texts: str, box: tuple[int, ...] = A4, rotate: int = 0) -> Path:
    """Write a PDF with a page for each of `texts`, shaped by the node above; return its path."""
    with pikepdf.new() as document:
        font = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
                Program=document.make_stream(FONT),
            )
        )
        for text in texts:
            page = pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                StructParents=7,
                Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
                Contents=document.make_stream(f"BT /F1 20 Tf 90 400 Td ({text}) Tj ET".encode()),
            )
            document.pages.append(pikepdf.Page(document.make_indirect(page)))
        document.Root.Pages.MediaBox = pikepdf.Array(box)
        document.Root.Pages.Rotate = rotate
        document.save(path, compress_streams=False)
    return path


def letter(path: Path, *, recipient: str = "จุน") -> PrintedLetter:
    """Return the letter in the file `path`."""
    return PrintedLetter(path=path, number="พย 0019.2/ว1175", recipient=recipient)


def printed(
    letters: Iterable[PrintedLetter], folder: Path, *, two_sided: bool = True
) -> tuple[int, Path]:
    """Return the number of pages told for the print run of `letters`, and where it is."""
    target = folder / "run.pdf"
    return write_print_run(letters, target, two_sided=two_sided, stamp=DAY), target


def texts_of(path: Path) -> list[str]:
    """Return the text of each page."""
    return [text.strip() for text in page_texts(path.read_bytes())]


@pytest.fixture
def three(tmp_path: Path) -> list[PrintedLetter]:
    """Return letters of one, two and three pages."""
    folder = tmp_path / "letters"
    folder.mkdir()
    return [
        letter(pdf_of(folder / "1.pdf", "a1")),
        letter(pdf_of(folder / "2.pdf", "b1", "b2"), recipient="ปง"),
        letter(pdf_of(folder / "3.pdf", "c1", "c2", "c3")),
    ]


def test_each_letter_begins_on_a_front_side(tmp_path: Path, three: list[PrintedLetter]) -> None:
    """Two-sided, a blank page comes after an odd number of pages, but not at the end."""
    pages, path = printed(three, tmp_path)
    expected = ["a1", "", "b1", "b2", "c1", "c2", "c3"]
    assert (expected, len(expected)) == (texts_of(path), pages)


def test_one_sided_there_is_no_blank_page(tmp_path: Path, three: list[PrintedLetter]) -> None:
    """One-sided, every page is printed, and none is blank."""
    pages, path = printed(three, tmp_path, two_sided=False)
    assert (["a1", "b1", "b2", "c1", "c2", "c3"], 6) == (texts_of(path), pages)


@pytest.mark.parametrize(
    ("two_sided", "duplex", "by_size"),
    [(True, "/DuplexFlipLongEdge", True), (False, "/Simplex", None)],
)
def test_the_printer_is_told_how_to_print(
    tmp_path: Path, three: list[PrintedLetter], two_sided: bool, duplex: str, by_size: bool | None
) -> None:
    """The viewer is told the sides and not to shrink the pages, and shows the bookmarks."""
    _, path = printed(three, tmp_path, two_sided=two_sided)
    with pikepdf.open(path) as document:
        told = document.Root.ViewerPreferences
        assert (duplex, "/None") == (str(told.Duplex), str(told.PrintScaling))
        assert by_size == told.get("/PickTrayByPDFSize")
        assert "/UseOutlines" == document.Root.PageMode


def test_bookmarks_lead_to_the_first_page_of_each_letter(
    tmp_path: Path, three: list[PrintedLetter]
) -> None:
    """Each letter has a bookmark with its number and recipient."""
    nameless = PrintedLetter(path=three[2].path, number="", recipient="")
    _, path = printed([*three[:2], nameless], tmp_path)
    with pikepdf.open(path) as document, document.open_outline() as outline:
        places: dict[Any, int] = {page.objgen: index for index, page in enumerate(document.pages)}
        led: list[Any] = [(mark.title, mark.destination) for mark in outline.root]
        marks = [(title, places[where[0].objgen]) for title, where in led]
    assert [("พย 0019.2/ว1175 จุน", 0), ("พย 0019.2/ว1175 ปง", 2), ("3", 4)] == marks


def test_size_and_rotation_stay(tmp_path: Path) -> None:
    """A turned page stays so, and the blank page after it is as large and turned alike."""
    turned = letter(pdf_of(tmp_path / "1.pdf", "a", box=LANDSCAPE, rotate=90))
    _, path = printed([turned, letter(pdf_of(tmp_path / "2.pdf", "b"))], tmp_path)
    with pikepdf.open(path) as document:
        shapes: list[Any] = [(tuple(page.mediabox), page.obj.Rotate) for page in document.pages]
    assert [(LANDSCAPE, 90), (LANDSCAPE, 90), (A4, 0)] == shapes


def test_what_letters_share_is_written_once(tmp_path: Path, three: list[PrintedLetter]) -> None:
    """An emblem or a font that is the same to the byte is there once for all letters."""
    _, path = printed(three, tmp_path)
    assert 1 == path.read_bytes().count(FONT)


def test_links_between_pages_stay(tmp_path: Path) -> None:
    """A link to another page leads there, though pages and links refer to each other in circles."""
    source = pdf_of(tmp_path / "1.pdf", "a", "b")
    with pikepdf.open(source, allow_overwriting_input=True) as document:
        first, second = document.pages
        link = document.make_indirect(
            pikepdf.Dictionary(
                Subtype=pikepdf.Name.Link,
                Rect=[0, 0, 9, 9],
                P=first.obj,
                Dest=pikepdf.Array([second.obj, pikepdf.Name.Fit]),
            )
        )
        link.Popup = document.make_indirect(pikepdf.Dictionary(Parent=link))
        first.obj.Annots = pikepdf.Array([link])
        document.save(source)
    _, path = printed([letter(source)] * 2, tmp_path)
    with pikepdf.open(path) as document:
        third, fourth = document.pages[2:]
        copied: Any = third.obj.Annots[0]
        assert (third.objgen, fourth.objgen) == (copied.P.objgen, copied.Dest[0].objgen)
        assert copied.objgen == copied.Popup.Parent.objgen


def test_file_is_sound(tmp_path: Path, three: list[PrintedLetter]) -> None:
    """A strict reader finds no fault, and no number of the structure tree that is not there."""
    _, path = printed(three, tmp_path)
    with pikepdf.open(path, attempt_recovery=False) as document:
        assert [] == document.check_pdf_syntax()
        assert not any("/StructParents" in page.obj for page in document.pages)


def test_same_letters_give_the_same_bytes(tmp_path: Path, three: list[PrintedLetter]) -> None:
    """The only day in the file is the one that is given."""
    _, path = printed(three, tmp_path)
    first = path.read_bytes()
    printed(three, tmp_path)
    assert first == path.read_bytes()
    with pikepdf.open(path) as document:
        days = {str(document.docinfo[key]) for key in ("/CreationDate", "/ModDate")}
    assert {"D:20250311000000Z"} == days


def test_letters_that_cannot_be_read_are_all_named(
    tmp_path: Path, three: list[PrintedLetter]
) -> None:
    """A missing, a cut and a spoilt PDF are told together, and no print run stays."""
    whole = three[1].path.read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[:-100])
    (tmp_path / "spoilt.pdf").write_bytes(whole.replace(b"/Kids", b"/Kinds"))
    (tmp_path / "scrambled.pdf").write_bytes(whole[:20] + whole[200:])
    names = ["missing.pdf", "cut.pdf", "spoilt.pdf", "scrambled.pdf"]
    with pytest.raises(OutputError) as caught:
        printed([three[0], *(letter(tmp_path / name) for name in names), three[2]], tmp_path)
    told = [(finding.code, finding.where) for finding in caught.value.findings]
    assert [("made-file-unreadable", name) for name in names] == told
    assert not (tmp_path / "run.pdf").exists()


def test_memory_does_not_grow_with_the_number_of_letters(
    tmp_path: Path, three: list[PrintedLetter]
) -> None:
    """Of a letter stay only its bookmark and the places of its objects: less than 3 KB."""

    def peak(count: int) -> int:
        def letters() -> Iterator[PrintedLetter]:
            for number in range(count):
                yield letter(three[number % 3].path, recipient=str(number))

        tracemalloc.start()
        printed(letters(), tmp_path)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)
    few, many = peak(100), peak(600)
    assert many < few + 500 * 3_000


@pytest.mark.usefixtures("warm_office")
def test_real_letters_keep_their_text(tmp_path: Path) -> None:
    """Letters as LibreOffice prints them have the same Thai text in the run, and share fonts."""
    batch = generate(
        "otop_district_sales",
        EXAMPLES / "phayao-otop-2568.xlsx",
        tmp_path / "letters",
        office=EXAMPLES / "phayao.toml",
        values={"วันที่": "2025-03-11", "เลขที่": "1201"},
        allow=["column-total-mismatch"],
    )
    paths = [path for path in batch.files if path.match("พย*.pdf")]
    pages, run = printed(map(letter, paths), tmp_path)
    expected = [text for path in paths for text in page_texts(path.read_bytes())]
    assert (9, expected, len(expected)) == (len(paths), page_texts(run.read_bytes()), pages)
    assert run.stat().st_size < sum(path.stat().st_size for path in paths) * 0.8
