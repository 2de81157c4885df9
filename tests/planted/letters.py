"""Clean letters: days that fit, codes that agree, everything listed is cited and enclosed."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from planted.days import (
    MONTHS,
    any_open_day,
    arabic,
    fiscal,
    months_before,
    open_day_before,
    thai,
    weekday,
    written,
)
from planted.drafts import Annex, Draft, Grid, Shape
from planted.grids import Counts, Sales, Scores, make_counts, make_sales, make_scores
from planted.offices import large_places, places

if TYPE_CHECKING:
    from planted.offices import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a letter is about."""

    subject: str
    agency: str
    unit: str
    group: str
    post: str
    number: str
    table: str  # title of its first annex
    forms: tuple[str, ...]


_DEVELOPMENT: Final = ("สำนักงานพัฒนาชุมชนจังหวัด", "กลุ่มงานส่งเสริมการพัฒนาชุมชน", "พัฒนาการจังหวัด", "0019")
_LOCAL: Final = (
    "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด",
    "กลุ่มงานการเงินบัญชีและการตรวจสอบ",
    "ท้องถิ่นจังหวัด",
    "0023.5",
)
_FARM: Final = ("สำนักงานเกษตรจังหวัด", "กลุ่มยุทธศาสตร์และสารสนเทศ", "เกษตรจังหวัด", "0009")


def _topic(subject: str, agency: str, home: tuple[str, ...], table: str, *forms: str) -> Topic:
    unit, group, post, number = home
    return Topic(
        subject=subject, agency=agency, unit=unit, group=group, post=post, number=number,
        table=table, forms=forms,
    )  # fmt: skip


TOPICS: Final = (
    _topic("การจัดเก็บรายได้ของกลุ่มอาชีพ", "กรมการพัฒนาชุมชน", _DEVELOPMENT,
           "สรุปรายได้ของกลุ่มอาชีพ", "แบบประมาณการรายได้", "แบบรายงานผลรายเดือน",
           "ขั้นตอนการบันทึกข้อมูล", "ตัวอย่างการกรอกแบบ"),
    _topic("การติดตามผลการเบิกจ่ายเงินอุดหนุน", "กรมส่งเสริมการปกครองท้องถิ่น", _LOCAL,
           "สรุปผลการเบิกจ่ายเงินอุดหนุน", "แบบติดตามการเบิกจ่าย", "แนวทางการตรวจสอบ",
           "แบบรายงานปัญหาอุปสรรค", "บัญชีรายชื่อผู้ประสานงาน"),
    _topic("การจำหน่ายผลผลิตของวิสาหกิจชุมชน", "กรมส่งเสริมการเกษตร", _FARM,
           "สรุปยอดจำหน่ายผลผลิต", "แบบสำรวจผลผลิต", "แบบขึ้นทะเบียนสมาชิก",
           "คู่มือการบันทึกข้อมูล", "แผนการจัดตลาดนัดชุมชน"),
)  # fmt: skip
NAMES: Final = ("นายอรุณ ศรีสมบูรณ์", "นางสาวมาลี ทองดี", "นายวิชัย แก้วมณี", "นางสมใจ บุญมา")
FIRST: Final = (dt.date(2023, 1, 9), dt.date(2024, 1, 8), dt.date(2025, 1, 6), dt.date(2025, 12, 8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """A clean letter, with the figures of its table to plant errors in."""

    draft: Draft
    table: Sales | Scores | Counts | None = None

    def with_grid(self, grid: Grid) -> Clean:
        """Return the letter with another printed table in its first annex."""
        return replace(self, draft=self.draft.with_annex(0, grid=grid))


def within(day: dt.date, *, named: bool) -> str:
    """Return a deadline as it is written, with its weekday or without."""
    return f"ภายในวัน{weekday(day)}ที่ {written(day)}" if named else f"ภายในวันที่ {written(day)}"


def phone(place: Place, chance: random.Random) -> str:
    """Return a telephone of the province."""
    area = place.area[1:]
    return thai(f"0 {area}{chance.randrange(20, 80)} {chance.randrange(1000, 9999)}")


def make_letter(seed: int, *, shape: Shape | None = None, attachments: int | None = None,
                kind: str | None = None, cited: bool | None = None) -> Clean:  # fmt: skip
    """Return the clean letter of the seed; what is given is not left to chance.

    `kind` is the kind of its table: sales, scores, counts.
    """
    chance = random.Random(f"letter {seed}")
    kind = kind or ("sales", "scores", "sales", "counts")[seed % 4]
    homes = large_places() if kind == "scores" else places()
    place, topic = homes[seed % len(homes)], TOPICS[seed % len(TOPICS)]
    count = seed % 6 if attachments is None else attachments
    day = any_open_day(chance, FIRST[seed % len(FIRST)], 230)
    since_october = (day.month - 10) % 12
    months = months_before(day, max(2, min(6, since_october)))
    shape = shape or tuple(Shape)[seed % 3]
    table = _table(chance, kind, place, months)
    deadline = any_open_day(chance, day + dt.timedelta(days=8), 9)
    second = any_open_day(chance, deadline + dt.timedelta(days=4), 9)
    data_date = open_day_before(day)
    has_cited = seed % 2 == 0 if cited is None else cited
    cited_date = any_open_day(chance, day - dt.timedelta(days=40), 12)
    year = thai(fiscal(day))
    serial = chance.randrange(101, 3900)
    space = " " if seed % 3 else ""
    titles = (topic.table, *topic.forms)[:count]
    address = f"{place.road} {place.code} {thai(place.postcode)}"
    draft = Draft(
        name=f"letter-{seed:03}",
        place=place,
        day=day,
        shape=shape,
        urgency=("", "ด่วนที่สุด", "")[seed % 3],
        number=f"ที่ {place.code} {thai(topic.number)}/ว{space}{thai(serial)}",
        letterhead=(f"ศาลากลางจังหวัด{place.name}", address),
        date=written(day),
        subject=f"{topic.subject} ประจำปีงบประมาณ พ.ศ. {year}",
        salutation="เรียน  นายอำเภอทุกอำเภอ",
        cited=_cited(place, topic, chance, cited_date) if has_cited else "",
        attachments=_listed(titles, shape),
        body=_body(place, topic, year, has_cited=has_cited),
        items=_items(topic, months, (deadline, second), count, shape, named=seed % 2 == 0),
        name_line=f"({NAMES[seed % len(NAMES)]})",
        authority=(f"{topic.post} ปฏิบัติราชการแทน", f"ผู้ว่าราชการจังหวัด{place.name}"),
        originator=(topic.unit, topic.group, f"โทร. {phone(place, chance)}"),
        annexes=_annexes(titles, table.grid(), place, data_date, year),
        deadline=deadline,
        data_date=data_date,
        cited_date=cited_date if has_cited else None,
    )
    return Clean(draft=draft, table=table if count else None)


def _table(
    chance: random.Random, kind: str, place: Place, months: list[tuple[int, int]]
) -> Sales | Scores | Counts:
    names = place.districts
    if kind == "counts":
        return make_counts(chance, names)
    if kind == "scores":
        return make_scores(chance, names, months[:5])
    return make_sales(
        chance,
        names,
        months,
        style=chance.choice(("dash", "plain", "close")),
        places=chance.choice((0, 0, 2)),
        grouped=chance.random() < 0.7,
        thai_digits=chance.random() < 0.2,
        words=chance.choice(_WORDS),
    )


_WORDS: Final = (
    ("เป้าหมาย", "รวม", "คงเหลือ", "ร้อยละ"),
    ("ค่าเป้าหมาย", "รวมทั้งสิ้น", "ยอดคงเหลือ", "คิดเป็นร้อยละ"),
)


def _cited(place: Place, topic: Topic, chance: random.Random, day: dt.date) -> str:
    number = f"{place.code} {thai(topic.number)}/ว {thai(chance.randrange(50, 900))}"
    return f"หนังสือจังหวัด{place.name} ที่ {number} ลงวันที่ {written(day)}"


def _listed(titles: tuple[str, ...], shape: Shape) -> tuple[str, ...]:
    gap = "\t" if shape is Shape.TYPED else " "
    if len(titles) == 1:
        return (f"{titles[0]}{gap}จำนวน ๑ ฉบับ",)
    return tuple(
        f"{thai(number)}. {title}{gap}จำนวน ๑ ฉบับ" for number, title in enumerate(titles, 1)
    )


def _body(place: Place, topic: Topic, year: str, *, has_cited: bool) -> tuple[str, ...]:
    start = "ตามหนังสือที่อ้างถึง" if has_cited else f"ด้วย{topic.agency}"
    told = "ได้แจ้งแนวทางให้อำเภอดำเนินการ" if has_cited else "ได้กำหนดแนวทางการดำเนินงาน"
    who = f" จังหวัด{place.name}" if has_cited else ""
    return (
        (
            f"{start}{who}{told}เรื่อง{topic.subject} ประจำปีงบประมาณ พ.ศ. {year} "
            "โดยให้รายงานผลอย่างต่อเนื่อง นั้น"
        ),
        (
            "เพื่อให้การดำเนินงานดังกล่าวเป็นไปด้วยความเรียบร้อย มีประสิทธิภาพ และบรรลุตามเป้าหมาย "
            f"จังหวัด{place.name}จึงขอให้อำเภอดำเนินการ ดังนี้"
        ),
    )


def _items(
    topic: Topic,
    months: list[tuple[int, int]],
    deadlines: tuple[dt.date, dt.date],
    count: int,
    shape: Shape,
    *,
    named: bool,
) -> tuple[str, ...]:
    (year, month), (last_year, last_month) = months[0], months[-1]
    period = (
        f"{MONTHS[month - 1]} {thai(year + 543)} - {MONTHS[last_month - 1]} {thai(last_year + 543)}"
    )
    first = "ตามสิ่งที่ส่งมาด้วย " if count == 1 else "ตามสิ่งที่ส่งมาด้วย ๑ " if count else ""
    items = [
        (
            f"ตรวจสอบความถูกต้องของข้อมูล ระหว่างเดือน{period} {first}"
            f"หากพบว่าข้อมูลไม่ถูกต้อง ให้แก้ไขให้แล้วเสร็จ{within(deadlines[0], named=named)}"
        ),
        (f"จัดทำ{topic.forms[0]} ตามสิ่งที่ส่งมาด้วย ๒ และส่ง" if count > 1 else "รวบรวมผลการดำเนินงานและส่ง")
        + f"ให้{topic.unit} {within(deadlines[1], named=not named)}",
    ]
    rest = " ".join(thai(number) for number in range(3, count))
    if count > 3:
        items.append(f"ศึกษารายละเอียดเพิ่มเติม ตามสิ่งที่ส่งมาด้วย {rest} และ {thai(count)}")
    elif count == 3:
        items.append("ศึกษารายละเอียดเพิ่มเติม ตามสิ่งที่ส่งมาด้วย ๓")
    if shape is Shape.NUMBERED:
        return tuple(items)
    return tuple(f"{thai(number)}. {item}" for number, item in enumerate(items, 1))


def _annexes(
    titles: tuple[str, ...], grid: Grid, place: Place, data_date: dt.date, year: str
) -> tuple[Annex, ...]:
    annexes = []
    for number, title in enumerate(titles, 1):
        label = "สิ่งที่ส่งมาด้วย" if len(titles) == 1 else f"สิ่งที่ส่งมาด้วย {thai(number)}"
        if number == 1:
            note = f"ข้อมูล ณ วันที่ {arabic(data_date)}"
            lines = (title, f"จังหวัด{place.name}")
            annexes.append(Annex(label=label, titles=lines, grid=grid, note=note))
        else:
            blanks = ("อำเภอ........................", "ชื่อผู้รายงาน........................")
            lines = (title, f"ปีงบประมาณ พ.ศ. {year}")
            annexes.append(Annex(label=label, titles=lines, lines=blanks))
    return tuple(annexes)


def make_memo(seed: int) -> Clean:
    """Return a clean memo of the seed, from an office to its governor."""
    clean = make_letter(seed, attachments=min(seed % 3, 2), shape=Shape.TYPED)
    draft, chance = clean.draft, random.Random(f"memo {seed}")
    topic = TOPICS[seed % len(TOPICS)]
    number = draft.number.split("/")[0]
    home = f"{topic.unit}{draft.place.name} {topic.group} โทร. {phone(draft.place, chance)}"
    memo = replace(
        draft,
        name=f"memo-{seed:03}",
        memo=True,
        urgency="",
        number=f"{number}/{thai(chance.randrange(20, 900))}",
        letterhead=(home,),
        closing="",
        closing_words="จึงเรียนมาเพื่อโปรดพิจารณา",
        authority=(f"{topic.post}{draft.place.name}",),
        originator=(),
    )
    return replace(clean, draft=memo)
