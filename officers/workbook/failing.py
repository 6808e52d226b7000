"""Finds cells whose formula came to nothing, before the parser takes them for blank ones.

python-calamine reads #N/A, and a formula that no spreadsheet has worked out yet, as an empty cell: a pairing would
lose its end, an issue its closing day, without a word. Such cells are rewritten into text that begins with FAILED.
Runs in the child process that reads the file (`child.py`); imports no Django.
"""

import re
import tempfile
from collections.abc import Iterator
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FAILED = "\ufdd0"  # a code point that is no character: no text begins with it
MARK = FAILED.encode()
CHUNK = 1024 * 1024
FORMULA = rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
HINTS = (b"<f", b":f", b'"e"', b"'e'")
TYPE = re.compile(rb"""\st\s*=\s*["']\w*["']""")
ERROR = re.compile(
    rb"""(<(?:\w+:)?c(?=[^<>]*\st\s*=\s*["']e["'])[^<>]*>)((?:%s)?<(?:\w+:)?v>)""" % FORMULA,
)
# a formula that says it gives text may well give none; any other without a value was not worked out
NOT_WORKED_OUT = re.compile(
    rb"""(<(\w+:|)c(?![^<>]*\st\s*=\s*["'](?:str|e)["'])(?:\s[^<>]*)?>)(%s)(?:<\2v\s*/>|<\2v>\s*</\2v>)?(?=</\2c>)"""
    % FORMULA,
)


def mark_failed(file: BinaryIO) -> BinaryIO:
    """The workbook with its failed cells marked; the file itself, from its start, when it has none."""
    with ZipFile(file) as archive:
        sheets = {entry.filename for entry in archive.infolist() if _is_sheet(entry) and _fails(archive, entry)}
        if not sheets:
            file.seek(0)
            return file
        marked: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - read by the caller
        with ZipFile(marked, "w", ZIP_DEFLATED, compresslevel=1) as target:
            for entry in archive.infolist():
                with archive.open(entry) as source, target.open(entry.filename, "w", force_zip64=True) as copy:
                    for piece in _pieces(source):
                        copy.write(_marked(piece) if entry.filename in sheets else piece)
    marked.seek(0)
    return marked


def _is_sheet(entry: ZipInfo) -> bool:
    return entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")


def _fails(archive: ZipFile, entry: ZipInfo) -> bool:
    with archive.open(entry) as source:
        return any(_fails_in(piece) for piece in _pieces(source))


def _fails_in(piece: bytes) -> bool:
    # most sheets hold no formula at all: looking for a few bytes costs next to nothing, an expression a second a sheet
    if not any(hint in piece for hint in HINTS):
        return False
    return bool(ERROR.search(piece) or NOT_WORKED_OUT.search(piece))


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    """The part in pieces that end with a row where there are rows, so that no cell is cut in two."""
    rest = b""
    while chunk := source.read(CHUNK):
        window = rest + chunk
        end = window.rfind(b"row>") + len(b"row>")
        if end < len(b"row>"):
            end = len(window) if len(window) > 4 * CHUNK else 0
        yield window[:end]
        rest = window[end:]
    yield rest


def _marked(piece: bytes) -> bytes:
    return NOT_WORKED_OUT.sub(_with_its_formula, ERROR.sub(_as_text, piece))


def _as_text(found: re.Match[bytes]) -> bytes:
    return TYPE.sub(b' t="str"', found[1], count=1) + found[2] + MARK


def _with_its_formula(found: re.Match[bytes]) -> bytes:
    head, prefix, formula = TYPE.sub(b"", found[1])[:-1], found[2], found[3]
    said = re.sub(rb"<[^>]*>", b"", formula)
    return b'%s t="str">%s<%sv>%s=%s</%sv>' % (head, formula, prefix, MARK, said, prefix)
