"""The files for an office server fit the program: what they name is there, and pinned alike."""

from __future__ import annotations

import configparser
import re
import tomllib

import yaml  # type: ignore[import-untyped]  # of PyYAML no types are pinned
from click.testing import CliRunner
from support import ROOT

from circulars.cli import cli

DEPLOY = ROOT / "deploy"
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)


def read(name: str) -> str:
    """Return the text of a file for the server."""
    return (DEPLOY / name).read_text(encoding="utf-8")


def named_variables(text: str) -> set[str]:
    """Return the settings of the service that a text names."""
    return set(re.findall(r"\bCIRCULARS_[A-Z]+\b", text))


def test_settings_are_those_of_the_command() -> None:
    """Every CIRCULARS_… of the files and the manual is one that `circulars serve` reads."""
    source = (ROOT / "circulars" / "serve_cli.py").read_text(encoding="utf-8")
    manual = (ROOT / "docs" / "service-admin.md").read_text(encoding="utf-8")
    names = ("Dockerfile", "compose.yaml", "circulars.service", "example.env")
    said = named_variables(manual).union(*(named_variables(read(name)) for name in names))
    assert set() == said - named_variables(source)
    assert named_variables(source) == named_variables(manual)


def test_commands_of_the_manual_exist() -> None:
    """Every `circulars …` command of the manual is a command of the program."""
    manual = (ROOT / "docs" / "service-admin.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in manual.splitlines() if line.startswith("    circulars ")]
    assert {"serve", "backup", "restore"} <= {line.split()[1] for line in lines}
    for line in lines:
        helped = CliRunner().invoke(cli, [line.split()[1], "--help"])
        assert 0 == helped.exit_code, line


def test_the_service_is_pinned_as_it_was_tested() -> None:
    """What the server installs are the very versions that the tests ran with, all by hash."""
    tested = dict(PIN.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    text = (ROOT / "requirements-service.lock").read_text(encoding="utf-8")
    served = dict(PIN.findall(text))
    assert {} == {name: pin for name, pin in served.items() if tested.get(name) != pin}
    assert len(served) == len(re.findall(r"^[a-z0-9._-]+==.*\\\n    --hash=", text, re.MULTILINE))
    assert not {"pytest", "schemathesis", "playwright", "mypy"} & served.keys()


def test_every_dependency_of_the_program_is_pinned() -> None:
    """No dependency of pyproject.toml is missing from the server's list."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = project.partition("dependencies = [")[2].partition("\n]")[0]
    wanted = {name.lower() for name in re.findall(r'"([A-Za-z0-9-]+)', block)}
    served = dict(PIN.findall((ROOT / "requirements-service.lock").read_text(encoding="utf-8")))
    assert set() == wanted - served.keys()


def test_compose_file_fits_the_image() -> None:
    """The service is reached only through the proxy, and keeps its data in volumes."""
    compose = yaml.safe_load(read("compose.yaml"))
    services = compose["services"]
    assert {"circulars", "database", "proxy"} == services.keys()
    assert ["proxy"] == [name for name, each in services.items() if "ports" in each]
    volumes = [volume for each in services.values() for volume in each["volumes"]]
    assert {volume.partition(":")[0] for volume in volumes} == compose["volumes"].keys()
    image = read("Dockerfile")
    assert services["circulars"]["volumes"][0].partition(":")[2] in image
    assert re.search(r"^USER circulars$", image, re.MULTILINE)


def test_the_image_has_what_the_package_is_made_of_and_nothing_else() -> None:
    """A layer keeps what is copied into it: no password of deploy/.env comes to the builder."""
    lines = re.findall(r"^COPY (.+) \S+$", read("Dockerfile"), re.MULTILINE)
    copied = {name for line in lines for name in line.split()}
    assert {name for name in copied if not (ROOT / name).exists()} == set()
    assert not {name for name in copied if name.startswith((".", "deploy"))}
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wheel = tomllib.loads(project)["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*wheel["packages"], *wheel["force-include"], "pyproject.toml"} <= copied
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".git", "**/.env"} <= {*left_out}


def test_the_proxy_reaches_no_database() -> None:
    """Proxy and database have no network in common; that of the database leads nowhere."""
    compose = yaml.safe_load(read("compose.yaml"))
    networks = {name: {*each["networks"]} for name, each in compose["services"].items()}
    assert set() == networks["proxy"] & networks["database"]
    assert all(compose["networks"][name]["internal"] for name in networks["database"])
    assert networks["circulars"] == networks["proxy"] | networks["database"]


def test_unit_starts_the_service() -> None:
    """The systemd unit starts the command, as an account without rights, in its own folders."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # as the manual says
    unit.read_string(read("circulars.service"))
    service = unit["Service"]
    assert service["ExecStart"].endswith("/circulars serve")
    assert ("circulars", "yes", "strict") == (
        service["User"],
        service["NoNewPrivileges"],
        service["ProtectSystem"],
    )
