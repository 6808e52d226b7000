"""The distribution of a counted round as a workbook to read."""

from collections.abc import Iterable
from io import BytesIO

from officers.workbook.listing import listing

from .models import RoundResult
from .results import Distribution

COLUMNS = {"次序": 8, "题目": 40, "方面": 14, "选项": 24, "份数": 10, "占比（%）": 12, "本轮答卷": 12}


def result_book(result: RoundResult, found: Iterable[Distribution]) -> BytesIO:
    """A row for each answer that could be given, as an Excel file in memory."""
    return listing("调查结果", COLUMNS, (row for each in found for row in _rows(result, each)))


def _rows(result: RoundResult, found: Distribution) -> Iterable[list[object]]:
    question = found.question
    for choice, count, share in found.rows:
        yield [question.position, question.text, question.aspect, choice, count, share, result.answered]
