"""The sandbox: what a template from a stranger asks for is refused or bounded, never done."""

from __future__ import annotations

import resource
import time
from decimal import Decimal
from typing import Any

import pytest
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from circulars.expressions import XmlText, collect_missing, make_sandbox
from thai_numerals import YearMonth

SANDBOX = make_sandbox()
REFUSALS = (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError)


def rendered(source: str, **values: Any) -> str:
    """Return `source` as the sandbox prints it."""
    template = SANDBOX.from_string(source)
    return "".join(template.root_render_func(template.new_context(values)))


class Secret:
    """An object of the program that a template must not look into."""

    password = "สวัสดี"

    def delete(self) -> str:
        """Return what nobody may call."""
        raise AssertionError


REACHING_OUT = [
    '"".__class__',
    '"".__class__.__mro__[1].__subclasses__()',
    "x.password",
    "x.__init__",
    "x.__init__.__globals__",
    "x['password']",
    "x.delete()",
    "cycler.__init__.__globals__",
    "joiner.__init__.__globals__.os.popen('id').read()",
    "namespace.__init__",
    "range.__self__",
    "ns.__class__",
    "ns._Namespace__attrs",
    "self.__init__",
    "self._TemplateReference__context",
    "'{0.__class__}'.format(x)",
    "'%s' | format(x)",
    "'a'.upper()",
    "[1].append(2)",
    "[1].__len__()",
    "{'a': 1}.items()",
    "{'a': 1}.update(b=2)",
    "x | attr('password')",
    "[x] | map(attribute='password') | first",
    "[x] | sum(attribute='password')",
    "[x] | groupby('password') | list | length",
    "[x] | join(attribute='password')",
    "[x] | sort(attribute='__class__') | length and [x] | map(attribute='__class__') | first",
    "get()",
    "get.__globals__",
    "(x.delete | default(get))()",
]


@pytest.mark.parametrize("expression", REACHING_OUT)
def test_nothing_of_python_is_reached(expression: str) -> None:
    """No attribute, method or function of Python gives a template anything but nothing."""
    source = "{% set ns = namespace(a=1) %}{{ " + expression + " }}"
    with collect_missing() as missing:
        try:
            text = rendered(source, x=Secret(), get=lambda: "secret")
        except REFUSALS:
            return
    assert text in {"", "0", "1"}
    assert missing or text


@pytest.mark.parametrize("attribute", ["__class__", "_iterable", "__init__", "_recurse", "foo"])
def test_loops_tell_only_of_their_place(attribute: str) -> None:
    """A loop tells its place and not what it is."""
    with collect_missing() as missing:
        text = rendered("{% for a in [1] %}{{ loop." + attribute + " }}{% endfor %}")
    assert ("", [attribute]) == (text, [name.name for name in missing])
    assert "1True" == rendered("{% for a in [1] %}{{ loop.index }}{{ loop.last }}{% endfor %}")


@pytest.mark.parametrize(
    "statement",
    [
        "{% include 'a' %}",
        "{% import 'a' as b %}",
        "{% from 'a' import b %}",
        "{% extends 'a' %}",
        "{% block a %}{% endblock %}",
        "{% autoescape false %}{{ x }}{% endautoescape %}",
        "{% filter upper %}<a>{% endfilter %}",
        "{% for a in x recursive %}{{ loop(a) }}{% endfor %}",
        "{{ x | safe }}",
        "{{ x | xmlattr }}",
        "{{ x | pprint }}",
        "{{ x | tojson }}",
        "{{ x | random }}",
        "{{ x | center(9) }}",
        "{% if x %}{{ x | attr('a') }}{% endif %}",
    ],
)
def test_statements_and_filters_that_are_not_there(statement: str) -> None:
    """What reaches out of the template or around the escaping is refused when it is read."""
    with pytest.raises(TemplateSyntaxError):
        SANDBOX.from_string(statement)


NS = "{% set ns = namespace(a=A) %}{% for i in range(60) %}{% set ns.a = E %}{% endfor %}"


def grown(first: str, step: str) -> str:
    """Return a template that applies `step` to a value sixty times."""
    return NS.replace("A", first).replace("E", step) + "{{ ns.a == ns.a }}"


FOREVER = "{% for i in range(99999) %}"
MONSTROUS = {
    "long text": "{{ 'a' * 10**9 }}",
    "long text, turned": "{{ 10**9 * 'a' }}",
    "long list": "{{ ([1] * 10**9) | length }}",
    "text percent": "{{ '%1000000000d' % 1 }}",
    "range": "{% for i in range(10**9) %}{% endfor %}",
    "range beyond": "{{ range(10**30) | length }}",
    "range backwards": "{{ range(0, -10**9, -1) | length }}",
    "nested ranges": FOREVER + FOREVER + "{% endfor %}" * 2,
    "ranges in a set": "{% set x %}" + FOREVER + FOREVER + "{% endfor %}{% endfor %}{% endset %}",
    "text in a set": "{% set x %}" + FOREVER + "{{ 'a' * 99999 }}{% endfor %}{% endset %}",
    "XML in a set": "{% set x %}{% for i in range(99999) %}"
    + "a" * 9999
    + "{% endfor %}{% endset %}",
    "loops in filters": "{% for i in range(99999) %}{% set x = range(99999) | sum %}{% endfor %}",
    "joined": "{{ range(99999) | join('a' * 99999) | length }}",
    "replaced": "{{ ('a' * 99999) | replace('', 'b' * 99999) | length }}",
    "batches": "{{ [1] | batch(10**9, 'x') | list | length }}",
    "batches in a loop": "{% for a in [1] | batch(10**9, 'x') %}{% endfor %}",
    "batches by keyword": "{{ [1] | batch(linecount=10**9, fill_with='x') | list | length }}",
    "slices": "{{ [1] | slice(10**9) | list | length }}",
    "doubled text": grown("'ab'", "ns.a ~ ns.a"),
    "added text": grown("'ab'", "ns.a + ns.a"),
    "doubled list": grown("[1]", "ns.a + ns.a"),
    "list of itself": grown("[1]", "[ns.a, ns.a]"),
    "pair of itself": grown("(1,)", "(ns.a, ns.a)"),
    "dict of itself": grown("{}", "{'a': ns.a, 'b': ns.a}"),
    "batches of itself": grown("[1]", "(ns.a + ns.a) | batch(2) | list"),
    "squared number": grown("3", "ns.a * ns.a"),
    "squared decimal": grown("3.5", "ns.a * ns.a"),
    "power": "{{ 10 ** (10 ** 10) }}",
    "tower": "{{ 9 ** (9 ** 9) }}",
    "power of powers": "{{ ((10 ** 100) ** 100) ** 100 }}",
    "decimal power": "{{ 1.5 ** (10 ** 10) }}",
    "long decimal": "{{ '1E+999999999' | ทศนิยม }}",
    "small decimal": "{{ '1E-999999999' | จำนวน(2) }}",
    "rounded far": "{{ 1 | round(10**9) }}",
    "grouped far": "{{ 1 | จำนวน(10**9) }}",
    "words of a monster": "{{ (10 ** 99) ** 99 | คำอ่านจำนวน }}",
    "macro in itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "macro twice in itself": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}"
    "{% endmacro %}{{ m(99) }}",
    "months away": "{{ ม | เลื่อนเดือน(10**12) }}",
    "sum of lists": "{{ ([[1]] * 99999) | sum(start=[]) | length }}",
    "attributes in a loop": "{% for i in range(99999) %}{% for j in xs %}{% for k in xs %}"
    "{{ j }}{% endfor %}{% endfor %}{% endfor %}",
}


@pytest.mark.parametrize("name", MONSTROUS)
def test_monsters_are_refused_at_once(name: str) -> None:
    """What would take forever, or all memory, is refused within seconds and megabytes."""
    started, held = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(REFUSALS):
        rendered(MONSTROUS[name], xs=list(range(1000)), ม=YearMonth(2025, 3))
    assert time.process_time() - started < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held < 400_000  # kilobytes


@pytest.mark.parametrize(
    "source",
    [
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "-" * 9000 + "1 }}",
        "{{ " + "[" * 300 + "]" * 300 + " }}",
        "{{ 1" + "+1" * 20_000 + " }}",
        "{{ " + "9" * 9000 + " }}",
        "{% for a in x %}" * 40 + "{% endfor %}" * 40,
        "{% if a %}" * 300 + "{% endif %}" * 300,
        "{{ a" + ".b" * 9000 + " }}",
        "{{ a" + "|e" * 9000 + " }}",
    ],
    ids=lambda source: source[:12],
)
def test_sources_beyond_measure(source: str) -> None:
    """A source nested or long beyond what Python can compile is a syntax error."""
    with pytest.raises(TemplateSyntaxError):
        SANDBOX.from_string(source)


def test_a_large_letter_is_no_monster() -> None:
    """Twenty thousand rows of thirteen columns, looped in a template, are within the bounds."""
    row = {"ค": "1,007,442.00"}
    cells = "{% for c in range(13) %}" + "<w:tc>" + "x" * 200 + "{{ r.ค }}</w:tc>{% endfor %}"
    text = rendered("{% for r in xs %}<w:tr>" + cells + "</w:tr>{% endfor %}", xs=[row] * 20_000)
    assert 260_000 == text.count("1,007,442.00")


def test_xml_of_the_template_is_not_taken_for_text() -> None:
    """What a macro or a set block printed is printed as it is, once; nothing may cut it."""
    macro = "{% macro m(x) %}[{{ x }}]{% endmacro %}{% set s %}{{ m('<') }}{% endset %}"
    assert "[&lt;] [&amp;]" == rendered(macro + "{{ s }} {{ m('&') }}")
    for use in (
        "s | upper",
        "s[0:3]",
        "s ~ 'x' | upper",
        "s + 'x'",
        "[s] | join",
        "s | replace('l', '')",
    ):
        with pytest.raises(SecurityError):
            rendered(macro + "{% set y = " + use + " %}{{ y }}")
    assert "" == rendered(macro + "{{ s[0] }}")


def test_own_xml_is_not_escaped() -> None:
    """WordprocessingML of circulars is printed as it is; the same text from a letter is not."""
    run = XmlText("<w:r/>")
    assert "<w:r/>&lt;w:r/&gt;" == rendered("{{ a | _xml }}{{ b }}", a=run, b="<w:r/>")
    assert "<w:r/>" == rendered("{{ a }}", a=Markup("<w:r/>"))
    with pytest.raises(TypeError, match=r"{{r … }}"):  # a run inside the text of a run
        rendered("{{ a }}", a=run)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("10 / 4", "2.5"),
        ("1 / 3 * 3 == 1", "False"),
        ("0.1 + 0.2", "0.3"),
        ("1.04 * ก", "2.60000"),
        ("7 // 2", "3"),
        ("7 % 4", "3"),
        ("2 ** 10", "1024"),
        ("2 ** -1", "0.5"),
        ("-7 | abs", "7"),
        ("[0.1, 0.2] | sum", "0.3"),
        ("[{'a': 0.1}, {'a': 2}] | sum(attribute='a')", "2.1"),
        ("[3, 1, 2] | sort | join(',')", "1,2,3"),
        ("'abc'[1:] | upper", "BC"),
        ("'-' * 3", "---"),
        ("['ก', 1.50, none] | join('/')", "ก/1.5/"),
        ("{'a': 1} | items | list | length", "1"),
        ("cycler('a', 'b').next()", "a"),
    ],
)
def test_arithmetic_is_exact(expression: str, expected: str) -> None:
    """Figures in a template are decimals; no operation makes a float of them."""
    assert expected == rendered("{{ " + expression + " }}", ก=Decimal("2.500"))


def test_thai_keywords() -> None:
    """Keywords such as จำนวน arrive under their name, though Python takes สระอำ apart."""
    source = "{% macro m(จำนวน=0) %}{{ จำนวน }}{% endmacro %}{{ m(จำนวน=5) }}"
    assert "5" == rendered(source)
    namespace = "{% set ns = namespace(จำนวน=1) %}{% set ns.จำนวน = ns.จำนวน + 1 %}{{ ns.จำนวน }}"
    assert "2" == rendered(namespace)
