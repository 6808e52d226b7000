"""KD-5b: a chain counts against a unit once a person decided so, under its part in it; until then it is pending."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessment.assess import context_for, scheme_for
from assessment.measures import collect
from assessment.models import Record
from assessment.second_findings import due_records, make_findings
from officers.models import Unit
from surveys.handle_again import decide
from tests.cast import Cast
from tests.factories import make_unit
from tests.pages.reading import text_of
from tests.racing import at_once
from tests.surveys.chains import at_fault, by, judged
from tests.surveys.rounds import published


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def survey(cast):
    return prepared(cast)


def prepared(cast):
    Unit.objects.filter(pk=cast.unit.pk).update(kind=Unit.Kind.DEPARTMENT)
    cast.unit.refresh_from_db()
    return published(cast.district)


def chain(cast, survey, **more):
    return at_fault(cast, survey, by(cast, "staff"), by(cast, "director"), **more)


def test_a_single_unit_is_charged_once_with_number_and_document(cast, survey):
    handling = chain(cast, survey)
    client, path = cast.client("staff"), f"/assessment/second-handlings/{handling.pk}/"
    assert "计入考核记录" in text_of(client.get("/assessment/second-handlings/"))
    for _ in range(2):
        assert client.post(path).status_code == 302
    record = Record.objects.get()
    assert (record.scheme_code, record.item, record.unit, record.value) == (
        "kunshan-departments", "re_single", cast.unit, "",
    )  # fmt: skip
    assert (record.related, record.document_no) == (f"二次转办{handling.number}", "区营商办〔2021〕30号")
    assert record.entered_by == cast.users["staff"]
    assert f"已计入： {record.number}" in text_of(client.get("/assessment/second-handlings/"))


def test_lead_and_helpers_have_their_own_items(cast, survey):
    helper, street = make_unit(cast.district, "区住建局"), make_unit(cast.district, "城关街道", Unit.Kind.STREET)
    handling = chain(cast, survey, helpers=[helper, street])
    make_findings(handling, by(cast, "staff"))
    assert {(record.unit, record.item) for record in Record.objects.all()} == {
        (cast.unit, "re_lead"), (helper, "re_help"),
    }  # fmt: skip


def test_nothing_counts_before_a_person_decided(cast, survey):
    handling = judged(cast, survey, by(cast, "staff"))
    assert not list(due_records(handling))
    with pytest.raises(ValidationError, match="没有要计入"):
        make_findings(handling, by(cast, "staff"))
    page = cast.client("staff").get("/assessment/second-handlings/")
    assert "还有1件待免责评判，没有计入任何单位" in text_of(page)
    assert cast.client("staff").post(f"/assessment/second-handlings/{handling.pk}/").status_code == 404
    assert not Record.objects.exists()


def test_an_exempt_chain_counts_for_nobody(cast, survey):
    handling = decide(
        judged(cast, survey, by(cast, "staff")), by(cast, "director"), 2, True, "1号", "受电网规划限制"
    )  # fmt: skip
    with pytest.raises(ValidationError, match="没有要计入"):
        make_findings(handling, by(cast, "staff"))
    assert "免责，不计入" in text_of(cast.client("staff").get("/assessment/second-handlings/"))


def test_nobody_makes_a_finding_about_an_own_firm(cast, survey):
    handling = chain(cast, survey)
    cast.officer.user = cast.users["staff"]
    cast.officer.save()
    with pytest.raises(PermissionDenied, match="这家企业"):
        make_findings(handling, by(cast, "staff"))
    assert not Record.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_presses_make_one_record():
    cast = Cast()
    handling = chain(cast, prepared(cast))

    def press():
        fresh = type(handling).objects.select_related("call_back__invitation__survey", "unit").get(pk=handling.pk)
        try:
            return len(make_findings(fresh, by(cast, "staff")))
        except ValidationError:
            return 0

    assert sorted(at_once(press, 4)) == [0, 0, 0, 1]
    assert Record.objects.count() == 1


def test_the_record_is_one_that_the_scheme_reads(cast, survey):
    make_findings(chain(cast, survey), by(cast, "staff"))
    context = context_for(cast.district, scheme_for("kunshan-departments", 2021), 2021, date(2022, 3, 1))
    (draft,) = [subject for subject in collect(context).subjects if subject.code == cast.unit.name]
    assert (draft.facts["re_single"], draft.facts["re_lead"]) == (1, None)
    assert draft.evidence["records"]["re_single"][0]["document"] == "区营商办〔2021〕30号"
