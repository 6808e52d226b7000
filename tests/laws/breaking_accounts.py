"""The same for accounts, grants, jobs, uploads and reminders."""

from datetime import date, timedelta

from officers.models import Delivery, FailedSignIn, Grant, Job, RecordCounter, ReminderRound
from tests.factories import COMPUTED, ENTERED, upload_workbook

DAY = date(2021, 3, 9)


def _two_jobs(cast):
    for _ in range(2):
        Job.objects.create(district=cast.district, kind="assess", key="2021", created_at=COMPUTED)


BREAKING = {
    "counter_once": lambda cast: [
        RecordCounter.objects.create(district=cast.district, kind="trial", year=2021) for _ in range(2)
    ],
    "job_one_active": _two_jobs,
    "reminders_once_a_day": lambda cast: [
        ReminderRound.objects.create(district=cast.district, day=DAY, made_at=ENTERED) for _ in range(2)
    ],
    "delivery_once_a_day": lambda cast: [
        Delivery.objects.create(person=cast.users["officer"], channel="email", day=DAY, not_before=ENTERED)
        for _ in range(2)
    ],
    "upload_one_under_way": lambda cast: [upload_workbook(cast.district, sha256="a" * 64) for _ in range(2)],
    "grant_ends_after_start": lambda cast: Grant.objects.create(
        user=cast.users["staff"], role="leader", district=cast.district, starts=DAY, ends=DAY - timedelta(days=1)
    ),
    "grant_unit_named": lambda cast: Grant.objects.create(
        user=cast.users["staff"], role="department", district=cast.district, starts=DAY
    ),
    "failed_sign_in_once": lambda cast: [
        FailedSignIn.objects.create(key="0" * 64, address="10.0.0.1", last_at=ENTERED) for _ in range(2)
    ],
}
