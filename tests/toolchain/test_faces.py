"""The public face serves links for enterprises and nothing of the inner site."""

import json

from tests.toolchain.processes import KEY, python

ASK = """
import django, json
django.setup()
from django.test import Client
ask = Client(headers={"host": "127.0.0.1"})
told = {path: ask.get(path).status_code for path in ("/healthz", "/", "/login/", "/assessment/")}
told["link"] = "这个链接打不开" in ask.get("/s/1-x/").content.decode()
told["home"] = "回到首页" in ask.get("/there-is-no-such-page/").content.decode()
print(json.dumps(told))
"""


def answers(face: str, tmp_path) -> dict[str, int]:
    told = {"DEMO": "1", "SECRET_KEY": KEY, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    assert python("manage.py", "collectstatic", "--noinput", **told).returncode == 0
    assert python("manage.py", "migrate", "--verbosity", "0", **told).returncode == 0
    done = python("-c", ASK, SITE_FACE=face, **told)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_staff_sign_in_inside(tmp_path):
    inside = {"/healthz": 200, "/": 302, "/login/": 200, "/assessment/": 302, "link": False, "home": True}
    assert answers("internal", tmp_path) == inside


def test_outside_there_is_no_such_page(tmp_path):
    outside = {"/healthz": 200, "/": 404, "/login/": 404, "/assessment/": 404, "link": True, "home": False}
    assert answers("public", tmp_path) == outside
