"""The one loop: lay out, learn the page breaks, add page furniture, render again."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from circulars.data.line_breaks import plain_text
from circulars.data.words import words
from circulars.layout import TRIES, lent_converter, missing_parts, page_images, pdf_fonts
from circulars.model.findings import Finding, Level
from circulars.render import LONGEST_LITERAL, Furniture, with_continuation_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from circulars.layout import Converter, LaidOut, PageStart
    from circulars.model.letter import Letter
    from circulars.render import Template

    # Gives the letter again, with the number of pages of each of its annexes.
    Recount = Callable[[Letter, tuple[int, ...]], Letter]

# A continuation word is as much of the next page as one takes in at a glance.
_CONTINUATION_LENGTH: Final = 18  # characters
_LONGEST_CONTINUATION: Final = 36  # of one word, such as an address: it must not take two lines
_ROUNDS: Final = 3  # of rendering and laying out again, before giving up


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """A rendered letter; `pdf`, `images` (PNG) and `pages` only where it was laid out."""

    docx: bytes
    pdf: bytes | None = None
    images: tuple[bytes, ...] = ()
    pages: int | None = None  # of letter and annexes
    starts: tuple[str, ...] = ()  # the first text of each page
    fonts: tuple[str, ...] = ()  # in the PDF
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """Prints letters one after another, for one thread; :func:`open_printer` gives one."""

    converter: Converter | None = None  # None: DOCX alone
    missing: tuple[Finding, ...] = ()  # why there is none
    images: bool = True  # of the pages

    def lay_out(
        self,
        letter: Letter,
        template: Template,
        *,
        stamp: dt.date,
        recount: Recount | None = None,
    ) -> Prints:
        """Return `letter` rendered, with page numbers and continuation words of its real pages.

        `stamp` is the date written into the PDF.  `letter` is composed as if each annex had one
        page; where they have more, `recount` gives it with their numbers of pages.
        """
        if self.converter is None:
            docx = template.render(letter.context, letter.annexes)
            return Prints(docx=docx, findings=(*self.missing, *_uncounted(letter)))
        made = _Loop(letter, template, self.converter, stamp, recount).settled()
        if not self.images or made.pdf is None:
            return made
        return replace(made, images=tuple(page_images(made.pdf)))


@contextmanager
def open_printer(*, pdf: bool, images: bool = True, tries: int = TRIES) -> Iterator[Printer]:
    """Open a printer: one LibreOffice for all letters, which starts at once, beside other work.

    Without `pdf`, or without LibreOffice, it makes the DOCX alone, and its findings say what
    to install.  Without `images` it makes no pictures of the pages.  A letter that LibreOffice
    fails on is tried `tries` times.  LibreOffice ends with the block, but where the process
    keeps it warm for the next one.
    """
    missing = missing_parts() if pdf else ()
    if missing or not pdf:
        yield Printer(missing=missing)
        return
    with lent_converter(tries=tries) as converter:
        converter.start()
        yield Printer(converter=converter, images=images)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is printed that depends on the pages: all of it is learnt from a layout."""

    furniture: Furniture = field(default_factory=Furniture)
    words: tuple[tuple[int, str], ...] = ()  # of a long letter: anchor and continuation word
    annex_pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Loop:
    """Renders and lays out until what is printed fits the pages it stands on."""

    letter: Letter
    template: Template
    converter: Converter
    stamp: dt.date
    recount: Recount | None

    def settled(self) -> Prints:
        """Return the prints of the last round, and what is wrong with their pages."""
        plan = _Plan(annex_pages=(1,) * len(self.letter.annexes))
        docx, laid_out = self._round(plan)
        for _ in range(_ROUNDS):
            wanted = self._plan(laid_out, plan)
            if wanted == plan:
                break
            plan = wanted
            docx, laid_out = self._round(plan)
        is_settled = self._plan(laid_out, plan) == plan
        pages = _letter_pages(laid_out)
        return Prints(
            docx=docx,
            pdf=laid_out.pdf,
            pages=len(laid_out.pages),
            starts=tuple(page.text for page in laid_out.pages),
            fonts=tuple(sorted(pdf_fonts(laid_out.pdf))),
            findings=tuple(map(self._named, _page_findings(pages, plan)))
            if is_settled
            else (self._named(_UNSETTLED),),
        )

    def _named(self, finding: Finding) -> Finding:
        """Return `finding` with the recipient, where the letter is one of several."""
        recipient = self.letter.recipient
        return replace(finding, where=f"{recipient}: {finding.where}") if recipient else finding

    def _round(self, plan: _Plan) -> tuple[bytes, LaidOut]:
        """Return the letter printed by `plan`, and how it was laid out."""
        letter = self.letter
        if self.recount is not None and any(pages > 1 for pages in plan.annex_pages):
            letter = self.recount(letter, plan.annex_pages)
        docx = self.template.render(letter.context, letter.annexes, plan.furniture)
        if plan.words:
            docx = with_continuation_words(docx, plan.words)
        return docx, self.converter.convert(
            docx,
            stamp=self.stamp,
            annexes=len(letter.annexes),
            anchors_beyond=0 if plan.furniture.long else LONGEST_LITERAL,
        )

    def _plan(self, laid_out: LaidOut, used: _Plan) -> _Plan:
        """Return what should have been printed on the pages of `laid_out`, which `used` was.

        A letter once found to be long stays so: without the words in its footers it may be
        shorter again, and it would never settle.
        """
        pages = _letter_pages(laid_out)
        counts = (1,) * len(self.letter.annexes)
        if self.recount is not None:
            counts = annex_pages(laid_out)
        first, second = (*(word for _, word in _continuations(pages)), "", "")[:2]
        if len(pages) <= LONGEST_LITERAL and not used.furniture.long:
            return _Plan(furniture=Furniture(continuation=(first, second)), annex_pages=counts)
        # The footer of even pages would repeat its word on page 4.
        placed = ((page.anchor, word) for page, word in _continuations(pages)[1:] if word)
        return _Plan(
            furniture=Furniture(continuation=(first, ""), long=True),
            words=tuple((anchor, word) for anchor, word in placed if anchor is not None),
            annex_pages=counts,
        )


def _letter_pages(laid_out: LaidOut) -> Sequence[PageStart]:
    """Return the pages of the letter itself: those before the first annex."""
    return laid_out.pages[: laid_out.annexes[0] if laid_out.annexes else None]


def annex_pages(laid_out: LaidOut) -> tuple[int, ...]:
    """Return the number of pages of each annex."""
    starts = (*laid_out.annexes, len(laid_out.pages))
    return tuple(after - before for before, after in pairwise(starts))


def _continuations(pages: Sequence[PageStart]) -> list[tuple[PageStart, str]]:
    """Return each page but the last with its continuation word."""
    return [(page, continuation(after.text)) for page, after in pairwise(pages)]


def continuation(text: str) -> str:
    """Return the continuation word (คำต่อหน้า) for a next page that begins with `text`.

    It ends between words; there is none for a page without words, such as one of a picture.

    >>> continuation("๕. กรมการพัฒนาชุมชนจะดำเนินการปิดระบบ")
    '/๕. กรมการพัฒนาชุมชน...'
    """
    first, *_ = plain_text(text).strip().split("\n")
    line = " ".join(first.split())
    taken = ""
    for word in words(line):
        # An item's number alone says nothing yet.
        enough = any(map(str.isalpha, taken)) or len(taken) >= _CONTINUATION_LENGTH
        if enough and len(taken + word) > _CONTINUATION_LENGTH:
            break
        taken += word
    return f"/{taken[:_LONGEST_CONTINUATION].strip()}..." if taken else ""


def _page_findings(pages: Sequence[PageStart], plan: _Plan) -> Iterator[Finding]:
    """Yield a finding for the pages of a long letter on which no paragraph starts."""
    if not plan.furniture.long:
        return
    bare = {
        number: word
        for number, (page, word) in enumerate(_continuations(pages), start=1)
        if number > 1 and word and page.anchor is None
    }
    if bare:
        numbers = ", ".join(map(str, bare))
        written = ", ".join(f'หน้า {number}: "{word}"' for number, word in bare.items())
        yield Finding(
            code="continuation-missing",
            level=Level.WARN,
            where=f"ท้ายกระดาษ หน้า {numbers}",
            message=f"ไม่มีย่อหน้าใดเริ่มบนหน้านี้ จึงพิมพ์คำต่อหน้าไว้ไม่ได้ (หนังสือยาวเกิน {LONGEST_LITERAL} หน้า)",
            hint=f"เขียนคำต่อหน้าเองที่มุมล่างขวา {written} หรือแบ่งย่อหน้าหรือตารางที่เต็มหน้าให้สั้นลง",
        )


def _uncounted(letter: Letter) -> Iterator[Finding]:
    """Yield a warning where the attachment list tells pages that nobody has counted."""
    titles = [each.title for each in letter.attachments if each.counts_pages]
    if titles:
        yield Finding(
            code="pages-uncounted",
            level=Level.WARN,
            where="สิ่งที่ส่งมาด้วย",
            message=f"ยังไม่ได้นับจำนวนหน้าของ {', '.join(titles)} จึงพิมพ์ไว้ว่า 1",
            hint="ทำ PDF ด้วย (ไม่ใส่ --no-pdf) เพื่อให้นับหน้าจริง หรือแก้จำนวนใน Word",
        )


_UNSETTLED: Final = Finding(
    code="layout-unsettled",
    level=Level.WARN,
    where="ท้ายกระดาษ",
    message="เลขหน้าและคำต่อหน้าทำให้การแบ่งหน้าเปลี่ยนไปมา จึงอาจไม่ตรงกับหน้าจริง",
    hint="ตรวจคำต่อหน้าในแฟ้ม PDF ก่อนลงนาม",
)
