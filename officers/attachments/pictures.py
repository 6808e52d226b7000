"""JPG and PNG: walked from part to part by their own headers. Nothing is decoded, so nothing can swell."""

import re
import struct
from collections.abc import Iterator

from ..workbook.gate import Refusal

MOST_PIXELS = 40_000_000
PNG = b"\x89PNG\r\n\x1a\n"
MOST_PARTS = 100_000
START, END, SCAN = 0xD8, 0xD9, 0xDA
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
#: what telephones write behind a picture is let pass, what another program would run is not
FOREIGN = re.compile(rb"PK\x03\x04|PK\x05\x06|%PDF-|<(?:!doctype|html|script|svg[\s>]|\?php|iframe)", re.IGNORECASE)
TORN = "图片不完整，请重新保存后再上传"
ODD_JPG, ODD_PNG = "JPG结构异常，请重新保存后再上传", "PNG结构异常，请重新保存后再上传"
HIDDEN = "图片里夹带了其他内容，请重新保存后再上传"


def check_png(content: bytes) -> None:
    """Raise Refusal unless it is one whole PNG, of a bearable size, and nothing else."""
    if not content.startswith(PNG):
        raise Refusal("内容不是PNG图片，请确认文件没有改过扩展名")
    kinds = set()
    for position, (kind, start, length) in enumerate(_chunks(content)):
        if position == 0:
            if kind != b"IHDR" or length != 13:
                raise Refusal(ODD_PNG)
            _measure(*struct.unpack(">II", content[start : start + 8]))
        elif kind != b"IDAT" and FOREIGN.search(content, start, start + length):
            raise Refusal(HIDDEN)
        kinds.add(kind)
    if b"IDAT" not in kinds:
        raise Refusal(ODD_PNG)


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Each part of a PNG as (kind, where, how long), up to the last, which ends the file."""
    at = len(PNG)
    for _ in range(MOST_PARTS):
        if at + 12 > len(content):
            raise Refusal(TORN)
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if at + 12 + length > len(content):
            raise Refusal(TORN)
        yield kind, at + 8, length
        at += 12 + length
        if kind == b"IEND":
            break
    else:
        raise Refusal(ODD_PNG)
    if at < len(content):
        raise Refusal(HIDDEN)


def check_jpeg(content: bytes) -> None:
    """Raise Refusal unless it is a whole JPG of a bearable size; what follows it must be no file of another kind."""
    if content[:3] != b"\xff\xd8\xff":
        raise Refusal("内容不是JPG图片，请确认文件没有改过扩展名")
    measured = False
    for marker, start, length in _segments(content):
        if marker in FRAMES:
            if length < 6:
                raise Refusal(ODD_JPG)
            height, width = struct.unpack(">HH", content[start + 1 : start + 5])
            _measure(width, height)
            measured = True
        if FOREIGN.search(content, start, start + length):
            raise Refusal(HIDDEN)
        if marker == SCAN:
            _check_end(content, start + length, measured)
            return
    raise Refusal(TORN)


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Each part of a JPG before its pixels as (marker, where, how long)."""
    at = 2
    for _ in range(MOST_PARTS):
        if at + 4 > len(content):
            return
        if content[at] != 0xFF:
            raise Refusal(ODD_JPG)
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
        elif marker in ALONE:
            at += 2
        elif marker in (START, END, 0):
            raise Refusal(ODD_JPG)
        else:
            length = struct.unpack(">H", content[at + 2 : at + 4])[0]
            if length < 2:
                raise Refusal(ODD_JPG)
            if at + 2 + length > len(content):
                return
            yield marker, at + 4, length - 2
            at += 2 + length


def _check_end(content: bytes, pixels: int, measured: bool) -> None:
    if not measured:
        raise Refusal(ODD_JPG)
    end = content.find(b"\xff\xd9", pixels)
    if end < 0:
        raise Refusal(TORN)
    if FOREIGN.search(content, end):
        raise Refusal(HIDDEN)


def _measure(width: int, height: int) -> None:
    if not width or not height:
        raise Refusal("图片没有大小，请重新保存后再上传")
    if width * height > MOST_PIXELS:
        raise Refusal(f"图片超过{MOST_PIXELS // 10_000}万像素，请缩小后再上传")
