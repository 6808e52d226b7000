"""A session ends 30 minutes after the last request and 12 hours after the sign-in, to the minute."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user, login
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from config.middleware import end_old_sessions
from officers.models import User

SIGNED_IN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def user(db):
    return User.objects.create_user(username="office", password="long enough to be one")


class Visitor:
    """One browser: its session survives between requests, whose times are given."""

    def __init__(self, user):
        self.user, self.key = user, None

    def request(self, at, signing_in=False) -> bool:
        """Make a request at `at`; True when the view saw a signed-in user."""

        request = RequestFactory().get("/")
        request.session, request.at = SessionStore(self.key), at
        request.user = get_user(request)
        seen = []

        def view(request):
            if signing_in:
                login(request, self.user)
            seen.append(request.user.is_authenticated)
            return HttpResponse()

        end_old_sessions(view)(request)
        request.session.save()
        self.key = request.session.session_key
        return seen[0]


@pytest.fixture
def visitor(user):
    found = Visitor(user)
    assert found.request(SIGNED_IN, signing_in=True)
    return found


@pytest.mark.parametrize(("idle", "inside"), [(29 * MINUTE, True), (30 * MINUTE, False), (31 * MINUTE, False)])
def test_an_idle_session_ends_after_half_an_hour(visitor, idle, inside):
    assert visitor.request(SIGNED_IN + idle) is inside


def test_each_request_starts_the_half_hour_anew(visitor):
    assert visitor.request(SIGNED_IN + 29 * MINUTE)
    assert visitor.request(SIGNED_IN + 58 * MINUTE)
    assert not visitor.request(SIGNED_IN + 89 * MINUTE)


@pytest.mark.parametrize(("age", "inside"), [(719 * MINUTE, True), (720 * MINUTE, False)])
def test_nobody_stays_longer_than_twelve_hours_however_busy(visitor, age, inside):
    at = SIGNED_IN
    while at + 20 * MINUTE < SIGNED_IN + age:
        at += 20 * MINUTE
        assert visitor.request(at)
    assert visitor.request(SIGNED_IN + age) is inside


def test_an_ended_session_is_gone_from_the_server(visitor):
    ended = visitor.key
    visitor.request(SIGNED_IN + 31 * MINUTE)
    assert not SessionStore().exists(ended)


def test_the_next_sign_in_has_all_its_time(visitor):
    visitor.request(SIGNED_IN + 31 * MINUTE)
    again = SIGNED_IN + 800 * MINUTE
    assert visitor.request(again, signing_in=True)
    assert visitor.request(again + 29 * MINUTE)


def test_requests_of_the_same_minute_write_once(visitor):
    session = SessionStore(visitor.key)
    seen = session["seen"]
    visitor.request(SIGNED_IN + timedelta(seconds=59))
    assert SessionStore(visitor.key)["seen"] == seen
    visitor.request(SIGNED_IN + timedelta(seconds=60))
    assert SessionStore(visitor.key)["seen"] == seen + 60
