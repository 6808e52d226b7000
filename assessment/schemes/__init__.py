"""The schemes that the product carries: one TOML file a version, CODE@VERSION.toml, and the official texts."""

from functools import cache
from pathlib import Path

from assessment.rules.reading import read_scheme
from assessment.rules.scheme import Scheme

HERE = Path(__file__).parent

# The official text in which the quotes of a code's schemes stand. A document that holds the rules of two
# schemes is cut at its own headings: from the first, until the second.
TEXTS: dict[str, tuple[str, str, str]] = {
    "jiaozuo-officers": ("jiaozuo-2020-assessment.txt", "", ""),
    "jilin-departments": ("jilin-2021.txt", "", ""),
    "kunshan-departments": ("kunshan-2017.txt", "二、对相关部门的考核（100分）", ""),
    "kunshan-towns": ("kunshan-2017.txt", "一、对各区镇的考核（100分）", "二、对相关部门的考核（100分）"),
    "xinyang-counties": ("xinyang-2012.txt", "", ""),
}


def carried() -> list[str]:
    """The names (CODE@VERSION) of the schemes, in order."""
    return sorted(path.stem for path in HERE.glob("*.toml"))


def source(name: str) -> str:
    """The TOML text of a carried scheme."""
    return (HERE / f"{name}.toml").read_text(encoding="utf-8")


def regulation(code: str) -> str | None:
    """The official text for the schemes of this code; None where the product carries none."""
    if code not in TEXTS:
        return None
    name, start, end = TEXTS[code]
    text = (HERE / "texts" / name).read_text(encoding="utf-8")
    text = text[text.index(start) :]
    return text[: text.index(end)] if end else text


@cache
def load(name: str) -> Scheme:
    """A carried scheme, read and checked against its official text. Raises SchemeError."""
    return read_scheme(source(name), f"{name}.toml", regulation(name.partition("@")[0]))
