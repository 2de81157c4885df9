"""Edits that leave a good template good: what Word does to a file, and tags in every place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from lxml import etree

from broken_templates.block_faults import put_table
from broken_templates.look_faults import square
from broken_templates.opened import Opened, paragraph, run, text_of, xml
from broken_templates.part_faults import put_box, put_note, put_running

Harmless = Callable[[Opened], None]


def cut_into_runs(opened: Opened) -> None:
    """Cut every tag into runs, with the marks of Word's spelling between them."""
    for line in opened.lines():
        for piece in [each for each in line.iter(qn("w:r")) if "{" in text_of(each)]:
            _cut(piece, opened.random.randint(1, 5))


def _cut(piece: Any, size: int) -> None:
    text = piece.find(qn("w:t"))
    if text is None or len(piece.findall(qn("w:t"))) > 1 or len(piece) > 2:
        return
    look = piece.find(qn("w:rPr"))
    inside = "" if look is None else "".join(_source(each) for each in look)
    whole = text.text or ""
    for start in range(0, len(whole), size):
        piece.addprevious(xml(run(whole[start : start + size], inside)))
        piece.addprevious(xml("<w:proofErr w:type='spellStart'/>"))
    piece.getparent().remove(piece)


def _source(element: Any) -> str:
    return etree.tostring(element, encoding="unicode")


def quotes_of_word(opened: Opened) -> None:
    """Let Word make curly quotes of straight ones, in tags too."""
    opened.insert("{% if จังหวัด == “” %}ก{% endif %}ข{{ โทรศัพท์ or ‘-’ }}")
    for line in opened.lines():
        for piece in line.iter(qn("w:t")):
            piece.text = re.sub(r'"([^"]*)"', r"“\1”", piece.text or "")


def spaces_of_word(opened: Opened) -> None:
    """Put spaces that hold words together into tags, as Word does, or no spaces at all."""
    for line in opened.lines():
        for piece in line.iter(qn("w:t")):
            text = piece.text or ""
            if opened.random.random() < 0.5:
                piece.text = re.sub(r"\{\{ (.*?) \}\}", "{{\u00a0\\1\u00a0}}", text)
            else:
                piece.text = re.sub(r"\{\{ (.*?) \}\}", r"{{\1}}", text)


def tags_everywhere(opened: Opened) -> None:
    """Print values in header, footer, text box, footnote, endnote and content control."""
    put_running(opened, "header", "สำเนา {{ ส่วนราชการ }}")
    put_running(opened, "footer", "ติดต่อ {{ โทรศัพท์ }} {{ วันที่ | วันที่ไทย }}")
    opened.document.core_properties.title = "{{ ผู้ออกหนังสือ }} {{ วันที่ | วันที่ไทย }}"
    put_box(opened, paragraph("ด่วน {{ ผู้ออกหนังสือ }}"))
    put_note(opened, "footnote", "ดู {{ ผู้ลงนาม.ชื่อ }}")
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('{{ จังหวัด }}')}</w:sdtContent></w:sdt>"
    opened.pick_plain().addprevious(xml(f"<w:p>{run('จาก ')}{control}</w:p>"))
    opened.pick_plain().addprevious(
        xml(f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('{{ จังหวัด }}')}</w:sdtContent></w:sdt>")
    )


def tables_of_rows(opened: Opened) -> None:
    """Repeat rows, cells and paragraphs in a table."""
    put_table(
        opened, ("ลำดับ", "รายการ"),
        ("{%tr for แนบ in สิ่งที่ส่งมาด้วย %}", ""),
        ("{{ loop.index }}", "{{ แนบ.เรื่อง }}{% if loop.last %} (จบ){% endif %}"),
        ("{%tr endfor %}", ""),
    )  # fmt: skip
    put_table(
        opened, ("{%tc for ชื่อ in ที่ตั้ง %}", "{{ ชื่อ }}", "{%tc endfor %}"),
    )  # fmt: skip


def names_given_in_tags(opened: Opened) -> None:
    """Give names in the template, and use them in blocks within blocks."""
    opened.insert(
        "{%p set ปี = วันที่ | ปีงบประมาณ %}", "{%p for ชื่อ in ที่ตั้ง %}", "{%p if loop.index > 1 %}",
        "{{ ชื่อ }} {{ ปี }} {{ loop.index }}", "{%p elif not ชื่อ %}", "ว่าง",
        "{%p else %}", "{# หมายเหตุของผู้ทำแบบ #}ก", "{%p endif %}", "{%p endfor %}",
    )  # fmt: skip


def words_and_numbers(opened: Opened) -> None:
    """Type English words, an address of the web, a code, and Thai digits."""
    opened.insert(
        "ระบบ OTOP Big Data ที่ https://cep.cdd.go.th/page?id=15 อีเมล otop2568@example.go.th",
        "แบบ รต.๑ จำนวน ๑,๒๕๐ รายการ ร้อยละ ๑๕.๕ ระหว่าง ๑ - ๓๐ เมษายน ๒๕๖๘ และ/หรือ - ดังนี้",
        "เครื่องหมายปีกกาเดี่ยว {ก} และ {_{ ข }_} ใช้ตามตัว",
    )


def picture_put_in(opened: Opened) -> None:
    """Put a picture in, with its size."""
    (line,) = opened.insert("")
    Paragraph(line, opened.document).add_run().add_picture(square(), width=Cm(2))


def marks_of_word(opened: Opened) -> None:
    """Leave bookmarks, breaks where pages ended and revision ids, as Word does."""
    for number, line in enumerate(opened.lines()):
        line.set(qn("w:rsidR"), f"00{number:06X}")
        if number % 3 == 0 and (first := line.find(qn("w:r"))) is not None:
            first.addprevious(xml(f"<w:bookmarkStart w:id='{number}' w:name='_GoBack{number}'/>"))
            first.addnext(xml(f"<w:bookmarkEnd w:id='{number}'/>"))
            first.addprevious(xml("<w:r><w:lastRenderedPageBreak/></w:r>"))


def bold_for_both(opened: Opened) -> None:
    """Make a text bold and large, for Latin letters and for Thai ones."""
    look = "<w:b/><w:bCs/><w:sz w:val='40'/><w:szCs w:val='40'/>"
    opened.pick_plain().addprevious(xml(paragraph("เรียน {{ ผู้ออกหนังสือ }}", look)))


def fields_more(opened: Opened) -> None:
    """Name fields of each kind, all of them printed."""
    opened.toml += (
        '\n[fields."วันตรวจ"]\nlabel = "วันตรวจ"\nkind = "date"\nvalue = "วันที่ | วันสิ้นเดือน"\n'
        '\n[fields."งวด"]\nlabel = "งวด"\nkind = "month"\nvalue = "วันตรวจ | เดือนของ"\n'
        '\n[fields."ครั้งที่"]\nlabel = "ครั้งที่"\nkind = "integer"\nvalue = "1"\n'
        '\n[fields."สถานะ"]\nlabel = "สถานะ"\nkind = "choice"\nchoices = ["ปกติ", "ด่วน"]\n'
    )
    opened.insert(
        "ตรวจ {{ วันตรวจ | วันที่เต็ม }} งวด {{ งวด | เดือนปี }} {{ ครั้งที่ | คำอ่านจำนวน }} {{ สถานะ }}"
    )


def link_put_in(opened: Opened) -> None:
    """Put a link in whose address is plain."""
    name = opened.document.part.relate_to(
        "https://www.cdd.go.th", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    inside = run("{{ จังหวัด }}")
    opened.pick_plain().addprevious(
        xml(f"<w:p><w:hyperlink r:id='{name}'>{inside}</w:hyperlink></w:p>")
    )


HARMLESS: Final[tuple[Harmless, ...]] = (
    cut_into_runs, quotes_of_word, spaces_of_word, tags_everywhere, tables_of_rows,
    names_given_in_tags,
    words_and_numbers, picture_put_in, marks_of_word, bold_for_both, fields_more, link_put_in,
)  # fmt: skip
