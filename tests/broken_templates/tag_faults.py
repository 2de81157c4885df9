"""Faults in single tags: names, filters, braces, quotes, values of another kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from broken_templates.opened import UnsuitableError, swap, text_of
from broken_templates.plans import Told, kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broken_templates.opened import Opened

_NAME: Final = r"[ก-ฮะ-ฺเ-๎]+"


def _misspelt(word: str) -> str:
    """Return the word without a letter in its middle, as a finger slips."""
    return word[: len(word) // 2] + word[len(word) // 2 + 1 :]


def _swapped(opened: Opened, pattern: str, change: str) -> tuple[object, str, str]:
    """Replace group 1 of `pattern` in a paragraph by `change` of it; return all three."""
    line = opened.pick(pattern)
    found = opened.random.choice(list(re.finditer(pattern, text_of(line))))
    old, new = found.group(), found.group().replace(found[1], change.format(found[1]), 1)
    swap(line, old, new)
    return line, found[1], new


def name_misspelt(opened: Opened) -> Iterator[Told]:
    """Leave out a letter of a name."""
    line = opened.pick(rf"\{{\{{ {_NAME} \}}\}}")
    names = re.findall(rf"\{{\{{ ({_NAME}) \}}\}}", text_of(line))
    right = opened.random.choice([each for each in names if len(each) > 3] or [""])
    if not right:
        raise UnsuitableError("short")
    wrong = _misspelt(right)
    swap(line, f"{{{{ {right} }}}}", f"{{{{ {wrong} }}}}")
    yield Told(code="template-missing-name", at=line, says=(f"“{wrong}”", f"“{right}”"))


def part_misspelt(opened: Opened) -> Iterator[Told]:
    """Leave out a letter of what stands behind a dot."""
    line = opened.pick(rf"\{{\{{ {_NAME}\.{_NAME} ")
    found = re.findall(rf"\{{\{{ ({_NAME})\.({_NAME}) ", text_of(line))
    whole, right = opened.random.choice(found)
    wrong = _misspelt(right)
    swap(line, f"{whole}.{right}", f"{whole}.{wrong}")
    yield Told(code="template-missing-name", at=line, says=(wrong, f"“{right}”"))


def filter_misspelt(opened: Opened) -> Iterator[Told]:
    """Leave out a letter of a filter."""
    line = opened.pick(rf"\{{\{{ [^}}]*\| {_NAME} ?[|}}]")
    right = opened.random.choice(re.findall(rf"\| ({_NAME})", text_of(line)))
    wrong = _misspelt(right)
    swap(line, f"| {right}", f"| {wrong}")
    yield Told(code="template-unknown-filter", at=line, says=(f"“{wrong}”", f"“{right}”"))


def end_torn(opened: Opened) -> Iterator[Told]:
    """Leave out the braces at the end of a tag."""
    line = opened.pick(rf"^[^{{]*\{{\{{ {_NAME}[^}}]*\}}\}}[^}}]*$")
    swap(line, " }}", "")
    yield Told(code="template-tag-unclosed", at=line, says=("{{",))


def start_torn(opened: Opened) -> Iterator[Told]:
    """Leave out the braces at the start of a tag."""
    line = opened.pick(rf"^[^{{]*\{{\{{ {_NAME}[^}}]*\}}\}}[^}}]*$")
    swap(line, "{{ ", "")
    yield Told(code="template-tag-unclosed", at=line, says=("}}",))


def statement_torn(opened: Opened) -> Iterator[Told]:
    """Leave out the end of a statement."""
    line = opened.pick(r"^\{%p (?:if|for) [^{]*%\}$")
    swap(line, " %}", "")
    yield Told(code="template-tag-unclosed", at=line, says=("{%",))


def broken_by_enter(opened: Opened) -> Iterator[Told]:
    """Break a tag over two paragraphs, as the Enter key does."""
    first, second = opened.insert("ประสานงานที่ {{ โทรศัพท์", "}} ทุกวัน")
    yield Told(code="template-tag-unclosed", at=first, says=("{{",))
    yield Told(code="template-tag-unclosed", at=second, says=("}}",))


def filter_left_out(opened: Opened) -> Iterator[Told]:
    """Leave a bar with no filter behind it."""
    line, name, _ = _swapped(opened, rf"\{{\{{ ({_NAME}) \}}\}}", "{} |")
    yield Told(code="template-syntax", at=line, says=(f"{{{{ {name} | }}}}",))


def bracket_open(opened: Opened) -> Iterator[Told]:
    """Open a bracket and do not close it."""
    line, name, _ = _swapped(opened, rf"\{{\{{ ({_NAME}) \}}\}}", "({}")
    yield Told(code="template-syntax", at=line, says=(f"{{{{ ({name} }}}}",))


def strange_quotes(opened: Opened) -> Iterator[Told]:
    """Put quotes that no keyboard gives into a tag."""
    first, last = opened.random.choice([("«", "»"), ("„", "‟"), ("″", "″")])
    line, _, new = _swapped(opened, rf"\{{\{{ ({_NAME}) \}}\}}", f"{{}} or {first}-{last}")
    yield Told(code="template-syntax", at=line, says=(new, "เครื่องหมายคำพูดตรง"))


def unseen_sign(opened: Opened) -> Iterator[Told]:
    """Paste a sign without width into a name, as web pages have them between Thai words."""
    line = opened.pick(rf"\{{\{{ {_NAME} \}}\}}")
    name = opened.random.choice(re.findall(rf"\{{\{{ ({_NAME}) \}}\}}", text_of(line)))
    swap(line, f"{{{{ {name}", f"{{{{ {name[:2]}\u200b{name[2:]}")
    yield Told(code="template-syntax", at=line, says=("มองไม่เห็น",))


def lookalike(opened: Opened) -> Iterator[Told]:
    """Type one brace, or other brackets, for two."""
    first, last = opened.random.choice([("{", "}"), ("[[", "]]"), ("<<", ">>")])
    (line,) = opened.insert(f"ตามหนังสือ {first} ผู้ออกหนังสือ {last} ข้างต้น")
    said = f"{first} ผู้ออกหนังสือ {last}"
    yield Told(code="template-tag-lookalike", at=line, says=(said, "{{ ผู้ออกหนังสือ }}"))


def two_in_a_line(opened: Opened) -> Iterator[Told]:
    """Misspell a name and a filter in one paragraph."""
    (line,) = opened.insert("ตาม {{ ผู้ออกหนังสอ }} ลง {{ วันที่ | วันทีไทย }}")
    yield Told(code="template-missing-name", at=line, says=("“ผู้ออกหนังสอ”", "“ผู้ออกหนังสือ”"))
    yield Told(code="template-unknown-filter", at=line, says=("“วันทีไทย”", "“วันที่ไทย”"))


def same_twice(opened: Opened) -> Iterator[Told]:
    """Misspell the same name in two paragraphs."""
    for line in opened.insert("จาก {{ จังหวด }}", "ถึง {{ จังหวด }}"):
        yield Told(code="template-missing-name", at=line, says=("“จังหวด”", "“จังหวัด”"))


def brace_left_out(opened: Opened) -> Iterator[Told]:
    """Leave out one brace at either end of a tag."""
    line = opened.pick(rf"^[^{{]*\{{\{{ {_NAME} \}}\}}[^}}]*$")
    (name,) = re.findall(rf"\{{\{{ ({_NAME}) \}}\}}", text_of(line))
    swap(line, f"{{{{ {name} }}}}", f"{{ {name} }}")
    says = (f"{{ {name} }}", f"{{{{ {name} }}}}")
    yield Told(code="template-tag-lookalike", at=line, says=says)


def recipient_of_none(opened: Opened) -> Iterator[Told]:
    """Ask for the recipient's row in a type that writes one letter to all."""
    if "[recipients]" in opened.toml:
        raise UnsuitableError("recipients")
    (line,) = opened.insert("อำเภอ{{ ผู้รับ.อำเภอ }}")
    yield Told(code="template-missing-name", at=line, says=("“อำเภอ”", "{{ ผู้รับ.อำเภอ }}"))


def method_called(opened: Opened) -> Iterator[Told]:
    """Call what Python has for texts."""
    call = opened.random.choice(["upper()", 'replace("ก", "ข")', "split()[0]"])
    line, _, _ = _swapped(opened, rf"\{{\{{ ({_NAME}) \}}\}}", f"{{}}.{call}")
    yield Told(code="template-unsafe", at=line, says=(call.partition("(")[0],))


def inside_asked(opened: Opened) -> Iterator[Told]:
    """Ask for what programs hide."""
    inside = opened.random.choice(["__class__", "__init__.__globals__", "__mro__"])
    line, _, _ = _swapped(opened, rf"\{{\{{ ({_NAME}) \}}\}}", f"{{}}.{inside}")
    yield Told(code="template-unsafe", at=line, says=(inside.partition(".")[0],))


def day_of_text(opened: Opened) -> Iterator[Told]:
    """Write a text as a day."""
    name = opened.random.choice(["วันที่ไทย", "วันที่เต็ม", "เดือนปี"])
    (line,) = opened.insert(f"ตามที่ {{{{ ผู้ออกหนังสือ | {name} }}}} แจ้ง")
    yield Told(code="template-value", at=line, says=(f"“{name}”", "ข้อความ"))


def number_of_day(opened: Opened) -> Iterator[Told]:
    """Write a day as an amount of money."""
    name = opened.random.choice(["จำนวนเงิน", "บาทตัวอักษร"])
    (line,) = opened.insert(f"รวม {{{{ วันที่ | {name} }}}} บาท")
    yield Told(code="template-value", at=line, says=(f"“{name}”", "วันที่"))


def list_printed(opened: Opened) -> Iterator[Told]:
    """Print a list as if it were a text."""
    name = opened.random.choice(["ที่ตั้ง", "สิ่งที่ส่งมาด้วย", "ผู้ลงนาม.ตำแหน่ง"])
    (line,) = opened.insert(f"ณ {{{{ {name} }}}} ตามเวลาราชการ")
    yield Told(code="template-value", at=line, says=("รายการ", name))


def text_looped(opened: Opened) -> Iterator[Told]:
    """Repeat over a text, without the filter that divides it."""
    line = opened.pick(r"\{%p for วรรค in [^|]* \| ย่อหน้า %\}")
    swap(line, " | ย่อหน้า", "")
    yield Told(code="template-value", at=line, says=("ย่อหน้า", "วนซ้ำ"))


def emblem_as_text(opened: Opened) -> Iterator[Told]:
    """Leave out the letter that makes a picture of the emblem."""
    line = opened.pick(r"\{\{r ตราครุฑ \}\}")
    swap(line, "{{r ", "{{ ")
    yield Told(code="template-value", at=line, says=("ภาพ", "{{r"))


def text_as_picture(opened: Opened) -> Iterator[Told]:
    """Print a text as if it were a picture."""
    (line,) = opened.insert("จาก {{r ผู้ออกหนังสือ }} ทั้งสิ้น")
    yield Told(code="template-value", at=line, says=("ไม่ใช่ภาพ",))


def attachment_misspelt(opened: Opened) -> Iterator[Told]:
    """Cite an attachment by a name that none has."""
    pattern = r'\{\{ "([^"]+)" \| อ้างแนบ \}\}'
    line = opened.pick(pattern)
    right = opened.random.choice(re.findall(pattern, text_of(line)))
    wrong = _misspelt(right)
    swap(line, f'"{right}" | อ้างแนบ', f'"{wrong}" | อ้างแนบ')
    yield Told(code="template-missing-name", at=line, says=(f"“{wrong}”", f"“{right}”"))


def day_compared(opened: Opened) -> Iterator[Told]:
    """Compare a day with a number."""
    (line,) = opened.insert("{% if วันที่ > 5 %}ต่อไป{% endif %} ตามเดิม")
    yield Told(code="template-value", at=line, says=("วันที่",))


TAG_KINDS: Final = (
    kind(name_misspelt, 4), kind(part_misspelt), kind(filter_misspelt, 3), kind(end_torn),
    kind(start_torn), kind(statement_torn), kind(broken_by_enter), kind(filter_left_out),
    kind(bracket_open), kind(strange_quotes), kind(unseen_sign), kind(lookalike, 2),
    kind(two_in_a_line), kind(same_twice, 1), kind(brace_left_out, 3), kind(recipient_of_none, 1),
    kind(method_called), kind(inside_asked), kind(day_of_text), kind(number_of_day),
    kind(list_printed), kind(text_looped), kind(emblem_as_text), kind(text_as_picture),
    kind(attachment_misspelt), kind(day_compared, 1),
)  # fmt: skip
