"""The register of each office: nobody has another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.register import create_register

if TYPE_CHECKING:
    from circulars.register import Register
    from circulars.service.service import Service


def register_address(service: Service, office: str) -> str:
    """Return where the register of the office is, as `create_register` and runs take it."""
    return str(service.office(office).register)


def open_register_of(service: Service, office: str, *, actor: str) -> Register:
    """Return the register of the office, open, made where there was none; the caller closes it."""
    service.office(office).root.mkdir(parents=True, exist_ok=True)
    return create_register(register_address(service, office), actor=actor, clock=service.clock)
