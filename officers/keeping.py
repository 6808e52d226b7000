"""Bytes on the disk: whole or not at all, under names of our own."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, chunks: Iterable[bytes]) -> tuple[int, str]:
    """Write the bytes and have them on the disk before the file has its name. Returns (size, SHA-256).

    Raises OSError where there is no room; then nothing is left behind.
    """
    digest, size = hashlib.sha256(), 0
    part = path.with_suffix(".part")
    try:
        with open(part, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return size, digest.hexdigest()
