"""The register of outgoing letters (ทะเบียนหนังสือส่ง): their numbers, on SQLite or PostgreSQL."""

from circulars.register.entries import (
    BUDDHIST,
    Book,
    Change,
    Entry,
    Made,
    Number,
    Query,
    Request,
    Series,
    Status,
)
from circulars.register.numbers import is_owner, parse_number, tidy_owner
from circulars.register.store import BANGKOK, Register, create_register, open_register

__all__ = [
    "BANGKOK",
    "BUDDHIST",
    "Book",
    "Change",
    "Entry",
    "Made",
    "Number",
    "Query",
    "Register",
    "Request",
    "Series",
    "Status",
    "create_register",
    "is_owner",
    "open_register",
    "parse_number",
    "tidy_owner",
]
