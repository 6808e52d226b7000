"""T36, T24, T33: whatever stands in a field or in the address, the answer is a sentence, never a failure of ours."""

import re

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.test import RequestFactory

from config.bodies import whole_bodies
from tests.permissions.table import TABLE, path_to, readers, writers

from .hostile import NUMBERS, SCRIPT, for_field

FORMS = [name for name, address in TABLE.items() if address.form]
PAGES = [name for name in TABLE if readers(name)]


@pytest.mark.parametrize("name", FORMS)
def test_each_field_of_a_form_takes_anything(cast, name):
    path, form = path_to(name, cast), TABLE[name].form(cast)
    client, failed = cast.client(writers(name)[0], raise_request_exception=False), []
    for place, field in enumerate(form):
        for text in for_field(place):
            with transaction.atomic():
                status = client.post(path, {**form, field: text}).status_code
                transaction.set_rollback(True)
            if status >= 500:
                failed.append((field, text[:20], status))
    assert not failed


@pytest.mark.parametrize("name", PAGES)
def test_each_filter_of_a_page_takes_anything(cast, name):
    path = path_to(name, cast)
    client = cast.client(readers(name)[0], raise_request_exception=False)
    failed = []
    asked = [("page", text) for text in (*NUMBERS, SCRIPT)]
    fields = sorted(filters(client.get(path)))
    asked += [(field, text[:500]) for place, field in enumerate(fields) for text in for_field(place)]
    for field, text in asked:
        answer = client.get(path, {field: text})
        if answer.status_code >= 500:
            failed.append((field, text[:20], answer.status_code))
        if 300 <= answer.status_code < 400:
            # "//host" leads to another host
            assert re.match(r"/(?![/\\\\])", answer["Location"]), (field, text)
    assert not failed


@pytest.mark.parametrize(
    "path",
    [
        "/supports/new/?who=%00", "/visits/new/?office=1&q=%00", "/months/?district=%00", "/today/?a%00=b",
        "/\0/", "/login/?next=%00//elsewhere", "/s/1-%00/", "/api/\0",
    ],
)  # fmt: skip
def test_an_address_with_a_nul_is_refused(cast, path):
    """PostgreSQL fails over one wherever it is compared with a text, and a page may ask for any word of an address."""
    answer = cast.client("staff", raise_request_exception=False).get(path)
    assert (answer.status_code, "地址或提交的内容有误" in answer.text) == (400, True)


def filters(answer):
    """The names of the fields in the page's GET forms."""
    if answer.streaming or "html" not in answer.get("Content-Type", ""):
        return []
    source = answer.content.decode()
    forms = re.findall(r'<form[^>]*method="get".*?</form>', source, re.DOTALL)
    return {name for form in forms for name in re.findall(r'<(?:input|select)[^>]*\bname="([^"]+)"', form)}


@pytest.mark.parametrize("charset", ["hex", "base64", "zip", "rot13", "gbk", "utf-16", "utf-8", "nobody-knows-it"])
def test_what_is_in_another_charset_is_refused(cast, charset):
    """Some of these are no charsets; Django fails over them where no page could say anything."""
    environ = RequestFactory().get("/login/", {"next": "/"}).environ
    environ["CONTENT_TYPE"] = f"multipart/form-data; boundary=x; charset={charset}"
    told = []
    list(whole_bodies(WSGIHandler())(environ, lambda status, headers: told.append(status)))
    assert told == ["200 OK" if charset in {"utf-8", "nobody-knows-it"} else "400 Bad Request"]
