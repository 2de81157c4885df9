"""Write docs/template-reference.md: kinds of fields, filters and names, each with an example.

What there is comes from the code, the examples from circulars/data/filter_examples.toml; a test
executes them and compares the page with what this script gives.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.expressions import JINJA_FILTERS, TEMPLATE_FILTERS
from circulars.linting.known import known_shapes
from circulars.model.letter_type import FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "template-reference.md"
EXAMPLES: Final = ROOT / "circulars" / "data" / "filter_examples.toml"

_HEAD: Final = """# ช่อง ตัวกรอง และชื่อที่ใช้ในแบบหนังสือ

หน้านี้ทำจากโปรแกรมด้วย `make reference` ทุกตัวอย่างผ่านการลองพิมพ์แล้ว วิธีทำแบบหนังสืออยู่ใน
[template-editor.md](template-editor.md)
"""
_VALUES: Final = "ตัวอย่างใช้ค่าเหล่านี้: "
_JINJA: Final = """ชื่อภาษาอังกฤษเท่านั้น ตัวกรองของ Jinja ที่ไม่อยู่ในตารางนี้ใช้ไม่ได้ เพราะเข้าถึงสิ่งที่อยู่นอกหนังสือ
ปิดการป้องกันตัวอักษรพิเศษ หรือทำข้อความยาวไม่จำกัด (`attr` `safe` `format` `center` `indent` `wordwrap` …)
"""


def page() -> str:
    """Return the page; KeyError names what has no example."""
    examples = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    own = {name for name in JINJA_FILTERS if name not in TEMPLATE_FILTERS}
    jinja = {name: each for name, each in JINJA_FILTERS.items() if name in own}
    return "\n".join(
        [
            _HEAD,
            "## ชนิดของช่อง (`kind`)\n",
            *_kinds(examples["kinds"]),
            "\n## ตัวกรอง\n",
            _VALUES + _values(examples["values"]) + "\n",
            *_filters(TEMPLATE_FILTERS, examples["filters"], "###"),
            "## ตัวกรองของ Jinja\n",
            _JINJA,
            *_filters(jinja, examples["jinja"], "###"),
            "## ชื่อที่มีทุกแบบ\n",
            "| ชื่อ | คืออะไร |\n|---|---|",
            *(f"| `{name}` | {examples['names'][name]} |" for name in _in_order(examples["names"])),
            "",
        ]
    )


def _in_order(told: Mapping[str, str]) -> list[str]:
    """Return the names that every letter has; ValueError for one that is not told."""
    return sorted(known_shapes({}), key=list(told).index)


def _kinds(examples: Mapping[str, Any]) -> Iterator[str]:
    yield "| ชนิด | กรอกอะไร | พิมพ์ใน Word | ได้ |\n|---|---|---|---|"
    for kind in FieldKind:
        each = examples[kind.value]
        yield f"| `{kind.value}` | {each['takes']} | {_code(each['example'])} | {each['prints']} |"


def names_of(filters: Mapping[str, Callable[..., Any]]) -> list[list[str]]:
    """Return the names of each filter together: in Thai and in English."""
    found: dict[Callable[..., Any], list[str]] = {}
    for name, function in filters.items():
        found.setdefault(function, []).append(name)
    return list(found.values())


def _filters(
    filters: Mapping[str, Callable[..., Any]], examples: Mapping[str, Any], level: str
) -> Iterator[str]:
    """Yield a table for each group of the `filters`, in the order of their examples."""
    rows: dict[str, list[str]] = {}
    for names in names_of(filters):
        first = next((name for name in names if name in examples), names[0])
        each = examples[first]
        called = " · ".join(f"`{name}`" for name in [first, *(n for n in names if n != first)])
        row = (
            f"| {called} | {each['takes']} | {_code(each['example'])} | {each['prints'].strip()} |"
        )
        rows.setdefault(each["group"], []).append(row)
    for group in dict.fromkeys(each["group"] for each in examples.values()):
        yield f"{level} {group}\n\n| ตัวกรอง | ใช้กับ | พิมพ์ใน Word | ได้ |\n|---|---|---|---|"
        yield "\n".join(rows[group]) + "\n"


def _values(values: Mapping[str, Any]) -> str:
    return " · ".join(f"`{name}` {_shown(value)}" for name, value in values.items())


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "(" + ", ".join(map(_shown, value)) + ")"
    if isinstance(value, dict):
        return " ".join(map(str, value.values()))
    return str(value).replace("\n\n", " ⏎ ⏎ ")


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
