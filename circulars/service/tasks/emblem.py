"""An image that somebody sent as the emblem of their letters, looked at before it is kept."""

from __future__ import annotations

import io
import warnings
from typing import Final

from circulars.model.errors import OfficeError
from circulars.model.findings import Finding

_ENDINGS: Final = {"PNG": "png", "JPEG": "jpg"}
_MOST: Final = 6000  # pixels a side: an emblem of 3 cm at 600 dpi has 709


def emblem_ending(content: bytes) -> str:
    """Return the ending of a file with this image: png or jpg.

    Raises :exc:`OfficeError` for another kind, for a damaged one, and for one far too large.
    """
    from PIL import Image  # slow to load

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=tuple(_ENDINGS)) as image:
                if max(image.size) > _MOST:
                    raise _refused(f"ภาพใหญ่เกิน {_MOST:,} จุดต่อด้าน")
                image.load()
                return _ENDINGS[str(image.format)]
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            raise _refused("ไม่ใช่ภาพ PNG หรือ JPEG หรือแฟ้มเสียหาย") from None
        except Image.DecompressionBombWarning:
            raise _refused(f"ภาพใหญ่เกิน {_MOST:,} จุดต่อด้าน") from None


def _refused(reason: str) -> OfficeError:
    return OfficeError(
        Finding(
            code="office-emblem",
            where="emblem",
            message=reason,
            hint="เลือกภาพตราครุฑของสำนักงานเป็น PNG หรือ JPEG",
        )
    )
