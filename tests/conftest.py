"""Fixtures for all tests: the command run as a person runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support import Outcome

from circulars.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def circulars() -> Callable[..., Outcome]:
    """Return a function that runs the command `circulars` with the arguments given."""

    def run(*arguments: str | Path) -> Outcome:
        result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.output)

    return run
