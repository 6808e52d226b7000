"""The real settings, told that this is a test: TEST_DB=sqlite (the default) or TEST_DB=postgres.

On PostgreSQL the server is TEST_DATABASE_URL's, else the local one's on 127.0.0.1 as user postgres. Each run makes and
drops a database of its own, on SQLite in a file like the real one's: locks and races differ in memory.
"""

import os
from tempfile import TemporaryDirectory

from config.environment import choice, text, var_dir

os.environ.update(
    {
        "SECRET_KEY": "for tests only, and not so short that the settings refuse it",
        "DEMO": "1",
        "PUBLIC_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        "LOG_LEVEL": "WARNING",
    }
)
# A database of the broker that nobody else listens to; without a broker the wake-ups are lost, as they may be.
os.environ["REDIS_URL"] = text("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
if choice("TEST_DB", ("sqlite", "postgres"), "sqlite") == "postgres":
    os.environ["DATABASE_URL"] = text("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
else:
    os.environ["DATABASE_URL"] = f"sqlite:///{var_dir()}/db.sqlite3"

from config.settings import *  # noqa: F403 - after the environment
from config.settings import DATABASES, VAR_DIR

# WhiteNoise looks there when it starts.
(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)

TEST_NAME = f"test-officers-{os.getpid()}"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / f"{TEST_NAME}.sqlite3"}
else:
    DATABASES["default"]["TEST"] = {"NAME": TEST_NAME}

# Files that tests hand in go with the tests.
_media = TemporaryDirectory(prefix="media-")
MEDIA_ROOT = _media.name

# The one thing that is cheaper than in production: hashing is tried in its own test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "config.hashers.Argon2"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
