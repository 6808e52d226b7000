"""The same for honours' works, trainings, disciplines and the calendar's changes."""

from datetime import date

from enterprises.models import Attendance, CriticismDecision, DifferentWorks, Discipline, Training
from officers.models import Attachment, CalendarChange
from surveys.models import Letter
from tests.factories import ENTERED, record
from tests.surveys.rounds import published

DAY = date(2021, 3, 9)


def training(cast, **more):
    return record(Training, cast.district, **{"date": DAY, "topic": "惠企政策", "hours": "3.0"} | more)


def discipline(cast, **more):
    told = {"officer": cast.officer, "date": DAY, "kind": "other", "facts": "事实", "document_no": "1号"}
    return record(Discipline, cast.district, **told | {"reported_by": "区纪工委"} | more)


def change(cast, **more):
    told = {"scope": "year", "document_no": "国办〔2026〕1号", "entered_by": cast.users["staff"]}
    return record(CalendarChange, cast.district, 2027, **told | more)


def attachment(cast, **more):
    told = {"name": "现场.jpg", "kind": "jpg", "size": 9, "sha256": "0" * 64}
    return record(Attachment, cast.district, **told | more)


def letter(cast):
    """A mail to the first firm of a round."""
    invitation = published(cast.district).invitations.first()
    return Letter.objects.create(
        district=cast.district, invitation=invitation, generation=1, kind="invite", number=1, not_before=ENTERED
    )


def _one_file_twice(cast):
    first = attachment(cast)
    attachment(cast, file_id=first.file_id)


def one_of_each(cast):
    yield training(cast)
    yield discipline(cast)
    yield change(cast)
    yield attachment(cast)


def _other(row):
    return type(row).objects.filter(pk=row.pk)


OTHERS = {
    "training": lambda cast: _other(training(cast, topic="纪律教育")),
    "discipline": lambda cast: _other(discipline(cast, document_no="2号")),
    "attachment": lambda cast: _other(attachment(cast)),
    "calendarchange": lambda cast: _other(change(cast, scope="days")),
}


def _came(cast, *times, **how):
    held = training(cast)
    for _ in range(*times or (1,)):
        Attendance.objects.create(district=cast.district, training=held, **{"state": "present"} | how)


def _different(cast, second="技改工作", times=1):
    for _ in range(times):
        DifferentWorks.objects.create(
            district=cast.district, officer=cast.officer, first="技改", second=second, decided_at=ENTERED
        )


def _decided(cast, times=1, reason="电话提醒"):
    for _ in range(times):
        CriticismDecision.objects.create(
            district=cast.district, officer=cast.officer, year=2021, sequence=1, decision="reminded", reason=reason,
            decided_at=ENTERED,
        )  # fmt: skip


BREAKING = {
    "criticism_decision_once": lambda cast: _decided(cast, times=2),
    "criticism_decision_has_reason": lambda cast: _decided(cast, reason=""),
    "attachment_file_once": _one_file_twice,
    "attachment_not_empty": lambda cast: attachment(cast, size=0),
    "different_works_once": lambda cast: _different(cast, times=2),
    "different_works_differ": lambda cast: _different(cast, second="技改"),
    "training_once": lambda cast: [training(cast) for _ in range(2)],
    "training_hours_positive": lambda cast: training(cast, hours="0"),
    "attendance_one_person": lambda cast: _came(cast, officer=cast.officer, deputy=cast.deputy),
    "attendance_once_officer": lambda cast: _came(cast, 2, officer=cast.officer),
    "attendance_once_deputy": lambda cast: _came(cast, 2, deputy=cast.deputy),
    "attendance_leave_has_reason": lambda cast: _came(cast, officer=cast.officer, state="leave"),
    "discipline_has_grounds": lambda cast: discipline(cast, document_no=""),
    "discipline_once": lambda cast: [discipline(cast) for _ in range(2)],
    "calendar_one_pending_year": lambda cast: [change(cast) for _ in range(2)],
    "calendar_two_people": lambda cast: change(cast, approved_by=cast.users["staff"], approved_at=ENTERED),
    "calendar_approved_by_somebody": lambda cast: change(cast, approved_at=ENTERED),
    "calendar_has_document": lambda cast: change(cast, document_no=""),
}
