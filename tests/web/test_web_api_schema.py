"""The API is as its OpenAPI document says, whatever it is sent: schemathesis attacks it by that."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from support import EXAMPLES

from circulars.service.accounts import entering, links
from circulars.service.accounts.tokens import new_token
from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.service import open_service
from circulars.service.settings import Settings
from circulars.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from schemathesis import Case
    from schemathesis.schemas import BaseSchema

    from circulars.service.service import Service

pytestmark = pytest.mark.xdist_group("api-schema")
ADDRESS = "http://testserver"  # as schemathesis calls what it asks in-process
DOCUMENT = "/api/v1/openapi.json"
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
    unsupported_method,
]
BOUNDED: Final = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),  # a form of files is slow to make up
)


def config() -> SchemathesisConfig:
    """Return what every run attacks with: the same seed, so that a failure comes again."""
    return SchemathesisConfig.from_dict(
        {"seed": 8, "generation": {"deterministic": True, "database": "none"}}
    )


@contextmanager
def opened(folder: Path, *, accounts: bool) -> Iterator[Service]:
    """Give an open service with the office of the examples."""
    profile = DataFolder(folder).office(FIRST_OFFICE).profile
    profile.parent.mkdir(parents=True)
    shutil.copyfile(EXAMPLES / "phayao.toml", profile)
    with open_service(Settings(data=folder, accounts=accounts, address=ADDRESS)) as service:
        yield service


def schema_of(service: Service) -> BaseSchema:
    """Return the OpenAPI document of the application, and the way to it."""
    app = create_app(service.settings, service=service)
    return schemathesis.openapi.from_asgi(DOCUMENT, app, config=config())


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    """Give the API of a service for one person."""
    with opened(tmp_path_factory.mktemp("single"), accounts=False) as service:
        yield schema_of(service)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BaseSchema, str]]:
    """Give the API of a service with accounts, and a token that may do most."""
    with opened(tmp_path_factory.mktemp("many"), accounts=True) as service:
        given = {"office": "จังหวัดพะเยา", "name": "สมหญิง ใจดี", "login": "somying"}
        key = links.admin_link(service.access)
        admin = entering.set_up(service.access, key, password="ทุ่งนาสีเขียวหน้าฝน", **given)
        token = new_token(service.access, admin.actor, name="ระบบสารบรรณ", role=Role.EDITOR)
        yield schema_of(service), token


@pytest.fixture(scope="module")
def guarded(many: tuple[BaseSchema, str]) -> BaseSchema:
    """Return the API of a service with accounts."""
    return many[0]


@schemathesis.pytest.from_fixture("single").parametrize()
@BOUNDED
def test_api_is_as_described(case: Case[Any]) -> None:
    """No request, however wrong, brings a server error or an answer that is not described."""
    case.call_and_validate(checks=CHECKS)


@schemathesis.pytest.from_fixture("guarded").parametrize()
@settings(BOUNDED, max_examples=2)
def test_api_is_as_described_with_a_token(case: Case[Any], many: tuple[BaseSchema, str]) -> None:
    """The same of a service with accounts, asked by a system with its token."""
    case.call_and_validate(headers={"Authorization": f"Bearer {many[1]}"}, checks=CHECKS)


@schemathesis.pytest.from_fixture("guarded").parametrize()
@settings(BOUNDED, max_examples=1)
def test_api_refuses_without_a_token(case: Case[Any]) -> None:
    """Without a token, or with a wrong one, every operation of such a service is refused."""
    response = case.call()
    assert 401 == response.status_code, response.text
    case.validate_response(response, checks=[*CHECKS[:5], ignored_auth])


def test_document_describes_every_operation(single: BaseSchema) -> None:
    """Every operation says what it does, how it can be refused, and who may ask."""
    document = single.raw_schema
    assert "3.1.0" == document["openapi"]
    assert {"Problem", "Finding"} <= {
        shape.get("title") for shape in document["components"]["schemas"].values()
    }
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            assert {"401", "403", "429", "503"} <= operation["responses"].keys(), (method, path)
            assert operation["security"], (method, path)
