"""What is said where a run cannot begin, or stops on its way."""

from __future__ import annotations

import shlex
import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from pathlib import Path

_RESTART: Final = "--restart เลขที่จองไว้ให้หนังสือเหล่านี้แล้วจะเป็นเลขเดิม"


def _resume(out: PurePath) -> str:
    """Return the command that goes on with the run in `out`, as a shell takes it.

    >>> _resume(PurePath("out/2568 03"))
    "circulars resume 'out/2568 03'"
    """
    return f"circulars resume {shlex.quote(str(out))}"


def unfinished(out: Path, letter_type: str) -> Finding:
    """Return why a run does not begin where another one is unfinished."""
    return Finding(
        code="run-unfinished",
        where=str(out),
        message=f"โฟลเดอร์นี้มีงานอื่นที่ทำค้างไว้ (แบบ {letter_type}) ซึ่งมีหนังสือที่ทำเสร็จแล้ว",
        hint=f"ทำงานนั้นให้เสร็จด้วย {_resume(out)} หรือทิ้งงานนั้นด้วย --restart",
    )


def complete(out: Path) -> Finding:
    """Return that there is nothing to go on with, because all is done."""
    return Finding(
        code="run-complete",
        level=Level.NOTE,
        where=str(out),
        message="งานในโฟลเดอร์นี้เสร็จแล้ว ไม่มีอะไรค้าง",
        hint="ถ้าต้องการทำใหม่ สั่ง circulars generate อีกครั้ง",
    )


def missing(folder: Path) -> Finding:
    """Return that there is no run to go on with."""
    return Finding(
        code="run-missing",
        where=str(folder),
        message="ไม่มีงานที่ทำค้างไว้ในโฟลเดอร์นี้",
        hint="ตรวจชื่อโฟลเดอร์ ถ้าหยุดก่อนมีหนังสือเสร็จ ให้สั่ง circulars generate เดิม "
        "ถ้าทำบนหลายเครื่อง ทุกเครื่องต้องเห็นโฟลเดอร์นี้ที่ตำแหน่งเดียวกัน",
    )


def busy(out: Path) -> Finding:
    """Return that somebody else is at work in the folder."""
    return Finding(
        code="run-busy",
        where=str(out),
        message="มีผู้อื่นกำลังทำหนังสือลงโฟลเดอร์นี้อยู่",
        hint="รอให้เสร็จแล้วสั่งใหม่ หรือเลือกโฟลเดอร์อื่นด้วย -o",
    )


def stopped(out: Path, done: int) -> Finding:
    """Return how to go on with a run that stopped after `done` letters."""
    return Finding(
        code="run-stopped",
        level=Level.NOTE,
        where=str(out),
        message=f"หนังสือที่ทำเสร็จแล้ว {done:,} ฉบับเก็บไว้ ไม่ต้องทำใหม่",
        hint=f"แก้ตามที่บอกแล้วสั่ง {_resume(out)}",
    )


def interrupted(out: Path, done: int) -> Finding:
    """Return that the run was told to stop, and how to go on with it."""
    again = _resume(out) if done else "คำสั่งเดิมอีกครั้ง"
    return Finding(
        code="run-interrupted",
        level=Level.NOTE,
        where=str(out),
        message=f"หยุดตามที่สั่ง หนังสือที่ทำเสร็จแล้ว {done:,} ฉบับเก็บไว้",
        hint=f"ทำต่อด้วย {again} เลขที่จองไว้ให้หนังสือแล้วเป็นเลขเดิม",
    )


def crashed(whose: str, error: Exception) -> Finding:
    """Return that this program fell over a letter, and where, for whoever mends it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{PurePath(last.filename).name}:{last.lineno}"
    return Finding(
        code="letter-crashed",
        where=whose,
        message=f"โปรแกรมผิดพลาดเองกับฉบับนี้: {type(error).__name__} {error} ({where})",
        hint="ฉบับอื่นไม่เกี่ยว ส่งข้อความนี้พร้อมสมุดงานให้ผู้ดูแลโปรแกรม",
    )


def damaged(where: Path, reason: str) -> Finding:
    """Return that what was laid down for the run is no longer as it was."""
    return Finding(
        code="run-damaged",
        where=str(where),
        message=reason,
        hint=f"สั่ง circulars generate ใหม่ด้วย {_RESTART}",
    )


def other_release(run: Path, theirs: str, ours: str) -> Finding:
    """Return that another release of this program has begun the run."""
    return Finding(
        code="run-release",
        where=str(run),
        message=f"งานนี้ทำค้างไว้ด้วยโปรแกรมรุ่น {theirs} เครื่องนี้เป็นรุ่น {ours} หนังสือชุดเดียวกันอาจต่างกัน",
        hint=f"ทำต่อด้วยรุ่น {theirs} หรือสั่ง circulars generate ใหม่ด้วย {_RESTART}",
    )


def renumber() -> Finding:
    """Return how to have other numbers, where the register no longer keeps those of the run."""
    return Finding(
        code="run-renumber",
        where="เลขที่",
        message="เลขที่จองไว้ให้หนังสือในงานนี้ใช้ไม่ได้แล้ว มีผู้เปลี่ยนในทะเบียนหลังจากเริ่มทำ",
        hint="สั่ง circulars generate ใหม่ด้วย --restart ฉบับที่เลขถูกยกเลิกจะได้เลขใหม่ ฉบับอื่นได้เลขเดิม",
    )


def repeated(workbook: Path) -> Finding:
    """Return that one workbook was given twice."""
    return Finding(
        code="workbook-repeated",
        where=str(workbook),
        message="ระบุสมุดงานนี้ซ้ำในคำสั่งเดียว",
        hint="ระบุแต่ละเล่มครั้งเดียว หนังสือจึงไม่ซ้ำฉบับ",
    )
