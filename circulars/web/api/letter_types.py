"""The letter types of an office, for other systems."""

from __future__ import annotations

from fastapi import APIRouter

from circulars.service.letter_types import served_types
from circulars.web.visits import MakingLetters

router = APIRouter(tags=["letter-types"])


@router.get("/letter-types")
def list_letter_types(visit: MakingLetters) -> list[dict[str, str]]:
    """Return the letter types that the office can make letters of."""
    return [
        {"name": kind.name, "title": kind.title, "kind": kind.kind.value, "version": kind.version}
        for kind in served_types(visit.office)
    ]
