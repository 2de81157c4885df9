"""What somebody typed into a form whose fields are not known beforehand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData


async def _form(request: Request) -> AsyncIterator[FormData]:
    async with request.form() as form:  # closes the files that came along
        yield form


Typed = Annotated[FormData, Depends(_form)]


def texts(typed: FormData, prefix: str) -> dict[str, str]:
    """Return the texts of the fields whose names begin with `prefix`, by the rest of the name.

    A browser sends the ends of lines as CR LF; here they are LF.
    """
    return {
        name.removeprefix(prefix): said.replace("\r\n", "\n")
        for name, said in typed.items()
        if name.startswith(prefix) and isinstance(said, str)
    }


def ticked(typed: FormData, name: str) -> frozenset[str]:
    """Return the values of the checkboxes called `name` that are ticked."""
    return frozenset(said for said in typed.getlist(name) if isinstance(said, str))
