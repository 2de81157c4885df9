"""The warm LibreOffice: the same bytes each time, and what it refuses."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from PIL import Image
from sample_documents import SENTENCE, add_body, letter, saved

from circulars.layout import Converter, page_images
from circulars.model.errors import LayoutError

if TYPE_CHECKING:
    from pathlib import Path

STAMP = dt.date(2025, 1, 2)


@pytest.fixture(scope="module")
def docx() -> bytes:
    """Return a short letter."""
    document = letter()
    add_body(document, [SENTENCE * 3])
    return saved(document)


def test_same_input_gives_the_same_bytes(docx: bytes) -> None:
    """Two separate LibreOffice processes write the same PDF, dated by the letter alone."""
    with Converter() as first, Converter() as second:
        one = first.convert(docx, stamp=STAMP)
        two = second.convert(docx, stamp=STAMP)
        later = second.convert(docx, stamp=dt.date(2025, 1, 3))
    assert one == two
    assert one.pdf != later.pdf


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("note.docx", b"plain text", id="text named .docx"),
        pytest.param("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, id="old .doc"),
        pytest.param("empty.docx", b"", id="empty"),
    ],
)
def test_what_is_no_docx_is_refused_before_office_sees_it(
    tmp_path: Path, name: str, data: bytes
) -> None:
    """A file that is no DOCX gets a Thai finding with its name, and LibreOffice is not started."""
    path = tmp_path / name
    path.write_bytes(data)
    with Converter() as converter:
        with pytest.raises(LayoutError) as caught:
            converter.convert(path, stamp=STAMP)
        assert converter._office is None
    (finding,) = caught.value.findings
    assert ("docx-unreadable", name) == (finding.code, finding.where)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_docx_is_refused(docx: bytes, share: float) -> None:
    """A DOCX cut short, as by a broken download, is refused wherever the cut is."""
    with Converter() as converter, pytest.raises(LayoutError) as caught:
        converter.convert(docx[: int(len(docx) * share)], stamp=STAMP)
    assert ["docx-unreadable"] == [finding.code for finding in caught.value.findings]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A path that is not there gets a finding, not a traceback."""
    with Converter() as converter, pytest.raises(LayoutError) as caught:
        converter.convert(tmp_path / "หาย.docx", stamp=STAMP)
    assert ["หาย.docx"] == [finding.where for finding in caught.value.findings]


def test_nothing_that_a_document_links_to_is_fetched(tmp_path: Path) -> None:
    """A picture linked from outside the package, by file or address, is not put into the PDF."""
    picture = tmp_path / "red.png"
    Image.new("RGB", (300, 300), "red").save(picture)
    document = letter()
    document.add_picture(str(picture))
    linked = document.part.relate_to(picture.as_uri(), RELATIONSHIP_TYPE.IMAGE, is_external=True)
    (blip,) = document.element.iter(qn("a:blip"))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), linked)
    with Converter() as converter:
        (page,) = page_images(converter.convert(saved(document), stamp=STAMP).pdf, dpi=20)
    colours = {colour for _, colour in Image.open(BytesIO(page)).convert("RGB").getcolors() or ()}
    assert (255, 0, 0) not in colours
