"""This half-year's round, open today: begun, published and answered by the product's own verbs."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from officers.actor import Actor
from officers.workdays import SHANGHAI, day_end
from surveys import answer, clusters, drafting, telephone
from surveys.invite import publish
from surveys.models import Invitation, Question, Survey

from .replies import CHOICES, choices
from .scene import Scene

OPEN_SINCE = timedelta(days=9)
#: the office has so many working days left to remind firms
LEFT = 3
WISHES = ("招工用工", "用地和厂房", "贷款融资", "水、电、气", "政策兑现", "暂时没有")
#: what some firms add, and whether under their name
REMARKS = {
    "澄岳新材料": ("技改补贴去年就报了，什么时候能拨付，希望有个准信。", True),
    "禾岫食品": ("服务官来得勤，问题也跟得紧。", False),
    "帆岫汽车零部件": ("园区公交班次太少，工人下夜班没有车。", False),
    "朗汐环保科技": ("政策说得清楚，建议把申报时间提前通知。", False),
    "砺川刀具": ("厂区门口路灯坏了两个月，盼早点修。", True),
}
#: of ten firms so many have answered, and so many of the others have their link
ANSWERED, DELIVERED = 6, 8
#: two firms whose answers came from one telephone
ONE_TELEPHONE = frozenset({"朗汐环保科技", "砺川刀具"})
WAYS = (Invitation.Way.EMAIL, Invitation.Way.PAPER, Invitation.Way.SMS)


@dataclass(frozen=True)
class Said:
    """One firm's answer to come: when, by whom, and what."""

    at: datetime
    place: int
    firm: str
    invitation: Invitation


def open_round(scene: Scene) -> str:
    """Write the round. Returns its name."""
    survey = _published(scene)
    asked = {invitation.enterprise_id: invitation for invitation in survey.invitations.select_related("enterprise")}
    said = []
    for place, (firm, enterprise) in enumerate(scene.enterprises.items()):
        if invitation := asked.get(enterprise.pk):
            rng = scene.rng("round", firm)
            lot = rng.randrange(10)
            if lot < DELIVERED or firm in REMARKS:
                _deliver(survey, invitation, WAYS[place % len(WAYS)])
            if lot < ANSWERED or firm in REMARKS:
                day = scene.today - timedelta(days=rng.randint(1, OPEN_SINCE.days - 1))
                said.append(Said(scene.moment(day, rng, 8, 21), place, firm, invitation))
    for each in sorted(said, key=lambda each: (each.at, each.place)):
        _answer(scene, survey, each)
    _call(scene, survey)
    clusters.flag(survey, scene.moment(scene.today - timedelta(days=1), scene.rng("flag"), 22, 22))
    return survey.name


def _published(scene: Scene) -> Survey:
    opens = datetime.combine(scene.today - OPEN_SINCE, time(9), SHANGHAI)
    closes = day_end(scene.calendar.nth_workday(scene.today, LEFT))
    half = "上半年" if scene.today.month <= 6 else "下半年"
    survey = Survey(
        district=scene.district, name=f"{scene.today.year}年{half}满意度调查", opens_at=opens, closes_at=closes,
        closes_on=Survey.closing_day(closes), phone="000-5550000",
    )  # fmt: skip
    clerk = Actor(name=str(scene.staff), at=opens - timedelta(hours=18), user=scene.staff)
    drafting.begin(survey, clerk)
    wish = Question(kind=Question.Kind.CHOICE, text="眼下最希望我们帮您办什么", options=[*WISHES])
    drafting.add(survey, clerk, survey.version, wish)
    director = scene.users["hejingcheng"]
    publish(survey, Actor(name=str(director), at=opens - timedelta(minutes=30), user=director), survey.version)
    survey.refresh_from_db()
    return survey


def _deliver(survey: Survey, invitation: Invitation, way: str) -> None:
    sent = survey.opens_at + timedelta(minutes=20 + invitation.place)
    Invitation.objects.filter(pk=invitation.pk).update(delivered_at=sent, delivered_by=way)
    invitation.refresh_from_db()


def _call(scene: Scene, survey: Survey) -> None:
    """What one firm said on the telephone, for another of the office to ask once more."""
    invitation = survey.invitations.open().filter(delivered_at__isnull=False).order_by("place").first()
    if invitation is None:
        raise RuntimeError("every firm that has its link has answered")
    firm = next(name for name, one in scene.enterprises.items() if one.pk == invitation.enterprise_id)
    told_at = scene.moment(scene.today - timedelta(days=1), scene.rng("call"), 15, 16)
    reply = answer.Reply(chosen=_chosen(scene, survey, firm, invitation.place))
    staff = scene.staff.on(scene.today)
    clerk = Actor(name=str(staff), at=told_at + timedelta(minutes=6), user=staff)
    telephone.record(invitation, reply, "行政部负责人", told_at, clerk)


def _chosen(scene: Scene, survey: Survey, firm: str, place: int) -> dict[Question, str]:
    """The firm's answer to each question: marks as of its other replies, and a wish."""
    pairing = scene.pairing_on(firm, survey.closes_on)
    if pairing is None:
        raise RuntimeError(f"{firm} is asked and paired with nobody")
    marks, rng = iter(choices(scene, pairing, survey.closes_on, place)), scene.rng("wish", firm)
    asked = survey.questions.order_by("position")
    return {q: CHOICES[next(marks)] if q.aspect else rng.choice(WISHES) for q in asked}


def _answer(scene: Scene, survey: Survey, said: Said) -> None:
    remark, named = REMARKS.get(said.firm, ("", False))
    chosen = _chosen(scene, survey, said.firm, said.place)
    reply = answer.Reply(chosen=chosen, remark=remark, named=named, wants_call_back=named)
    answer.start(said.invitation, said.at - timedelta(minutes=3))
    device = "one" if said.firm in ONE_TELEPHONE else said.place
    footprint = answer.Footprint(address=f"10.20.{said.place}.8", device=f"demo-{device}")
    invitation = Invitation.objects.select_related("survey").get(pk=said.invitation.pk)
    answer.submit(invitation, reply, footprint, Actor(name="企业", at=said.at))
