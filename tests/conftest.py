"""Fixtures for all tests: the command run as a person runs it; how tests are collected."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from blank_documents import begin_with_slim_documents
from click.testing import CliRunner
from handing_out import GroupsAndModules, groups_first
from support import Outcome

from circulars.cli import cli
from circulars.layout import keep_warm, let_go, warm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from register.servers import Server
    from xdist.remote import Producer

begin_with_slim_documents()  # before any test makes one


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect without looking for garbage: what is collected lives to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()  # nor is it looked through while tests run, and children share it
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the groups."""
    groups_first(items)


@pytest.hookimpl(optionalhook=True)  # pytest runs without xdist, too
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> GroupsAndModules | None:
    """Hand out tests by groups and modules, where groups are asked for."""
    return GroupsAndModules(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture
def circulars() -> Callable[..., Outcome]:
    """Return a function that runs the command `circulars` with the arguments given."""

    def run(*arguments: str | Path) -> Outcome:
        result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.output)

    return run


@pytest.fixture(scope="session")
def kept_office() -> Iterator[None]:
    """End the LibreOffice that was kept for tests, after the last of them."""
    yield
    let_go()


@pytest.fixture(scope="module")
def warm_office(kept_office: None) -> Iterator[None]:
    """Have the tests of a module print with a LibreOffice that other modules keep warm too.

    Not where a test forks: the processes would share it.
    """
    keep_warm()
    yield kept_office
    warm._KEEPER.keeps = False


@pytest.fixture(scope="session")
def lent_workers() -> Iterator[None]:
    """Have the services of the tests lend one another their processes."""
    from lent_workers import lent_workers  # only where there are services: it takes its time

    with lent_workers():
        yield


@pytest.fixture(scope="session")
def database_server() -> Iterator[Server]:
    """Give a PostgreSQL server for all tests that want one."""
    from register.servers import running_server

    with running_server() as server:
        yield server
