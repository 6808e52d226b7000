"""T66 on the database of a small site: all are counted once. How fast is printed and not judged: one writer at a time,
each commit on the disk, is what SQLite promises, and ten thousand firms are more than a small site asks."""

import pytest

from tests.toolchain.ten_thousand import ten_thousand


@pytest.mark.long
def test_ten_thousand_answers_in_ten_minutes(capsys):
    ten_thousand("", capsys)
