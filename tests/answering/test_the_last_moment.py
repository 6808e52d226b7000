"""T22, T47: an answer that arrived before closing counts, however long the database takes over it."""

import threading
from contextlib import closing
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from surveys import links
from surveys.models import Invitation, Response
from tests.cast import Cast
from tests.surveys.rounds import CLOSES, published
from tests.toolchain.processes import until

BEFORE = CLOSES - timedelta(microseconds=1)


@pytest.mark.parametrize(("moment", "status"), [(BEFORE, 303), (CLOSES, 409)])
def test_the_moment_of_arrival_decides(firm, clock, moment, status):
    clock.now = moment
    assert firm.send().status_code == status


@pytest.mark.django_db(transaction=True)
def test_it_arrives_in_time_and_is_committed_after_closing():
    """The real clock: somebody holds the row past closing, with the answer waiting behind."""
    cast, now = Cast(), timezone.now()
    survey = published(cast.district, closes_at=now + timedelta(seconds=4))
    invitation = survey.invitations.first()
    body = {question.field_name: "满意" for question in survey.questions.all()}
    answered = []

    def send():
        with closing(connection):
            answered.append(Client().post(f"/s/{links.token(invitation)}/answers/", body).status_code)

    sender = threading.Thread(target=send)
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(reminders=1)  # holds the row, or on SQLite the file
        sender.start()
        until(lambda: timezone.now() > survey.closes_at, "the round has closed")
        assert not answered
    sender.join()
    assert answered == [303]
    assert Response.objects.get().submitted_at < survey.closes_at
    assert Client().post(f"/s/{links.token(survey.invitations.last())}/answers/", body).status_code == 409
