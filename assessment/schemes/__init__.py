"""The schemes that the product carries: one TOML file a version, CODE@VERSION.toml, and the official texts."""

from functools import cache
from pathlib import Path

from assessment.rules.reading import read_scheme
from assessment.rules.scheme import Scheme

HERE = Path(__file__).parent

# Which official text a scheme's quotes stand in, by the scheme's code.
TEXTS = {
    "jiaozuo-officers": "jiaozuo-2020-assessment.txt",
    "jilin-departments": "jilin-2021.txt",
    "kunshan-departments": "kunshan-2017.txt",
    "kunshan-towns": "kunshan-2017.txt",
    "xinyang-counties": "xinyang-2012.txt",
}


def carried() -> list[str]:
    """The names (CODE@VERSION) of the schemes, in order."""
    return sorted(path.stem for path in HERE.glob("*.toml"))


def source(name: str) -> str:
    """The TOML text of a carried scheme."""
    return (HERE / f"{name}.toml").read_text(encoding="utf-8")


def regulation(code: str) -> str | None:
    """The official text for the schemes of this code; None where the product carries none."""
    text = TEXTS.get(code)
    return None if text is None else (HERE / "texts" / text).read_text(encoding="utf-8")


@cache
def load(name: str) -> Scheme:
    """A carried scheme, read and checked against its official text. Raises SchemeError."""
    return read_scheme(source(name), f"{name}.toml", regulation(name.partition("@")[0]))
