"""Many clients at once, and clients that are killed at any moment."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from typing import TYPE_CHECKING

from circulars.register import Query
from register.shared import assert_whole, book, created, opened, query, request

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.register import Register

CLIENTS = 50
EACH = 4
FORK = multiprocessing.get_context("fork")  # a process that has loaded everything already


def started(work: Callable[[], None]) -> multiprocessing.process.BaseProcess:
    """Return a new process that does `work`."""
    process = FORK.Process(target=work)
    process.start()
    return process


def killed(process: multiprocessing.process.BaseProcess, after: float) -> None:
    """Kill `process` after so many seconds, without any chance to clean up."""
    time.sleep(after)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert -signal.SIGKILL == process.exitcode


def test_fifty_threads_of_one_register(register: Register, address: str) -> None:
    """Fifty at once through one open register: no gap, no double, each key one number."""
    together = Barrier(CLIENTS)

    def work(client: int) -> list[int]:
        together.wait()
        return [
            register.take(request(key=f"{client % 25}-{letter}")).number.serial
            for letter in range(EACH)
        ]

    with ThreadPoolExecutor(CLIENTS) as pool:
        taken = [*pool.map(work, range(CLIENTS))]
    assert taken[:25] == taken[25:]  # two clients with the same letters
    serials = [serial for mine in taken[:25] for serial in mine]
    assert [*range(1, 25 * EACH + 1)] == sorted(serials)
    assert_whole(address)


def test_fifty_processes(address: str) -> None:
    """Fifty processes that open the register for themselves: 200 numbers, no gap, no double."""
    created(address).close()
    together = FORK.Barrier(CLIENTS)

    def work() -> None:
        together.wait()
        with opened(address) as register:
            for _ in range(EACH):
                register.take(request())

    clients = [started(work) for _ in range(CLIENTS)]
    for client in clients:
        client.join()
    assert {0} == {client.exitcode for client in clients}
    assert [(CLIENTS * EACH,)] == query(address, "SELECT last FROM register_books")
    assert_whole(address)


def test_clients_that_make_the_register_together(address: str) -> None:
    """Several who begin on the first day at once make one register."""
    together = FORK.Barrier(8)

    def work() -> None:
        together.wait()
        with created(address) as register:
            register.take(request())

    clients = [started(work) for _ in range(8)]
    for client in clients:
        client.join()
    assert {0} == {client.exitcode for client in clients}
    assert [(8,)] == query(address, "SELECT last FROM register_books")
    assert_whole(address)


def test_writers_killed_at_any_moment(address: str) -> None:
    """After kill -9 every number that is in use has its line and its history, and no other."""
    created(address).close()
    moments = random.Random(2568)

    def work() -> None:
        with opened(address) as register:
            for letter in count():
                register.take(request(key=f"{os.getpid()}-{letter}"))
                register.reserve(book(), 3, holder="ก", reason="ข")
                register.hold([request(), request()])

    for _ in range(8):
        writers = [started(work) for _ in range(2)]
        killed(writers[0], moments.uniform(0.02, 0.15))
        killed(writers[1], moments.uniform(0, 0.03))
    assert_whole(address)
    with opened(address) as register:
        lines = register.search(Query())
        assert len(lines) + 1 == register.take(request()).number.serial
    assert_whole(address)


def test_killed_while_it_is_made(address: str) -> None:
    """A register whose maker was killed can be made again, and is whole then."""
    moments = random.Random(2569)

    def work() -> None:
        created(address).take(request())

    for _ in range(6):
        maker = started(work)
        time.sleep(moments.uniform(0.0, 0.15))
        assert maker.pid is not None
        os.kill(maker.pid, signal.SIGKILL)  # or it was done already
        maker.join()
    with created(address) as register:
        register.take(request())
    assert_whole(address)
