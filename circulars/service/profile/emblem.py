"""The image that an office prints as the emblem of its letters, sent on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.batch import sha256, told_of
from circulars.model.errors import OfficeError
from circulars.model.findings import Finding
from circulars.service.tasks.emblem import emblem_ending
from circulars.service.whole_files import put_whole

if TYPE_CHECKING:
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service


def keep_emblem(service: Service, office: OfficeFolder, content: bytes, *, limit: int) -> str:
    """Return the name of the image in the folder of `office`, kept as it was sent.

    A former profile keeps the image that it names.  Raises :exc:`OfficeError` for what is no
    PNG or JPEG, or has more than `limit` bytes.
    """
    if len(content) > limit:
        raise OfficeError(
            Finding(
                code="office-emblem",
                where="emblem",
                message=f"แฟ้มภาพใหญ่เกิน {limit / 1_000_000:.0f} MB",
                hint="ย่อภาพก่อน ตราครุฑในหนังสือสูงเพียง 3 ซม.",
            )
        )
    ending = service.workshop.do(emblem_ending, content)
    name = f"emblem-{sha256(content)[:16]}.{ending}"
    with told_of(office.root):
        office.root.mkdir(parents=True, exist_ok=True)
        put_whole(office.root / name, content)
    return name
