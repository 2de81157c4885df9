"""QR codes: a filter that draws one, and the pictures that one letter collects."""

from __future__ import annotations

import hashlib
import io
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jinja2 import pass_context

from circulars.expressions.filters import as_number, as_text, template_filter
from circulars.expressions.xml_text import XmlText, to_xml_line
from circulars.model.lengths import EMU_PER_CM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.expressions.work import WorkContext

# Centimetres with the quiet zone around the code: a thumbnail to half a page.
_NARROWEST: Final = 1
_WIDEST: Final = 10
# Least width of a module.  Source: DENSO WAVE, qrcode.com, Point for setting the module size: what
# printers of 300 and 600 dots an inch draw well, and cameras tell apart.
_LEAST_MODULE: Final = Decimal("0.025")  # cm
_QUIET_ZONE: Final = 4  # modules.  Source: ISO/IEC 18004, 5.3.8
_CORRECTION: Final = "m"  # 15 % may be smudged
_DOTS_PER_CM: Final = Decimal(300) / Decimal("2.54")  # LibreOffice makes pictures of more coarser
_WORK: Final = 5_000_000  # what drawing one code costs: twenty codes at most

_NAMESPACES: Final = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# ECMA-376 part 1, 20.4.2.8: a drawing in a line of text.
_RUN: Final = (
    '<w:r><w:drawing><wp:inline {namespaces} distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{size}" cy="{size}"/>'
    '<wp:docPr id="{number}" name="QR {number}" descr="{alt}"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{relation}.png"/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
    "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{size}" cy="{size}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
_FIRST_NUMBER: Final = 900_001  # of drawings; a template's own count from 1


@dataclass(slots=True)
class Pictures:
    """The pictures drawn while one letter is rendered, by the part that shows them."""

    part: str = ""  # the one that is being rendered
    drawn: dict[str, dict[str, bytes]] = field(default_factory=dict)  # PNG by its relationship
    _count: int = 0

    def add(self, png: bytes) -> tuple[str, int]:
        """Return relationship and number of a drawing of `png` in the part being rendered."""
        relation = f"qr{hashlib.sha256(png).hexdigest()[:16]}"
        self.drawn.setdefault(self.part, {})[relation] = png
        self._count += 1
        return relation, _FIRST_NUMBER + self._count - 1


_pictures: ContextVar[Pictures | None] = ContextVar("pictures", default=None)


@contextmanager
def collect_pictures() -> Iterator[Pictures]:
    """Give the collection of what is drawn inside the block."""
    pictures = Pictures()
    token = _pictures.set(pictures)
    try:
        yield pictures
    finally:
        _pictures.reset(token)


@template_filter("คิวอาร์", "qr_code")
@pass_context
def qr_code(context: WorkContext, text: str, width: Decimal | int = Decimal("2.5")) -> XmlText:
    """Return a run that draws a QR code of the text, `width` cm with its quiet zone.

    For ``{{r … }}`` of a Word template only.  Raises ValueError when the text is empty, or so
    long that a code of this width could not be read.
    """
    pictures = _pictures.get()
    if pictures is None:
        raise TypeError("คิวอาร์วาดได้ในแบบหนังสือเท่านั้น")
    size = as_number(width)
    if not _NARROWEST <= size <= _WIDEST:
        raise ValueError(f"คิวอาร์กว้างได้ {_NARROWEST} ถึง {_WIDEST} ซม. ไม่ใช่ {size} ซม.")
    content = as_text(text).strip()
    if not content:
        raise ValueError("ไม่มีข้อความให้ทำคิวอาร์")
    context.spend(_WORK)
    relation, number = pictures.add(_png(content, size))
    return XmlText(
        _RUN.format(
            namespaces=_NAMESPACES,
            size=int(size * EMU_PER_CM),
            number=number,
            alt=to_xml_line(f"คิวอาร์โค้ด: {content}"),
            relation=relation,
        )
    )


@lru_cache(maxsize=64)
def _png(text: str, width: Decimal) -> bytes:
    """Return the code of `text` as PNG for `width` cm, each module of as many whole pixels."""
    import segno  # here: only letters with a code need it

    try:
        code = segno.make(
            text,
            error=_CORRECTION,
            micro=False,
            encoding=None if text.isascii() else "utf-8",
        )
    except segno.DataOverflowError:
        raise ValueError("ข้อความยาวเกินกว่าจะทำเป็นคิวอาร์ได้") from None
    modules = int(code.symbol_size(border=_QUIET_ZONE)[0])
    least = modules * _LEAST_MODULE
    if width < least:
        hint = f"ต้องกว้างอย่างน้อย {least:.1f} ซม." if least <= _WIDEST else "ให้ใช้ลิงก์สั้น"
        raise ValueError(f"ข้อความยาวเกินไปสำหรับคิวอาร์กว้าง {width} ซม. {hint}")
    made = io.BytesIO()
    code.save(made, kind="png", scale=int(width * _DOTS_PER_CM / modules), border=_QUIET_ZONE)
    return made.getvalue()
