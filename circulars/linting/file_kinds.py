"""Files of Word that are no plain documents: with macros, or made as a template of Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.linting.rules import template_rule
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.linting.draft import Draft

_PLAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@template_rule
def other_kinds_of_file(draft: Draft) -> Iterator[Finding]:
    """Find a letter saved as another kind of file, which no letter can be made of."""
    kinds = [part.content_type for part in draft.parts if part.is_letter]
    if not kinds or kinds[0] == _PLAIN:
        return
    what = "มีมาโคร" if "macroEnabled" in kinds[0] else "เป็นแม่แบบของ Word (.dotx) ไม่ใช่เอกสาร"
    yield Finding(
        code="template-unreadable",
        where=draft.label,
        message=f"เปิดแบบหนังสือไม่ได้: แฟ้ม{what}",
        hint="ใน Word เลือก บันทึกเป็น แล้วเลือกชนิด เอกสาร Word (.docx)",
    )
