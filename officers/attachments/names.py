"""What an attachment is called: cleaned when it comes, and told so that every browser keeps the Chinese name."""

import re
import unicodedata
from urllib.parse import quote

#: as many bytes as every file system takes, with room for " (1)"
MOST_BYTES = 200
#: what Windows allows in no name
FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|\Z)", re.IGNORECASE)


def clean(name: str, kind: str) -> str:
    """The name under which a file of `kind` is kept: its last part, without what no file system or screen should meet,
    short enough, ending in the kind."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    # controls, direction marks, halves of characters, private ones
    shown = "".join(char for char in last if not unicodedata.category(char).startswith("C"))
    plain = FORBIDDEN.sub("_", " ".join(shown.split()))
    stem = plain.rpartition(".")[0] if "." in plain else plain
    stem = stem.strip(". ") or "附件"
    if RESERVED.match(stem):
        stem = f"_{stem}"
    room = MOST_BYTES - len(kind) - 1
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(". ")
    return f"{stem}.{kind}"


def disposition(name: str, plain: str) -> str:
    """The header that has a file kept under `name`; old browsers, and those that know no Chinese, read `plain`."""
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
