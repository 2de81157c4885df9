"""Writing office.toml so that its comments and its order stay as somebody left them."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

import tomlkit
from tomlkit.items import AoT, Array, Comment, Table, Whitespace

from circulars.service.profile.table import shown_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tomlkit.container import Container

_GAP: Final = "\n\n\n"
_WIDE: Final = 60  # characters of an array in one line
NEW: Final = "# ข้อมูลสำนักงาน: ใครเป็นผู้ออกหนังสือ อยู่ที่ใด ใครลงนาม\n\n"


def merged(text: str, table: Mapping[str, Any]) -> str:
    """Return the TOML `text` changed so that it says what `table` says.

    What is as it was keeps its form; comments stay.  A part that is empty in `table` and is not
    in `text` is not written.
    """
    document = tomlkit.parse(text)
    _merge(document, table)
    changed = tomlkit.dumps(document)
    if _GAP not in text:  # tables that are added bring an empty line too many
        changed = re.sub(r"\n{3,}", "\n\n", changed)
    if _said(tomllib.loads(changed)) == _said(_as_kept(tomllib.loads(text), table)):
        return changed
    fresh = tomlkit.document()  # the file is written too cunningly: better plain than wrong
    _merge(fresh, table)
    return tomlkit.dumps(fresh)


def _said(value: Any) -> Any:
    """Return `value` without its empty parts."""
    if isinstance(value, dict):
        inside = {name: _said(each) for name, each in value.items()}
        return {name: each for name, each in inside.items() if not _is_empty(each)}
    return [_said(each) for each in value] if isinstance(value, list) else value


def _is_empty(value: object) -> bool:
    return value in ("", [], {})


def _as_kept(old: Any, new: Any) -> Any:
    """Return `new` with each value in the form in which `old` has it, if that says the same."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {name: _as_kept(old.get(name), each) for name, each in new.items()}
    if isinstance(new, list) and isinstance(old, list):
        known = {shown_value(each): each for each in old if not isinstance(each, (dict, list))}
        return [known.get(each, each) if isinstance(each, str) else each for each in new]
    return new


def _merge(here: Container | Table, table: Mapping[str, Any]) -> None:
    for name in [*here]:
        if name not in table and not _is_empty(_plain(here[name])):
            del here[name]
    tail = _cut_tail(here) if isinstance(here, Table) else []
    _write(here, table)
    for item in tail:
        here.append(None, item)


def _write(here: Container | Table, table: Mapping[str, Any]) -> None:
    for name, value in table.items():
        old = here.get(name)
        wanted = _as_kept(_plain(old), value)
        if _said(_plain(old)) == _said(wanted) or (old is None and _is_empty(_said(wanted))):
            continue
        if isinstance(value, dict) and isinstance(old, Table):
            _merge(old, value)
        elif isinstance(old, AoT) and value:
            here[name] = _tables(old, value)
        else:
            _put(here, name, wanted)


def _plain(item: Any) -> Any:
    return item.unwrap() if hasattr(item, "unwrap") else item


def _put(here: Container | Table, name: str, value: Any) -> None:
    if _is_empty(value) and isinstance(here.get(name), AoT):
        del here[name]
    else:
        here[name] = _item(value)


def _item(value: Any) -> Any:
    if isinstance(value, dict):
        made = tomlkit.table()
        _merge(made, value)
        return made
    if isinstance(value, list) and value and isinstance(value[0], dict):
        is_inline = "post" in value[0]  # lines of authority stand in the table of their signatory
        return _inline(value) if is_inline else _tables(tomlkit.aot(), value)
    return _array(value) if isinstance(value, list) else value


def _array(values: Sequence[Any]) -> Array:
    made = tomlkit.array()
    made.extend(values)
    return made.multiline(len(values) > 1 and len(str(values)) > _WIDE)


def _inline(rows: Sequence[Mapping[str, Any]]) -> Array:
    made = tomlkit.array()
    for row in rows:
        line = tomlkit.inline_table()
        line.update({name: value for name, value in row.items() if not _is_empty(value)})
        made.append(line)
    return made.multiline(len(rows) > 0)


def _tables(old: AoT, rows: Sequence[Mapping[str, Any]]) -> AoT:
    """Return the tables of `rows`; one whose key was there before keeps its comments."""
    tables = [*old.body]
    tail = _cut_tail(tables[-1]) if tables else []
    known = {str(_plain(table).get("key")): table for table in tables}
    made = tomlkit.aot()
    for number, row in enumerate(rows):
        table = known.pop(str(row.get("key")), None)
        if table is None and number < len(tables) and len(rows) == len(tables):
            table = known.pop(str(_plain(tables[number]).get("key")), None)  # its key was changed
        made.append(_table(table, row))
    for item in tail:
        made.body[-1].value.append(None, item)
    return made


def _table(old: Table | None, row: Mapping[str, Any]) -> Table:
    if old is not None:
        _merge(old, row)
        return old
    made: Table = _item(row)
    made.value.append(None, Whitespace("\n"))
    return made


def _cut_tail(table: Table) -> list[Any]:
    """Take from the end of `table` what an empty line parts from it: that is of what follows."""
    body = table.value.body
    first = len(body)
    while first and isinstance(body[first - 1][1], (Comment, Whitespace)):
        first -= 1
    while first < len(body) and not isinstance(body[first][1], Whitespace):
        first += 1
    tail = [item for _, item in body[first:]]
    del body[first:]
    return tail
