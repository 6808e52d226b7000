"""All addresses: what is declared, and what the resolver knows."""

from django.urls import get_resolver

from tests.cast import ANONYMOUS

from . import (
    accounts,
    answering,
    assessment,
    calendar,
    directory,
    invitations,
    issues,
    ledgers,
    people,
    quality,
    records,
    reminders,
    site,
    survey_results,
    surveys,
    visits,
)
from .answers import EVERYBODY, SIGNED_IN

PARTS = (
    site, accounts, calendar, reminders, people, directory, visits, ledgers, issues, records, assessment,
    surveys, survey_results, answering, invitations, quality,
)  # fmt: skip
TABLE = {name: address for part in PARTS for name, address in part.TABLE.items()}


def routes(patterns, prefix=""):
    """(name, path pattern) of every address the site answers."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, path)
        else:
            yield pattern.name, path


ROUTES = dict(routes(get_resolver().url_patterns))


def path_to(name, cast):
    """The path of an address, its placeholders filled in with records made for it."""
    address = TABLE[name]
    return address.path(cast) if address.path else f"/{ROUTES[name]}"


def readers(name):
    """Who is answered 200 there."""
    return _who(name, "GET", 200)


def writers(name):
    """Who is answered by the form itself, with success or with what is wrong, when they post what it asks for."""
    return _who(name, "POST", 200, 302, 303, 422)


def _who(name, method, *accepted):
    answers = TABLE[name].answers.get(method, {})
    if TABLE[name].by_link:
        return [ANONYMOUS] if answers[EVERYBODY] in accepted else []
    return [person for person, status in answers.items() if status in accepted and person in SIGNED_IN]
