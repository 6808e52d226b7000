"""Whole numbers in what people, addresses and forms tell."""

#: the largest key that a table of ours can have
LARGEST = 2**63 - 1
#: Python refuses to read far longer ones, and no number that is meant is as long
MOST_DIGITS = 19


def whole(text: str | None, least: int = 0, most: int = LARGEST) -> int | None:
    """The number that the text tells; None for whatever is none, or not from `least` to `most`."""
    if not (text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        return None
    number = int(text)
    return number if least <= number <= most else None
