"""How Chinese names are typed in a search box: the characters, their pinyin, or the first letters of it."""

from itertools import islice, product

from pypinyin import Style, pinyin

#: characters with several readings multiply: 单、曾、仇 in one name make eight spellings
MOST_READINGS = 8


def spelling(name: str) -> str:
    """The name in lower case, then each reading in full and by first letters, apart by spaces: `沁渊 qinyuan qy`.

    All readings of a character count, since which one a name has is not in the name.
    """
    plain = "".join(name.split()).lower()
    full = _readings(plain, Style.NORMAL)
    first = _readings(plain, Style.FIRST_LETTER)
    return " ".join(dict.fromkeys([plain, *full, *first]))


def _readings(text: str, style: Style) -> list[str]:
    syllables = pinyin(text, style=style, heteronym=True, errors=lambda rest: [[letter] for letter in rest])
    return ["".join(reading) for reading in islice(product(*syllables), MOST_READINGS)]
