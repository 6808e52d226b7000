"""The people and the form of the visits' tests, and a folder for what they hand in."""

import pytest

from tests.visits.conftest import cast, typed

__all__ = ["cast", "typed"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def lying(media):
    """The names of all files that lie there now."""
    return lambda: sorted(path.name for path in media.rglob("*") if path.is_file())
