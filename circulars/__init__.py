"""Official Thai letters, ready to sign, from a summary workbook and a Word template.

>>> from circulars import generate, load_letter_type, Template
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from circulars.letter_types import find_letter_type, load_letter_type
    from circulars.model.errors import CircularsError
    from circulars.render import Template
    from circulars.runs import generate, resume

__all__ = [
    "CircularsError",
    "Template",
    "find_letter_type",
    "generate",
    "load_letter_type",
    "resume",
]

# Loaded when first used: a command that only prints its help needs none of them.
_HOMES: Final = {
    "CircularsError": "circulars.model.errors",
    "Template": "circulars.render",
    "find_letter_type": "circulars.letter_types",
    "generate": "circulars.runs",
    "load_letter_type": "circulars.letter_types",
    "resume": "circulars.runs",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
