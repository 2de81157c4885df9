"""Everything that a process of the workshop needs, imported once for all of them."""

from __future__ import annotations

import gc
import pkgutil
from importlib import import_module
from typing import Final

from circulars.data.words import words
from circulars.service import tasks

# What is else imported when it is first used, and takes its time.
_LATE: Final = (
    "circulars.register",
    "circulars.runs.archive",
    "circulars.runs.index",
    "circulars.runs.print_run",
    "circulars.runs.processes",
)

for _each in pkgutil.iter_modules(tasks.__path__, f"{tasks.__name__}."):
    import_module(_each.name)
for _name in _LATE:
    import_module(_name)
words("กรมการพัฒนาชุมชน")  # the dictionary
gc.collect()
gc.freeze()  # the collector would write to each object, and none would be shared any more
