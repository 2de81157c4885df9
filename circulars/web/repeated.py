"""The header by which other systems send the same request twice and have it done once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern="^[!-~]{1,200}$",
        description="The same request with the same key gives the same answer, for a week.",
    ),
]
