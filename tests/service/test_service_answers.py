"""Answers of processes that a file may have taken over: the service takes values, runs nothing."""

from __future__ import annotations

import copyreg
import datetime as dt
import json
import os
import pickle
import struct
import time
from contextlib import suppress
from decimal import Decimal
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import TEMPLATES

from circulars.model import errors
from circulars.model.errors import CircularsError
from circulars.model.findings import Finding, Level
from circulars.register_reading import OldRegister
from circulars.service.people import Role
from circulars.service.refusals import RefusedError
from circulars.service.settings import Settings
from circulars.service.tasks.letter_types import check_type, type_facts
from circulars.service.work.plain import NotPlainError, from_parts, to_parts
from circulars.service.work.wire import MOST
from circulars.service.work.worker import Answer, Said
from circulars.service.work.workshop import Workshop
from service import worker_tasks as tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER = "circulars.service.work.worker:Answer"
SAID = "circulars.service.work.worker:Said"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Give a workshop."""
    with Workshop(Settings(data=tmp_path_factory.mktemp("data"))) as shop:
        yield shop


def framed(*parts: bytes) -> bytes:
    """Return `parts` as a process sends them."""
    sizes = struct.pack(f"!I{len(parts)}I", len(parts), *map(len, parts))
    return sizes + b"".join(parts)


def answered(shop: Workshop, content: bytes, seconds: float = 30.0) -> str:
    """Return the code with which a task is refused whose process answers `content`."""
    with pytest.raises(RefusedError) as caught:
        shop.do(tasks.answer_raw, content, seconds=seconds)
    assert 4 == shop.do(tasks.double, 2)  # another process does the next
    return caught.value.findings[0].code


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats(allow_nan=False)
    | st.text(st.characters(), max_size=20)
    | st.binary(max_size=40)
    | st.decimals(allow_nan=False)
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(dt.UTC)).map(lambda at: at.replace(fold=0))
    | st.times().map(lambda time: time.replace(fold=0))  # ISO 8601 says no fold
    | st.timedeltas()
    | st.sampled_from([*Role, *Level, HTTPStatus.CONFLICT, Path("ก/ข")])
    | st.builds(Finding, code=st.text(), where=st.text(), message=st.text(), hint=st.text()),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text() | st.dates() | st.tuples(st.integers()), inner, max_size=4)
        | st.sets(st.text() | st.dates(), max_size=1)  # more come in any order
        | st.frozensets(st.sampled_from(Role), max_size=1)
    ),
    max_leaves=12,
)


@given(VALUES)
@settings(deadline=None, max_examples=150)
def test_values_come_as_they_were(value: Any) -> None:
    """What is sent is what comes: of the same kind, also one that looks like another."""
    come = from_parts(to_parts(value))
    assert value == come
    assert repr(value) == repr(come)


def test_what_tasks_answer_comes_whole() -> None:
    """Facts of every letter type, with findings, kinds, tables and rules, are as they were."""
    for folder in sorted(TEMPLATES.iterdir()):
        facts = type_facts(folder)
        assert facts == from_parts(to_parts(facts))
        checked = check_type(folder, None)
        assert checked == from_parts(to_parts(checked))


def every_error(kind: type[CircularsError] = CircularsError) -> Iterator[type[CircularsError]]:
    """Yield the kinds of errors that carry findings."""
    yield kind
    for each in kind.__subclasses__():
        yield from every_error(each)


def test_errors_come_whole() -> None:
    """Each error of ours keeps its class, findings, words and status; what it is caused by not."""
    kinds = {*every_error()}
    assert errors.FormError in kinds
    for kind in sorted(kinds, key=str):
        error = kind(tasks.FAULT, tasks.FAULT)
        come = from_parts(to_parts(error))
        assert (kind, error.findings, str(error)) == (type(come), come.findings, str(come))
    refused = RefusedError(tasks.FAULT, status=HTTPStatus.CONFLICT, headers={"Set-Cookie": "a=b"})
    come = from_parts(to_parts(refused))
    assert (HTTPStatus.CONFLICT, {}) == (come.status, come.headers)


class _Runs:
    """Runs a function where it is unpickled."""

    def __init__(self, *how: Any) -> None:
        self.how = how

    def __reduce__(self) -> tuple[Any, ...]:
        return self.how


def pickles(mark: Path) -> dict[str, bytes]:
    """Return pickles that leave `mark` behind where they are read as pickles."""
    touch = f"touch {mark}"
    python = f"open({str(mark)!r}, 'w')"
    called = copyreg._reconstructor  # type: ignore[attr-defined]  # by which protocol 0 makes values
    return {
        "os.system": pickle.dumps(_Runs(os.system, (touch,))),
        "eval": pickle.dumps(_Runs(eval, (python,))),
        "exec by protocol 0": pickle.dumps(_Runs(exec, (python,)), 0),
        "getattr": b"c__builtin__\ngetattr\n(cos\n__dict__\nS'x'\ntR.",
        "a chain": b"\x80\x04\x8c\x02os\x8c\x0bpath.os.open\x93.",
        "copyreg": pickle.dumps(_Runs(called, (Path, object, None))),
        "a function of ours": pickle.dumps(_Runs(tasks.die, (9,))),
        "a class of ours": b"ccirculars.service.people\nRole\n(N}S'capabilities'\nNstb.",
        "much memory": b"\x80\x04Nr\xff\xff\xff\x7f.",
    }


@pytest.mark.parametrize("name", [*pickles(Path("x"))])
def test_pickles_are_no_answers(shop: Workshop, tmp_path: Path, name: str) -> None:
    """A pickle, as it is or where an answer is expected, runs nothing; the process is ended."""
    mark = tmp_path / "mark"
    content = pickles(mark)[name]
    before = vars(Role).copy()
    assert "service-task-failed" == answered(shop, framed(content))
    # As multiprocessing frames it: taken for the number of parts, of which too few come.
    as_before = struct.pack("!i", len(content)) + content
    assert answered(shop, as_before, 1.0) in {"service-task-time", "service-task-failed"}
    assert not mark.exists()
    assert before == vars(Role)


HOSTILE: dict[str, Any] = {
    "a function": ["os:system", "true"],
    "a builtin": ["builtins:eval", "1"],
    "our function": ["circulars.service.work.plain:to_parts", 1],
    "our command": ["circulars.cli:main"],
    "what begins a command": ["circulars.__main__:main"],
    "what we import": ["circulars.service.work.plain:Path", "/etc"],
    "a class that is no value": ["circulars.service.accounts.storage:Storage", "x"],
    "a class that changes": ["circulars.service.registers.registers:_Opened", 1],
    "another module": ["circulars.no_such:Thing"],
    "our name and more": ["circulars_evil:Thing"],
    "a step into a class": ["circulars.model.findings:Finding.as_dict"],
    "hidden names": ["circulars.service.people:__builtins__"],
    "a property of an enum": ["circulars.service.people:Role", "thai"],
    "a value of an enum": ["circulars.service.people:Role", "staff"],
    "too few fields": ["circulars.model.findings:Finding", "a"],
    "too many fields": ["circulars.model.findings:Finding", *"abcdefgh"],
    "an object": {"__class__": "os"},
    "no name": [],
    "a number for a name": [1, 2],
    "a list for a name": [["tuple"], 2],
    "a file that did not come": ["bytes", 7],
    "no date": ["date", "2025-02-30"],
    "no number": ["Decimal", "x"],
    "a key that is none": ["dict", ["list"], 1],
    "half a dict": ["dict", 1],
    "a status that is none": ["HTTPStatus", 999],
    "an error of texts": ["circulars.model.errors:FormError", None, "text"],
    "a refusal that is a success": ["circulars.service.refusals:RefusedError", ["HTTPStatus", 200]],
    "a refusal of no status": ["circulars.service.refusals:RefusedError", 302],
    "another base": ["builtins:KeyboardInterrupt"],
}


@pytest.mark.parametrize("name", [*HOSTILE])
def test_what_stands_for_no_value(name: str) -> None:
    """Nothing is found by name but frozen dataclasses, members of enums, and errors of ours."""
    for plain in (HOSTILE[name], ["tuple", HOSTILE[name]], [ANSWER, [SAID, "DONE"], HOSTILE[name]]):
        with pytest.raises(NotPlainError):
            from_parts([json.dumps(plain).encode()])


@pytest.mark.parametrize(
    "text",
    [b"", b"\xff", b"{", b"[" * 200_000, b'["list",' * 5_000 + b"1" + b"]" * 5_000, b"9" * 5_000],
    ids=["empty", "no text", "cut", "deep", "deep lists", "a long number"],
)
def test_what_is_no_text(text: bytes) -> None:
    """A text that no process of ours writes is refused, however it is broken."""
    with pytest.raises(NotPlainError):
        from_parts([text])


@given(st.binary(max_size=60))
@settings(deadline=None, max_examples=200)
def test_any_bytes(text: bytes) -> None:
    """Whatever comes is a value or is refused: no other error reaches whoever asked."""
    with suppress(NotPlainError):
        from_parts([text])


@pytest.mark.parametrize(
    "answer",
    [
        1,
        Said.DONE,
        Answer(Said.REFUSED, "text"),
        Answer(Said.REFUSED, tasks.FAULT),
        Answer(Said.FAILED, "x"),
        Answer(Said.FAILED, (1, 2)),
        Answer("done", 1),  # type: ignore[arg-type]  # as an attacker would
    ],
    ids=str,
)
def test_answers_that_contradict_themselves(shop: Workshop, answer: Any) -> None:
    """An answer is one of the five, with what belongs to it."""
    assert "service-task-failed" == answered(shop, framed(*to_parts(answer)))


@pytest.mark.parametrize(
    "header",
    [
        struct.pack("!I", 2**32 - 1),
        struct.pack("!II", 1, 2**32 - 1),
        struct.pack("!III", 2, MOST, 1),
    ],
)
def test_answers_have_an_end(shop: Workshop, header: bytes) -> None:
    """One that says to be larger than any is not waited for, and takes no memory."""
    start = time.monotonic()
    assert "service-task-failed" == answered(shop, header)
    assert time.monotonic() - start < 20


def test_half_an_answer(shop: Workshop) -> None:
    """A process that stops in the middle of its answer has no more time than any other."""
    assert "service-task-time" == answered(shop, struct.pack("!II", 1, 10) + b"[", 0.5)


def test_words_give_a_task_no_time(shop: Workshop) -> None:
    """Where nobody hears, a process that goes on talking is ended like one that is silent."""
    with pytest.raises(RefusedError) as caught:
        shop.do(tasks.speak, 600, 0.1, seconds=0.7)
    assert "service-task-time" == caught.value.findings[0].code


def test_an_answer_that_is_too_large(shop: Workshop) -> None:
    """A task that makes more than an answer may have is refused as one that took too much."""
    with pytest.raises(RefusedError) as caught:
        shop.do(bytes, MOST + 1)
    assert "service-task-memory" == caught.value.findings[0].code
    assert MOST // 2 == len(shop.do(bytes, MOST // 2))


def test_a_large_register_fits() -> None:
    """The lines of an older register of a hundred thousand letters are an answer that may be."""
    lines = tuple(("ทะเบียน!A1", tasks.FAULT) for _ in range(1000))
    parts = to_parts(OldRegister(lines=lines, findings=()))  # type: ignore[arg-type]  # as long as one
    assert 100 * sum(map(len, parts)) < MOST
    assert Decimal(1) == from_parts(to_parts(Decimal(1)))
