"""T23, T25: every text that people can store, made hostile at once, shown on every page and in every export."""

from io import BytesIO

import openpyxl
import pytest
from django.apps import apps
from django.db import connection, models

from tests.permissions.table import TABLE, path_to, readers

from .hostile import SCRIPT

#: what tells rows apart or is read by the program, and is never typed freely
LEFT = {
    "code",
    "credit_code",
    "username",
    "password",
    "digest",
    "key",
    "kind",
    "path",
    "scheme_code",
    "body",
    "account",
}
APPS = ("officers", "enterprises", "surveys", "assessment")
OPEN = [name for name in TABLE if readers(name)]


def free_texts():
    """(model, names of its fields that hold what somebody typed)."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            fields = [
                field.name
                for field in model._meta.concrete_fields
                if isinstance(field, models.CharField | models.TextField)
                and not field.choices
                and not field.primary_key
                and not field.unique
                and field.name not in LEFT
            ]
            if fields and not getattr(model, "append_only", False):
                yield model, fields


def poison(text):
    """Write the text into every field that somebody could have typed it into, where the laws let it stand."""
    for model, fields in free_texts():
        for row in model._base_manager.all():
            for name in fields:
                longest = model._meta.get_field(name).max_length or 500
                if getattr(row, name):
                    setattr(row, name, f"{text}{row.pk}"[:longest])
            columns = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in fields)
            table = connection.ops.quote_name(model._meta.db_table)
            with connection.cursor() as cursor:
                statement = f"UPDATE {table} SET {columns} WHERE id = %s"
                cursor.execute(statement, [*(getattr(row, name) for name in fields), row.pk])


@pytest.mark.parametrize("name", OPEN)
def test_a_page_shows_hostile_text_as_text(cast, name):
    path = path_to(name, cast)
    poison(SCRIPT)
    for person in readers(name):
        answer = cast.client(person).get(path)
        if answer.streaming or "html" not in answer["Content-Type"]:
            continue
        assert "<script>hurt" not in answer.content.decode(), person


@pytest.mark.parametrize("name", OPEN)
def test_an_export_holds_no_live_formula(cast, name):
    path = path_to(name, cast)
    poison('=HYPERLINK("http://x.example","点")')
    answer = cast.client(readers(name)[0]).get(path)
    if "spreadsheet" not in answer.get("Content-Type", ""):
        return
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f" or cell.hyperlink], sheet.title
