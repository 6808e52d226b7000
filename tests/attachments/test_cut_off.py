"""T57: a connection that is lost in the middle leaves neither a visit nor a file, wherever it is lost."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.middleware.csrf import get_token
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from config.bodies import MOST_BYTES, CutOff, Whole, whole_bodies
from config.environment import BASE_DIR
from enterprises.models import Visit
from officers.models import Attachment

from .making import jpg, segment

PHOTO = jpg(2, 2, *[segment(0xFE, b"x" * 60_000)] * 50)  # more than Django keeps in memory


@pytest.fixture
def send(cast, typed, settings):
    """Send the form as a browser does, the first `upto` bytes of it; returns the status."""
    client = cast.client("officer", enforce_csrf_checks=True, raise_request_exception=False)
    request = RequestFactory().get("/")
    token = get_token(request)
    client.cookies[settings.CSRF_COOKIE_NAME] = request.META["CSRF_COOKIE"]
    # the words come after the file, so that a cut can go through them too
    fields = typed()
    content = fields.pop("content")
    photo = SimpleUploadedFile("a.jpg", PHOTO)
    given = {"csrfmiddlewaretoken": token, **fields, "attachments": photo, "content": content}
    body = encode_multipart(BOUNDARY, given)

    def send(upto=None):
        stream = Whole(BytesIO(body[:upto]), len(body))
        extra = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": stream}
        return client.generic("POST", "/visits/new/", b"-", MULTIPART_CONTENT, **extra).status_code

    send.length = len(body)
    return send


def test_the_whole_form_is_a_visit_with_its_photo(send, lying):
    assert send() == 302
    assert (Visit.objects.count(), Attachment.objects.count(), len(lying())) == (1, 1, 1)


def test_no_part_of_it_is_one(send, lying):
    cuts = [send.length * part // 50 for part in range(50)] + [send.length - back for back in (1, 10, 45, 60, 90)]
    assert {send(upto) for upto in cuts} <= {400, 403}
    assert (Visit.objects.count(), Attachment.objects.count(), lying()) == (0, 0, [])


@pytest.mark.parametrize("read", ["read", "readline"])
def test_a_body_that_is_whole_is_read_as_it_is(read):
    body = Whole(BytesIO(b"one\ntwo"), 7)
    pieces = list(iter(lambda: getattr(body, read)(4), b""))
    assert pieces == [b"one\n", b"two"]


def test_a_body_that_ends_early_says_so():
    body = Whole(BytesIO(b"one"), 7)
    assert body.read(0) == b""
    assert body.read(100) == b"one"
    with pytest.raises(CutOff):
        body.read(100)


def test_what_is_far_too_large_is_not_even_read():
    told = []
    environ = {"CONTENT_LENGTH": str(MOST_BYTES + 1), "wsgi.input": None}
    answer = b"".join(whole_bodies(None)(environ, lambda status, headers: told.append(status)))
    assert told == ["413 Content Too Large"]
    assert "内容太大" in answer.decode()


def test_the_web_server_reads_so():
    """config/wsgi.py cannot be imported in a test: it looks at the database and closes it."""
    assert "application = whole_bodies(get_wsgi_application())" in (BASE_DIR / "config/wsgi.py").read_text()
