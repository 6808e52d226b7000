"""Two presses at the same moment, each on its own connection: one submission."""

import threading

import pytest
from django.db import connection

from enterprises.hand_in import AlreadyHandedIn, hand_in, save_draft
from enterprises.models import Ledger, Submission
from officers.actor import Actor
from officers.models import StaleRecord
from tests.cast import Cast
from tests.factories import at

from .conftest import SEPTEMBER

pytestmark = pytest.mark.django_db(transaction=True)
TEXTS = {"progress": "同一份", "suggestions": ""}
TIMES = 6


@pytest.mark.parametrize("drafted", [False, True], ids=["nothing yet", "a draft"])
def test_one_of_many_presses_wins(drafted):
    cast = Cast()
    actor = Actor(name="林沐川", at=at(2021, 10, 8), user=cast.users["officer"])
    version = save_draft(cast.officer, SEPTEMBER, TEXTS, 0, actor).version if drafted else 0
    together, said = threading.Barrier(TIMES), []

    def press():
        try:
            together.wait()
            hand_in(cast.officer, SEPTEMBER, TEXTS, version, actor)
            said.append("in")
        except (AlreadyHandedIn, StaleRecord) as told:
            said.append(type(told).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["AlreadyHandedIn"] * (TIMES - 1) + ["in"]
    assert (Ledger.objects.count(), Submission.objects.count()) == (1, 1)
