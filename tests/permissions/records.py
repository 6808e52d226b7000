"""The addresses of honours, trainings, disciplines and criticisms."""

from datetime import date

from enterprises.models import Discipline, Honour, Training
from officers.models import CalendarChange
from tests.factories import honour, record

from .answers import OFFICE, OFFICERS, READERS, Address, done_by, seen_by

DAY = date(2021, 3, 9)


def _honour(cast):
    """One of the own enterprise of "officer" that waits for the office's word."""
    made = honour(DAY, "防汛复产", document="区管办〔2021〕44号", enterprise=cast.enterprise)
    Honour.objects.filter(pk=made.pk).update(service_related=False)
    return made


def of_honour(pattern):
    return lambda cast: pattern.format(_honour(cast).pk)


def _works(cast):
    """The form that merges two titles of the other officer."""
    honour(DAY, "园区集中供热改造", officer=cast.other_officer)
    honour(DAY, "园区集中供热改造工作", kind="title", officer=cast.other_officer)
    titles = {"first": "园区集中供热改造", "second": "园区集中供热改造工作", "keep": "园区集中供热改造"}
    return {"year": "2021", "officer": str(cast.other_officer.pk), **titles}


HONOUR = {
    "target_kind": "officer", "target": "A01", "kind": "commendation", "date": "2021-03-09", "work": "技改",
    "document_no": "市营商办〔2021〕1号", "version": "1",
}  # fmt: skip


def _change(cast):
    """One that the staff has entered: the director may approve it."""
    days = {"2027-03-09": [False, "区庆"]}
    return record(
        CalendarChange, cast.district, 2027, scope="days", document_no="区管办〔2027〕3号", days=days,
        entered_by=cast.users["staff"],
    )  # fmt: skip


def of_change(pattern):
    return lambda cast: pattern.format(_change(cast).pk)


#: they read the calendar, not what is undecided about it
CALENDAR_READERS = (*OFFICERS, "leader", "deputy", "liaison", "admin", "oversight", "bystander")
DECIDED = done_by(*OFFICE, refused=CALENDAR_READERS)


def of_training(pattern):
    return lambda cast: pattern.format(record(Training, cast.district, date=DAY, topic="惠企政策问答", hours="3.0").pk)


def of_discipline(pattern):
    return lambda cast: pattern.format(
        record(
            Discipline, cast.district, officer=cast.officer, date=DAY, kind="other", facts="事实", document_no="9号",
            reported_by="区纪工委",
        ).pk
    )  # fmt: skip


TRAINING = {"date": "2021-03-09", "topic": "惠企政策解读", "hours": "3", "version": "1"}
BREACH = {
    "officer": "A01", "date": "2021-03-09", "kind": "expense", "facts": "事实", "document_no": "2号",
    "reported_by": "区纪工委",
}  # fmt: skip
KEPT = ("director", "leader", "oversight", "outsider")
FORM = {**done_by(*OFFICE, refused=("leader",))}
TABLE = {
    "honours": Address({"GET": seen_by(*OFFICERS, *READERS, "outsider")}),
    "honours-export": Address({"POST": seen_by(*READERS, "outsider")}),
    "honour-new": Address(
        {
            "GET": {**seen_by(*OFFICE, "outsider"), "leader": 403},
            # an office of another district does not find the person in its own
            "POST": {**FORM, "outsider": 422},
        },
        form=lambda cast: HONOUR,
    ),
    "honour": Address({"GET": seen_by(*READERS)}, of_honour("/honours/{}/")),
    "honour-correct": Address(
        {"GET": {**seen_by(*OFFICE), "leader": 403}, "POST": FORM},
        of_honour("/honours/{}/correct/"),
        lambda cast: HONOUR,
    ),
    "honour-void": Address(
        {"POST": FORM}, of_honour("/honours/{}/void/"), lambda cast: {"version": "1", "reason": "重复登记"}
    ),
    "honour-confirm": Address(
        {"POST": FORM}, of_honour("/honours/{}/confirm/"), lambda cast: {"version": "1", "related": "yes"}
    ),
    "calendar-change": Address(
        {"GET": {**seen_by(*OFFICE), **dict.fromkeys(CALENDAR_READERS, 403)}}, of_change("/calendar/changes/{}/")
    ),
    "calendar-approve": Address(
        # nobody approves what they have entered
        {"POST": {**DECIDED, "staff": 403}},
        of_change("/calendar/changes/{}/approve/"),
        lambda cast: {"version": "1"},
    ),
    "calendar-reject": Address(
        {"POST": DECIDED}, of_change("/calendar/changes/{}/reject/"), lambda cast: {"version": "1", "reason": "漏行"}
    ),
    "same-works": Address({"GET": seen_by(*READERS, "outsider")}),
    "same-works-decide": Address({"POST": FORM}, form=_works),
    "trainings": Address({"GET": seen_by(*OFFICERS, "deputy", *READERS, "outsider")}),
    "trainings-export": Address({"POST": seen_by(*READERS, "outsider")}),
    "training-new": Address(
        {
            "GET": {**seen_by(*OFFICE, "outsider"), "leader": 403},
            # the people who were called are of this district
            "POST": {**FORM, "outsider": 422},
        },
        form=lambda cast: TRAINING | {"called": f"officer-{cast.officer.pk}"},
    ),
    "training": Address(
        {"GET": seen_by(*READERS), "POST": FORM},
        of_training("/trainings/{}/"),
        lambda cast: TRAINING | {"present": f"officer-{cast.officer.pk}"},
    ),
    "training-void": Address(
        {"POST": FORM}, of_training("/trainings/{}/void/"), lambda cast: {"version": "1", "reason": "重复"}
    ),
    "criticisms": Address({"GET": seen_by(*READERS, "outsider")}),
    "criticisms-export": Address({"POST": seen_by(*READERS, "outsider")}),
    # nobody has handed anything in, so that there is something to decide on
    "criticism": Address(
        {"GET": seen_by(*READERS), "POST": FORM},
        lambda cast: f"/criticisms/{cast.officer.pk}/2021/",
        lambda cast: {"decision": "reminded", "reason": "已电话提醒", "shown": "0"},
    ),
    # not for the office's staff: what is said of a person stays with those who answer for it
    "disciplines": Address(
        {"GET": seen_by(*KEPT), "POST": {**done_by("director", refused=("leader", "oversight")), "outsider": 422}},
        form=lambda cast: BREACH,
    ),
    "discipline-void": Address(
        {"POST": done_by("director", refused=("leader", "oversight"))},
        of_discipline("/disciplines/{}/void/"),
        lambda cast: {"version": "1", "reason": "查无实据"},
    ),
}
