"""Two survey rounds a year and what the firms answered."""

from collections.abc import Iterator
from datetime import date, timedelta

from enterprises.models import Pairing
from surveys.models import Answer, Question, Response, Survey

from .conduct import CONDUCT
from .scene import Row, Scene

OPEN_DAYS = 14
ROUNDS: tuple[tuple[str, Row], ...] = (
    ("上半年", (0, 6, 30)),
    ("年终", (0, 12, 15)),
    ("上半年", (1, 6, 30)),
    ("年终", (1, 12, 15)),
)
QUESTIONS = (
    ("深入企业", "他（她）来企业了解情况"),
    ("服务态度", "他（她）的服务态度"),
    ("工作效率", "他（她）办事快不快"),
    ("问题解决", "您提的问题解决得怎样"),
    ("政策落实", "政策讲清楚、落到位没有"),
)
CHOICES = {
    "5": Answer.Choice.VERY_SATISFIED,
    "4": Answer.Choice.SATISFIED,
    "3": Answer.Choice.FAIRLY_SATISFIED,
    "2": Answer.Choice.DISSATISFIED,
    "1": Answer.Choice.VERY_DISSATISFIED,
}
#: round and firm: no reply; a reply after the closing day; a reply that was void
SILENT = {
    (0, "禾岫食品"),
    (0, "芦汀纺织"),
    (0, "鼎岑仪表"),
    (1, "璃川玻璃"),
    (1, "嵩沅铸锻"),
    (2, "翠岑茶业"),
    (2, "窑岭陶瓷"),
}
LATE = {(1, "启岫电子"), (2, "砺川刀具")}
VOID = {(1, "渡川专用车"), (2, "锦沅化纤")}
VOID_REASON = "企业来函说明由他人误填，申请作废"


def surveys(scene: Scene) -> list[Survey]:
    """The rounds that are over, unsaved; the one that is open is made by `rounds`."""
    rounds = ((label, scene.day(row)) for label, row in ROUNDS)
    return [
        Survey(district=scene.district, name=f"{closes.year}年{label}满意度调查", closes_on=closes)
        for label, closes in rounds
        if closes < scene.today
    ]


def questions(survey: Survey) -> list[Question]:
    """The five questions of a round, unsaved."""
    return [
        Question(district=survey.district, survey=survey, position=position, aspect=aspect, text=text)
        for position, (aspect, text) in enumerate(QUESTIONS, 1)
    ]


def replies(scene: Scene, rounds: list[Survey]) -> Iterator[tuple[Response, str]]:
    """Each firm's reply, unsaved, with its five choices as digits."""
    for number, survey in enumerate(rounds):
        for place, firm in enumerate(scene.enterprises):
            pairing = scene.pairing_on(firm, min(survey.closes_on, scene.yesterday))
            if pairing is None or (number, firm) in SILENT:
                continue
            response = _response(scene, survey, pairing, (number, firm))
            if response.entered_at.date() < scene.today:
                yield response, choices(scene, pairing, survey.closes_on, place)


def _response(scene: Scene, survey: Survey, pairing: Pairing, key: tuple[int, str]) -> Response:
    rng = scene.rng("reply", *key, survey.closes_on)
    ahead = -1 if key in LATE else rng.randint(0, OPEN_DAYS - 1)
    submitted = scene.moment(survey.closes_on - timedelta(days=ahead), rng, 8, 21)
    response = Response(
        district=scene.district,
        survey=survey,
        enterprise=pairing.enterprise,
        submitted_at=submitted,
        year=survey.closes_on.year,
        entered_at=submitted,
    )
    checked = scene.calendar.nth_workday(survey.closes_on, 3)
    if key in VOID and checked < scene.today:
        response.voided_at, response.voided_by = scene.moment(checked, rng), scene.staff
        response.void_reason = VOID_REASON
    return response


def choices(scene: Scene, pairing: Pairing, closes: date, place: int) -> str:
    """The officer's patterns in turn, spread over the questions by chance: the sum is the pattern's."""
    conduct = CONDUCT[min(closes.year - scene.years[0], 1)]  # a round may close after the end of this year
    patterns = conduct[pairing.officer.code].replies
    pattern = list(patterns[(place + closes.month) % len(patterns)])
    scene.rng("choices", closes, place).shuffle(pattern)
    return "".join(pattern)


def answers(response: Response, choices: str, asked: list[Question]) -> list[Answer]:
    """A reply's five answers, unsaved."""
    return [
        Answer(district=response.district, response=response, question=question, choice=CHOICES[choice])
        for question, choice in zip(asked, choices, strict=True)
    ]
