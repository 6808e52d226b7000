"""Rows written in bulk are what rows written one by one are, on either database."""

import threading
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from assessment.models import FactSheet
from enterprises.models import Enterprise, Policy, PolicySupport
from officers.bulk import insert_many, insert_missing
from officers.models import Officer

from .making import FIRM, district

pytestmark = pytest.mark.django_db
TEXTS = ["\\N", "\\", "a\tb", "a\nb", "a\r\nb", "\\.", "'\"", "中文，𠮷", "", "\\t", "NULL"]


def test_any_text_comes_back_as_it_was():
    home = district()
    insert_many(Officer, [Officer(district=home, code=str(place), name=text) for place, text in enumerate(TEXTS)])
    assert dict(Officer.objects.values_list("code", "name")) == {str(place): text for place, text in enumerate(TEXTS)}


def test_dates_times_amounts_and_nothing_come_back_as_they_were():
    home = district()
    firm = Enterprise.objects.create(district=home, credit_code=FIRM, name="甲")
    policy = Policy.objects.create(district=home, name="补贴")
    at = datetime(2021, 3, 9, 23, 59, 59, 999_999, tzinfo=UTC)
    same = {"district": home, "year": 2021, "entered_at": at, "enterprise": firm, "policy": policy}
    rows = [
        PolicySupport(**same, serial=0, date=date(2021, 3, 9), amount=Decimal("0.0001")),
        PolicySupport(**same, serial=1, date=date(2021, 3, 10), amount=None),
    ]
    insert_many(PolicySupport, rows)
    found = PolicySupport.objects.order_by("serial").values_list("date", "amount", "entered_at", "voided_at", "version")
    assert list(found) == [
        (date(2021, 3, 9), Decimal("0.0001"), at, None, 1),
        (date(2021, 3, 10), None, at, None, 1),
    ]


def test_many_more_than_go_at_once_all_arrive():
    home = district()
    insert_many(Officer, [Officer(district=home, code=f"A{number:05d}", name="官") for number in range(4500)])
    assert Officer.objects.count() == 4500


def test_the_laws_of_the_database_hold():
    home = district()
    twins = [Officer(district=home, code="A01", name=name) for name in ("甲", "乙")]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many(Officer, twins)


def sheets(*names):
    return [FactSheet(digest=name, body=f"{{{name}}}") for name in names]


def test_what_is_there_already_stays_and_what_is_named_twice_comes_once():
    insert_missing(FactSheet, sheets("a", "b"))
    insert_missing(FactSheet, [FactSheet(digest="a", body="另一个"), *sheets("c", "c")])
    assert dict(FactSheet.objects.values_list("digest", "body")) == {"a": "{a}", "b": "{b}", "c": "{c}"}


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_same_at_once_both_get_through():
    """The second has looked and found nothing; the first's rows come between its look and its write."""
    problems = []
    looked, written = threading.Event(), threading.Event()

    def second():
        def wait_before_copy(execute, sql, params, many, context):
            answer = execute(sql, params, many, context)
            if sql.startswith("SELECT") and not looked.is_set():
                looked.set()
                written.wait(10)
            return answer

        with closing(connection):
            try:
                with connection.execute_wrapper(wait_before_copy):
                    insert_missing(FactSheet, sheets("a", "b"))
            except Exception as problem:
                problems.append(problem)

    thread = threading.Thread(target=second)
    thread.start()
    assert looked.wait(10)
    insert_missing(FactSheet, sheets("a"))
    written.set()
    thread.join()
    assert not problems
    assert set(FactSheet.objects.values_list("digest", flat=True)) == {"a", "b"}
