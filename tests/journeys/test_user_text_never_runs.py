"""T23: hostile text in every field that people can fill, shown by every page in a real browser: nothing runs.

The browser's requests are answered by the application in this very process, so that each page stands on rows of its
own that are gone afterwards.
"""

from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.cast import Cast
from tests.permissions.table import TABLE, path_to, readers
from tests.security.test_user_text_never_runs import fill, poison

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

PAYLOADS = (
    "\"'></title></textarea><script>hurt()</script>",
    "<img src=x onerror=hurt()><svg onload=hurt()>",
    '" autofocus onfocus=hurt() x="',
)
OPEN = [name for name in TABLE if readers(name)]
HOST = "http://testserver"


@pytest.mark.parametrize("name", OPEN)
def test_nothing_runs(browser, name):
    cast = Cast()
    path = path_to(name, cast)
    fill(cast)
    client = cast.client(readers(name)[0])
    page = browser.new_page()
    complaints, answers = [], {}
    page.on("console", lambda told: complaints.append(told.text) if "Content Security Policy" in told.text else None)
    page.add_init_script("window.hurt = () => { document.documentElement.dataset.hurt = 'yes'; };")
    page.route("**/*", lambda route: answered(route, answers))
    for payload in PAYLOADS:
        poison(payload)
        answer = answers[urlsplit(path).path] = client.get(path)
        assert answer.status_code == 200
        if "html" not in answer["Content-Type"]:
            return  # a file to keep; what is in it is another test's business
        page.goto(HOST + path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.dataset.hurt || ''") == "", payload
    page.close()
    assert not complaints


def answered(route, answers):
    """Fulfil the browser's request from what the application has answered, or by the static file. (The application
    cannot be asked from here: Playwright's handlers see another connection to the database.)"""
    path = urlsplit(route.request.url).path
    answer = answers.get(path)
    if path.startswith("/static/"):
        route.fulfill(path=finders.find(path.removeprefix("/static/")))
    elif answer is None:
        route.fulfill(status=204)
    else:
        headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
        route.fulfill(status=200, headers=headers, body=answer.content)
