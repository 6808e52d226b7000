"""docker-compose.yml starts the same site: its parts, its settings, its order."""

import re

import pytest
import yaml

from tests.toolchain import compose
from tests.toolchain.processes import ROOT

OURS = {"migrate", "web", "worker", "jobs", "beat"}
READ = re.compile(r'(?:text|flag|number|words|choice|_required)\(\s*"(\w+)"')


@pytest.fixture(scope="module")
def services():
    return compose.services(compose.VALUES)


def test_all_parts_are_there(services):
    assert set(services) == OURS | {"db", "redis"}


def test_no_secret_has_a_default():
    text = compose.FILE.read_text()
    # an empty one switches a part off
    assert not re.search(r"\$\{\w*(PASSWORD|KEY\w*)(:-[^}]|\})", text)
    assert {"SECRET_KEY", "OWNER_PASSWORD", "APP_PASSWORD", "REDIS_PASSWORD"} <= compose.required()


@pytest.mark.parametrize("name", ["web", "worker", "jobs", "beat", "db", "redis"])
def test_every_lasting_part_is_watched_and_restarted(services, name):
    assert services[name]["restart"] == "unless-stopped"
    assert services[name]["healthcheck"]["test"]


def test_every_variable_given_is_one_that_the_site_reads(services):
    sources = "".join(
        (ROOT / "config" / name).read_text() for name in ("settings.py", "environment.py", "gunicorn.py", "wsgi.py")
    )
    read = set(READ.findall(sources)) | set(re.findall(r'environ(?:\.get\(|\.setdefault\(|\[)"(\w+)"', sources))
    read |= {"OWNER_DATABASE_URL", "REMAP_SIGTERM"}  # manage.py, Celery
    for name in OURS:
        assert set(services[name]["environment"]) <= read


def test_every_variable_of_the_manual_reaches_the_site(services):
    """What stands in .env and is not handed on changes nothing, and nobody is told."""
    table = (ROOT / "docs/operations.md").read_text().partition("| variable |")[2].partition("\n\n")[0]
    told = {name for row in table.splitlines() for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])}
    assert len(told) > 30
    # where things lie inside the containers, and what a real site is not, is no choice there
    fixed = {"VAR_DIR", "STATIC_ROOT", "PLAIN_HTTP", "DEMO", "OWNER_DATABASE_URL"}
    assert told - fixed <= set(services["web"]["environment"])


def test_only_the_migration_knows_the_owner_of_the_tables(services):
    for name in OURS - {"migrate"}:
        assert "OWNER_DATABASE_URL" not in services[name]["environment"]
        assert compose.VALUES["OWNER_PASSWORD"] not in str(services[name])


def test_nobody_starts_before_what_it_needs(services):
    assert services["migrate"]["depends_on"]["db"]["condition"] == "service_healthy"
    for name in ("web", "worker", "jobs"):
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
        assert services[name]["depends_on"]["redis"]["condition"] == "service_healthy"
    assert services["beat"]["depends_on"]["web"]["condition"] == "service_healthy"


def test_only_the_site_is_reachable_from_outside_and_only_from_its_own_machine(services):
    assert {name for name in services if "ports" in services[name]} == {"web"}
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]


def test_every_volume_is_declared_and_used():
    document = yaml.safe_load(compose.FILE.read_text())
    mounted = [volume for service in document["services"].values() for volume in service.get("volumes", [])]
    named = {volume.split(":")[0] for volume in mounted if not volume.startswith(".")}
    assert named == set(document["volumes"])
    for volume in mounted:
        assert volume.startswith(tuple(named)) or (ROOT / volume.split(":")[0]).is_file()


def test_the_image_installs_by_hash_runs_as_nobody_special_and_is_no_demo():
    text = (ROOT / "Dockerfile").read_text()
    assert "--require-hashes -r requirements.txt" in text
    assert re.search(r"^USER site$", text, re.MULTILINE)
    assert "DEMO=0" in text
    assert ".venv" in (ROOT / ".dockerignore").read_text().split()
