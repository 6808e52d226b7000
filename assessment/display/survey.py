"""What the enterprises answered, as means only: no single answer is ever shown (J5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from assessment.measures.survey import SHOWN_BY_ASPECT
from assessment.rules.account import ItemAccount
from assessment.rules.values import points_text
from assessment.rules.wording import mean
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
    #: whether the firms are only counted (`without_firms`)
    summed: bool = False


def without_firms(body: Body) -> Body:
    """The facts of a sheet as its officer may read them: of the firms only how many answered, never which and how.

    An officer must not learn who answered; what one firm answered shows in its mean.
    """
    survey = body["evidence"].get("survey")
    if not survey or not survey.get("enterprises"):
        return body
    rows = survey["enterprises"]
    summed = {"enterprises": len(rows), "responses": sum(row["responses"] for row in rows)}
    veiled = {key: value for key, value in survey.items() if key != "aspects"} | {"enterprises": [], "summed": summed}
    return body | {"evidence": body["evidence"] | {"survey": veiled}}


def without_rounds(body: Body) -> Body:
    """The facts of a sheet without how many answered in the district, round by round."""
    survey = body["evidence"].get("survey")
    if not survey:
        return body
    return body | {"evidence": body["evidence"] | {"survey": survey | {"rounds": []}}}


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
    summed = survey.get("summed") or {
        "responses": sum(row["responses"] for row in rows),
        "enterprises": len(rows),
    }
    some = f"有效答卷{summed['responses']}份，涉及企业{summed['enterprises']}家"
    summary = some if summed["responses"] else "没有有效答卷"
    return SurveyPanel(enterprises, aspects, list(_sentences(survey, account)), summary, "summed" in survey)


def _sentences(survey: Body, account: ItemAccount) -> Iterator[str]:
    rows = survey.get("enterprises", [])
    if len(rows) > 1 and account.points is not None:
        measured = next((line.inputs for line in account.lines if line.code == "scale"), {})
        value = next((value for value in measured.values() if isinstance(value, Decimal | int)), None)
        if value is not None:
            terms, said = [Decimal(row["mean"]) for row in rows], mean(Decimal(value))
            exactly = "＝" if sum(terms) == Decimal(said) * len(rows) else "≈"
            yield f"（{'＋'.join(map(points_text, terms))}）÷{len(rows)}{exactly}{said}。"
    for held in survey.get("rounds", []):
        left_out = "、".join(f"{words}{held[key]}份" for key, words in LEFT_OUT.items() if held[key])
        closed = spoken(date.fromisoformat(held["closes"]))
        not_counted = f"，另有{left_out}，不计" if left_out else ""
        yield f"{held['name']}{closed}截止，全区有效答卷{held['valid']}份{not_counted}。"
    if summed := survey.get("summed"):
        yield "为保护答卷人，本人的得分表不列出是哪些企业答的、各打多少分。"
        if summed["enterprises"] == 1:
            yield "只有1家企业作答，均分就是这家企业的打分，企业填写时已知悉。"
    if rows:
        few = f"答卷（或者其中在本系统填写的）不足{SHOWN_BY_ASPECT}份"
        yield f"为保护答卷人，只列平均数；年度结束前不分方面列示，{few}、年度结束后有答卷作废的企业也不分。"
