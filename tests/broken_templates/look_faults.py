"""Faults in the looks: fonts, paper, digits, pictures, changes, hidden text, page numbers."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from PIL import Image

from broken_templates.opened import paragraph, run, xml
from broken_templates.plans import Told, kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broken_templates.opened import Opened

_THAI: Final = "[ก-๛]"


def _set(line: Any, *properties: str) -> None:
    """Give properties to the first run with text of the paragraph."""
    first = next(each for each in line.iter(qn("w:r")) if each.find(qn("w:t")) is not None)
    for each in properties:
        first.get_or_add_rPr().append(parse_xml(re.sub("/>$", f" {nsdecls('w')}/>", each)))


def _typed(opened: Opened) -> Any:
    return opened.pick(r"^(?:[๑-๙]\.|ด้วย|จึง|เพื่อ|ตาม|หนังสือฉบับนี้|ประกาศ|คำสั่ง|ทั้งนี้|\(\{\{ ผู้ลงนาม)")


def font_other(opened: Opened) -> Iterator[Told]:
    """Set a paragraph in a font that is not official."""
    font = opened.random.choice(["Cordia New", "Angsana New", "Tahoma", "Browallia New"])
    line = _typed(opened)
    _set(line, f"<w:rFonts w:ascii='{font}' w:hAnsi='{font}' w:cs='{font}'/>")
    yield Told(code="template-font", at=line, says=(f"“{font}”",))


def font_of_latin(opened: Opened) -> Iterator[Told]:
    """Set the official font for Latin letters alone; the Thai ones are in another."""
    line = xml(paragraph("เรียนมาเพื่อทราบ", "<w:rFonts w:ascii='TH SarabunPSK' "
               "w:hAnsi='TH SarabunPSK' w:cs='Angsana New'/>"))  # fmt: skip
    opened.pick_plain().addprevious(line)
    opened.taken.append(line)
    yield Told(code="template-font-script", at=line, says=("ละติน", "“Angsana New”"))


def size_of_latin(opened: Opened) -> Iterator[Told]:
    """Set the size of Latin letters alone."""
    line, size = _typed(opened), opened.random.choice([28, 36, 40])
    _set(line, f"<w:sz w:val='{size}'/>")
    yield Told(code="template-font-script", at=line, says=("ขนาด", str(size // 2)))


def weight_of_latin(opened: Opened) -> Iterator[Told]:
    """Make Latin letters alone bold, or italic."""
    (line,) = opened.insert("โปรดพิจารณา {{ ผู้ออกหนังสือ }}")
    tag, name = opened.random.choice([("w:b", "ตัวหนา"), ("w:i", "ตัวเอียง")])
    _set(line, f"<{tag}/>")
    yield Told(code="template-font-script", at=line, says=(name,))


def _pages(opened: Opened) -> Iterator[tuple[Any, str]]:
    """Yield the letter's own section, and what it is called."""
    every = opened.document.sections
    yield every[0], "letter.docx" if len(every) == 1 else "letter.docx ส่วนที่ 1"


def paper_of_america(opened: Opened) -> Iterator[Told]:
    """Lay the letter out on paper that is not A4."""
    width, height, said = opened.random.choice(
        [(21.59, 27.94, "21.59 × 27.94"), (14.8, 21, "14.8 × 21"), (21.59, 35.56, "21.59 × 35.56")]
    )
    for section, where in _pages(opened):
        section.page_width, section.page_height = Cm(width), Cm(height)
        yield Told(code="template-page", at=where, says=(said, "A4"))


def paper_on_its_side(opened: Opened) -> Iterator[Told]:
    """Lay the letter on its side."""
    for section, where in _pages(opened):
        section.page_width, section.page_height = section.page_height, section.page_width
        yield Told(code="template-page", at=where, says=("29.7 × 21", "แนวตั้ง"))


def margin_left(opened: Opened) -> Iterator[Told]:
    """Keep the left margin that Word begins with."""
    for section, where in _pages(opened):
        section.left_margin = Cm(2.54)
        yield Told(code="template-page", at=where, says=("ขอบซ้าย 2.54", "3 ซม."))


def margin_right(opened: Opened) -> Iterator[Told]:
    """Set another right margin."""
    width = opened.random.choice([1.5, 2.54])
    for section, where in _pages(opened):
        section.right_margin = Cm(width)
        yield Told(code="template-page", at=where, says=(f"ขอบขวา {width}", "2 ซม."))


def digits_typed(opened: Opened) -> Iterator[Told]:
    """Type Arabic digits into a letter that has Thai ones."""
    text, said = opened.random.choice(
        [("ขอให้ส่งภายใน 15 วัน", "15"), ("จำนวน 1,250 รายการ", "1,250"), ("ปี 2568 เป็นต้นไป", "2568")]
    )
    (line,) = opened.insert(text)
    yield Told(code="mixed-digits", at=line, says=(f"“{said}”",))


def square() -> io.BytesIO:
    """Return a small grey picture."""
    file = io.BytesIO()
    Image.new("L", (30, 30), 160).save(file, "PNG")
    file.seek(0)
    return file


def _picture(opened: Opened) -> Any:
    (line,) = opened.insert("")
    Paragraph(line, opened.document).add_run().add_picture(square(), width=Cm(2))
    return line


def picture_without_size(opened: Opened) -> Iterator[Told]:
    """Put a picture in that says no size, or none to be seen."""
    line = _picture(opened)
    extent = next(line.iter(qn("wp:extent")))
    if opened.random.random() < 0.5:
        extent.set("cx", "0")
    else:
        extent.getparent().remove(extent)
    yield Told(code="template-picture-size", at=line, says=("ไม่มีขนาด",))


def picture_linked(opened: Opened) -> Iterator[Told]:
    """Link a picture to a file that nobody else has."""
    line, target = _picture(opened), "file:///C:/ภาพ/ตรา.png"
    part = opened.document.part
    name = part.relate_to(target, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    blip = next(line.iter(qn("a:blip")))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), name)
    yield Told(code="template-linked", at=line, says=("ตรา.png", "ภาพ"))


def text_inserted(opened: Opened) -> Iterator[Told]:
    """Leave an insertion that nobody has accepted."""
    line = _typed(opened)
    line.append(xml(f"<w:ins w:id='901' w:author='ผู้ตรวจ'>{run(' โดยด่วน')}</w:ins>"))
    yield Told(code="template-changes", at=line, says=("แทรก “โดยด่วน”",))


def text_deleted(opened: Opened) -> Iterator[Told]:
    """Leave a deletion that nobody has accepted, of a tag that no type knows."""
    line = _typed(opened)
    gone = "<w:r><w:delText> {{ ชื่อเก่า }}</w:delText></w:r>"
    line.append(xml(f"<w:del w:id='902' w:author='ผู้ตรวจ'>{gone}</w:del>"))
    yield Told(code="template-changes", at=line, says=("ลบ “{{ ชื่อเก่า }}”",))


def text_hidden(opened: Opened) -> Iterator[Told]:
    """Hide a text, or a value."""
    text = opened.random.choice(["ร่างฉบับที่สอง", "{{ ผู้ออกหนังสือ }}"])
    line = xml(f"<w:p>{run(text, '<w:vanish/>')}</w:p>")
    opened.pick_plain().addprevious(line)
    opened.taken.append(line)
    yield Told(code="template-hidden-text", at=line, says=(f"“{text}”",))


def page_number_typed(opened: Opened) -> Iterator[Told]:
    """Type the number of a page, which every letter gets by itself."""
    text = opened.random.choice(["- ๒ -", "– ๓ –"])
    (line,) = opened.insert(text)
    yield Told(code="template-page-number", at=line, says=(text,))


def continuation_typed(opened: Opened) -> Iterator[Told]:
    """Type the word that leads to the next page."""
    text = opened.random.choice(["/๒. จัดเก็บ...", "/จึงเรียนมา..."])
    (line,) = opened.insert(text)
    yield Told(code="template-page-number", at=line, says=(text,))


def page_number_by_field(opened: Opened) -> Iterator[Told]:
    """Let Word number the pages at their foot."""
    footer = opened.document.sections[0].footer
    footer.is_linked_to_previous = False
    line = footer.add_paragraph()._p
    line.append(xml(f"<w:fldSimple w:instr=' PAGE '>{run('๑')}</w:fldSimple>"))
    yield Told(code="template-page-number", at=line, says=("เลขหน้า",))


LOOK_KINDS: Final = (
    kind(font_other, 3), kind(font_of_latin), kind(size_of_latin), kind(weight_of_latin),
    kind(paper_of_america, apart="paper"), kind(paper_on_its_side, 1, apart="paper"),
    kind(margin_left), kind(margin_right), kind(digits_typed, 3), kind(picture_without_size),
    kind(picture_linked), kind(text_inserted), kind(text_deleted), kind(text_hidden),
    kind(page_number_typed), kind(continuation_typed),
    kind(page_number_by_field, 1, apart="header"),
)  # fmt: skip
