"""Templates come from strangers: what they ask for is refused or harmless, and soon."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from attacks import TAGS
from support import ROOT

SECONDS = 15  # of the processor, for one letter
PRINTED = {  # attacks that are none: what they print is theirs
    "namespace of names": "",
    "printed object": "นายสมชาติ ใจดี",
    "power": str(9**81),  # Jinja reads powers from the left: (9 ** 9) ** 9
}


pytestmark = pytest.mark.xdist_group("attacks")  # one process makes them all, for all tests


@pytest.fixture(scope="module")
def outcomes() -> dict[str, dict[str, Any]]:
    """Return what became of each attack, in a process of little memory."""
    run = subprocess.run(
        [sys.executable, ROOT / "tests" / "safety" / "attacks.py"],
        capture_output=True,
        check=False,
        timeout=280,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "tests")},
    )
    assert (0, "") == (run.returncode, run.stderr.decode()[-500:])
    made = [json.loads(line) for line in run.stdout.splitlines()]
    return {each["name"]: each for each in made}


@pytest.mark.parametrize("name", TAGS)
def test_an_attack_fails(name: str, outcomes: dict[str, dict[str, Any]]) -> None:
    """An attack ends in findings of the template, short ones, within seconds; nothing leaks."""
    made = outcomes[name]
    if name in PRINTED:
        assert (PRINTED[name], False) == (made["printed"], made["leaks"])
    else:
        assert all(code.startswith("template-") for code in made["refused"])
        assert made["refused"]
        assert made["told"] < 1000
    assert made["seconds"] < SECONDS
