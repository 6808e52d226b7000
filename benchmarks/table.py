"""The figures as Markdown: one table for the years, one for the imports."""

from itertools import pairwise
from typing import Any

YEARS = (
    "| database | officers | visits | counting SQL | all facts | ratio | queries | sheets/s | whole run "
    "| bytes a sheet | memory |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
)
IMPORTS = (
    "| database | visit rows | bare read | import | rows/s | again, unchanged | memory |",
    "|---|--:|--:|--:|--:|--:|--:|",
)


def year_row(name: str, officers: int, found: dict[str, dict[str, Any]]) -> str:
    """One size of one database."""
    facts, sheets = found["facts"], found["sheets"]
    cells = [
        name,
        f"{officers:,}",
        f"{found['rows']['visit']:,}",
        f"{facts['counting']:.2f} s",
        f"{facts['computing']:.2f} s",
        f"{facts['computing'] / facts['counting']:.2f}",
        facts["queries"],
        f"{sheets['rate']:,.0f}",
        f"{sheets['seconds']:.1f} s",
        f"{sum(sheets['bytes'].values()):,}",
        f"{sheets['memory']:.0f} MB",
    ]
    return _row(cells)


def import_row(name: str, found: dict[str, Any]) -> str:
    """One import."""
    cells = [
        name,
        f"{found['visits']:,}",
        f"{found['reading']:.2f} s",
        f"{found['importing']:.1f} s",
        f"{found['visits'] / found['importing']:,.0f}",
        f"{found['again']:.1f} s",
        f"{found['memory']:.0f} MB",
    ]
    return _row(cells)


def growth(sizes: list[tuple[int, dict[str, dict[str, Any]]]]) -> list[str]:
    """What one officer costs at each size against the size before it: 1.00 is linear."""
    said = []
    for (small, before), (large, after) in pairwise(sizes):
        facts, run = (
            after[part][key] / large / (before[part][key] / small)
            for part, key in (("facts", "computing"), ("sheets", "seconds"))
        )
        said.append(f"{small:,} → {large:,} officers: facts × {facts:.2f} an officer, whole run × {run:.2f}")
    return said


def _row(cells: list[Any]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
