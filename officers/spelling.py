"""How Chinese names are typed in a search box: the characters, their pinyin, or the first letters of it."""

from collections.abc import Iterator
from itertools import islice, product

#: characters with several readings multiply: 单、曾、仇 in one name make eight spellings
MOST_READINGS = 8


def spelling(name: str) -> str:
    """The name in lower case, then each reading in full and by first letters, apart by spaces: `沁渊 qinyuan qy`.

    All readings of a character count, since which one a name has is not in the name.
    """
    plain = "".join(name.split()).lower()
    return " ".join(dict.fromkeys([plain, *_readings(plain)]))


def _readings(text: str) -> Iterator[str]:
    # its dictionary takes some 60 MB: a process that writes no names, as that of a run, never holds it
    from pypinyin import Style, pinyin

    whole = pinyin(text, style=Style.NORMAL, heteronym=True, errors=lambda rest: [[letter] for letter in rest])
    first = [dict.fromkeys(reading[0] for reading in readings) for readings in whole]
    for syllables in (whole, first):
        yield from ("".join(reading) for reading in islice(product(*syllables), MOST_READINGS))
