"""A form is one visit, however often the button is pressed or the phone sends it again."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from enterprises.models import Visit
from officers.laws import lawful
from tests.factories import visit
from tests.pages.reading import text_of

from .clock import TODAY, YESTERDAY

NEW = "/visits/new/"


def test_the_same_form_again_is_answered_with_the_record_it_made(cast, typed):
    client, fields = cast.client("officer"), typed()
    answers = [client.post(NEW, fields) for _ in range(3)]
    found = Visit.objects.get()
    assert {answer["Location"] for answer in answers} == {f"/visits/{found.pk}/"}
    assert "没有重复登记" in text_of(client.get(answers[-1]["Location"]))


def test_the_page_tells_the_browser_which_draft_is_saved(cast, typed):
    fields = typed()
    answer = cast.client("officer").post(NEW, fields, follow=True)
    assert f'data-draft-sent="{fields["form_key"]}"' in answer.content.decode()


def test_another_persons_page_does_not_tell_the_key(cast, typed):
    fields = typed()
    cast.client("officer").post(NEW, fields)
    page = cast.client("director").get(f"/visits/{Visit.objects.get().pk}/")
    assert fields["form_key"] not in page.content.decode()


@pytest.mark.parametrize(
    "changed", [{"day": YESTERDAY}, {"work": ["learn", "briefing"]}, {"work": ["help"]}, {"content": "另一件事。"}]
)
def test_the_same_form_with_other_content_is_asked_back_under_a_new_key(cast, typed, changed):
    """As after the browser's way back: what is new must not be taken for what was saved."""
    client, fields = cast.client("officer"), typed()
    client.post(NEW, fields)
    answer = client.post(NEW, fields | changed)
    assert answer.status_code == 422
    assert "这张表刚才已经保存过，这次的内容不同" in text_of(answer)
    assert f'name="form_key" value="{fields["form_key"]}"' not in answer.content.decode()
    assert Visit.objects.count() == 1


def test_the_key_is_each_persons_own(cast, typed):
    fields = typed()
    cast.client("officer").post(NEW, fields)
    cast.client("liaison").post(NEW, fields | {"day": YESTERDAY})
    assert Visit.objects.count() == 2


def test_two_presses_at_once_leave_one_record_by_law_of_the_database(cast):
    key, user = uuid.uuid4(), cast.users["officer"]
    visit(cast.pairing, TODAY, form_key=key, entered_by=user)
    with pytest.raises(ValidationError, match="这张表已经保存过"), lawful():
        visit(cast.pairing, date(2021, 9, 22), form_key=key, entered_by=user)


@pytest.mark.django_db(transaction=True)
def test_presses_at_the_same_moment_all_lead_to_one_record(cast, typed):
    fields, clients = typed(), [cast.client("officer") for _ in range(4)]

    def press(client):
        try:
            return client.post(NEW, fields)["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as threads:
        led_to = set(threads.map(press, clients))
    assert led_to == {f"/visits/{Visit.objects.get().pk}/"}


def test_without_a_script_the_form_carries_a_key_of_its_own(cast):
    client = cast.client("officer")
    pages = [client.get(NEW).content.decode() for _ in range(2)]
    keys = {page.split('name="form_key" value="')[1][:36] for page in pages}
    assert len(keys) == 2
