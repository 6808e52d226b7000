"""The administrator opens accounts, helps who is locked out, and links accounts to people."""

import re
from datetime import date

import pytest

from officers.models import Grant, LogEntry, Officer, User
from tests.accounts.signing_in import sign_in, signed_in
from tests.accounts.test_lock_out import fail
from tests.factories import PASSWORD, grant, make_officer, make_unit, make_user
from tests.pages.reading import text_of

NEW = {"username": "zhangsan", "name": "张三丰", "role": "office_staff", "starts": "2021-03-01"}


@pytest.fixture
def admin(cast):
    return cast.client("admin")


def listed(client, **asked):
    return [user.username for user in client.get("/accounts/", asked).context["page"]]


@pytest.mark.parametrize("text", ["林沐", "linmuchuan", "lmc", "LinMu", " lmc "])
def test_an_account_is_found_by_characters_pinyin_initials_and_user_name(admin, text):
    assert listed(admin, q=text) == ["linmuchuan"]


def test_accounts_are_filtered_by_state_and_role(cast, admin):
    fail("hejingcheng")
    assert listed(admin, state="disabled") == ["gone"]
    assert "gone" not in listed(admin, state="active")
    assert listed(admin, state="locked") == ["hejingcheng"]
    assert listed(admin, role="leader") == ["fangjingchuan"]
    assert "锁定" in text_of(admin.get("/accounts/?q=hjc"))
    assert "没有符合条件的账号" in text_of(admin.get("/accounts/?q=没有这个人"))


def test_accounts_of_other_districts_are_not_listed(admin):
    assert "elsewhere" not in listed(admin)


@pytest.mark.parametrize("query", ["q=%EF%BF%BE", "state=x", "role=%F0%9F", "page=x", "page=-1", "q=" + "a" * 300])
def test_a_filter_that_makes_no_sense_breaks_nothing(admin, query):
    assert admin.get(f"/accounts/?{query}").status_code == 200


def password_on(answer):
    return re.search(r"<dd class=\"key\">(\S+-\S+-\S+)</dd>", answer.content.decode())[1]


def test_a_new_account_signs_in_with_the_password_that_was_shown_once(cast, admin):
    answer = admin.post("/accounts/new/", NEW)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    password = password_on(answer)
    user = User.objects.get(username="zhangsan")
    page = admin.get(f"/accounts/{user.pk}/").content.decode()
    assert password not in page
    client = signed_in("zhangsan", password)
    assert client.get("/assessment/")["Location"] == "/me/password/"
    assert not [entry for entry in LogEntry.objects.values_list("after", "note") if password in str(entry)]
    told = LogEntry.objects.filter(user=cast.users["admin"]).order_by("pk").values_list("action", flat=True)
    assert list(told) == ["开设账号", "授予身份"]
    assert user.grants.get().district == cast.district


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"username": "hejingcheng"}, "username"),
        ({"username": "HeJingCheng"}, "username"),
        ({"username": "张三"}, "username"),
        ({"username": "ab"}, "username"),
        ({"username": "<script>"}, "username"),
        ({"name": ""}, "name"),
        ({"role": "emperor"}, "role"),
        ({"role": ""}, "role"),
        ({"role": "department"}, "unit"),
        ({"starts": "2021-02-30"}, "starts"),
        ({"ends": "2021-02-28"}, "ends"),
    ],
)
def test_a_form_with_a_fault_opens_no_account(admin, changed, field):
    before = User.objects.count(), Grant.objects.count()
    answer = admin.post("/accounts/new/", NEW | changed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert (User.objects.count(), Grant.objects.count()) == before


def test_a_reset_password_is_shown_once_and_must_be_changed(cast, admin):
    old = signed_in("hejingcheng")
    password = password_on(admin.post(f"/accounts/{cast.users['director'].pk}/password/"))
    assert old.get("/me/").status_code == 302
    assert sign_in("hejingcheng", PASSWORD).status_code == 200
    assert signed_in("hejingcheng", password).get("/me/")["Location"] == "/me/password/"


def test_the_page_offers_what_can_be_done_and_nothing_else(cast, admin):
    def buttons(name):
        return re.findall(r"<button[^>]*>([^<]+)", admin.get(f"/accounts/{cast.users[name].pk}/").content.decode())

    assert {"重置密码", "停用账号", "增加身份"} <= set(buttons("director"))
    assert "启用账号" in buttons("disabled")
    assert not {"重置密码", "停用账号", "增加身份"} & set(buttons("admin")), "one's own account"


@pytest.mark.parametrize("act", ["disable", "enable", "password", "sessions", "two-factor"])
def test_nobody_does_to_the_own_account_what_needs_another(cast, admin, act):
    answer = admin.post(f"/accounts/{cast.users['admin'].pk}/{act}/")
    assert answer.status_code == 403
    cast.users["admin"].refresh_from_db()
    assert cast.users["admin"].is_active
    assert cast.users["admin"].check_password(PASSWORD)


def test_an_account_is_linked_to_an_officer_and_opens_the_own_pages(cast, admin):
    user = grant(make_user("newcomer", "新人"), "officer", cast.district)
    officer = make_officer(cast.district, "A09", "新人")
    path = f"/accounts/{user.pk}/"
    assert "A09" in text_of(admin.get(path))
    assert admin.post(f"{path}link/", {"person": f"officer-{officer.pk}"}).status_code == 302
    assert Officer.objects.visible_to(user.on(date(2021, 3, 1))).get() == officer
    admin.post(f"{path}unlink/officer/")
    officer.refresh_from_db()
    assert officer.user is None
    told = LogEntry.objects.filter(record_label="新人", record_type="officers.officer").order_by("pk")
    assert [entry.action for entry in told] == ["关联账号", "解除关联账号"]


def test_an_officer_who_has_an_account_is_not_linked_to_another(cast, admin):
    path = f"/accounts/{cast.users['staff'].pk}/link/"
    answer = admin.post(path, {"person": f"officer-{cast.officer.pk}"})
    assert answer.status_code == 422
    cast.officer.refresh_from_db()
    assert cast.officer.user == cast.users["officer"]


def test_an_account_belongs_to_one_officer_only(cast, admin):
    free = make_officer(cast.district, "A09", "另一位")
    answer = admin.post(f"/accounts/{cast.users['officer'].pk}/link/", {"person": f"officer-{free.pk}"})
    assert answer.status_code == 422
    assert "已有关联" in text_of(answer)


@pytest.mark.parametrize("kind", ["user", "unit", "x"])
def test_only_officers_and_deputies_are_unlinked(cast, admin, kind):
    assert admin.post(f"/accounts/{cast.users['officer'].pk}/unlink/{kind}/").status_code == 404


def test_hostile_names_are_shown_as_text(cast, admin):
    """T23."""
    evil = "<script>alert(1)</script>＜b＞\u202e{{7*7}}"
    make_unit(cast.district, evil)
    user = grant(make_user("evil", evil), "office_staff", cast.district)
    for path in ("/accounts/", f"/accounts/{user.pk}/", "/accounts/new/"):
        source = admin.get(path).content.decode()
        assert "<script>alert" not in source
        assert "&lt;script&gt;" in source
