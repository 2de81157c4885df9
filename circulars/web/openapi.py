"""The description of the API (OpenAPI): who may ask, and every way a request is refused."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI

from circulars.web.problems import PROBLEM, Problem, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = "token"  # noqa: S105 - the name of the scheme, no secret
_SCHEMAS: Final = "#/components/schemas/"
_METHODS: Final = ("get", "put", "post", "delete", "patch")
_CHANGES: Final = frozenset({"put", "post", "delete", "patch"})
_OURS: Final = frozenset({"HTTPValidationError", "ValidationError"})  # what Problem stands for
_SAID: Final = """\
Official Thai letters from a summary workbook and a letter type.

Every refusal is a problem (RFC 9457, `application/problem+json`) with all `findings`:
code, level, place, and in Thai the message and the way out.
"""


def add_description(app: FastAPI, *, accounts: bool) -> None:
    """Have `app` describe its API; with `accounts` it needs a token."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(FastAPI.openapi(app), accounts=accounts)
        return app.openapi_schema

    app.description = _SAID
    app.openapi = described  # type: ignore[method-assign]  # as FastAPI's manual extends it


def _completed(schema: dict[str, Any], *, accounts: bool) -> dict[str, Any]:
    """Return `schema` with the refusals and the security of every operation."""
    parts = schema.setdefault("components", {})
    shapes = parts.setdefault("schemas", {})
    for name in _OURS & shapes.keys():
        del shapes[name]
    problem = Problem.model_json_schema(ref_template=f"{_SCHEMAS}{{model}}")
    shapes.update(problem.pop("$defs", {}))
    shapes["Problem"] = problem
    parts["securitySchemes"] = {
        _TOKEN: {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of the page ผู้ใช้และระบบ; none on a service for one person.",
        }
    }
    needed: list[dict[str, list[str]]] = [{_TOKEN: []}]
    for path in schema["paths"].values():
        for method in filter(path.__contains__, _METHODS):
            operation = path[method]
            operation["security"] = needed if accounts else [{}, *needed]
            operation["responses"].pop("422", None)
            operation["responses"].update(_refusals(method, operation))
    return schema


def _refusals(method: str, operation: dict[str, Any]) -> dict[str, Any]:
    """Return every refusal that the operation can answer with."""
    return {
        str(int(status)): _refusal(status) for status in sorted({*_statuses(method, operation)})
    }


def _statuses(method: str, operation: dict[str, Any]) -> Iterator[HTTPStatus]:
    yield from (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    yield from (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
    asks = "parameters" in operation or "requestBody" in operation
    if asks:
        yield from (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)
    if "requestBody" in operation:
        yield from (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        yield HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    if method in _CHANGES:
        yield HTTPStatus.CONFLICT


def _refusal(status: HTTPStatus) -> dict[str, Any]:
    content = {PROBLEM: {"schema": {"$ref": f"{_SCHEMAS}Problem"}}}
    return {"description": title_of(status), "content": content}
