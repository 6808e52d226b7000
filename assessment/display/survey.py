"""What the enterprises answered, as means only: no single answer is ever shown (J5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from assessment.rules.account import ItemAccount
from assessment.rules.wording import number
from officers.words import spoken

from .stored import Body, Stored
from .words import points

LEFT_OUT = {"void": "作废", "late": "逾期"}


@dataclass(frozen=True)
class Answered:
    """One enterprise as a column; without `aspects` it had too few replies to be shown by aspect."""

    name: str
    responses: str
    mean: str


@dataclass(frozen=True)
class SurveyPanel:
    template: ClassVar[str] = "assessment/evidence/survey.html"
    enterprises: list[Answered]
    aspects: list[tuple[str, list[str]]]
    sentences: list[str]
    summary: str


def survey_panel(stored: Stored, account: ItemAccount) -> SurveyPanel:
    """Means by enterprise and aspect, how they became the score, and which replies did not count."""
    survey: Body = stored.evidence.get("survey", {})
    rows = survey.get("enterprises", [])
    enterprises = [Answered(row["name"], f"{row['responses']}份答卷", points(row["mean"])) for row in rows]
    aspects = [
        (aspect, [points(row["aspects"][aspect]) if row["aspects"] else "不列示" for row in rows])
        for aspect in survey.get("aspects", [])
        if any(row["aspects"] for row in rows)
    ]
    replies = sum(row["responses"] for row in rows)
    summary = f"有效答卷{replies}份，涉及企业{len(rows)}家" if rows else "没有有效答卷"
    return SurveyPanel(enterprises, aspects, list(_sentences(survey, account)), summary)


def _sentences(survey: Body, account: ItemAccount) -> Iterator[str]:
    rows = survey.get("enterprises", [])
    if len(rows) > 1 and account.points is not None:
        measured = next((line.inputs for line in account.lines if line.code == "scale"), {})
        mean = next((value for value in measured.values() if isinstance(value, Decimal | int)), None)
        terms = "＋".join(points(row["mean"]) for row in rows)
        if mean is not None:
            yield f"（{terms}）÷{len(rows)}＝{number(Decimal(mean))}。"
    for held in survey.get("rounds", []):
        left_out = "、".join(f"{words}{held[key]}份" for key, words in LEFT_OUT.items() if held[key])
        closed = spoken(date.fromisoformat(held["closes"]))
        not_counted = f"，另有{left_out}，不计" if left_out else ""
        yield f"{held['name']}{closed}截止，全区有效答卷{held['valid']}份{not_counted}。"
    if rows:
        yield "为保护答卷人，只列平均数；不足3份答卷的企业不分方面列示。"
