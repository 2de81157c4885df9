"""Failed logins among the deeds: so that an admin sees them, and nobody fills the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.service.accounts import deeds
from circulars.service.accounts.throttle import PER_ACCOUNT, WINDOW

if TYPE_CHECKING:
    from circulars.service.accounts.access import Access

NOBODY: Final = "(ยังไม่ได้เข้าสู่ระบบ)"  # who did it
FAILED: Final = "ใส่รหัสผ่านผิด"
_MINUTES: Final = WINDOW.seconds // 60
STOPPED: Final = f"ใส่รหัสผ่านผิด {PER_ACCOUNT} ครั้ง จึงให้รอ {_MINUTES} นาที"
MANY: Final = "ใส่รหัสผ่านผิดอีกหลายครั้ง วันนี้ไม่จดเพิ่มแล้ว"


def note_failure(access: Access, office: str, name: str, address: str, tried: int) -> None:
    """Write down that somebody at `address` tried to come in as `name`, for the `tried` time.

    After so many lines in a day the office has one more that says so, and then none.
    """
    left = access.throttle.may_tell(office)
    if not left:
        return
    deed = MANY if left == 1 else STOPPED if tried >= PER_ACCOUNT else FAILED
    with access.storage.writing() as connection:
        about = f"บัญชี {name} จาก {address}"
        deeds.write(connection, access.clock(), office, NOBODY, deed, about)
