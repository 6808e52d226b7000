"""T20, T16: links of a round come out by four presses and by mail, to those allowed, and nowhere else; what a firm
wrote comes out nowhere while the round is open.

Every token of a round is a canary: every page, file and message is searched for all of them, as every person.
"""

import logging
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.core import mail
from django.db import connection, transaction
from django.http import SimpleCookie
from django.test import Client

from enterprises.models import Enterprise
from officers.models import LogEntry, Notification, Role
from surveys import hand_out, letters, links
from surveys.answer import submit
from surveys.invite import reissue
from surveys.models import Invitation, Remark
from tests.factories import at, grant, make_enterprise, pair
from tests.permissions.answers import OFFICE as ALLOWED
from tests.permissions.invitations import ACTOR, open_round
from tests.permissions.people import seen
from tests.permissions.table import ROUTES, TABLE, path_to
from tests.surveys.rounds import firm_at, footprint, reply_to

#: the answers that show links on purpose
SHOWN = {"survey-link", "survey-slips", "survey-list", "survey-handout", "survey-remind-list"}
#: what a firm has said in a round that is not over: nobody reads it
REMARK = "檀木匣子里的账没有算清"
#: addresses in which the token itself stands: the firm's own
PUBLIC = {name for name in TABLE if TABLE[name].public}


def tokens():
    """What is secret of every link there was and of the next: the codes of all generations of all invitations."""
    found = set()
    for invitation in Invitation.objects.all():
        for generation in range(1, invitation.generation + 2):
            invitation.generation = generation
            found.add(links.token(invitation).partition("-")[2])
    return found


def told_in(text, known=None):
    return {token for token in known or tokens() if token in text}


def text_of(answer):
    """All that an answer carries: its headers, its body, and what is inside of a workbook or document."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    parts = [str(answer.headers), body.decode("utf-8", "replace")]
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as file:
            parts += [file.read(name).decode("utf-8", "replace") for name in file.namelist()]
    return "\n".join(parts)


@pytest.fixture
def lived(cast, settings):
    """A round in which everything has happened: shown, printed, mailed, replaced, answered, withdrawn."""
    settings.EMAIL_HOST = "mail.test"
    settings.DEFAULT_FROM_EMAIL = "office@office.example"
    pair(cast.officer, make_enterprise(cast.district, "远岫机电有限公司"))
    survey = open_round(cast, "第一轮")
    Enterprise.objects.filter(pk=cast.enterprise.pk).update(email="firm@firm.example")
    staff = cast.client("staff")
    path = f"/surveys/{survey.pk}/"
    staff.post(f"{path}invitations/1/link/")
    staff.post(f"{path}hand-out/slips/", {"which": "open"})
    staff.post(f"{path}hand-out/list/", {"which": "open"})
    staff.post(f"{path}hand-out/mails/", {"shown": 1})
    letters.deliver(lambda: at(2097, 1, 1))
    first, second, third = survey.invitations.order_by("place")
    submit(first, reply_to(survey, remark=REMARK), footprint(), firm_at())
    reissue(second, ACTOR, "链接发错了人")
    third.withdraw(ACTOR, "企业已迁出")
    assert len(tokens()) == 7  # of three firms, one of them with its second link
    return survey


def rows_of_every_table():
    """A dump of the database as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield f"{table} {row}"


def test_no_table_holds_a_link(lived):
    dump = "\n".join(rows_of_every_table())
    assert "surveys_letter" in dump
    assert "链接发错了人" in dump
    assert not told_in(dump)
    assert not [entry for entry in LogEntry.objects.all() if told_in(str(vars(entry)))]
    assert not [each for each in Notification.objects.all() if told_in(str(vars(each)))]
    # the remark stands in one row, which knows no firm, and in no log
    assert [row.split()[0] for row in dump.splitlines() if REMARK in row] == ["surveys_remark"]
    assert Remark.objects.get(text=REMARK).enterprise_id is None


def test_the_canary_sings(lived):
    assert told_in(mail.outbox[0].body)
    assert told_in(links.address(lived.invitations.first()))


def test_no_address_shows_links_but_those_made_for_it(cast, lived):
    sessions = {person: cast.client(person).cookies for person in cast.names}
    leaks, shown = [], set()
    for name in sorted(TABLE.keys() - PUBLIC):
        for known, form in ways_to(name, cast, lived):
            with transaction.atomic():
                path, canaries = known or path_to(name, cast), tokens() | {REMARK}
                for person, cookies in sessions.items():
                    for method in map(str.lower, TABLE[name].answers):
                        if not told_in(asked(cookies, method, path, form), canaries):
                            continue
                        shown.add(name)
                        if not (name in SHOWN and method == "post" and person in ALLOWED):
                            leaks.append((name, method, person))
                transaction.set_rollback(True)
    assert not leaks
    # slips show theirs in squares, and on holidays nobody is reminded; the others do show some
    assert SHOWN - {"survey-slips", "survey-remind-list"} <= shown


def ways_to(name, cast, lived):
    """(path, form): the one of the table, made when it is its turn, and for pages of a round those of this one."""
    form = TABLE[name].form(cast) if TABLE[name].form else {}
    form |= {"shown": "20"} if "shown" in form else {}
    yield "", form
    if name.startswith("survey-"):
        path = f"/{ROUTES[name]}".replace("<int:pk>", str(lived.pk))
        handouts = [each.pk for each in lived.handouts.all()] if "<int:handout>" in path else [0]
        for place in (1, 2) if "<int:place>" in path else (0,):
            for handout in handouts:
                yield path.replace("<int:place>", str(place)).replace("<int:handout>", str(handout)), form


def asked(cookies, method, path, form):
    """All that one answer says; what an accepted request wrote is undone."""
    client = Client()
    client.cookies = SimpleCookie({key: morsel.value for key, morsel in cookies.items()})
    with transaction.atomic():
        said = text_of(getattr(client, method)(path, form if method == "post" else {}))
        transaction.set_rollback(True)
    return said


def test_who_serves_a_firm_does_not_change_the_number_its_link_goes_to(cast):
    """A second number of their own is nobody's in the register. Of other firms they may."""
    grant(cast.users["officer"], Role.OFFICE_STAFF, cast.district)
    numbers = {}
    for firm in (cast.enterprise, cast.other_enterprise):
        form = {"credit_code": firm.credit_code, "name": firm.name, "contact": "王会计", "phone": "13800000909"}
        path = f"/enterprises/{firm.pk}/edit/"
        assert cast.client("officer").post(path, form | {"seen": seen(firm)}).status_code == 302
        firm.refresh_from_db()
        numbers[firm.pk] = (firm.contact, firm.phone)
    assert numbers == {cast.enterprise.pk: ("王会计", ""), cast.other_enterprise.pk: ("王会计", "13800000909")}
    shown = cast.client("officer").get(f"/enterprises/{cast.enterprise.pk}/edit/")
    assert "电话请办公室另一人更正" in text_of(shown)


@pytest.mark.parametrize("name", sorted(SHOWN - {"survey-slips"}))
@pytest.mark.parametrize("role", ["officer", "deputy", "liaison"])
def test_who_serves_firms_gets_none_even_from_the_office(cast, name, role):
    grant(cast.users["staff"], role, cast.district, cast.unit)
    answer = cast.client("staff").post(path_to(name, cast), TABLE[name].form(cast) if TABLE[name].form else {})
    assert answer.status_code == 403
    assert not told_in(text_of(answer))


def test_the_picture_is_kept_from_the_same_people(cast):
    """A slip shows its link as squares alone, which a search for text does not see."""
    path = path_to("survey-slips", cast)
    for person in cast.names:
        shown = "<svg viewBox" in text_of(cast.client(person).post(path, {"which": "open"}))
        assert shown is (person in ALLOWED), person


def test_nothing_of_a_link_is_logged(cast, lived, caplog, monkeypatch):
    """Not even when the mail server quotes the mail in its refusal."""

    class Quoting:
        def __init__(self, **_):
            pass

        def open(self):
            pass

        def close(self):
            pass

        def send_messages(self, messages):
            raise RuntimeError(f"refused: {messages[0].body}")

    monkeypatch.setattr("officers.channels.get_connection", Quoting)
    Enterprise.objects.update(email="firm@firm.example")
    caplog.set_level(logging.DEBUG)
    for name in ("django", "django.request", "django.db.backends", "surveys"):
        logging.getLogger(name).addHandler(caplog.handler)
    staff, path = cast.client("staff"), f"/surveys/{lived.pk}/"
    staff.post(f"{path}invitations/2/link/")
    assert staff.post(f"{path}hand-out/mails/", {"shown": 1}).status_code == 302
    letters.deliver(lambda: at(2097, 1, 1))
    list(hand_out.sms_list(hand_out.listed(lived.invitations.open()), lived))
    logged = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert "RuntimeError" in logged
    assert not told_in(logged)
    assert "firm@firm.example" not in "".join(
        record.getMessage() for record in caplog.records if "letter" in record.name
    )


def test_whose_address_it_is_is_not_said_by_who_must_not_hold_links(cast):
    """Otherwise an officer of the office could have a firm's mail sent to themselves."""
    grant(cast.users["staff"], "officer", cast.district)
    form = {"credit_code": "91410899MA9D00037E", "name": "改名公司", "email": "me@office.example"}
    form["seen"] = seen(cast.enterprise)
    cast.client("staff").post(f"/enterprises/{cast.enterprise.pk}/edit/", form)
    cast.enterprise.refresh_from_db()
    assert (cast.enterprise.name, cast.enterprise.email) == ("改名公司", "")


@pytest.mark.parametrize("name", sorted(SHOWN - {"survey-slips"}))
def test_an_officer_whose_role_is_over_gets_none_either(cast, name):
    """The firms are still theirs; who is of the office now and was an officer yesterday asks somebody else."""
    cast.other_officer.__class__.objects.filter(pk=cast.other_officer.pk).update(user=cast.users["staff"])
    answer = cast.client("staff").post(path_to(name, cast), TABLE[name].form(cast) if TABLE[name].form else {})
    assert answer.status_code == 403
    assert not told_in(text_of(answer))
