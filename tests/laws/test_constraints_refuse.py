"""The procedure's law stands in the database: each constraint refuses what it forbids, on either database."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import UniqueConstraint

from tests.cast import Cast
from tests.laws.breaking import BREAKING

OURS = ("officers", "enterprises", "surveys", "assessment")
LAWS = {
    law.name: (model, law) for label in OURS for model in apps.get_app_config(label).get_models()
    for law in model._meta.constraints
}  # fmt: skip


def test_every_constraint_is_tried():
    assert set(BREAKING) == set(LAWS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", LAWS)
def test_the_database_refuses_what_the_law_forbids(name):
    model, law = LAWS[name]
    cast = Cast()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BREAKING[name](cast)
    said = str(refused.value)
    # SQLite names a unique constraint by its columns
    columns = [f"{model._meta.db_table}.{model._meta.get_field(f).column}" for f in getattr(law, "fields", ())]
    by_columns = isinstance(law, UniqueConstraint) and all(column in said for column in columns)
    overlaps = name == "pairing_once" and "pairing_no_overlap" in said
    assert name in said or by_columns or overlaps


@pytest.mark.parametrize("name", [name for name in LAWS if not name.endswith(("_number_once", "counter_once"))])
def test_who_types_what_a_law_forbids_reads_a_sentence(name):
    """Except where no one can: numbers are given out by the program, positions and sheets are its own."""
    _, law = LAWS[name]
    internal = {"question_position_once", "question_aspect_once", "answer_once", "sheet_once_a_run"}
    said = law.violation_error_message or ""
    assert name in internal or any("一" <= char <= "鿿" for char in said)
    assert not said.startswith("Constraint")
