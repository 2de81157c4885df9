"""The one loop: lay out, learn the page breaks, add page furniture, render again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.data.words import words
from circulars.layout import Converter, missing_parts, page_images, pdf_fonts
from circulars.model.findings import Finding, Level
from circulars.render import LONGEST_LITERAL, Furniture

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from circulars.layout import LaidOut, PageStart
    from circulars.model.letter import Letter
    from circulars.render import Template

# A continuation word is as much of the next page as one takes in at a glance.
_CONTINUATION_LENGTH: Final = 18  # characters
_ROUNDS: Final = 2  # of rendering and laying out again, before giving up


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """A rendered letter; `pdf`, `images` (PNG) and `pages` only where it was laid out."""

    docx: bytes
    pdf: bytes | None = None
    images: tuple[bytes, ...] = ()
    pages: int | None = None  # of letter and annexes
    fonts: tuple[str, ...] = ()  # in the PDF
    findings: tuple[Finding, ...] = ()


def lay_out(letter: Letter, template: Template, *, stamp: dt.date, pdf: bool) -> Prints:
    """Return `letter` rendered, with page numbers and continuation words of its real pages.

    `stamp` is the date written into the PDF.  Without LibreOffice the DOCX alone is made, and
    the findings say what to install.
    """
    docx = template.render(letter.context, letter.annexes)
    if not pdf:
        return Prints(docx=docx)
    if missing := missing_parts():
        return Prints(docx=docx, findings=missing)
    with Converter() as converter:
        return _settled(letter, template, docx, converter, stamp)


def _settled(
    letter: Letter, template: Template, docx: bytes, converter: Converter, stamp: dt.date
) -> Prints:
    """Render and lay out until the furniture fits the pages it stands on."""
    furniture = Furniture()
    laid_out = converter.convert(docx, stamp=stamp)
    for _ in range(_ROUNDS):
        wanted = _furniture(_letter_pages(letter, laid_out))
        if wanted == furniture:
            break
        furniture = wanted
        docx = template.render(letter.context, letter.annexes, furniture)
        laid_out = converter.convert(docx, stamp=stamp)
    pages = _letter_pages(letter, laid_out)
    settled = _furniture(pages) == furniture
    findings = tuple(_page_findings(pages)) if settled else (_UNSETTLED,)
    images = tuple(page_images(laid_out.pdf))
    return Prints(
        docx=docx,
        pdf=laid_out.pdf,
        images=images,
        pages=len(images),  # LibreOffice does not name a page that a table fills from top to foot
        fonts=tuple(sorted(pdf_fonts(laid_out.pdf))),
        findings=findings,
    )


def _letter_pages(letter: Letter, laid_out: LaidOut) -> Sequence[PageStart]:
    """Return the pages of the letter itself: those before the first annex."""
    if not letter.annexes:
        return laid_out.pages
    first = letter.annexes[0]
    opening = f"{first.label}\n{first.title}"
    for number, page in enumerate(laid_out.pages):
        if page.text and page.text.startswith(opening[: len(page.text)]):
            return laid_out.pages[:number]
    return laid_out.pages


def _furniture(pages: Sequence[PageStart]) -> Furniture:
    if len(pages) > LONGEST_LITERAL:  # the footer of even pages would repeat its word on page 4
        return Furniture(long=True)
    first, second = (*_continuations(pages), "", "")[:2]
    return Furniture(continuation=(first, second))


def _continuations(pages: Sequence[PageStart]) -> list[str]:
    """Return the continuation word of each page but the last."""
    return [continuation(page.text) for page in pages[1:]]


def continuation(text: str) -> str:
    """Return the continuation word (คำต่อหน้า) for a next page that begins with `text`.

    >>> continuation("๕. กรมการพัฒนาชุมชนจะดำเนินการปิดระบบ")
    '/๕. กรมการพัฒนาชุมชน...'
    """
    line = text.lstrip().split("\n")[0]
    taken = ""
    for word in words(line):
        says_something = any(map(str.isalpha, taken))  # an item's number alone does not
        if says_something and len(taken + word) > _CONTINUATION_LENGTH:
            break
        taken += word
    return f"/{taken.strip()}..."


def _page_findings(pages: Sequence[PageStart]) -> Iterator[Finding]:
    if len(pages) > LONGEST_LITERAL:
        words_to_write = ", ".join(
            f'หน้า {number}: "{word}"' for number, word in enumerate(_continuations(pages), start=1)
        )
        yield Finding(
            code="continuation-missing",
            level=Level.WARN,
            where="ท้ายกระดาษ",
            message=f"หนังสือยาวเกิน {LONGEST_LITERAL} หน้า จึงไม่ได้พิมพ์คำต่อหน้าไว้เลยทุกหน้า",
            hint=f"เขียนคำต่อหน้าเองที่มุมล่างขวา {words_to_write} หรือย่อข้อความให้สั้นลง",
        )


_UNSETTLED: Final = Finding(
    code="layout-unsettled",
    level=Level.WARN,
    where="ท้ายกระดาษ",
    message="เลขหน้าและคำต่อหน้าทำให้การแบ่งหน้าเปลี่ยนไปมา จึงอาจไม่ตรงกับหน้าจริง",
    hint="ตรวจคำต่อหน้าในแฟ้ม PDF ก่อนลงนาม",
)
