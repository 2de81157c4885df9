"""Reading the tables of facts that lie in this package."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from typing import Any


def csv_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of the CSV file `name` by their headings; lines with # are remarks.

    >>> csv_rows("provinces.csv")[0]["province"]
    'กรุงเทพมหานคร'
    """
    lines = _text(name).splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def toml_table(name: str) -> dict[str, Any]:
    """Return the table of the TOML file `name`.

    >>> toml_table("measures.toml")["page"]["width"]["value"]
    21.0
    """
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return files("circulars.data").joinpath(name).read_text(encoding="utf-8")
