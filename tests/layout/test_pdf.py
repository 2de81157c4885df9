"""The PDF: bytes that do not depend on the run, images, and text put together from places."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sample_documents import SENTENCE, add_annex, add_body, letter, saved

from circulars.layout import lent_converter, page_images
from circulars.layout.pdf import settle
from circulars.layout.pdf_text import Placed, join

pytestmark = pytest.mark.usefixtures("warm_office")

STAMP = dt.date(2025, 1, 2)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Return a PDF of an upright and a landscape page."""
    document = letter()
    add_body(document, [SENTENCE])
    add_annex(document, rows=3, start=None)
    with lent_converter() as converter:
        return converter.convert(saved(document), stamp=STAMP).pdf


def raw_pdf(content: bytes, clock: str, *, bold_first: bool, checksum: str = "0" * 32) -> bytes:
    """Return a PDF of one page with two fonts, written in one order or the other."""
    document = pikepdf.new()
    document.add_blank_page()
    names = ["Bold", "Regular"] if bold_first else ["Regular", "Bold"]
    fonts = {
        name: document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, BaseFont=name))
        for name in names
    }
    page = document.pages[0]
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=fonts["Bold"], F2=fonts["Regular"])
    )
    page.Contents = document.make_stream(content)
    document.docinfo["/CreationDate"] = pikepdf.String(f"D:{clock}Z")
    document.trailer["/DocChecksum"] = pikepdf.Name(f"/{checksum}")
    written = BytesIO()
    document.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


CHECKSUMS = st.text("0123456789ABCDEF", min_size=32, max_size=32)
CLOCKS = st.datetimes(min_value=dt.datetime(2000, 1, 1)).map(  # noqa: DTZ001  # the clock as printed
    lambda moment: f"{moment:%Y%m%d%H%M%S}"
)


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=60), CLOCKS, CLOCKS, CHECKSUMS)
def test_clock_and_order_of_writing_do_not_matter(
    content: bytes, clock: str, later: str, checksum: str
) -> None:
    """Two writings of one document settle on the same bytes, whichever font came first."""
    settled = settle(raw_pdf(content, clock, bold_first=True), STAMP)
    again = raw_pdf(content, later, bold_first=False, checksum=checksum)
    assert settle(again, STAMP) == settled
    assert settle(settled, STAMP) == settled


def test_identifiers_differ_between_documents() -> None:
    """The identifier is made of the content, so two documents do not share one."""
    first, second = (
        pikepdf.open(BytesIO(settle(raw_pdf(text, "0" * 14, bold_first=True), STAMP)))
        for text in (b"a", b"b")
    )
    with first, second:
        assert bytes(first.trailer["/ID"][1]) != bytes(second.trailer["/ID"][1])


def test_settled_pdf_is_still_a_pdf(pdf: bytes) -> None:
    """The cross-reference table of the settled PDF finds both pages."""
    assert 2 == len(page_images(pdf, dpi=20))
    with pikepdf.open(BytesIO(pdf)) as document:
        assert "D:20250102000000Z" == str(document.docinfo["/CreationDate"])


def test_page_images_have_the_size_of_the_paper(pdf: bytes) -> None:
    """At 110 dots to the inch, A4 (8.27 by 11.69 inches) is 910 by 1287 dots."""
    sizes = [Image.open(BytesIO(image)).size for image in page_images(pdf)]
    assert [(910, 1287), (1287, 910)] == sizes


def test_page_images_are_the_same_bytes_each_time(pdf: bytes) -> None:
    """An image can be compared by its bytes."""
    assert page_images(pdf, dpi=50) == page_images(pdf, dpi=50)


def line(text: str, baseline: float = 0, left: float = 0) -> list[Placed]:
    """Return the characters of `text`, 6 points wide and 1 apart."""
    return [
        Placed(text=sign, baseline=baseline, left=left + 7 * place, right=left + 7 * place + 6)
        for place, sign in enumerate(text)
    ]


@pytest.mark.parametrize(
    ("characters", "expected"),
    [
        pytest.param(line("- 2 -"), "- 2 -", id="one line stays one"),
        pytest.param(line("ก", 700) + line("ข", 679), "ก\nข", id="lower baseline"),
        pytest.param(line("ก") + line("ข", left=200), "ก ข", id="two cells"),
        pytest.param(line("ก ") + line("ข", left=200), "ก ข", id="blank already there"),
        pytest.param(line("ก", left=200) + line("ข"), "ก\nข", id="back to the left"),
        pytest.param([], "", id="empty page"),
    ],
)
def test_lines_are_put_together_from_places(characters: list[Placed], expected: str) -> None:
    """A new baseline or a step back is a new line, a gap is a blank, nothing else is added."""
    assert expected == join(characters)
