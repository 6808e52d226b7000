"""Telephone numbers and e-mail addresses: how they are typed, and shown to those who need not reach people by them."""

import re

MOBILE = r"1[3-9]\d{9}"
FIXED = r"(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,6})?"
#: one number, or several set apart by 、
NUMBERS = re.compile(rf"(?:{MOBILE}|{FIXED})(?:、(?:{MOBILE}|{FIXED}))*")
#: a mobile number within other words, typed as it is or in groups; digits of digests and codes are none
WITHIN = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z])")


def is_number(text: str) -> bool:
    """Whether it is a mobile or fixed number of the mainland, or several of them."""
    return NUMBERS.fullmatch(text) is not None


def masked(text: str) -> str:
    """The number with its middle hidden: 138****1234; of one that is short, the last two digits stay."""
    return "、".join(
        f"{each[:3]}****{each[-4:]}" if len(each) >= 11 else f"****{each[-2:]}" for each in text.split("、")
    )


def masked_address(text: str) -> str:
    """The e-mail address with its name hidden but for the first letter: x****@firm.example."""
    name, at, host = text.rpartition("@")
    return f"{name[:1]}****{at}{host}" if at else "****"


def masked_within(text: str) -> str:
    """The text with every mobile number in it masked; everything else stays."""
    return WITHIN.sub(lambda found: masked(re.sub("[ +-]", "", found[0])[-11:]), text)
