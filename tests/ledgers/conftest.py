"""People with a month of records behind them, and a clock that the test sets."""

from datetime import date

import pytest

from enterprises.models import Ledger
from tests.cast import Cast
from tests.factories import raise_issue, visit

SEPTEMBER = date(2021, 9, 1)


class Desk:
    """What the pages of the officer's September say and take; `arrive` sets when requests arrive."""

    def __init__(self, cast, monkeypatch):
        self.cast, self._patch = cast, monkeypatch

    @property
    def path(self):
        return f"/ledgers/{self.cast.officer.pk}/2021/9/"

    def arrive(self, moment):
        """Every request from now on arrives at this moment."""
        self._patch.setattr("django.utils.timezone.now", lambda: moment)
        return self

    def get(self, who, path=""):
        return self.cast.client(who).get(path or self.path)

    def post(self, who, act="", **form):
        return self.cast.client(who).post(f"{self.path}{act}", form)

    def write(self, who="officer", act="submit/", version=None, progress="", suggestions=""):
        """Save or hand in, from the page as it now stands."""
        found = self.ledger
        shown = (found.version if found else 0) if version is None else version
        return self.post(who, act, progress=progress, suggestions=suggestions, version=shown)

    @property
    def ledger(self):
        return Ledger.objects.filter(officer=self.cast.officer, month=SEPTEMBER, voided_at=None).first()

    @property
    def submissions(self):
        return list(self.ledger.submissions.order_by("sequence")) if self.ledger else []


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def desk(cast, monkeypatch):
    return Desk(cast, monkeypatch)


@pytest.fixture
def september(cast):
    """Two visits of September, one of them a briefing, one void; an issue raised and closed, and one of before."""
    visit(cast.pairing, date(2021, 9, 7), content="了解用电情况")
    visit(cast.pairing, date(2021, 9, 16), is_briefing=True, policies="稳岗返还", content="讲解申报材料")
    visit(cast.pairing, date(2021, 9, 22), content="没有去", void="未到企业")
    visit(cast.pairing, date(2021, 10, 8), content="十月的事")
    visit(cast.other_pairing, date(2021, 9, 8), content="别人的走访")
    raise_issue(cast.enterprise, "W1", date(2021, 9, 8), "用电增容", ("closed", date(2021, 9, 15)))
    raise_issue(cast.enterprise, "W2", date(2021, 7, 8), "老问题已办结", ("closed", date(2021, 7, 15)))
    raise_issue(cast.enterprise, "W3", date(2021, 8, 2), "道路加固")
    return cast
