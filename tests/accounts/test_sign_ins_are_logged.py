"""T41: who came in, who did not, and never with what."""

import json

from officers.models import LogEntry
from tests.accounts.signing_in import ELSEWHERE, sign_in, signed_in
from tests.cast import Cast
from tests.factories import PASSWORD


def entries():
    return [(entry.action, entry.actor, entry.note) for entry in LogEntry.objects.order_by("pk")]


def everything():
    """All that the log says, as one text."""
    return json.dumps([list(row) for row in LogEntry.objects.values_list()], default=str)


def test_coming_in_and_going_out_are_logged_with_the_address(cast):
    client = signed_in("hejingcheng")
    client.post("/logout/")
    assert entries() == [("登录", "何景澄", ""), ("退出", "何景澄", "")]
    entry = LogEntry.objects.first()
    assert (entry.user, entry.district, entry.address) == (cast.users["director"], cast.district, "127.0.0.1")


def test_a_wrong_password_is_logged_at_its_account_as_nobodys_act(cast):
    sign_in("hejingcheng", "not it", ELSEWHERE)
    assert entries() == [("登录未成功", "何景澄", "密码不对")]
    entry = LogEntry.objects.get()
    assert entry.user is None, "whoever it was has not shown to be the owner"
    assert (entry.record_id, entry.address) == (str(cast.users["director"].pk), ELSEWHERE)


def test_a_try_at_an_unknown_name_is_logged_without_the_name(cast):
    sign_in("Geheim-Mima-2026", "x")
    assert entries() == [("登录未成功", "未知登录名", "未知登录名")]
    assert "Geheim" not in everything()


def test_the_attempt_that_locks_says_so_and_later_ones_do_not_fill_the_log(cast):
    for _ in range(9):
        sign_in("hejingcheng", "not it")
    assert [note for _, _, note in entries()] == ["密码不对"] * 4 + ["密码不对，锁定15分钟"]


def test_no_password_ever_stands_in_the_log(cast):
    """T7: canaries in each field a password is typed into."""
    canaries = ("Canary-eins-2026", "Canary-zwei-2026")
    sign_in("hejingcheng", canaries[0])
    client = signed_in("hejingcheng")
    client.post("/me/password/", {"old": PASSWORD, "new": canaries[1], "again": canaries[1]})
    cast.users["director"].refresh_from_db()
    assert cast.users["director"].check_password(canaries[1])
    said = everything()
    assert not [word for word in (*canaries, PASSWORD, cast.users["director"].password) if word in said]


def test_tries_at_unknown_names_are_read_by_administrators_at_the_top_alone(db):
    cast = Cast()
    below = cast.elsewhere
    below.parent = cast.district
    below.save()
    sign_in("unknown", "x")
    cast.users["outsider"].grants.update(role="admin")
    assert "登录未成功" in cast.client("admin").get("/log/").content.decode()
    assert "登录未成功" not in cast.client("outsider").get("/log/").content.decode()
    assert "登录未成功" not in cast.client("oversight").get("/log/").content.decode()
