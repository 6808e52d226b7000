"""An officer and a deputy read which sessions they were called to and how they came, and of nobody else."""

from datetime import date

import pytest

from enterprises.models import Attendance, Training
from tests.counting import queries_of
from tests.factories import ENTERED, record
from tests.pages.reading import text_of


@pytest.fixture
def held(cast):
    training = record(
        Training, cast.district, date=date(2021, 3, 9), topic="惠企政策解读", place="区会议中心", hours="3.0"
    )
    for who, how in (
        ({"officer": cast.officer}, {"state": "present"}),
        ({"officer": cast.other_officer}, {"state": "leave", "reason": "带队招商"}),
        ({"deputy": cast.deputy}, {"state": "absent"}),
    ):
        Attendance.objects.create(district=cast.district, training=training, **who, **how)
    return training


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("officer", "到1次，请假0次，缺0次"),
        ("other_officer", "到0次，请假1次，缺0次"),
        ("deputy", "到0次，请假0次，缺1次"),
    ],
)
def test_each_reads_how_they_came_themselves(cast, held, who, said):
    page = text_of(cast.client(who).get("/trainings/"))
    assert said in page
    assert page.count("惠企政策解读") == 1
    assert ("带队招商" in page) is (who == "other_officer")


def test_a_void_session_is_not_listed(cast, held, actor):
    held.void(actor, 1, "重复登记")
    assert "还没有培训记录" in text_of(cast.client("officer").get("/trainings/"))


def test_the_roll_the_export_and_the_form_stay_the_offices(cast, held):
    for path in (f"/trainings/{held.pk}/", "/trainings/new/"):
        assert cast.client("officer").get(path).status_code == 404
    assert cast.client("officer").post("/trainings/export/").status_code == 404


def test_the_page_asks_the_same_whatever_its_length(cast, held):
    client = cast.client("officer")
    client.get("/trainings/")
    few = queries_of(client, "/trainings/")
    sessions = Training.objects.bulk_create(
        Training(
            district=cast.district, year=2021, serial=n, date="2021-03-10", topic=f"第{n}讲", hours=1,
            entered_at=ENTERED,
        )
        for n in range(10, 300)
    )  # fmt: skip
    Attendance.objects.bulk_create(
        Attendance(district=cast.district, training=one, officer=cast.officer, state="present") for one in sessions
    )
    assert queries_of(client, "/trainings/") == few
