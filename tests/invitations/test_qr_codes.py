"""The code in the page is the code that segno draws: dark on light, with its quiet zone, and nothing else."""

import re

import pytest
import segno

from surveys import qr

ADDRESS = "https://fwg.example.gov.cn/s/12345-AbCdEfGhIjKlMnOpQrStUvWxYz012345/"


def drawn(svg):
    """The dark squares of the picture: its size, and a row of 0 and 1 for each line."""
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    path = re.search(r'<path stroke="#000" d="([^"]+)"', svg)[1]
    rows, x, y = [[0] * size for _ in range(size)], 0, 0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(number) for number in numbers.split()]
        if command == "M":
            x, y = int(values[0]), int(values[1])
        elif command == "m":
            x, y = x + int(values[0]), y + int(values[1])
        else:
            for step in range(int(values[0])):
                rows[y][x + step] = 1
            x += int(values[0])
    return rows


@pytest.mark.parametrize("text", [ADDRESS, "http://127.0.0.1:8000/s/1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"])
def test_the_squares_are_those_of_the_standard(text):
    expected = segno.make(text, error="m", micro=False, boost_error=False).matrix_iter(border=4)
    assert drawn(qr.code(text)) == [list(row) for row in expected]


def test_the_code_is_dark_on_light_with_four_modules_of_quiet_around():
    svg = qr.code(ADDRESS)
    rows = drawn(svg)
    size = len(rows)
    assert f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>' in svg
    quiet = [*range(4), *range(size - 4, size)]
    assert not any(rows[line][column] or rows[column][line] for line in quiet for column in range(size))
    assert rows[4][4] == 1  # and no more: the corner begins there
    for ground, ink in ((255, 0),):  # #fff and #000
        assert (ground + 0.05 * 255) / (ink + 0.05 * 255) >= 7


def test_the_text_stands_in_the_squares_alone():
    svg = qr.code("https://x.example/s/<script>/")
    assert "script" not in svg
    assert re.fullmatch(r"<svg [^<>]*>(<path [^<>]*/>)+</svg>", svg)
    assert "style" not in svg
