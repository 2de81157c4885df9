"""What can become of a JSON file that the service wrote: by hand, by a disk, by a power cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def _as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _as_dangling_link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "nowhere")


def _as_loop(path: Path) -> None:
    """Have nobody be able to open the file, an administrator neither."""
    path.unlink()
    path.symlink_to(path)


def _half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _without_time_zone(path: Path) -> None:
    content = path.read_text("utf-8")
    path.write_text(content.replace("+00:00", "").replace('Z"', '"'), "utf-8")


DAMAGES: Final[Mapping[str, Callable[[Path], object]]] = {
    "empty": lambda path: path.write_bytes(b""),
    "half written": _half,
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "no JSON": lambda path: path.write_text("กขค", "utf-8"),
    "not UTF-8": lambda path: path.write_bytes(b'{"id": "\xa1\xa2"}'),
    "a list": lambda path: path.write_text("[]"),
    "nothing told": lambda path: path.write_text("{}"),
    "null": lambda path: path.write_text("null"),
    "too deep": lambda path: path.write_text("[" * 100_000),
    "numbers for texts": lambda path: path.write_text(
        re.sub(r'": ?"', '": 1, "x": "', path.read_text("utf-8")), "utf-8"
    ),
    "no time zone": _without_time_zone,
    "removed": lambda path: path.unlink(),
    "a folder": _as_folder,
    "a dangling link": _as_dangling_link,
    "cannot be opened": _as_loop,
}
