"""Tags are read many at a time, and a part once for all: nothing that is wrong gets lost by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import TemplateSyntaxError
from render_documents import letter, lines, places, refused

from circulars import Template
from circulars.expressions import Sandbox, make_sandbox
from circulars.render.together import readable
from thai_numerals import to_arabic_digits, to_thai_digits

if TYPE_CHECKING:
    from types import CodeType

    import pytest
    from jinja2 import nodes

SANDBOX = make_sandbox()
PIECES = st.sampled_from(
    ["{{ ", " }}", "{% ", " %}", "{#", "#}", "ก", " ", "'", '"', "if ", "endif", "set ", "=", "(",
     ")", "|", "upper", "1", ",", "macro m()", "endmacro", "raw", "endraw", "block ก", "-", "\n"]
)  # fmt: skip
SOURCES = st.lists(
    st.one_of(
        st.sampled_from(["{{ ก }}", "{% if ก %}{% endif %}", "{% set ก = 1 %}", "{{ ก | upper }}"]),
        st.lists(PIECES, max_size=6).map("".join),
        st.lists(PIECES, max_size=4).map(lambda inside: f"{{{{ {''.join(inside)} }}}}"),
    ),
    max_size=40,
)


def is_readable(source: str) -> bool:
    """Return whether Jinja reads and compiles `source` by itself."""
    try:
        SANDBOX.compile(SANDBOX.parse(source))
    except TemplateSyntaxError:
        return False
    return True


@settings(deadline=None, max_examples=150)
@given(SOURCES)
def test_what_is_in_order_together_is_so_alone(sources: list[str]) -> None:
    """No tag passes because of the tags around it."""
    assert [] == [source for source in readable(sources, SANDBOX) if not is_readable(source)]


def test_one_fault_does_not_hold_up_the_others() -> None:
    """All tags in order pass at once; around one at fault those pass that stand farther off."""
    sources = [f"{{{{ ก{number} }}}}" for number in range(100)]
    assert sources == list(readable(sources, SANDBOX))
    passed = list(readable([*sources, "{{ ( }}"], SANDBOX))
    assert sources[: len(passed)] == passed
    assert len(passed) > 50


def test_faults_that_would_make_up_for_one_another() -> None:
    """Two quotes that nobody closes are two faults, not a text from one tag to the other."""
    found = refused(letter("{{ ' }}", "{{ ดี }}", "{{ ' }}"))
    wanted = [("template-syntax", f"letter.docx ย่อหน้าที่ {number}") for number in (1, 3)]
    assert wanted == places(found)


def test_a_fault_among_many_tags() -> None:
    """Of a hundred tags the one at fault is told, and no other."""
    tags = [f"{{{{ ก{number} }}}}" for number in range(100)]
    found = refused(letter(*tags[:70], "{{ ก | ไม่มี }}", *tags[70:]))
    assert [("template-unknown-filter", "letter.docx ย่อหน้าที่ 71")] == places(found)


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part is compiled with its tags together, once for all templates that have it."""
    compiled: list[nodes.Template] = []
    translated = Sandbox.translated

    def counted(self: Sandbox, tree: nodes.Template) -> tuple[CodeType, frozenset[str]]:
        compiled.append(tree)
        return translated(self, tree)

    source = letter(*(f"{{{{ ชื่อ{number} }}}} ๑ 2" for number in range(40)), "{{ 'ครั้งเดียว' }}")
    Template(letter("{{ ก }}"))  # the page furniture, which all have in common
    monkeypatch.setattr(Sandbox, "translated", counted)
    values = {f"ชื่อ{number}": f"4{number}" for number in range(40)}
    thai, arabic = (Template(source, digits=each) for each in (to_thai_digits, to_arabic_digits))
    assert 2 == len(compiled)
    assert ("๔๗ ๑ 2", "47 ๑ 2") == tuple(lines(each.render(values))[7] for each in (thai, arabic))
