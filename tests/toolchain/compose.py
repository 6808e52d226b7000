"""docker-compose.yml read the way compose reads it, as far as this project uses it."""

import re
from typing import Any

import yaml

from tests.toolchain.processes import KEY, ROOT

FILE = ROOT / "docker-compose.yml"
VALUES = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "office.example",
    "PUBLIC_URL": "https://office.example",
    "APP_PASSWORD": "app-pass",
    "OWNER_PASSWORD": "owner-pass",
    "POSTGRES_PASSWORD": "superuser-pass",
    "REDIS_PASSWORD": "broker-pass",
}
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?P<kind>:-|:\?)?(?P<rest>[^}]*)\}")


def services(values: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The services with variables replaced by `values` or defaults; KeyError for a required one that is missing."""
    text = VARIABLE.sub(lambda found: _value(found, values), FILE.read_text())
    return yaml.safe_load(text)["services"]


def required() -> set[str]:
    """Names of the variables without which compose refuses to start."""
    return {found["name"] for found in VARIABLE.finditer(FILE.read_text()) if found["kind"] == ":?"}


def _value(found: re.Match[str], values: dict[str, str]) -> str:
    if found["name"] in values:
        return values[found["name"]]
    if found["kind"] == ":-":
        return found["rest"]
    raise KeyError(found["name"])
