"""A real site that is told too little, or nonsense, does not start and says which variable is at fault."""

import pytest

from tests.toolchain.processes import KEY, python

REAL = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "office.example",
    "PUBLIC_URL": "https://office.example",
    "DATABASE_URL": "sqlite:///var/nobody.sqlite3",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}
SHOW = "import config.settings as s; print(s.{})"


def shown(name: str, **environment: str) -> str:
    done = python("-c", SHOW.format(name), **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_site_that_is_told_everything_starts():
    assert shown("DEMO", **REAL) == "False"


def test_staff_are_led_to_their_own_address_where_there_is_one():
    assert shown("SITE_URL", **REAL) == "https://office.example"
    assert shown("SITE_URL", **REAL, SITE_URL="https://inner.example/") == "https://inner.example"


@pytest.mark.parametrize("name", REAL)
def test_a_real_site_names_the_variable_that_is_missing(name):
    told = {key: value for key, value in REAL.items() if key != name}
    done = python("-c", "import config.settings", **told)
    assert done.returncode != 0
    assert f"环境变量 {name} 未设置" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("LINK_KEY", "short"),
        ("ALLOWED_HOSTS", "*"),
        ("DEMO", "yes"),
        ("SITE_FACE", "inside"),
        ("PASSWORD_CLASSES", "5"),
        ("PASSWORD_HISTORY", "-1"),
        ("PASSWORD_MAX_DAYS", "９０"),
        ("PASSWORD_OWN_WORDS", "yes"),
        ("TWO_FACTOR", "sometimes"),
        ("TRUSTED_DEVICE_DAYS", "31"),
        ("DATABASE_URL", "mysql://root@127.0.0.1/site"),
        ("EMAIL_PORT", "smtp"),
        ("REMIND_HOUR", "24"),
        ("GATEWAY_URL", "file:///etc/passwd"),
    ],
)
def test_nonsense_is_refused_rather_than_guessed(name, value):
    done = python("-c", "import config.settings", **REAL | {name: value})
    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"EMAIL_HOST": "mail.example"}, "EMAIL_FROM"),
        ({"EMAIL_USE_TLS": "1", "EMAIL_USE_SSL": "1"}, "EMAIL_USE_TLS"),
        ({"GATEWAY_URL": "https://gateway.example", "GATEWAY_KEY": "short"}, "GATEWAY_KEY"),
    ],
)
def test_a_way_out_for_reminders_is_told_in_full_or_not_at_all(told, named):
    done = python("-c", "import config.settings", **REAL | told)
    assert done.returncode != 0
    assert named in done.stderr.splitlines()[-1]


def test_a_real_site_insists_on_https():
    assert shown("SECURE_SSL_REDIRECT", **REAL) == "True"
    assert shown("SESSION_COOKIE_NAME", **REAL) == "__Host-session"
    assert shown("CSRF_COOKIE_SECURE", **REAL) == "True"


def test_djangos_own_deployment_checks_find_nothing():
    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **REAL)
    assert done.returncode == 0, done.stderr


def test_a_page_gives_up_on_the_database_sooner_than_a_job():
    there = {"DATABASE_URL": "postgresql://app:secret@db/site"}
    page = shown("DATABASES", **REAL | there | {"DATABASE_PATIENCE": "page"})
    job = shown("DATABASES", **REAL | there)
    assert "statement_timeout=10s" in page
    assert "statement_timeout=300s" in job


def test_a_socket_folder_and_a_password_with_signs_are_understood():
    found = shown("DATABASES['default']", **REAL | {"DATABASE_URL": "postgresql://a:p%40s@/site?host=/run/pg"})
    assert "'PASSWORD': 'p@s'" in found
    assert "'HOST': '/run/pg'" in found
    assert "'NAME': 'site'" in found


def test_a_checkout_that_nobody_configured_is_a_demo_with_a_key_of_its_own(tmp_path):
    first = python("manage.py", "diffsettings", "--all", VAR_DIR=str(tmp_path))
    second = python("manage.py", "diffsettings", "--all", VAR_DIR=str(tmp_path))
    key = (tmp_path / "secret-key").read_text()
    assert len(key) >= 50
    assert f"SECRET_KEY = {key!r}" in first.stdout
    assert first.stdout == second.stdout


def test_a_checkout_declared_real_gets_nothing_for_free(tmp_path):
    done = python("manage.py", "check", VAR_DIR=str(tmp_path), DEMO="0")
    assert done.returncode != 0
    assert not (tmp_path / "secret-key").exists()


@pytest.mark.parametrize(
    ("name", "by_default", "other"),
    [
        ("PASSWORD_CLASSES", "3", "0"),
        ("PASSWORD_HISTORY", "3", "0"),
        ("PASSWORD_MAX_DAYS", "90", "0"),
        ("PASSWORD_OWN_WORDS", "True", "0"),
        ("TWO_FACTOR", "optional", "required"),
        ("TRUSTED_DEVICE_DAYS", "0", "30"),
    ],
)
def test_a_real_site_begins_with_the_strict_rules_and_may_switch_each(name, by_default, other):
    assert shown(name, **REAL) == by_default
    assert shown(name, **REAL | {name: other}) == {"0": "0" if by_default != "True" else "False"}.get(other, other)


def test_a_second_factor_for_a_role_that_nobody_has_is_refused():
    done = python("manage.py", "check", **REAL | {"TWO_FACTOR_ROLES": "admin,emperor"})
    assert done.returncode != 0
    assert "emperor" in done.stderr
