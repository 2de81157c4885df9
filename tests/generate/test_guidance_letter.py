"""The letter of guidance: two pages, five attachments, a code, and an address in Latin script.

The printed letter of 2568 breaks before its fifth item; the word at the foot of its first page
lacks the item's number, which ours has: /๕. กรมการพัฒนาชุมชน...
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from docx import Document
from support import EXAMPLES

from circulars import generate
from circulars.data import plain_text
from circulars.layout import page_texts

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.batch import Batch

pytestmark = pytest.mark.usefixtures("warm_office")


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Return the letter made from the form sheet of the example workbook."""
    return generate(
        "indicator_guidance",
        EXAMPLES / "phayao-indicators-2568.xlsx",
        tmp_path_factory.mktemp("out"),
        office=EXAMPLES / "phayao.toml",
    )


def file(batch: Batch, suffix: str) -> Path:
    """Return the file of the letter with this ending."""
    return next(path for path in batch.files if path.suffix == suffix)


@pytest.fixture(scope="module")
def pages(batch: Batch) -> list[list[str]]:
    """Return the lines of each printed page."""
    with pypdfium2.PdfDocument(file(batch, ".pdf")) as pdf:
        assert 2 == len(pdf)
    texts = page_texts(file(batch, ".pdf").read_bytes())
    return [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]


def test_continuation_word_has_the_items_number(batch: Batch, pages: list[list[str]]) -> None:
    """The foot of page one has the first words of page two, in the PDF and in the DOCX."""
    word = "/๕. กรมการพัฒนาชุมชน..."
    first, second = pages
    assert word in first[-2:]
    assert ["- ๒ -", True] == [second[0], second[1].startswith("๕. กรมการพัฒนาชุมชน")]
    section = Document(str(file(batch, ".docx"))).sections[0]
    assert word == plain_text(section.first_page_footer.paragraphs[0].text)
    assert "- ๒ -" in [paragraph.text for paragraph in section.even_page_header.paragraphs]


def test_every_attachment_is_cited(pages: list[list[str]]) -> None:
    """All five attachments are cited by number, the first too, which the printed letter forgot."""
    body = " ".join(" ".join(page) for page in pages)
    for cited in ("ด้วย ๑", "ด้วย ๒", "ด้วย ๓", "ด้วย ๔ และ ๕"):
        assert f"ตามสิ่งที่ส่งมา{cited}" in body.replace("ตามแบบใน", "ตาม")


def test_deadline_is_the_friday(pages: list[list[str]]) -> None:
    """The Friday is 24 January 2568; the printed letter has 25, a Saturday."""
    assert any("วันศุกร์ที่ ๒๔ มกราคม ๒๕๖๘" in line for line in pages[0])


def test_code_and_address(batch: Batch, pages: list[list[str]]) -> None:
    """One code stands at the end; the e-mail address keeps its Latin script."""
    assert 1 == len(Document(str(file(batch, ".docx"))).inline_shapes)
    assert any("otop.phayao@example.go.th" in line for line in pages[0])


def test_subject_goes_over_two_lines(pages: list[list[str]]) -> None:
    """The subject takes two lines, and no word is cut between them."""
    start = next(n for n, line in enumerate(pages[0]) if line.startswith("เรื่อง"))
    assert pages[0][start].endswith("ในสังกัด")
    assert "กรมการพัฒนาชุมชน ประจำปีงบประมาณ พ.ศ. ๒๕๖๘" == pages[0][start + 1]
