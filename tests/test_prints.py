"""The loop of layout and page furniture: it ends, and DOCX and PDF are of the same round."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars import prints
from circulars.layout import Converter, LaidOut, PageStart
from circulars.layout.parts import OFFICE_MISSING
from circulars.model.letter import Attachment
from circulars.prints import Printer, annex_pages, continuation, open_printer
from circulars.render import Template

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.model.letter import Letter
    from circulars.prints import Prints, Recount

DAY = dt.date(2025, 3, 11)


def page(text: str, anchor: int | None = None) -> PageStart:
    """Return a page that begins with `text`."""
    return PageStart(text=text, anchor=anchor)


@dataclass
class Office:
    """In place of LibreOffice: lays out each document as `pages` says, by its number from 1."""

    pages: Callable[[int], tuple[PageStart, ...]]
    annexes: tuple[int, ...] = ()
    seen: list[bytes] = field(default_factory=list)

    def convert(self, docx: bytes, *, stamp: dt.date, annexes: int, anchors_beyond: int) -> LaidOut:
        """Return the pages; the PDF's title tells which document it was made of."""
        assert (DAY, len(self.annexes)) == (stamp, annexes)
        self.seen.append(docx)
        written = BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.docinfo["/Title"] = pikepdf.String(str(len(self.seen)))
            pdf.save(written)
        pages = self.pages(len(self.seen))
        if len(pages) - len(self.annexes) <= anchors_beyond:
            pages = tuple(page(each.text) for each in pages)
        return LaidOut(pdf=written.getvalue(), pages=pages, annexes=self.annexes)


def template() -> Template:
    """Return a template of nine paragraphs."""
    written = BytesIO()
    document = Document()
    for _ in range(9):
        document.add_paragraph("{{ เรื่อง }}")
    document.save(written)
    return Template(written.getvalue())


def letter(annexes: int = 0, attachments: tuple[Attachment, ...] = ()) -> Letter:
    """Return a letter with so many annexes, none of which has a table."""
    annex = SimpleNamespace(section=0, table=None, label="", title="", headings=())
    context = {"เรื่อง": "ก"}
    return cast(
        "Letter",
        SimpleNamespace(
            context=context, annexes=(annex,) * annexes, recipient="", attachments=attachments
        ),
    )


class Plain(Template):
    """A template that prints no annexes."""

    def render(self, context: Any, annexes: Any = (), *furniture: Any) -> bytes:
        """Return the letter alone."""
        assert len(annexes) <= 2
        return super().render(context, (), *furniture)


def printed(
    office: Office, *, recount: Recount | None = None, annexes: int = 0, images: bool = True
) -> Prints:
    """Return the prints of a letter laid out by `office`."""
    one = template()
    one.__class__ = Plain
    printer = Printer(converter=cast("Converter", office), images=images)
    return printer.lay_out(letter(annexes), one, stamp=DAY, recount=recount)


def body(docx: bytes) -> list[str]:
    """Return the text of each paragraph of the letter, one in a frame in brackets."""
    return [
        f"[{each.text}]"
        if each._p.find(f"{qn('w:pPr')}/{qn('w:framePr')}") is not None
        else each.text
        for each in Document(BytesIO(docx)).paragraphs
    ]


def test_a_layout_that_never_settles_is_said() -> None:
    """The DOCX given out is the one that the PDF was made of, and the finding says it moves."""
    seconds = ("เรื่องแรก", "เรื่องที่สอง")
    office = Office(lambda number: (page("หนังสือ"), page(seconds[number % 2])))
    made = printed(office)
    assert ["layout-unsettled"] == [finding.code for finding in made.findings]
    assert made.docx == office.seen[-1]
    assert made.pdf is not None
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert str(len(office.seen)) == str(pdf.docinfo["/Title"])


def test_a_long_letter_that_never_settles_is_said() -> None:
    """Continuation words in frames are held to the same rule: anchors that move are told."""
    office = Office(lambda number: tuple(page(f"หน้า {n}", n + number % 2) for n in range(5)))
    assert ["layout-unsettled"] == [finding.code for finding in printed(office).findings]


def test_a_letter_between_three_and_four_pages_settles() -> None:
    """A letter that is longer with words in its footers than in frames keeps the frames."""
    four = tuple(page(text, place) for place, text in enumerate(["หนึ่ง", "สอง", "สาม", "สี่"]))
    office = Office(lambda number: four if number == 2 else four[:3])
    made = printed(office)
    assert (3, ()) == (made.pages, made.findings)
    assert ["[/สาม...]"] == [each for each in body(made.docx) if each != "ก"]


def test_a_page_is_laid_out_once_when_nothing_is_to_be_printed_on_it() -> None:
    """A letter of one page needs no furniture and no second round."""
    office = Office(lambda _: (page("หนังสือ"),))
    assert () == printed(office).findings
    assert 1 == len(office.seen)


def test_a_letter_that_fits_on_one_page_is_not_made_longer() -> None:
    """Of two layouts that settle, two pages with a word and one without, the short one wins."""

    def pages(number: int) -> tuple[PageStart, ...]:
        footer = Document(BytesIO(office.seen[number - 1])).sections[0].first_page_footer
        one = (page("หนังสือ"),)
        return (*one, page("ลงชื่อ")) if "".join(p.text for p in footer.paragraphs) else one

    office = Office(pages)
    assert (1, ()) == (printed(office).pages, printed(office).findings)


@pytest.mark.parametrize("images", [True, False])
def test_images_are_made_only_where_they_are_asked_for(images: bool) -> None:
    """A run of many letters does without pictures of their pages; all else is the same."""
    office = Office(lambda _: (page("หนังสือ"),))
    made = printed(office, images=images)
    assert (int(images), 1) == (len(made.images), made.pages)
    assert made.pdf is not None


def test_words_of_a_long_letter_stand_before_their_anchors() -> None:
    """From page 2 on each word is framed before the first paragraph that starts on its page."""
    pages = (page("หนึ่ง", 0), page("สอง", 3), page("สาม", 4), page("สี่", 6), page("ห้า", 8))
    office = Office(lambda _: pages)
    made = printed(office)
    assert () == made.findings
    texts = [*"กกก", "[/สาม...]", "ก", "[/สี่...]", *"กก", "[/ห้า...]", *"กกก"]
    assert texts == body(made.docx)
    footer = Document(BytesIO(made.docx)).sections[0].first_page_footer
    assert "/สอง..." == footer.paragraphs[0].text
    assert 2 == len(office.seen)


def test_only_pages_without_an_anchor_are_to_be_done_by_hand() -> None:
    """The finding names the pages on which no paragraph starts, and their words, no others."""
    pages = (page("หนึ่ง", 0), page("สอง"), page("สาม", 4), page("สี่"), page("ห้า", 8))
    made = printed(Office(lambda _: pages))
    (found,) = made.findings
    assert "continuation-missing" == found.code
    assert "หน้า 2, 4" in found.where
    assert 'หน้า 2: "/สาม...", หน้า 4: "/ห้า..."' in found.hint
    assert [each for each in body(made.docx) if each != "ก"] == ["[/สี่...]"]


def test_annexes_are_no_pages_of_the_letter() -> None:
    """The last page of the letter has no continuation word, whatever annexes follow."""
    pages = (page("หนังสือ"), page("หน้าสอง"), page("สิ่งที่ส่งมาด้วย"), page("ที่\tอำเภอ"))
    office = Office(lambda _: pages, annexes=(2,))
    made = printed(office, annexes=1)
    section = Document(BytesIO(made.docx)).sections[0]
    assert "/หน้าสอง..." == section.first_page_footer.paragraphs[0].text
    assert "" == section.even_page_footer.paragraphs[0].text
    assert (4, ()) == (made.pages, made.findings)


def test_pages_of_annexes() -> None:
    """An annex has the pages up to the next one's, the last one those up to the end."""
    laid_out = LaidOut(pdf=b"", pages=(page(""),) * 9, annexes=(2, 3, 6))
    assert (1, 3, 3) == annex_pages(laid_out)
    assert () == annex_pages(LaidOut(pdf=b"", pages=(page(""),)))


def test_annex_pages_are_counted_into_the_letter() -> None:
    """The letter is given anew with the pages of each annex, once they are known."""
    told = []

    def recount(letter: Letter, counts: tuple[int, ...]) -> Letter:
        told.append(counts)
        return cast(
            "Letter",
            SimpleNamespace(
                context={"เรื่อง": f"{counts[1]} แผ่น"}, annexes=letter.annexes, recipient=""
            ),
        )

    office = Office(lambda _: (page("หนังสือ"), *[page("แนบ")] * 4), annexes=(1, 2))
    made = printed(office, recount=recount, annexes=2)
    assert [(1, 3)] == told
    assert {"๓ แผ่น"} == set(body(made.docx)[:9])
    assert 2 == len(office.seen)


@pytest.mark.parametrize("asked", [True, False])
def test_annexes_of_one_page_need_no_second_round(asked: bool) -> None:
    """A letter is composed as if annexes had one page each: where they do, it stays as it is."""
    recount = cast("Recount", None) if not asked else lambda *_: pytest.fail("nothing changed")
    office = Office(lambda _: (page("หนังสือ"), page("แนบ")), annexes=(1,))
    printed(office, recount=recount, annexes=1)
    assert 1 == len(office.seen)


def test_without_libreoffice_every_letter_is_a_docx(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a part is missing the DOCX is made, and the finding says what to install."""
    monkeypatch.setattr(prints, "missing_parts", lambda: (OFFICE_MISSING,))
    for pdf, findings in ((True, (OFFICE_MISSING,)), (False, ())):
        with open_printer(pdf=pdf) as printer:
            made = printer.lay_out(letter(), template(), stamp=DAY)
        assert (None, None, findings) == (made.pdf, made.pages, made.findings)
        assert ["ก"] * 9 == body(made.docx)[:9]


def test_pages_that_nobody_counted_are_told() -> None:
    """Without layout a list that tells pages says 1, and a warning says that it was not counted."""
    listed = Attachment(
        name="ก", number=None, title="ตาราง", copies=1, unit="แผ่น", counts_pages=True
    )
    with open_printer(pdf=False) as printer:
        made = printer.lay_out(letter(0, (listed,)), template(), stamp=DAY)
    assert ["pages-uncounted"] == [finding.code for finding in made.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("๕. กรมการพัฒนาชุมชนจะดำเนินการปิดระบบ", "/๕. กรมการพัฒนาชุมชน...", id="item"),
        pytest.param(
            "๕.\u00a0กรม\u200dการ\u2060พัฒนา\u200bชุมชน\ufeffจะดำเนินการ",
            "/๕. กรมการพัฒนาชุมชน...",
            id="characters that only say where lines break",
        ),
        pytest.param("\n\nจึงเรียนมา\nเพื่อ", "/จึงเรียนมา...", id="an empty paragraph first"),
        pytest.param("๑๘\tอำเภอจุน\t1,200.00", "/๑๘ อำเภอจุน...", id="a row of a table"),
        pytest.param("1,200.00\t3,400.00\t5.00", "/1,200.00 3,400.00...", id="figures alone"),
        pytest.param("a" * 90, f"/{'a' * 36}...", id="a word longer than the line"),
        pytest.param("ทั้งนี้", "/ทั้งนี้...", id="short"),
        pytest.param(" \n\t\u200b", "", id="a page without words"),
    ],
)
def test_continuation_words(text: str, expected: str) -> None:
    """A continuation word is the first words of the next page, as much as one takes in at once."""
    assert expected == continuation(text)


@settings(deadline=None, max_examples=60)
@given(st.text("กขชน้ำที่๑๒. \n\t\u00a0\u200bab(,", max_size=60))
def test_a_continuation_word_is_how_the_next_page_starts(text: str) -> None:
    """Whatever the text: nothing, or its first words between a stroke and three dots."""
    word = continuation(text)
    typed = " ".join(text.replace("\u200b", "").split())
    assert bool(typed) == bool(word)
    if word:
        assert ("/", "...") == (word[0], word[-3:])
        assert typed.startswith(word[1:-3])
        assert word[1:-3] == word[1:-3].strip()
