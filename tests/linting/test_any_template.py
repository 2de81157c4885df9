"""Whatever is typed into a template, the check ends with findings, and agrees with the renderer."""

from __future__ import annotations

import tempfile
from pathlib import Path

from broken_types import alone, found
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars import Template
from circulars.model.errors import TemplateError

PIECES = (
    "{{", "}}", "{%", "%}", "{%p ", "{%tr ", "{%tc ", "{{r ", "{#", "#}", "for x in ", "if ",
    "set y =", "endfor", "endif", "else", "macro m(a)", "endmacro", "x",
    "เรื่อง", "ผู้ลงนาม", ".", "ชื่อ", " | ",
    "จำนวน", "(", ")", "[0]", "'", "“", " + ", " ~ ", " > ", "not ", "{", "}", "-", "\u200b",
)  # fmt: skip
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), max_size=4)


@settings(deadline=None, max_examples=40)
@given(LINES)
def test_any_text_is_checked(lines: list[str]) -> None:
    """The check never fails, and what the renderer refuses is told as blocking."""
    with tempfile.TemporaryDirectory() as folder:
        path = alone(Path(folder), *lines)
        levels = {finding.level for finding in found(path)}
        try:
            Template(path)
        except TemplateError:
            assert "block" in levels


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=200))
def test_any_file_is_checked(data: bytes) -> None:
    """A file of any bytes gives a finding that says it is no template."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "แบบ.docx"
        path.write_bytes(data)
        assert ["template-unreadable"] == [finding.code for finding in found(path)]
