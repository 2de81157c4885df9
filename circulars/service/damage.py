"""What the service wrote and cannot read any more, spoilt by hand, a failing disk, a power cut."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from circulars.model.findings import Finding
from circulars.service.refusals import RefusedError

# What reading such a file can raise, whatever stands in it.
UNREADABLE: Final = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def damaged(where: str, message: str, hint: str) -> RefusedError:
    """Return the refusal (410) of what is there and cannot be read any more."""
    return RefusedError(
        Finding(code="service-damaged", where=where, message=message, hint=hint),
        status=HTTPStatus.GONE,
    )
