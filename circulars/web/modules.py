"""The modules of pages and API: a file in the folder is the registration."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


@cache
def modules_of(package: str) -> tuple[ModuleType, ...]:
    """Return the modules of ``circulars.web.<package>``, by name."""
    home = import_module(f"circulars.web.{package}")
    names = sorted(each.name for each in pkgutil.iter_modules(home.__path__))
    return tuple(import_module(f"{home.__name__}.{name}") for name in names)
