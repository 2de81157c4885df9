"""Trying what a form asks for: what is wrong with it stands above the form again."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.model.findings import Finding

R = TypeVar("R")
# What whoever filled in the form can mend in it.
_MENDED: Final = (HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT)


@dataclass(frozen=True, slots=True)
class Attempt(Generic[R]):
    """What came of a form: a result, or findings."""

    result: R | None
    findings: tuple[Finding, ...]
    status: HTTPStatus


def attempt(act: Callable[[], R]) -> Attempt[R]:
    """Return what `act` gives, or why it refused; other refusals are raised."""
    try:
        return Attempt(act(), (), HTTPStatus.OK)
    except RefusedError as error:
        if error.status not in _MENDED:
            raise
        return Attempt(None, error.findings, error.status)
