"""T2: columns that the server fills by itself cannot be filled by a form that happens to name them."""

import pytest
from django.apps import apps
from django.core import serializers
from django.db import models, transaction

from officers.models import User
from tests.cast import ANONYMOUS
from tests.factories import make_user
from tests.permissions.table import TABLE, path_to, writers

FORMS = [name for name, address in TABLE.items() if address.form]
APPS = ("officers", "enterprises", "surveys", "assessment")
LONG_AGO = "1987-06-05"
#: what is taken with a code of the moment, or on some days, alone
AT_A_TIME = {"two-factor-remove", "two-factor-codes", "survey-remind", "survey-remind-list", "survey-mails"}
#: moments that people do tell
TOLD = {"told_at", "opens_at", "closes_at"}


def columns(kind):
    """The names of all columns of the product's models of one kind."""
    mine = [model for model in apps.get_models() if model._meta.app_label in APPS]
    return {field.name for model in mine for field in model._meta.concrete_fields if isinstance(field, kind)}


def by_server(nobody):
    """What is posted beside the form: times that were never, and a person whom nobody named."""
    times = dict.fromkeys(columns(models.DateTimeField) - TOLD, f"{LONG_AGO} 04:03:02")
    people = {
        field.name: str(nobody.pk)
        for model in apps.get_models()
        if model._meta.app_label in APPS
        for field in model._meta.concrete_fields
        if field.related_model is User
    }
    return times | people | {f"{name}_id": key for name, key in people.items()}


def rows():
    return "".join(serializers.serialize("json", model._base_manager.all()) for model in apps.get_models())


def named(nobody):
    """Rows that refer to the person."""
    found = {}
    for relation in User._meta.related_objects:
        many = relation.related_model._base_manager.filter(**{relation.field.name: nobody}).count()
        if many:
            found[relation.related_model.__name__] = many
    return found


@pytest.mark.parametrize("name", FORMS)
def test_times_and_people_are_the_servers_own(cast, name):
    nobody = make_user("unnamed", "无名氏")
    path, form = path_to(name, cast), TABLE[name].form(cast)
    client = cast.client((writers(name) or [ANONYMOUS])[0])
    taken, *_ = posted(client, path, form, nobody)
    assert taken < 400 or name in AT_A_TIME
    status, kept, by_name = posted(client, path, by_server(nobody) | form, nobody)
    assert status == taken
    assert LONG_AGO not in kept
    assert not by_name


def posted(client, path, fields, nobody):
    """(status, all rows after it, those that refer to the person); it is undone."""
    with transaction.atomic():
        status = client.post(path, fields).status_code
        found = status, rows(), named(nobody)
        transaction.set_rollback(True)
    return found
