"""T23: hostile text in every field that people can fill, shown by every page in a real browser: nothing runs."""

import pytest

from tests.permissions.table import TABLE, path_to, readers
from tests.security.hostile import STEP
from tests.security.test_user_text_never_runs import poison

from .shown import Shown

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

PAYLOADS = (
    "\"'></title></textarea><script>hurt()</script>",
    "<img src=x onerror=hurt()><svg onload=hurt()>",
    '" autofocus onfocus=hurt() x="',
)
OPEN = [name for name in TABLE if readers(name)]


def payloads(name):
    """All of them; when texts are tried in turn (`HOSTILE_STEP`), one for each address."""
    return PAYLOADS if STEP == 1 else [PAYLOADS[OPEN.index(name) % len(PAYLOADS)]]


@pytest.mark.parametrize("name", OPEN)
def test_nothing_runs(browser, scene, name):
    path = path_to(name, scene)
    client = scene.client(readers(name)[0])
    window = Shown(browser)
    window.page.add_init_script("window.hurt = () => { document.documentElement.dataset.hurt = 'yes'; };")
    for payload in payloads(name):
        poison(payload)
        answer = client.get(path)
        assert answer.status_code == 200
        if "html" not in answer["Content-Type"]:
            break  # a file to keep; what is in it is another test's business
        window.show(path, answer)
        window.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert window.page.evaluate("document.documentElement.dataset.hurt || ''") == "", payload
    window.page.close()
    assert not [told for told in window.complaints if "Content Security Policy" in told]
