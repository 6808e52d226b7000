"""T15: a site has no account by itself; its first administrator is made on the console."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from officers.models import LogEntry, User
from tests.accounts.signing_in import signed_in
from tests.factories import make_district


def opened(*arguments):
    said = StringIO()
    call_command("open_account", *arguments, stdout=said)
    return said.getvalue()


def test_the_first_administrator_comes_in_and_opens_the_others(db):
    make_district()
    password = opened("qinruoheng", "秦若衡").rsplit("：", 1)[1].strip()
    client = signed_in("qinruoheng", password)
    new = "Chun-feng-hua-yu-26"
    client.post("/me/password/", {"old": password, "new": new, "again": new})
    assert client.get("/accounts/").status_code == 200
    entry = LogEntry.objects.get(action="开设账号")
    assert (entry.actor, entry.user) == ("命令 open_account", None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("taken", "某人"), "已有人使用"),
        (("TAKEN", "某人"), "已有人使用"),
        (("new", "某人", "--role", "liaison"), "须写明单位"),
        (("new", "某人", "--district", "nowhere"), "没有代码"),
    ],
)
def test_what_cannot_be_is_said(db, arguments, said):
    make_district()
    User.objects.create_user("taken")
    with pytest.raises(CommandError, match=said):
        opened(*arguments)
    assert User.objects.count() == 1


def test_without_a_district_there_is_nobody_to_look_after(db):
    with pytest.raises(CommandError, match="还没有地区"):
        opened("new", "某人")
