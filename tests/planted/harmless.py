"""Sentences that look like trouble and are right: a check that speaks of them is switched off."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planted.days import fiscal, open_day, thai, weekday, weekend_after, written
from planted.letters import make_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planted.drafts import Draft

_SENTENCES: Final = (
    "ทั้งนี้ ขอให้ดำเนินการภายใน ๗ วัน นับแต่วันที่ได้รับหนังสือ",
    "ทั้งนี้ ให้รายงานผลภายในวันที่ ๕ ของทุกเดือน",
    "ตามพระราชบัญญัติระเบียบบริหารราชการแผ่นดิน พ.ศ. ๒๕๓๔ มาตรา ๕๗",
    "จากข้อมูลที่ลงทะเบียนตั้งแต่ปี พ.ศ. ๒๕๕๗ - ๒๕๖๓",
    "สอบถามรายละเอียดได้ที่หมายเลขโทรศัพท์เคลื่อนที่ ๐๘ ๑๒๓๔ ๕๖๗๘",
    "โดยดาวน์โหลดแบบได้ที่ https://data.example.go.th/form/2568?v=12 หรือ report68@example.go.th",
    "งบประมาณ จำนวน ๑,๒๕๐,๐๐๐ บาท (หนึ่งล้านสองแสนห้าหมื่นบาทถ้วน)",
    "ผ่านระบบ Zoom Meeting ID 812 3456 7890",
    "ตามข้อ ๑๐ วรรคสอง และข้อ ๒๑ (๓) ของระเบียบดังกล่าว",
    "ครอบคลุมหมู่ที่ ๑ - ๑๒ จำนวน ๑๒ หมู่บ้าน ๓ ตำบล",
    "ในอัตราร้อยละ ๑๐.๕ ต่อปี ไม่เกินร้อยละ ๑๕",
    "อยู่เวรตั้งแต่เวลา ๒๐.๐๐ - ๐๘.๐๐ น. ของวันถัดไป",
    "สอบถามได้ที่ โทร. ๐ ๒๑๔๑ ๖๐๐๐ ต่อ ๑๒ หรือ ๐๘ ๑๒๓๔ ๕๖๗๘ ๐๙ ๑๒๓๔ ๕๖๗๘",
    "แต่งตั้งคณะกรรมการ จำนวน ๕ (ห้า) คน",
    "ณ อาคารรัฐประศาสนภักดี ศูนย์ราชการเฉลิมพระเกียรติ ๘๐ พรรษาฯ",
    "หากระบบแสดง #N/A ในช่องใด ให้เว้นช่องนั้นว่างไว้",
)


def _dated(draft: Draft) -> Iterator[str]:
    """Yield sentences with days that fit the letter."""
    meeting = any_open_day_after(draft.day, 6)
    market = weekend_after(draft.day + dt.timedelta(days=9))
    past = draft.day - dt.timedelta(days=200)
    year = fiscal(draft.day)
    yield f"โดยประชุมชี้แจงในวัน{weekday(meeting)}ที่ {written(meeting)} เวลา ๐๙.๓๐ น. ณ หอประชุมอำเภอ"
    yield f"และจัดตลาดนัดชุมชนในวันเสาร์ที่ {written(market)} ณ ลานหน้าศาลากลางจังหวัด"
    yield f"ตามมติที่ประชุมเมื่อวันที่ {written(past)}"
    yield f"ปรากฏว่ามีอำเภอที่รายงานภายในวันที่ {written(past)} จำนวน ๕ อำเภอ"
    yield f"ซึ่งจังหวัดได้ดำเนินการแล้วเสร็จภายในวันที่ {written(past)} เป็นไปตามแผน"
    yield f"โดยผู้สมัครต้องจดทะเบียนไว้ก่อนวันที่ {written(past)}"
    yield f"ทั้งนี้ สัญญาเดิมสิ้นสุดภายในวันที่ {written(past)}"
    first, last = week_after(draft.day)
    yield (f"โดยอบรมวันจันทร์ถึงวันศุกร์ที่ {thai(first.day)} - {written(last)} ณ ศาลากลางจังหวัด")
    yield f"ระหว่างวันที่ ๑ ตุลาคม {thai(year - 1)} ถึงวันที่ ๓๐ กันยายน {thai(year)}"
    yield f"เปรียบเทียบกับผลการดำเนินงานประจำปีงบประมาณ พ.ศ. {thai(year - 1)}"
    yield f"เพื่อจัดทำแผนปฏิบัติการประจำปีงบประมาณ พ.ศ. {thai(year + 1)}"


def week_after(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return Monday and Friday of the first whole week of one month after `day`."""
    first = day + dt.timedelta(days=7 - day.weekday())
    while (first + dt.timedelta(days=4)).month != first.month:
        first += dt.timedelta(days=7)
    return first, first + dt.timedelta(days=4)


def any_open_day_after(day: dt.date, days: int) -> dt.date:
    """Return the first working day at least so many days later."""
    return open_day(day + dt.timedelta(days=days))


def harmless_drafts() -> Iterator[Draft]:
    """Yield clean letters, each with one such sentence in its first paragraph or last item."""
    for number in range(2):
        first = make_letter(1000 + number).draft
        for place, _ in enumerate((*_SENTENCES, *_dated(first))):
            draft = make_letter(1000 + number * 40 + place).draft
            text = (*_SENTENCES, *_dated(draft))[place]
            body = draft.body[0].removesuffix(" นั้น")
            spoken = replace(draft, body=(f"{body} {text} นั้น", *draft.body[1:]))
            yield replace(spoken, name=f"harmless-{number}-{place:02}")
    yield from _cited_elsewhere()


def _cited_elsewhere() -> Iterator[Draft]:
    """Yield letters that cite another office, or attachments as a range."""
    for number in range(3):
        draft = make_letter(1100 + number, cited=True).draft
        day = any_open_day_after(draft.day, -30)
        cited = f"หนังสือกระทรวงมหาดไทย ที่ มท ๐๘๐๘.๒/ว ๑๒๓๔ ลงวันที่ {written(day)}"
        body = draft.body[0].replace(f"จังหวัด{draft.place.name}ได้แจ้ง", "กระทรวงมหาดไทยได้แจ้ง")
        name = f"harmless-cited-{number}"
        yield replace(draft, cited=cited, body=(body, *draft.body[1:]), name=name)
    for number in range(3):
        draft = make_letter(1110 + number, attachments=5).draft
        last = draft.items[-1].replace("๓ ๔ และ ๕", "๓ - ๕")
        name = f"harmless-range-{number}"
        yield replace(draft, items=(*draft.items[:-1], last), name=name)
