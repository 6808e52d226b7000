"""What the tests of the workbook share."""

import pytest

from .making import bring, district_book, write


@pytest.fixture
def brought(db, tmp_path):
    """A function that imports the small district with some sheets changed, and returns the report."""

    def bring_changed(name="book.xlsx", options=None, **changes):
        return bring(write(tmp_path / name, district_book(**changes)), **(options or {}))

    return bring_changed
