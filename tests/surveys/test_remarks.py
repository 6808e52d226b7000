import pytest

from enterprises.models import Issue
from officers.models import LogEntry, Role
from surveys import results
from surveys.answer import submit
from surveys.models import OfficeCase, Remark
from surveys.seal import seal_due
from tests.cast import Cast
from tests.counting import queries_of
from tests.factories import grant, make_enterprise, pair
from tests.racing import at_once

from .rounds import AFTER, firm_at, footprint, published, reply_to

SECRET = "路灯三年没有修"


@pytest.fixture
def cast(db):
    return Cast()


def said(cast, *, firms=6, named=False, over=True):
    """A round of so many answers, the first with a remark."""
    for place in range(firms - 2):
        pair(cast.officer, make_enterprise(cast.district, f"企业{place}"))
    survey = published(cast.district)
    for place, invitation in enumerate(survey.invitations.all()[:firms]):
        remark = SECRET if place == 0 else ""
        submit(invitation, reply_to(survey, remark=remark, named=named and place == 0), footprint(place), firm_at())
    if over:
        seal_due(AFTER)
        results.count_due(AFTER)
    return survey


def page(cast, survey, person="staff", query=""):
    return cast.client(person).get(f"/surveys/{survey.pk}/remarks/{query}")


def press(cast, survey, code, person="staff"):
    remark = Remark.objects.get()
    return cast.client(person).post(f"/surveys/{survey.pk}/remarks/{remark.pk}/{code}/")


@pytest.mark.parametrize(
    ("firms", "over", "shown"), [(6, True, True), (6, False, False), (4, True, False), (5, True, True)]
)
def test_a_text_without_a_name_waits_for_the_end_and_for_others(cast, firms, over, shown):
    survey = said(cast, firms=firms, over=over)
    text = page(cast, survey).content.decode()
    assert (SECRET in text) == shown
    assert str(cast.enterprise) not in text
    assert press(cast, survey, "case").status_code == (302 if shown else 404)


def test_whoever_asked_to_be_named_need_not_wait(cast):
    survey = said(cast, firms=2, named=True, over=False)
    text = page(cast, survey).content.decode()
    assert SECRET in text
    assert str(cast.enterprise) not in text


def test_a_named_remark_becomes_an_issue_with_one_click(cast):
    survey = said(cast, firms=2, named=True, over=False)
    assert press(cast, survey, "issue").status_code == 302
    issue = Issue.objects.get()
    assert (issue.enterprise, issue.content, issue.first_level) == (cast.enterprise, SECRET, "general")
    assert press(cast, survey, "issue").status_code == 302
    assert Issue.objects.count() == 1
    assert SECRET in page(cast, survey, query="?state=issue").content.decode()


def test_a_remark_without_a_name_never_becomes_an_issue(cast):
    survey = said(cast)
    press(cast, survey, "issue")
    assert not Issue.objects.exists()
    assert Remark.objects.get().state == "open"


def test_it_becomes_a_case_of_the_office_that_names_nobody(cast):
    survey = said(cast)
    answer = press(cast, survey, "case")
    case = OfficeCase.objects.get()
    shown = cast.client("director").get(answer.url)
    assert SECRET in shown.content.decode()
    assert str(cast.enterprise) not in shown.content.decode()
    ended = cast.client("director").post(answer.url, {"outcome": "已请城管局修好", "version": "1"})
    assert ended.status_code == 302
    case.refresh_from_db()
    assert (case.outcome, case.version) == ("已请城管局修好", 2)
    stale = cast.client("staff").post(answer.url, {"outcome": "又一个结果", "version": "1"})
    assert stale.status_code == 409
    assert OfficeCase.objects.get().outcome == "已请城管局修好"


def test_a_case_is_not_closed_without_an_outcome(cast):
    survey = said(cast)
    answer = press(cast, survey, "case")
    assert cast.client("staff").post(answer.url, {"outcome": " ", "version": "1"}).status_code == 422
    assert OfficeCase.objects.get().closed_at is None


def test_whoever_serves_firms_reads_no_texts_though_of_the_office(cast):
    survey = said(cast)
    press(cast, survey, "case")
    grant(cast.users["staff"], Role.LIAISON, cast.district, cast.unit)
    for path in (f"/surveys/{survey.pk}/remarks/", "/surveys/cases/", f"/surveys/cases/{OfficeCase.objects.get().pk}/"):
        assert cast.client("staff").get(path).status_code == 403


def test_texts_stand_in_no_log(cast):
    survey = said(cast)
    for code in ("case", "noted"):
        press(cast, survey, code)
    assert not [entry for entry in LogEntry.objects.all() if SECRET in str(vars(entry))]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_deals_with_it():
    cast = Cast()
    survey = said(cast, firms=2, named=True, over=False)
    remark = Remark.objects.get()
    client = cast.client("staff")
    statuses = at_once(lambda: client.post(f"/surveys/{survey.pk}/remarks/{remark.pk}/issue/").status_code, 4)
    assert statuses == [302] * 4
    assert Issue.objects.count() == 1


def test_the_number_of_queries_does_not_grow(cast):
    survey = said(cast)
    client, path = cast.client("staff"), f"/surveys/{survey.pk}/remarks/?state=all"
    client.get(path)
    counts = []
    for more in (5, 200):
        Remark.objects.bulk_create(Remark(district=cast.district, survey=survey, text=f"意见{n}") for n in range(more))
        counts.append(queries_of(client, path))
    assert counts[0] == counts[1]


def test_how_many_wait_is_not_told(cast):
    """Whoever looks at the list of firms as well would see which of them has just written something."""
    survey = published(cast.district)
    before = without_tokens(page(cast, survey))
    submit(survey.invitations.first(), reply_to(survey, remark=SECRET), footprint(), firm_at())
    assert without_tokens(page(cast, survey)) == before


def without_tokens(answer):
    return [line for line in answer.content.decode().splitlines() if "csrfmiddlewaretoken" not in line]
