"""What is said where a task of the workshop gives no answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from circulars.model.findings import Finding
from circulars.service.refusals import RefusedError

_TASK: Final = "แฟ้มที่ส่งมา"
_SOON: Final = "5"  # seconds, after which asking again makes sense


def too_long(seconds: float) -> RefusedError:
    """Return the refusal of what took more than `seconds`."""
    return RefusedError(
        Finding(
            code="service-task-time",
            where=_TASK,
            message=f"ใช้เวลาเกิน {seconds:g} วินาที จึงหยุดไว้",
            hint="ลองอีกครั้งเมื่อเครื่องว่าง ถ้ายังไม่ได้ ให้ลดขนาดตารางหรือรูปในแฟ้ม หรือแบ่งเป็นหลายแฟ้ม",
        )
    )


def too_much_memory() -> RefusedError:
    """Return the refusal of what took more memory than it may."""
    return RefusedError(
        Finding(
            code="service-task-memory",
            where=_TASK,
            message="ใช้หน่วยความจำเกินกำหนด จึงหยุดไว้",
            hint="ลดขนาดตารางหรือรูปในแฟ้ม หรือแบ่งเป็นหลายแฟ้ม แล้วลองใหม่",
        )
    )


def died(request: str) -> RefusedError:
    """Return the refusal of a task whose process the system ended; `request` is in the log."""
    return _failed(f"โปรแกรมที่ทำงานนี้ถูกระบบปิด หน่วยความจำอาจไม่พอ (รหัส {request})")


def failed(request: str) -> RefusedError:
    """Return the refusal of a task that met an error of ours; `request` is in the log."""
    return _failed(f"โปรแกรมขัดข้องกับแฟ้มนี้ (รหัส {request})")


def _failed(message: str) -> RefusedError:
    return RefusedError(
        Finding(
            code="service-task-failed",
            where=_TASK,
            message=message,
            hint="ลองอีกครั้ง ถ้ายังไม่ได้ ส่งรหัสนี้พร้อมแฟ้มให้ผู้ดูแลระบบ",
        ),
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def busy() -> RefusedError:
    """Return the refusal of a task for which there is no room now."""
    return RefusedError(
        Finding(
            code="service-busy",
            where="ระบบ",
            message="ขณะนี้มีผู้ใช้งานมาก จึงยังไม่ได้ทำรายการนี้",
            hint=f"รอ {_SOON} วินาทีแล้วลองใหม่",
        ),
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        headers={"Retry-After": _SOON},
    )
