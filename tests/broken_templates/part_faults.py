"""Faults in headers, footers, text boxes, notes, comments, content controls and links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn

from broken_templates.opened import NOTES, paragraph, run, xml
from broken_templates.plans import Told, kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broken_templates.opened import Opened

_MISSING: Final = "template-missing-name"
# A name misspelt, and what was meant.
_SLIPS: Final = (
    ("{{ ส่วนราชกา }}", "“ส่วนราชกา”", "“ส่วนราชการ”"),
    ("{{ ผู้ออกหนังสอ }}", "“ผู้ออกหนังสอ”", "“ผู้ออกหนังสือ”"),
    ("{{ โทรศัพ }}", "“โทรศัพ”", "“โทรศัพท์”"),
)


def _slip(opened: Opened) -> tuple[str, tuple[str, str]]:
    tag, wrong, right = opened.random.choice(_SLIPS)
    return tag, (wrong, right)


def put_running(opened: Opened, which: str, text: str) -> Any:
    """Return a paragraph of `text` in the header or footer of the first section."""
    part = getattr(opened.document.sections[0], which)
    part.is_linked_to_previous = False
    made = part.add_paragraph(text)
    return made._p


def in_header(opened: Opened) -> Iterator[Told]:
    """Misspell a name in the header."""
    tag, says = _slip(opened)
    which = opened.random.choice(["header", "first_page_header"])
    yield Told(code=_MISSING, at=put_running(opened, which, f"สำเนา {tag}"), says=says)


def in_footer(opened: Opened) -> Iterator[Told]:
    """Misspell a name in the footer."""
    tag, says = _slip(opened)
    which = opened.random.choice(["footer", "first_page_footer"])
    yield Told(code=_MISSING, at=put_running(opened, which, f"ติดต่อ {tag}"), says=says)


def filter_in_footer(opened: Opened) -> Iterator[Told]:
    """Misspell a filter in the footer."""
    line = put_running(opened, "footer", "พิมพ์ {{ วันที่ | วันทีไทย }}")
    yield Told(code="template-unknown-filter", at=line, says=("“วันทีไทย”", "“วันที่ไทย”"))


def block_in_header(opened: Opened) -> Iterator[Told]:
    """Open a block in the header that nothing closes."""
    line = put_running(opened, "header", "{%p if กลุ่มงาน %}")
    put_running(opened, "header", "{{ กลุ่มงาน }}")
    yield Told(code="template-block-unclosed", at=line, says=("{%p if กลุ่มงาน %}",))


def emblem_in_header(opened: Opened) -> Iterator[Told]:
    """Put the emblem into the header."""
    line = put_running(opened, "header", "{{r ตราครุฑ }}")
    yield Told(code="template-tag-misplaced", at=line, says=("ตราครุฑ",))


_BOX: Final = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
    "<wp:inline><wp:extent cx='1800000' cy='720000'/><wp:docPr id='71' name='กล่อง 71'/>"
    "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/"
    "wordprocessingShape'><wps:wsp><wps:cNvSpPr txBox='1'/><wps:spPr><a:prstGeom prst='rect'>"
    "<a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape style='width:142pt;height:57pt'><v:textbox><w:txbxContent>"
    "{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    "</w:r></w:p>"
)


def put_box(opened: Opened, inside: str) -> Any:
    """Put a text box into the letter; return its first paragraph."""
    made = xml(_BOX.format(inside))
    opened.pick_plain().addprevious(made)
    opened.taken += made.iter(qn("w:p"))
    return next(made.iter(qn("w:txbxContent"))).find(qn("w:p"))


def in_text_box(opened: Opened) -> Iterator[Told]:
    """Misspell a name in a text box."""
    tag, says = _slip(opened)
    yield Told(code=_MISSING, at=put_box(opened, paragraph(f"ด่วน {tag}")), says=says)


def torn_in_text_box(opened: Opened) -> Iterator[Told]:
    """Leave out the end of a tag in a text box."""
    line = put_box(opened, paragraph("ติดต่อ {{ โทรศัพท์"))
    yield Told(code="template-tag-unclosed", at=line, says=("{{",))


_SEPARATORS: Final = (
    "<w:{0} w:type='separator' w:id='-1'><w:p><w:r><w:separator/></w:r></w:p></w:{0}>"
    "<w:{0} w:type='continuationSeparator' w:id='0'><w:p><w:r><w:continuationSeparator/>"
    "</w:r></w:p></w:{0}>"
)


def put_note(opened: Opened, name: str, text: str) -> None:
    """Put a footnote or an endnote behind a paragraph, in a part as Word writes it."""
    line = opened.pick_plain()
    member, content_type, relation = NOTES[name]
    note = f"<w:{name} w:id='1'>{paragraph(text)}</w:{name}>"
    content = f"<w:{name}s {nsdecls('w')}>{_SEPARATORS.format(name)}{note}</w:{name}s>"
    opened.add_part(member, content_type, relation, content)
    line.append(xml(f"<w:r><w:{name}Reference w:id='1'/></w:r>"))


def in_footnote(opened: Opened) -> Iterator[Told]:
    """Misspell a name in a footnote."""
    tag, says = _slip(opened)
    put_note(opened, "footnote", f"ดู {tag}")
    yield Told(code=_MISSING, at="letter.docx เชิงอรรถ ย่อหน้าที่ 1", says=says)


def in_endnote(opened: Opened) -> Iterator[Told]:
    """Leave out the end of a tag in an endnote."""
    put_note(opened, "endnote", "ดู {{ โทรศัพท์")
    yield Told(code="template-tag-unclosed", at="letter.docx อ้างอิงท้ายเรื่อง ย่อหน้าที่ 1", says=("{{",))


def in_control(opened: Opened) -> Iterator[Told]:
    """Misspell a name in a content control, of a paragraph or within one."""
    tag, says = _slip(opened)
    if opened.random.random() < 0.5:
        inside = paragraph(f"จาก {tag}")
        made = xml(f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
    else:
        inside = f"<w:sdt><w:sdtPr/><w:sdtContent>{run(tag)}</w:sdtContent></w:sdt>"
        made = xml(f"<w:p>{run('จาก ')}{inside}</w:p>")
    opened.pick_plain().addprevious(made)
    line = made if made.tag == qn("w:p") else next(made.iter(qn("w:p")))
    opened.taken.append(line)
    yield Told(code=_MISSING, at=line, says=says)


def control_tied(opened: Opened) -> Iterator[Told]:
    """Put a tag where Word shows a property of the document instead."""
    bound = "<w:dataBinding w:xpath='/ns0:coreProperties[1]' w:storeItemID='{0}'/>"
    inside = f"<w:sdtPr>{bound}</w:sdtPr><w:sdtContent>{run('{{ จังหวัด }}')}</w:sdtContent>"
    line = xml(f"<w:p>{run('เรื่อง ')}<w:sdt>{inside}</w:sdt></w:p>")
    opened.pick_plain().addprevious(line)
    opened.taken.append(line)
    yield Told(code="template-tag-unprinted", at=line, says=("{{ จังหวัด }}", "ผูกกับข้อมูล"))


def in_comment(opened: Opened) -> Iterator[Told]:
    """Write a tag into a comment of Word."""
    line = opened.pick_plain()
    comment = f"<w:comment w:id='0' w:author='ผู้ตรวจ'>{paragraph('ใช้ {{ เรื่อง }} แทน')}</w:comment>"
    opened.add_part(
        "comments.xml", CONTENT_TYPE.WML_COMMENTS, RELATIONSHIP_TYPE.COMMENTS,
        f"<w:comments {nsdecls('w')}>{comment}</w:comments>",
    )  # fmt: skip
    line.append(xml("<w:r><w:commentReference w:id='0'/></w:r>"))
    yield Told(code="template-comments", at=line, says=("1 แห่ง",))
    yield Told(code="template-tag-unprinted", at="letter.docx ข้อคิดเห็น", says=("{{ เรื่อง }}",))


def in_link(opened: Opened) -> Iterator[Told]:
    """Write a tag into the address of a link."""
    target = opened.random.choice(
        ["https://example.go.th/{{ เลขที่ }}", "https://example.go.th/%7B%7B%20เลขที่%20%7D%7D"]
    )
    name = opened.document.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    line = xml(f"<w:p><w:hyperlink r:id='{name}'>{run('ดาวน์โหลดเอกสาร')}</w:hyperlink></w:p>")
    opened.pick_plain().addprevious(line)
    opened.taken.append(line)
    yield Told(code="template-tag-unprinted", at=line, says=("{{ เลขที่ }}",))


def in_link_text(opened: Opened) -> Iterator[Told]:
    """Misspell a name in the text of a link."""
    tag, says = _slip(opened)
    address = "https://www.cdd.go.th"
    name = opened.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    line = xml(f"<w:p><w:hyperlink r:id='{name}'>{run(tag)}</w:hyperlink></w:p>")
    opened.pick_plain().addprevious(line)
    opened.taken.append(line)
    yield Told(code=_MISSING, at=line, says=says)


_CHART: Final = (
    "<c:chartSpace xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart' "
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><c:chart><c:title><c:tx>"
    "<c:rich><a:bodyPr/><a:p><a:r><a:t>ยอดปี {{ ปีงบ</a:t></a:r><a:r><a:t>ประมาณ }}</a:t></a:r>"
    "</a:p></c:rich></c:tx></c:title></c:chart></c:chartSpace>"
)


def in_chart(opened: Opened) -> Iterator[Told]:
    """Write a tag into the title of a chart."""
    opened.add_part("charts/chart1.xml", CONTENT_TYPE.DML_CHART, RELATIONSHIP_TYPE.CHART, _CHART)
    yield Told(code="template-tag-unprinted", at="letter.docx แผนภูมิ", says=("{{ ปีงบประมาณ }}",))


def in_title_of_file(opened: Opened) -> Iterator[Told]:
    """Misspell a name in the title of the file."""
    tag, says = _slip(opened)
    opened.document.core_properties.title = f"หนังสือ {tag}"
    yield Told(code=_MISSING, at="letter.docx คุณสมบัติของแฟ้ม", says=says)


def torn_in_title_of_file(opened: Opened) -> Iterator[Told]:
    """Leave out the end of a tag in the subject of the file."""
    opened.document.core_properties.subject = "{{ ผู้ออกหนังสือ"
    yield Told(code="template-tag-unclosed", at="letter.docx คุณสมบัติของแฟ้ม", says=("{{",))


PART_KINDS: Final = (
    kind(in_header, apart="header"), kind(in_footer), kind(filter_in_footer),
    kind(block_in_header, apart="header"), kind(emblem_in_header, 1, apart="header"),
    kind(in_text_box), kind(torn_in_text_box), kind(in_footnote), kind(in_endnote, 1),
    kind(in_control, 3), kind(control_tied), kind(in_comment), kind(in_link),
    kind(in_link_text, 1), kind(in_chart, 1), kind(in_title_of_file),
    kind(torn_in_title_of_file, 1),
)  # fmt: skip
