"""An officer in the middle of a year, and pages asked at a given moment."""

import pytest
from django.test import RequestFactory

from officers.workdays import local_day
from tests.cast import Cast


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def ask(cast):
    """Opens a page as one of the cast at a moment, as the site would at that moment."""

    def open_page(view, name, moment, **query):
        request = RequestFactory().get("/", query)
        request.user = cast.users[name]
        request.user.on(local_day(moment))
        request.at = moment
        return view(request)

    return open_page
