"""Faults in blocks and in what tags take away: unclosed, crossed, outside of tables, lost text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.oxml.ns import qn

from broken_templates.opened import paragraph, swap, text_of, xml
from broken_templates.plans import Told, kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broken_templates.opened import Opened

_IF: Final = r"^\{%p if กลุ่มงาน %\}$"


def table(*rows: tuple[str, ...]) -> str:
    """Return the XML of a table."""
    width = '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
    cells = ["".join(f"<w:tc>{width}{paragraph(each)}</w:tc>" for each in row) for row in rows]
    lines = "".join(f"<w:tr>{each}</w:tr>" for each in cells)
    grid = '<w:gridCol w:w="2000"/>' * len(rows[0])
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def put_table(opened: Opened, *rows: tuple[str, ...]) -> list[Any]:
    """Put a table into the letter; return its paragraphs in order."""
    there, made = opened.pick_plain(), xml(table(*rows))
    there.addprevious(made)
    opened.taken += made.iter(qn("w:p"))
    return list(made.iter(qn("w:p")))


def _after(line: Any, text: str) -> Any:
    """Return the first paragraph behind `line` with that text."""
    found = (each for each in line.itersiblings(qn("w:p")) if text_of(each) == text)
    return next(found)


def end_left_out(opened: Opened) -> Iterator[Told]:
    """Take the closing tag of a block away."""
    line = opened.pick(r"^\{%p (?:if กลุ่มงาน|for บรรทัด in .*) %\}$")
    word = text_of(line).split()[1]
    closing = _after(line, f"{{%p end{word} %}}")
    closing.getparent().remove(closing)
    yield Told(code="template-block-unclosed", at=line, says=(text_of(line), f"end{word}"))


def start_left_out(opened: Opened) -> Iterator[Told]:
    """Take the opening tag of a block away."""
    line = opened.pick(_IF)
    closing = _after(line, "{%p endif %}")
    line.getparent().remove(line)
    opened.taken.append(closing)
    yield Told(code="template-block-crossed", at=closing, says=("{%p endif %}",))


def ends_exchanged(opened: Opened) -> Iterator[Told]:
    """Exchange the closing tags of two blocks."""
    line = opened.pick(r"^\{%p for วรรค in ")
    inner, outer = _after(line, "{%p endif %}"), _after(line, "{%p endfor %}")
    opened.taken += [inner, outer]
    swap(inner, "endif", "endfor")
    swap(outer, "endfor", "endif")
    yield Told(code="template-block-crossed", at=inner, says=("{%p endfor %}",))


def end_misspelt(opened: Opened) -> Iterator[Told]:
    """Misspell the word of a closing tag."""
    line = opened.pick(r"^\{%p end(?:for|if) %\}$")
    right = text_of(line)[4:-3]
    wrong = {"endfor": "endfro", "endif": "endfi"}[right]
    swap(line, right, wrong)
    yield Told(code="template-syntax", at=line, says=(f"“{wrong}”", f"“{right}”"))


def start_misspelt(opened: Opened) -> Iterator[Told]:
    """Misspell the word of an opening tag."""
    line = opened.pick(_IF)
    swap(line, "if ", "iff ")
    yield Told(code="template-syntax", at=line, says=("“iff”", "“if”"))


def space_left_out(opened: Opened) -> Iterator[Told]:
    """Write the letter of a paragraph tag and its word as one."""
    line = opened.pick(r"^\{%p (?:if กลุ่มงาน|for บรรทัด in .*) %\}$")
    word = text_of(line).split()[1]
    swap(line, f"{{%p {word}", f"{{%p{word}")
    yield Told(code="template-syntax", at=line, says=(f"“p{word}”",))


def else_alone(opened: Opened) -> Iterator[Told]:
    """Leave a dividing tag in no block."""
    (line,) = opened.insert("{%p else %}")
    yield Told(code="template-block-crossed", at=line, says=("{%p else %}",))


def row_tag_in_text(opened: Opened) -> Iterator[Told]:
    """Use tags of rows where there is no table."""
    first, _, last = opened.insert("{%tr for ชื่อ in ที่ตั้ง %}", "{{ ชื่อ }}", "{%tr endfor %}")
    yield Told(code="template-tag-misplaced", at=first, says=("{%tr for ชื่อ in ที่ตั้ง %}", "แถว"))
    yield Told(code="template-tag-misplaced", at=last, says=("{%tr endfor %}", "แถว"))


def cell_tag_in_text(opened: Opened) -> Iterator[Told]:
    """Use tags of cells where there is no table."""
    first, _, last = opened.insert("{%tc if กลุ่มงาน %}", "{{ กลุ่มงาน }}", "{%tc endif %}")
    yield Told(code="template-tag-misplaced", at=first, says=("{%tc if กลุ่มงาน %}", "เซลล์"))
    yield Told(code="template-tag-misplaced", at=last, says=("{%tc endif %}", "เซลล์"))


def text_beside_tag(opened: Opened) -> Iterator[Told]:
    """Type text into the paragraph of a paragraph tag."""
    line = opened.pick(r"^\{%p [^{]*%\}$")
    text = opened.random.choice(["โปรดพิจารณา", "ตามที่แจ้ง", "ทั้งนี้"])
    tag = text_of(line)
    swap(line, tag, f"{tag} {text}")
    yield Told(code="template-text-lost", at=line, says=(text, "ทั้งย่อหน้า"))


def text_beside_row_tag(opened: Opened) -> Iterator[Told]:
    """Type text into the row of a row tag."""
    head = ("ลำดับ", "รายการ")
    rows = put_table(
        opened, head, ("{%tr for ชื่อ in ที่ตั้ง %}", "ยอดรวมทั้งปี"),
        ("{{ loop.index }}", "{{ ชื่อ }}"), ("{%tr endfor %}", ""),
    )  # fmt: skip
    yield Told(code="template-text-lost", at=rows[2], says=("ยอดรวมทั้งปี", "ทั้งแถว"))


def name_in_row(opened: Opened) -> Iterator[Told]:
    """Ask in a row for a part that its items do not have."""
    rows = put_table(
        opened, ("เรื่อง", "จำนวน"), ("{%tr for แนบ in สิ่งที่ส่งมาด้วย %}", ""),
        ("{{ แนบ.เรื่อง }}", "{{ แนบ.จำนวณ }}"), ("{%tr endfor %}", ""),
    )  # fmt: skip
    yield Told(code="template-missing-name", at=rows[5], says=("จำนวณ", "“จำนวน”"))


def name_in_inner_table(opened: Opened) -> Iterator[Told]:
    """Misspell a name in a table within a table."""
    rows = put_table(opened, ("ก",), ("ข",))
    inner = xml(table(("ค",), ("{{ จังหวด }}",)))
    rows[1].addprevious(inner)
    line = list(inner.iter(qn("w:p")))[1]
    yield Told(code="template-missing-name", at=line, says=("“จังหวด”", "“จังหวัด”"))


def block_over_cells(opened: Opened) -> Iterator[Told]:
    """Open a block in one cell and close it in the next one."""
    cells = put_table(opened, ("{% if กลุ่มงาน %}{{ กลุ่มงาน }}", "ก{% endif %}"))
    yield Told(code="template-block-crossed", at=cells[1], says=("{% endif %}", "เซลล์"))


def block_out_of_table(opened: Opened) -> Iterator[Told]:
    """Open a block of paragraphs in a table and close it below."""
    cells = put_table(opened, ("ก", "{%p if กลุ่มงาน %}"))
    below = xml("<w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>")
    next(cells[0].iterancestors(qn("w:tbl"))).addnext(below)
    opened.taken.append(below)
    yield Told(code="template-block-crossed", at=below, says=("{%p endif %}",))


def row_tags_of_two_tables(opened: Opened) -> Iterator[Told]:
    """Begin the rows in one table and end them in another one."""
    first = put_table(opened, ("{%tr for ชื่อ in ที่ตั้ง %}",), ("{{ ชื่อ }}",))
    other = xml(table(("ก",), ("{%tr endfor %}",)))
    upper = next(first[0].iterancestors(qn("w:tbl")))
    between = xml("<w:p/>")
    upper.addnext(between)
    between.addnext(other)
    yield Told(
        code="template-block-crossed",
        at=list(other.iter(qn("w:p")))[1],
        says=("{%tr endfor %}",),
    )


def two_tags_in_one(opened: Opened) -> Iterator[Told]:
    """Write a paragraph tag beside another tag in one paragraph."""
    (line,) = opened.insert("{%p if กลุ่มงาน %}{{ กลุ่มงาน }}{%p endif %}")
    yield Told(code="template-text-lost", at=line, says=("{{ กลุ่มงาน }}",))


BLOCK_KINDS: Final = (
    kind(end_left_out, 3, apart="ends"), kind(start_left_out), kind(ends_exchanged),
    kind(end_misspelt),
    kind(start_misspelt), kind(space_left_out), kind(else_alone, apart="ends"),
    kind(row_tag_in_text),
    kind(cell_tag_in_text), kind(text_beside_tag, 3), kind(text_beside_row_tag), kind(name_in_row),
    kind(name_in_inner_table), kind(block_over_cells), kind(block_out_of_table),
    kind(row_tags_of_two_tables), kind(two_tags_in_one, 1),
)  # fmt: skip
