"""What is said of a job that comes to no good end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding, Level
from circulars.service.damage import damaged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circulars.service.refusals import RefusedError

# What a run says that lies unfinished and can only be begun anew, such as by another release.
_ANEW: Final = frozenset({"run-damaged", "run-release", "run-renumber", "run-unfinished"})


def cancelled(done: int) -> Finding:
    """Return that somebody stopped the job after `done` letters."""
    return Finding(
        code="service-job-cancelled",
        level=Level.NOTE,
        where="งานทำหนังสือ",
        message=f"หยุดตามที่สั่ง หนังสือที่ทำเสร็จแล้ว {done:,} ฉบับเก็บไว้",
        hint="กด ทำต่อ เพื่อทำให้ครบ เลขที่จองไว้แล้วเป็นเลขเดิม ถ้าไม่ทำแล้ว ให้ยกเลิกเลขในหน้า ทะเบียน",
    )


def over(title: str) -> Finding:
    """Return that there is nothing left to stop."""
    return Finding(
        code="service-job-over",
        where=title,
        message="งานนี้จบแล้ว จึงหยุดไม่ได้",
        hint="โหลดหน้านี้ใหม่เพื่อดูผล",
    )


def not_over(title: str) -> Finding:
    """Return that the job goes on already."""
    return Finding(
        code="service-job-going",
        where=title,
        message="งานนี้กำลังทำหรือรอทำอยู่แล้ว",
        hint="รอให้เสร็จ หน้านี้จะบอกเอง",
    )


def too_many(most: int) -> Finding:
    """Return that the office has `most` jobs under way already."""
    return Finding(
        code="service-jobs-many",
        where="งานทำหนังสือ",
        message=f"สำนักงานมีงานที่ยังไม่เสร็จอยู่แล้ว {most:,} งาน",
        hint="รอให้งานก่อนหน้าเสร็จ หรือหยุดงานที่ไม่ใช้แล้วในหน้า งานทำหนังสือ แล้วสั่งใหม่",
    )


def lost(reason: str) -> Finding:
    """Return that the job ended in a way that nobody foresaw; `reason` names it."""
    return Finding(
        code="service-job-failed",
        where="งานทำหนังสือ",
        message=f"งานนี้หยุดเพราะโปรแกรมขัดข้อง (รหัส {reason})",
        hint="กด ทำต่อ หนังสือที่ทำแล้วและเลขที่จองไว้ไม่หาย ถ้ายังไม่ได้ ส่งรหัสนี้ให้ผู้ดูแลระบบ",
    )


def order_damaged(where: str) -> Finding:
    """Return that nobody can know any more what was ordered; `where` is the file."""
    return Finding(
        code="service-job-damaged",
        where=where,
        message="คำสั่งของงานนี้อ่านไม่ได้ แฟ้มในเครื่องเสียหายหรือถูกลบ จึงทำต่อไม่ได้",
        hint="สั่งใหม่จากสมุดงานเดิม หนังสือเดิมได้เลขเดิม หรือให้ผู้ดูแลระบบนำแฟ้มนี้กลับมาจากแฟ้มสำรอง",
    )


def outcome_damaged(where: str) -> Finding:
    """Return that nobody can know any more what became of the job; `where` is the file."""
    return Finding(
        code="service-job-outcome",
        where=where,
        message="ผลของงานนี้อ่านไม่ได้ แฟ้มในเครื่องเสียหาย หนังสือที่ทำแล้วยังอยู่ครบเท่าที่แสดง",
        hint="กด ทำต่อ เพื่อทำหนังสือของงานนี้ให้ครบอีกครั้ง เลขที่ออกแล้วเป็นเลขเดิม"
        " หรือให้ผู้ดูแลระบบนำแฟ้มนี้กลับมาจากแฟ้มสำรอง",
    )


def file_gone(name: str) -> RefusedError:
    """Return the refusal of a letter that was made and is not there any more."""
    return damaged(
        name,
        "แฟ้มนี้ทำไว้แล้ว แต่ถูกลบหรือย้ายไปจากเครื่องที่ให้บริการ",
        "สั่งทำหนังสือนี้ใหม่ หนังสือเดิมได้เลขเดิม หรือให้ผู้ดูแลระบบนำแฟ้มกลับมาจากแฟ้มสำรอง",
    )


def must_begin_anew(findings: Iterable[Finding]) -> bool:
    """Return whether going on does not help against what a run said; the numbers stay."""
    return any(finding.code in _ANEW for finding in findings)
