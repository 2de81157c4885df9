"""The head of the letter: its number, office, day, subject and reader become tags."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.authoring.facts import letter_day
from circulars.authoring.form import Field, quoted, urgency_field
from circulars.authoring.lines import loop_over
from circulars.authoring.said import DAY_FILTERS, tagged
from circulars.data.salutations import salutations
from circulars.model.kinds import DocumentKind
from thai_numerals import format_month, to_arabic_digits

if TYPE_CHECKING:
    from circulars.authoring.facts import Facts
    from circulars.authoring.form import Form
    from circulars.authoring.manuscript import Manuscript
    from circulars.model.written_letter import Passage, WrittenLetter

_SERIAL: Final = re.compile(r"(?:/\s*ว?\s*|^)(?P<serial>[0-9]+)(?:\s*/[0-9]{4})?$")
_DATE: Final = Field(
    name="วันที่", label="วันที่ของหนังสือ", kind="date", blank=True,
    help="เช่น 11 มีนาคม 2568 เว้นว่างเพื่อเขียนด้วยมือ",
)  # fmt: skip
_NUMBER: Final = Field(
    name="เลขที่", label="เลขทะเบียนหนังสือส่ง", kind="integer", blank=True,
    help="เว้นว่างเพื่อเขียนด้วยมือ",
)  # fmt: skip
_TAG: Final = re.compile(r"\{\{ (?P<said>[^{}]+) \}\}")
_ISSUED: Final = frozenset({DocumentKind.ORDER, DocumentKind.ANNOUNCEMENT, DocumentKind.SEALED})


def take_head(letter: WrittenLetter, facts: Facts, form: Form, script: Manuscript) -> None:
    """Put tags into the head of the letter, and its fields into `form`."""
    form.add(_DATE, _answered_day(letter))
    form.add(_NUMBER, _serial(letter.number.text if letter.number else ""))
    if letter.urgency:
        form.add(urgency_field(letter.urgency.text))
        script.put(letter.urgency, "{{ ชั้นความเร็ว }}", "ชั้นความเร็ว")
    _take_number(letter, script)
    _take_agency(letter, facts, script)
    _take_date(letter, facts, script)
    if letter.subject:
        _take_text(letter.subject, "เรื่อง", facts, form, script)
    if letter.salutation:
        _take_reader(letter.salutation, form, script)


def _answered_day(letter: WrittenLetter) -> str:
    day = letter_day(letter)
    if day is None:
        return ""
    if day.precision == "month":
        return format_month(day.month, digits="arabic")
    return day.date.isoformat()


def _serial(number: str) -> str:
    found = _SERIAL.search(to_arabic_digits(number))
    return found["serial"] if found else ""


def _take_number(letter: WrittenLetter, script: Manuscript) -> None:
    if letter.number and letter.number.text:
        dotted = " | เว้นจุด" if letter.kind is DocumentKind.MEMO else ""
        script.put(_with_room_behind(letter.number), f"{{{{ ที่{dotted} }}}}", "เลขที่ของหนังสือ")


def _with_room_behind(number: Passage) -> Passage:
    """Return the passage with the room for the pen behind it."""
    behind = number.paragraph.text[number.start + len(number.text) :]
    blanks = len(behind) - len(behind.lstrip(" "))
    is_last = behind.startswith(" " * blanks + "\t") or blanks == len(behind)
    return replace(number, text=number.text + " " * blanks) if is_last else number


def _take_date(letter: WrittenLetter, facts: Facts, script: Manuscript) -> None:
    day = letter_day(letter)
    if letter.date is None or day is None:
        return
    if day.precision == "month":
        script.put(_with_room(letter.date), "{{ วันที่ | วันที่ไทย }}", "วันที่ของหนังสือ เว้นวันไว้เขียนด้วยมือ")
        return
    printed = (
        n for n, as_text in DAY_FILTERS.items() if facts.prints(as_text(day.date), letter.date.text)
    )
    name = next(printed, None)
    if name is None:
        script.leave(letter.date.paragraph, letter.date.text, "วันที่ของหนังสือ: พิมพ์ไม่ตรงแบบของตัวกรองใด")
    else:
        script.put(letter.date, f"{{{{ วันที่ | {name} }}}}", "วันที่ของหนังสือ")


def _with_room(date: Passage) -> Passage:
    """Return the passage with the room for the day before it."""
    before = date.paragraph.text[: date.start]
    blanks = len(before) - len(before.rstrip(" "))
    start = date.start - blanks
    return replace(date, start=start, text=" " * blanks + date.text)


def _take_agency(letter: WrittenLetter, facts: Facts, script: Manuscript) -> None:
    if letter.kind is DocumentKind.MEMO:
        for passage in letter.agency[:1]:
            _take_memo_unit(passage, facts, script)
        return
    if letter.kind in _ISSUED:
        for passage in letter.agency[:1]:
            tag = "{{ ผู้ออกหนังสือ }}"
            script.put(
                passage, tag, "ผู้ออกหนังสือจากข้อมูลสำนักงาน", doubtful=passage.text != facts.issuer
            )
        return
    first, *address = letter.agency or (None,)
    if first:
        script.put(first, "{{ ส่วนราชการ }}", "ส่วนราชการเจ้าของหนังสือจากข้อมูลสำนักงาน")
    loop_over(script, [each for each in address if each], "ที่ตั้ง", "ที่ตั้งจากข้อมูลสำนักงาน")


def _take_memo_unit(passage: Passage, facts: Facts, script: Manuscript) -> None:
    tag = "{{ หน่วยงานเจ้าของเรื่อง }}{{ จังหวัด }}" if facts.province else "{{ หน่วยงานเจ้าของเรื่อง }}"
    script.put(passage, tag, "ส่วนราชการจากข้อมูลสำนักงาน", doubtful=True)


def _take_text(passage: Passage, name: str, facts: Facts, form: Form, script: Manuscript) -> None:
    """Make a text a field that has the old text for its value, the fiscal year derived."""
    source = tagged(" ".join(passage.text.split()), facts, form)
    if not facts.prints(to_arabic_digits(passage.text), passage.text):
        script.leave(passage.paragraph, passage.text, f"{name}: มีทั้งเลขไทยและเลขอารบิก")
        return
    if script.put_lines(passage, f"{{{{ {name} }}}}", f"ช่อง {name}"):
        form.add(Field(name=name, label=name, kind="text", value=_expression(source)))


def _expression(source: str) -> str:
    """Return the expression that gives a text with tags.

    >>> _expression("ประจำปี {{ ปีงบประมาณ }}")
    '"ประจำปี " ~ ปีงบประมาณ'
    """
    pieces, end = [], 0
    for tag in _TAG.finditer(source):
        said = tag["said"]
        pieces += [quoted(source[end : tag.start()]), f"({said})" if "|" in said else said]
        end = tag.end()
    pieces.append(quoted(source[end:]))
    return " ~ ".join(piece for piece in pieces if piece != '""') or '""'


def _take_reader(passage: Passage, form: Form, script: Manuscript) -> None:
    """Make the salutation the word of the recipient's class, and the reader a field."""
    word = passage.text.split(maxsplit=1)[0] if passage.text.split() else ""
    openings = {each.opening for each in salutations().values()}
    reader = passage.text.removeprefix(word).lstrip()
    if not reader:
        return
    name = "ถึง" if word == "ถึง" else "เรียน"
    if word in openings:
        script.put_at(passage.paragraph, passage.start, word, "{{ คำขึ้นต้น }}", "คำขึ้นต้นตามประเภทผู้รับ")
    place = passage.start + len(passage.text) - len(reader)
    if script.put_at(passage.paragraph, place, reader, f"{{{{ {name} }}}}", f"ช่อง {name}"):
        form.add(Field(name=name, label=name, kind="text", value=quoted(to_arabic_digits(reader))))
