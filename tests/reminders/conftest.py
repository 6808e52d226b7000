"""People, their district's calendar, and a mail server of the test's own (Django's, in memory)."""

from threading import Thread

import pytest

from officers.models import Officer, ReminderChoice, WorkDay
from tests.cast import Cast

from .gateway import Gateway


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def calendar(cast):
    return WorkDay.objects.calendar(cast.district)


@pytest.fixture
def by_mail(cast, settings):
    """Mail is configured, and the officer has given an address."""
    settings.EMAIL_HOST = "mail.test"
    settings.PUBLIC_URL, settings.SITE_URL = "https://firms.example", "https://office.example"
    settings.DEFAULT_FROM_EMAIL = "office@office.example"
    return ReminderChoice.objects.create(person=cast.users["officer"], email="lin@office.example")


@pytest.fixture
def with_phones(cast):
    """The directory has telephone numbers."""
    Officer.objects.update(phone="13800001234")


@pytest.fixture
def gateway():
    with Gateway() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()
