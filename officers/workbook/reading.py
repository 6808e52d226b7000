"""The parent's side of reading: a workbook as a stream of sheets and numbered rows."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .gate import MEGABYTE, Limits, Refusal

ROOT = Path(__file__).resolve().parents[2]

Cell = str | float | int  # an int is an Excel date: seconds since the year 1


@dataclass
class Book:
    """An open workbook. `rows` is how many it holds in all, about; `titles` the sheets that stand in it."""

    rows: int
    titles: list[str]
    _messages: Iterator[list[Any]]

    def sheets(self) -> Iterator[tuple[str, Iterator[tuple[int, list[Cell]]]]]:
        """Each wanted sheet once, in the order asked for, with its rows; read a sheet before taking the next."""
        message = next(self._messages)
        while message[0] != "end":
            title, following = message[1], []
            yield title, self._rows(following)
            message = following[0]

    def _rows(self, following: list[Any]) -> Iterator[tuple[int, list[Cell]]]:
        """The rows of one sheet; leaves the message after them in `following`."""
        for message in self._messages:
            if message[0] != "cells":
                following.append(message)
                return
            yield from enumerate(message[2], start=message[1])


@contextmanager
def open_book(path: Path, titles: list[str], limits: Limits) -> Iterator[Book]:
    """Open the workbook to read the sheets of `titles`. Raises Refusal, here or while reading."""
    if path.stat().st_size > limits.packed:
        raise Refusal(f"文件超过 {limits.packed // MEGABYTE} MB")
    child = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "officers.workbook.child",
            str(path.resolve()),
            json.dumps(asdict(limits)),
            json.dumps(titles),
        ],
        cwd=ROOT,
        env={"PYTHONUTF8": "1"},  # a parser has no use for the site's keys
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="ascii",
    )
    try:
        messages = _listen(child)
        rows, titles = next(messages)[1], next(messages)[1]
        yield Book(rows, titles, messages)
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def _listen(child: subprocess.Popen[str]) -> Iterator[list[Any]]:
    for line in child.stdout:
        message = json.loads(line) if line.endswith("\n") else ["refused", "文件过大或已损坏，无法读取"]
        if message[0] == "refused":
            raise Refusal(message[1])
        yield message
        if message[0] == "end":
            return
    # it died without a word: out of memory, out of time, or broken by the file
    raise Refusal("文件过大或已损坏，无法读取")


def sha256(path: Path) -> str:
    """The file's digest, for the log."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
