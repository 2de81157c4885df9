"""Offices with a profile, and letters ordered in them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from support import EXAMPLES

from circulars.letter_types import find_letter_type, load_letter_type
from circulars.service.jobs.orders import Job, Order
from circulars.service.people import Actor, Role
from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.service import Service, open_service
from circulars.service.settings import Settings

SECOND_OFFICE = "0" * 15 + "2"
DAY = {"วันที่": "2025-03-11"}


def make_offices(data: Path) -> Path:
    """Return the data folder, with two offices in it."""
    for office in (FIRST_OFFICE, SECOND_OFFICE):
        profile = DataFolder(data).office(office).profile
        profile.parent.mkdir(parents=True)
        shutil.copyfile(EXAMPLES / "phayao.toml", profile)
    return data


def secretary(office: str = FIRST_OFFICE) -> Actor:
    """Return who orders letters."""
    return Actor(name="มาลี", office=office, role=Role.SECRETARY)


def order(letter_type: str, *workbooks: Path, **said: Any) -> Order:
    """Return an order of letters without PDF, as usual where it does not say else."""
    kind = load_letter_type(find_letter_type(letter_type))
    usual = {
        "letter_type": kind.name,
        "version": kind.version,
        "title": kind.title,
        "folder": kind.folder,
        "workbooks": workbooks,
        "values": DAY,
        "pdf": False,
    }
    return Order(**{**usual, **said})


def made(service: Service, wanted: Order, office: str = FIRST_OFFICE) -> Job:
    """Return the job of an order when it is over."""
    job = service.jobs.submit(secretary(office), wanted)
    return service.jobs.wait(office, job.id, 240)


def main(data: str, letter_type: str, workbook: str) -> None:
    """Serve until somebody ends the process, and order letters before."""
    with open_service(Settings(data=Path(data))) as service:
        made(service, order(letter_type, Path(workbook)))


if __name__ == "__main__":
    main(*sys.argv[1:])
