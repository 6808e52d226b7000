"""Spoils workbooks by dice, and reads many of them in one process under the limits of the real child.

As a program: `python -m tests.workbook.fuzzing` reads paths from standard input and answers each with one line of
JSON: what the child would have written for it, or {"fault": …} where it would have died of something else.
"""

import json
import random
import re
import resource
import sys
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from officers.workbook.child import _confine, _messages
from officers.workbook.gate import MEGABYTE, Limits, Refusal

#: what breaks parsers: numbers too large, ends too early, things that stand for others
NUMBERS = (b"-1", b"0", b"4294967296", b"1e999", b"NaN", b"9" * 40, b"", b"\xff\xfe")
SNIPPETS = (
    b"<",
    b">",
    b"&#0;",
    b"&#xD800;",
    b"]]>",
    b"<!--",
    b"<c r='ZZZ1'/>",
    b"</row>",
    b"\0",
    b"&amp;" * 50,
    b"\xf0\x9f",
)
#: many files live and die in this process: what one leaves behind must not add up to the limit of another
LIMITS = Limits(memory=1024 * MEGABYTE, seconds=600)


def spoil(good: bytes, dice: random.Random) -> bytes:
    """The workbook with something wrong in it, by one of several ways."""
    return dice.choice((_bent, _cut, _spliced, _part_bent, _part_bent, _part_bent, _part_gone))(good, dice)


def _bent(data: bytes, dice: random.Random) -> bytes:
    bent = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        bent[dice.randrange(len(bent))] = dice.randrange(256)
    return bytes(bent)


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def _spliced(data: bytes, dice: random.Random) -> bytes:
    one, other = sorted(dice.randrange(len(data)) for _ in range(2))
    return data[:other] + data[one:]


def _part_bent(data: bytes, dice: random.Random) -> bytes:
    """A part is changed before it is packed, so that it gets as far as the parser."""
    return _repacked(data, dice, lambda content: _rewritten(content, dice))


def _part_gone(data: bytes, dice: random.Random) -> bytes:
    return _repacked(data, dice, lambda content: None)


def _repacked(data, dice, change):
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        entries = old.infolist()
        chosen = dice.choice(entries)
        for entry in entries:
            content = old.read(entry)
            if entry is chosen:
                content = change(content)
            if content is not None:
                new.writestr(entry.filename, content)
    return stream.getvalue()


def _rewritten(content: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(content) + 1)
        digits = [n for n in range(len(content)) if content[n : n + 1].isdigit()]
        kind = dice.randrange(4)
        if kind == 0 and digits:
            at = dice.choice(digits)
            content = content[:at] + dice.choice(NUMBERS) + content[at + 1 :]
        elif kind == 1:
            content = content[:at] + dice.choice(SNIPPETS) + content[at:]
        elif kind == 2:
            content = content[:at] + content[at + dice.randint(1, 60) :]
        else:
            end = at + dice.randint(1, 200)
            content = content[:end] + content[at:end] * dice.randint(1, 20) + content[end:]
    return content


def main() -> None:
    """Read the workbooks named on standard input."""
    titles = json.loads(sys.argv[1])
    _confine(LIMITS)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_read(Path(line.rstrip("\n")), titles)) + "\n")
        sys.stdout.flush()


def _read(path: Path, titles: list[str]) -> dict:
    begun = time.monotonic()
    try:
        found: dict = {"messages": list(_messages(str(path), Limits(), titles))}
    except Refusal as refusal:
        found = {"refused": str(refusal)}
    except BaseException as fault:  # whatever it is, it would have ended the child without a word
        found = {"fault": repr(fault)}
    return found | {"seconds": time.monotonic() - begun, "memory": _memory()}


def _memory() -> int:
    """The most that this program has held, in kB. Linux's getrusage would tell of the process it was started from."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
