"""A letter of every day, invented: 29 fields, an attachment list, emblem, footer, 9×13 annex.

The same letter in two dialects, so that each contender prints it as its manual says.
"""

from __future__ import annotations

import io
import random
import struct
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from lxml import etree

from circulars.model.letter import Annex, AnnexTable
from circulars.model.sheet import Cell, HeaderNode
from circulars.render.annex import annex_gaps
from circulars.render.package import whole
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROWS: Final = "แถว"  # of the annex, for contenders that print it by a loop
TOTAL: Final = "รวม"
COLUMNS: Final = 13
_MONTHS: Final = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.")
_PLACES: Final = (
    *("ทุ่งทอง", "บ้านสวน", "ห้วยใหม่", "ดงงาม", "หนองแก้ว"),
    *("โคกสูง", "ป่ากลาง", "เขาเขียว", "วังใส"),
)
_NAMES: Final = ("สมชาติ ใจงาม", "มานี มีสุข", "วิชัย ตั้งมั่น", "กานดา แก้วใส", "ธนา บุญเรือง")
_TITLES: Final = ("สรุปผลการจัดเก็บรายได้", "แบบรายงานผล", "ปฏิทินการปฏิบัติงาน", "รายชื่อผู้ประสานงาน")
# What a run of letters has in common.
_FIELDS: Final = {
    "ชั้นความเร็ว": "ด่วนที่สุด",
    "ส่วนราชการ": "ศาลากลางจังหวัดตัวอย่าง",
    "ที่อยู่": "ถนนราชดำเนิน ตย 10999",
    "วันที่": "14 มีนาคม 2568",
    "เรื่อง": "รายงานผลการจัดเก็บรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน ประจำปีงบประมาณ พ.ศ. 2568",
    "หนังสืออ้างถึง": "ตย 0019.2/ว 215",
    "วันที่อ้างถึง": "3 มีนาคม 2568",
    "ปีงบประมาณ": "2568",
    "จังหวัด": "ตัวอย่าง",
    "เดือนแรก": "ตุลาคม 2567",
    "เดือนสุดท้าย": "มิถุนายน 2568",
    "กำหนดส่ง": "วันศุกร์ที่ 28 มีนาคม 2568",
    "เว็บไซต์": "https://www.example.go.th/report2568",
    "ผู้ลงนาม": "นายสมชาติ ใจงาม",
    "ตำแหน่ง": "พัฒนาการจังหวัดตัวอย่าง",
    "ปฏิบัติราชการแทน": "ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดตัวอย่าง",
    "หน่วยงาน": "สำนักงานพัฒนาชุมชนจังหวัด",
    "กลุ่มงาน": "กลุ่มงานส่งเสริมการพัฒนาชุมชน",
    "โทรศัพท์": "โทร. 0 2999 0199",
    "คำขวัญ": "ชุมชนพึ่งตนเอง เศรษฐกิจฐานรากเข้มแข็ง",
}
# The letter, a paragraph a line; {x} prints a field, {a+b} one whose tag Word has torn apart,
# | is a tab, * what is attached.
_TEXT: Final = (
    """
{ชั้นความเร็ว}
ที่ {ที่}|{ส่วน+ราชการ}
|{ที่อยู่}
|{วันที่}
เรื่อง  {เรื่อง}
เรียน  {เรียน}
อ้างถึง  หนังสือจังหวัด{จังหวัด} ที่ {หนังสืออ้างถึง} ลงวันที่ {วันที่+อ้างถึง}
สิ่งที่ส่งมาด้วย
*
ตามหนังสือที่อ้างถึง จังหวัด{จังหวัด}ได้แจ้งให้อำเภอรายงานผลการจัดเก็บรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน \
ประจำปีงบประมาณ พ.ศ. {ปีงบประมาณ} ระหว่างเดือน{เดือนแรก} ถึงเดือน{เดือนสุดท้าย} นั้น
จังหวัด{จังหวัด}ได้รวบรวมข้อมูลของ{เรียน}แล้ว มีเป้าหมายรายได้ จำนวน {เป้าหมาย} บาท \
จัดเก็บได้ จำนวน {ผล+รวม} บาท คิดเป็นร้อยละ {ร้อยละ} ของเป้าหมาย คงเหลือที่ต้องจัดเก็บ จำนวน {คงเหลือ} บาท \
จากผู้ประกอบการ จำนวน {ผู้ประกอบการ} ราย รายละเอียดตามสิ่งที่ส่งมาด้วย
เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อยและบรรลุค่าเป้าหมายตามตัวชี้วัดที่กำหนด ขอให้ดำเนินการ ดังนี้
๑. ตรวจสอบความถูกต้องของข้อมูลตามสิ่งที่ส่งมาด้วย หากพบว่าไม่ถูกต้อง ให้แก้ไขในระบบที่ {เว็บไซต์}
๒. เร่งรัดติดตามผู้ประกอบการที่ยังไม่รายงานผล และจัดกิจกรรมส่งเสริมช่องทางการตลาดอย่างต่อเนื่อง
๓. รายงานผลการดำเนินงานให้จังหวัดทราบ ภายใน{กำหนด+ส่ง} ทั้งนี้ หากมีข้อสงสัยให้ประสาน{ผู้ประสานงาน} \
หมายเลขโทรศัพท์ {โทรศัพท์ผู้ประสานงาน}
จึงเรียนมาเพื่อพิจารณาดำเนินการ
|ขอแสดงความนับถือ

|({ผู้ลงนาม})
|{ตำแหน่ง}
|{ปฏิบัติ+ราชการแทน}

{หน่วยงาน}
{กลุ่มงาน}
{โทรศัพท์}
“{คำขวัญ}”
""".strip()
    .replace("|", "\t")
    .split("\n")
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a template language writes values, and what repeats paragraphs."""

    value: str
    each: str  # the start of a loop over what is attached, in a paragraph of its own
    attached: str
    end: str


JINJA: Final = Dialect(
    value="{{{{ {} }}}}",
    each="{%p for แนบ in สิ่งที่ส่งมาด้วย %}",
    attached="\t{แนบ.ลำดับ}. {แนบ.ชื่อเอกสาร} จำนวน {แนบ.จำนวน} ฉบับ",
    end="{%p endfor %}",
)
MUSTACHE: Final = Dialect(
    value="{{{{{}}}}}",
    each="{{#สิ่งที่ส่งมาด้วย}}",
    attached="\t{ลำดับ}. {ชื่อเอกสาร} จำนวน {จำนวน} ฉบับ",
    end="{{/สิ่งที่ส่งมาด้วย}}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """One letter: what its tags print, in Arabic digits, and its annex."""

    fields: Mapping[str, Any]
    annex: Annex


def template(dialect: Dialect) -> bytes:
    """Return the template of the letter in `dialect`, without the annex."""
    document = Document()
    _slim(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "TH SarabunPSK", Pt(16)
    document.add_paragraph().add_run().add_picture(io.BytesIO(emblem()), height=Cm(3))
    for line in _TEXT:
        if line == "*":
            _add(document, dialect.each, "{}")
            _add(document, dialect.attached, dialect.value)
            _add(document, dialect.end, "{}")
        else:
            _add(document, line, dialect.value)
    footer = section.footer.paragraphs[0]
    footer.add_run("หน้า ")
    _add_page_number(footer)
    footer.add_run(f" ของหนังสือที่ {dialect.value.format('ที่')}")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def letters(count: int, *, rows: int = 9, fresh: bool = False) -> list[Values]:
    """Return `count` letters of a run: number, addressee, figures and contact are their own.

    `fresh`: no value is that of another letter.  Two of a hundred hold signs of XML.
    """
    dice = random.Random(2568)
    return [_values(number, dice, rows, fresh=fresh) for number in range(count)]


def as_printed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return `fields` as a letter prints them, for those who print values as they are."""
    return {
        name: [*map(as_printed, value)] if isinstance(value, list) else to_thai_digits(value)
        for name, value in fields.items()
    }


def _values(number: int, dice: random.Random, rows: int, *, fresh: bool) -> Values:
    place = f"{_PLACES[number % 9]}{_PLACES[number // 9 % 9]}{number // 81 or ''}"
    sign = " <สาขา & เครือข่าย>" if number % 50 == 7 else ""
    target = dice.randrange(10**8, 10**9)
    reached = dice.randrange(10**7, target)
    fields: dict[str, Any] = {
        name: f"{value} {number}" if fresh else value for name, value in _FIELDS.items()
    }
    fields |= {
        "ที่": f"ตย 0019.2/ว {1000 + number}",
        "เรียน": f"นายอำเภอ{place}{sign}",
        "เป้าหมาย": f"{target:,}",
        "ผลรวม": f"{reached:,}",
        "ร้อยละ": f"{reached * 100 / target:.2f}",
        "คงเหลือ": f"{target - reached:,}",
        "ผู้ประกอบการ": f"{dice.randrange(10, 999)}",
        "ผู้ประสานงาน": f"นาย{_NAMES[number % 5]}{number if fresh else ''}",
        "โทรศัพท์ผู้ประสานงาน": f"08 1{number % 1000:03} {dice.randrange(1000, 9999)}",
        "สิ่งที่ส่งมาด้วย": [
            {"ลำดับ": f"{each}", "ชื่อเอกสาร": title + sign, "จำนวน": f"{1 + (number + each) % 3}"}
            for each, title in enumerate(_TITLES[: 1 + number % 4], start=1)
        ],
    }
    return Values(fields=fields, annex=_annex(dice, place, rows))


def _annex(dice: random.Random, place: str, rows: int) -> Annex:
    body = [[dice.randrange(10**5, 10**7) for _ in _MONTHS] for _ in range(rows)]
    texts = tuple(
        (f"{number}", f"ตำบล{_PLACES[number % 9]}", *(f"{each:,}" for each in row), f"{sum(row):,}",
         f"{sum(row) / 10**6:.2f}")
        for number, row in enumerate(body, start=1)
    )  # fmt: skip
    sums = [sum(column) for column in zip(*body, strict=True)]
    last = (f"{sum(sums):,}", f"{sum(sums) / 10**6:.2f}")
    total = ("", "รวม", *(f"{each:,}" for each in sums), *last)
    return Annex(
        label="สิ่งที่ส่งมาด้วย ๑",
        title=f"สรุปผลการจัดเก็บรายได้ อำเภอ{place}",
        table=AnnexTable(
            head=HEAD, head_rows=2, numeric=(True, False, *[True] * 11), rows=texts, total=total
        ),
        orientation="landscape",
    )


def _node(
    text: str, column: int, row: int, *, span: int = 1, rows: int = 1, **under: Any
) -> HeaderNode:
    return HeaderNode(
        text=text,
        cell=Cell(address="A1", value=text, text=text),
        first_column=column,
        column_span=span,
        first_row=row,
        row_span=rows,
        **under,
    )


HEAD: Final = (
    _node("ที่", 0, 0, rows=2),
    _node("ตำบล", 1, 0, rows=2),
    _node(
        "รายได้จากการจำหน่าย ปีงบประมาณ พ.ศ. ๒๕๖๘ (บาท)",
        2,
        0,
        span=9,
        children=tuple(_node(month, place, 1) for place, month in enumerate(_MONTHS, start=2)),
    ),
    _node("รวม", 11, 0, rows=2),
    _node("ล้านบาท", 12, 0, rows=2),
)


def _add(document: Any, line: str, value: str) -> None:
    """Add a paragraph; a tag torn apart stands in two runs, as Word leaves it."""
    paragraph = document.add_paragraph()
    for piece in _pieces(line, value):
        paragraph.add_run(piece)


def _pieces(line: str, value: str) -> Iterator[str]:
    if value == "{}":  # a statement
        yield line
        return
    text, *tags = line.split("{")
    waiting = text
    for tag in tags:
        name, text = tag.split("}")
        first, torn, second = name.partition("+")
        written = value.format(first + second)
        if torn:
            cut = written.index(first) + len(first)
            yield waiting + written[:cut]
            waiting = written[cut:] + text
        else:
            waiting += written + text
    yield waiting


def _add_page_number(paragraph: Any) -> None:
    for kind, inside in (("begin", ""), ("", " PAGE "), ("separate", ""), ("end", "")):
        run = paragraph.add_run()
        content = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
        if not kind:
            content = f'<w:instrText {nsdecls("w")} xml:space="preserve">{inside}</w:instrText>'
        run._r.append(parse_xml(content))  # noqa: SLF001 - python-docx writes no fields


def _slim(document: Any) -> None:
    """Leave out styles that no letter uses: they would be charged to who writes them each time."""
    styles = document.styles.element
    used = {"Normal", "Header", "Footer", "TableNormal", "DefaultParagraphFont"}
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in used:
            styles.remove(style)
    package = document.part
    for name, relation in [*package.rels.items()]:
        if relation.reltype.endswith("stylesWithEffects"):
            del package.rels[name]


def emblem() -> bytes:
    """Return a PNG of 34 kB, of noise: what is on it costs nobody anything."""
    side = 107
    dice = random.Random(1)
    rows = b"".join(b"\0" + dice.randbytes(3 * side) for _ in range(side))
    header = struct.pack(">2L5B", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def with_annex(dialect: Dialect) -> bytes:
    """Return the template with its annex behind it, the rows a loop over :data:`ROWS`."""
    document = Document(io.BytesIO(template(dialect)))
    annex = letters(1)[0].annex
    table = annex.table
    assert table is not None
    tagged = replace(annex, title="{{annex}}", table=replace(table, **_tagged(dialect)))
    _, xml = annex_gaps([tagged], "", "", ())
    body = document.element.body
    letter_section = etree.tostring(body.find(qn("w:sectPr"))).decode()
    body.remove(body.find(qn("w:sectPr")))
    carrier = f"<w:p><w:pPr>{letter_section}</w:pPr></w:p>"
    pages = whole(xml).decode()
    behind = f"<w:body {nsdecls('w')}>{carrier}{pages}</w:body>"
    body.extend(list(parse_xml(behind)))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _tagged(dialect: Dialect) -> dict[str, Any]:
    """Return rows and total row of the annex as tags."""
    total = tuple("{{%s%d}}" % (TOTAL, column) for column in range(COLUMNS))  # noqa: UP031 - braces
    if dialect is MUSTACHE:
        cells = ["{{c%d}}" % column for column in range(COLUMNS)]  # noqa: UP031 - braces
        cells[0] = "{{#%s}}%s" % (ROWS, cells[0])  # noqa: UP031 - braces
        cells[-1] = "%s{{/%s}}" % (cells[-1], ROWS)  # noqa: UP031 - braces
        return {"rows": (tuple(cells),), "total": total}
    blank = ("",) * (COLUMNS - 1)
    row = tuple("{{ r.c%d }}" % column for column in range(COLUMNS))  # noqa: UP031 - braces
    start, end = "{%%tr for r in %s %%}" % ROWS, "{%tr endfor %}"  # noqa: UP031 - braces
    return {"rows": ((start, *blank), row, (end, *blank)), "total": total}


def all_values(letter: Values) -> dict[str, Any]:
    """Return what `letter` prints, annex too, as text: for templates of :func:`with_annex`."""
    table = letter.annex.table
    assert table is not None
    assert table.total is not None
    rows = [{f"c{column}": text for column, text in enumerate(row)} for row in table.rows]
    total = {f"{TOTAL}{column}": text for column, text in enumerate(table.total)}
    return {**as_printed(letter.fields), "annex": letter.annex.title, ROWS: rows, **total}
