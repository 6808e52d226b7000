"""A roll of 300 officers is kept page by page, each sent as a browser sends it, within what a request carries."""

from html.parser import HTMLParser

import pytest
from django.conf import settings

from enterprises.models import Attendance, Training
from officers.models import Deputy, Officer

OFFICERS, DEPUTIES = 300, 40
FORM = {"date": "2021-03-09", "topic": "惠企政策解读", "place": "区会议中心", "hours": "3"}


class Fields(HTMLParser):
    """What the page's own form would send: names and values, boxes only where they are ticked."""

    def __init__(self, answer):
        super().__init__()
        self.sent, self.boxes = {}, []
        self.feed(answer.content.decode().split('class="form">')[1].split("</form>")[0])

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag != "input" or "name" not in told:
            return
        if told.get("type") == "checkbox":
            self.boxes.append((told["name"], told["value"]))
            if "checked" not in told:
                return
        self.sent.setdefault(told["name"], []).append(told.get("value", ""))


@pytest.fixture
def staff(cast):
    """The office of a district with 300 officers and 40 deputies."""
    here = {"district": cast.district, "unit": cast.unit}
    Officer.objects.bulk_create(
        Officer(**here, code=f"B{n:03}", name=f"服务官{n:03}").spell() for n in range(OFFICERS - 2)
    )
    Deputy.objects.bulk_create(Deputy(**here, name=f"分包人{n:03}").spell() for n in range(DEPUTIES - 1))
    return cast.client("staff")


def send(client, path, *, tick=("called", "present"), absent=(), button="next"):
    """Open a page of the roll, tick everybody but `absent`, send it. Returns (fields sent, the answer)."""
    fields = Fields(client.get(path))
    sent = {name: values for name, values in fields.sent.items() if name not in ("called", "present")}
    for name, value in fields.boxes:
        if name in tick and value not in absent:
            sent.setdefault(name, []).append(value)
    sent |= {name: [value] for name, value in FORM.items()} | ({button: ["1"]} if button else {})
    return sum(map(len, sent.values())), client.post(path, sent)


def through(client):
    """Keep the roll of everybody, from the first page to the last; the fields that each page sent."""
    path, counts = "/trainings/new/", []
    while path != "/trainings/":
        count, answer = send(client, path)
        assert answer.status_code == 302, path
        counts.append(count)
        path = answer["Location"]
    return counts


def test_everybody_is_kept_in_pages_that_one_request_carries(staff):
    counts = through(staff)
    assert len(counts) == 4
    # a session's token comes on top; no limit was raised
    assert max(counts) + 1 <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS == 500
    assert Attendance.objects.filter(officer__isnull=False, state="present").count() == OFFICERS
    assert Attendance.objects.filter(deputy__isnull=False, state="present").count() == DEPUTIES
    assert Training.objects.get().version == 4


def test_a_page_leaves_those_on_the_others_alone(staff):
    through(staff)
    path = f"/trainings/{Training.objects.get().pk}/?page=2"
    someone = Fields(staff.get(path)).boxes[0][1]
    _, answer = send(staff, path, absent={someone}, button=None)
    assert answer["Location"] == "/trainings/"
    assert Attendance.objects.count() == OFFICERS + DEPUTIES - 1
    assert not Attendance.objects.filter(officer=someone.removeprefix("officer-")).exists()


def test_who_joined_the_district_meanwhile_moves_nobody_out_of_the_form_that_is_open(cast, staff):
    """The form speaks of the people who stood on it, not of those who would stand there now."""
    through(staff)
    path = f"/trainings/{Training.objects.get().pk}/?page=2"
    fields = Fields(staff.get(path)).sent
    newest = Officer.objects.create(district=cast.district, code="A00", name="丁一")  # among the first by name
    assert staff.post(path, fields).status_code == 302
    assert Attendance.objects.filter(state="present").count() == OFFICERS + DEPUTIES
    assert not Attendance.objects.filter(officer=newest).exists()


def test_keys_that_nobody_has_are_nobody(staff, cast):
    people = f"officer-{cast.officer.pk},officer-{'9' * 40},deputy-²,nobody-1,officer-,,"
    sent = FORM | {"people": people, "called": [f"officer-{cast.officer.pk}", f"officer-{'9' * 40}"]}
    assert staff.post("/trainings/new/", sent).status_code == 302
    assert Attendance.objects.get().officer == cast.officer


def test_the_leader_reads_a_long_roll_in_pages(staff, cast):
    through(staff)
    page = cast.client("leader").get(f"/trainings/{Training.objects.get().pk}/")
    assert page.content.decode().count('<tr><th scope="row">') == 100
    assert "共4页" in page.content.decode()
