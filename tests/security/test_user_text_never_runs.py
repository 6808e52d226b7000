"""T23, T25: every text that people can store, made hostile at once, shown on every page and in every export."""

import re
from contextlib import suppress
from datetime import date
from io import BytesIO
from zipfile import is_zipfile

import openpyxl
import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from enterprises.models import IssueStep, Submission, Visit
from officers.models import Attachment, LogEntry, WorkDay
from surveys.models import Question
from tests.factories import (
    answer,
    ask,
    at,
    compute_run,
    exempt,
    hand_in,
    honour,
    raise_issue,
    remind_of,
    support,
    upload_workbook,
    visit,
)  # fmt: skip
from tests.laws.breaking import feedback, month_of, stand_in
from tests.laws.breaking_records import attachment, change, discipline, training
from tests.permissions.table import TABLE, path_to, readers, writers

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
SHORT = 8
#: addresses that may answer with a workbook once there is something to tell
MAY_EXPORT = re.compile(r"export|xlsx|list|rejected|hand-out")
#: rows that the database itself keeps as they were: hostile from the start, see `fill`
FROZEN = (Attachment,)
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
            if fields and not getattr(model, "append_only", False) and model not in FROZEN:
                yield model, fields


def fill(cast):
    """A row of every kind that a list could show, on days that no other test speaks of."""
    officer, enterprise, day = cast.officer, cast.enterprise, date(2020, 11, 3)
    visit(cast.pairing, day, content="了解情况", is_briefing=True, policies="稳岗返还")
    visit(cast.pairing, date(2020, 11, 4), void="经核查未到企业", content="未到")
    exempt(officer, day, day, "脱产培训")
    hand_in(officer, 11, at(2020, 12, 3), at(2020, 12, 4), year=2020)
    Submission.objects.update(return_reason="诉求栏未填")
    support(enterprise, day, "技改补助")
    raise_issue(enterprise, "S-1", day, "用电增容", ("closed", date(2020, 11, 5)))
    IssueStep.objects.update(note="已通电")
    answer(ask(cast.district, "2020年度调查", date(2020, 12, 1)), enterprise, "满意")
    honour(day, "招商", document="区管办〔2020〕9号", officer=officer)
    WorkDay.objects.create(district=cast.district, day=day, is_workday=False, note="停工")
    compute_run(cast.district, year=2020, as_of=date(2021, 3, 1), user=cast.users["director"])
    for make in (training, discipline, change, stand_in, feedback, month_of):
        with suppress(IntegrityError), transaction.atomic():  # the page may have made its own already
            make(cast)
    for shown in Visit.objects.filter(voided_at__isnull=True):
        shown.attachments.add(attachment(cast, name=f"{SCRIPT}.jpg"))
    for user in cast.users.values():
        remind_of(user, cast.district)
    upload_workbook(cast.district, sha256="b" * 64)
    # the log is never altered, so it is hostile from the start
    told = {"actor": SCRIPT, "record_label": SCRIPT, "note": SCRIPT, "before": {"content": SCRIPT}}
    LogEntry.objects.create(
        at=at(2020, 11, 3), district=cast.district, action="更正走访", record_type="enterprises.visit", record_id="1",
        after={"content": "=1+1"}, **told,
    )  # fmt: skip


def poison(text):
    """Write the text into every field that somebody could have typed it into, where the laws let it stand."""
    for model, fields in free_texts():
        rows = model._base_manager.all()
        if model is Question:  # those of a published round the database keeps as they were
            rows = rows.filter(survey__published_at__isnull=True)
        for row in rows:
            for name in fields:
                longest = model._meta.get_field(name).max_length or 500
                if getattr(row, name):
                    # the id keeps what must differ apart; a short text comes first, since a formula must
                    own = f"{text}{row.pk}" if len(text) < SHORT else f"{row.pk}{text}"
                    setattr(row, name, own[:longest])
            # what was published keeps its words: its questions, say
            with suppress(IntegrityError), transaction.atomic():
                model._base_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in fields})


@pytest.mark.long  # each time the same pages are shown by Chromium, which would run it: tests/journeys
@pytest.mark.parametrize("name", OPEN)
def test_a_page_shows_hostile_text_as_text(cast, name):
    path = path_to(name, cast)
    fill(cast)
    poison(SCRIPT)
    for person in readers(name):
        shown = cast.client(person).get(path)
        assert shown.status_code == 200, person
        if shown.streaming or "html" not in shown["Content-Type"]:
            continue
        assert "<script>hurt" not in shown.content.decode(), person


@pytest.mark.parametrize("name", [name for name in TABLE if readers(name) or writers(name)])
def test_an_export_holds_no_live_formula(cast, name):
    path = path_to(name, cast)
    form = TABLE[name].form(cast) if TABLE[name].form else {}
    with transaction.atomic():
        none = not workbooks(cast, name, path, form)
        transaction.set_rollback(True)
    if none and not MAY_EXPORT.search(path):
        return
    fill(cast)
    poison("=1+")
    assert not [cells for cells in map(live_cells, workbooks(cast, name, path, form)) if cells]


def workbooks(cast, name, path, form):
    """The workbooks that an address answers with, one a method."""
    found = []
    for people, method in ((readers(name), "get"), (writers(name), "post")):
        for person in people[:1]:
            export = getattr(cast.client(person), method)(path, form if method == "post" else {})
            content = b"".join(export.streaming_content) if export.streaming else export.content
            if is_zipfile(BytesIO(content)) and "spreadsheet" in export["Content-Type"]:
                found.append(content)
    return found


def live_cells(content):
    """Where the workbook holds a formula or a link."""
    return [
        (sheet.title, cell.coordinate)
        for sheet in openpyxl.load_workbook(BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or cell.hyperlink
    ]
