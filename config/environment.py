"""The environment: what the site is told from outside, read strictly.

Nothing here needs Django, so that the settings, `manage.py` and the launcher read the same variables the same way.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent


class EnvironmentProblem(Exception):
    """A variable is missing or makes no sense; the message names it."""


def text(name: str, default: str | None = None) -> str:
    """The variable, or the default; without either the site must not start."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise EnvironmentProblem(f"环境变量 {name} 未设置（{name} is not set）")
    return default


def flag(name: str) -> bool:
    """True for 1, False for 0 or nothing; any other value is refused rather than guessed."""
    value = text(name, "0")
    if value not in {"0", "1"}:
        raise EnvironmentProblem(f"环境变量 {name} 只能是 0 或 1，现在是 {value!r}")
    return value == "1"


def number(name: str, default: int, least: int, most: int) -> int:
    """A whole number between two bounds, both allowed."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise EnvironmentProblem(f"环境变量 {name} 只能是 {least} 到 {most} 的整数，现在是 {value!r}")
    return int(value)


def words(name: str, default: str | None = None) -> list[str]:
    """A comma-separated list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, options: tuple[str, ...], default: str) -> str:
    """One of the options."""
    value = text(name, default)
    if value not in options:
        raise EnvironmentProblem(f"环境变量 {name} 只能是 {'、'.join(options)}，现在是 {value!r}")
    return value


def var_dir() -> Path:
    """Where a checkout keeps its data: database, broker, key, collected static files."""
    return Path(text("VAR_DIR", str(BASE_DIR / "var"))).resolve()


def database(url: str) -> dict[str, object]:
    """Django's description of the database behind a `sqlite:///PATH` or `postgresql://…` URL.

    PostgreSQL takes `?host=/socket/folder` for a Unix socket; other query parameters go to libpq.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path[1:])
        return _sqlite(Path(path) if path.startswith("/") else BASE_DIR / path)
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(parse_qsl(parts.query))
        return _postgresql(
            NAME=unquote(parts.path[1:]),
            USER=unquote(parts.username or ""),
            PASSWORD=unquote(parts.password or ""),
            HOST=query.pop("host", parts.hostname or ""),
            PORT=str(parts.port or ""),
            options=query,
        )
    raise EnvironmentProblem("DATABASE_URL 只支持 sqlite:///路径 与 postgresql://…")


def _sqlite(path: Path) -> dict[str, object]:
    # IMMEDIATE: a transaction that reads first and writes later would ignore the busy timeout.
    # FULL: in WAL mode a commit under NORMAL can vanish at a power loss.
    # secure_delete: what is deleted after a round of surveys stands in no copy of the file either.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def _postgresql(options: dict[str, str], **place: str) -> dict[str, object]:
    # A page gives up before its reader does; jobs and commands may take minutes. See config/wsgi.py.
    patience = choice("DATABASE_PATIENCE", ("page", "job"), "job")
    limits = {
        "page": {
            "statement_timeout": "10s",
            "lock_timeout": "5s",
            "idle_in_transaction_session_timeout": "30s",
        },
        "job": {"statement_timeout": "300s", "lock_timeout": "150s"},
    }[patience]
    return {
        "ENGINE": "django.db.backends.postgresql",
        **place,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # compiling takes longer than most statements run, and the planner's prices do not know it
            "options": " ".join(f"-c {name}={value}" for name, value in (limits | {"jit": "off"}).items()),
            **options,
        },
    }


def adopt_checkout() -> None:
    """Let a checkout that nobody configured run as a demo, with a key of its own in `var/`.

    Who sets SECRET_KEY, ALLOWED_HOSTS or DEMO=0 speaks of a real site: then nothing is supplied here.
    """
    if os.environ.get("SECRET_KEY") or os.environ.get("ALLOWED_HOSTS") or os.environ.get("DEMO", "1") != "1":
        return
    os.environ["DEMO"] = "1"
    os.environ["SECRET_KEY"] = _own_key(var_dir() / "secret-key")


def _own_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key
