"""A trusted phone stands in for the password for the officers' own work, and for nothing else."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from enterprises.models import Visit
from officers.models import LogEntry, TrustedDevice, User
from tests.accounts.signing_in import by, sign_in, signed_in
from tests.factories import grant, visit
from tests.pages.reading import text_of
from tests.permissions.test_each_person_gets_the_declared_answer import ROUTES

OWN = "/assessment/mine/"
#: what a phone may open without a password; each name here is a decision
MARKED = {
    "home", "officer-home", "own-sheets", "sheet",
    "visits", "visit-new", "visit", "ledgers", "ledger", "ledger-submit", "issues", "issue-new", "issue", "attachment",
}  # fmt: skip


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.TRUSTED_DEVICE_DAYS = 30


def trusting(name):
    """A phone that its owner trusts and on which the session has ended since."""
    client = signed_in(name)
    client.post("/me/phones/")
    del client.cookies["session"]
    return client


@pytest.fixture
def phone(cast):
    return trusting("linmuchuan")


def test_the_phone_opens_the_own_pages_without_a_session(phone):
    assert phone.get(OWN).status_code == 200
    assert "session" not in phone.cookies


def test_the_phone_records_and_reads_what_is_its_owners(cast, phone):
    fields = {"pairing": cast.pairing.pk, "day": timezone.localdate(), "content": "看了车间"}
    saved = phone.post("/visits/new/", fields)
    made = Visit.objects.get()
    assert (saved["Location"], made.entered_by) == (f"/visits/{made.pk}/", cast.users["officer"])
    assert phone.get(saved["Location"]).status_code == 200
    assert phone.post("/visits/new/", {**fields, "pairing": cast.other_pairing.pk}).status_code == 422
    assert "session" not in phone.cookies


def test_everything_else_asks_for_the_password(phone):
    paths = ["/me/", "/me/password/", "/me/two-factor/", "/accounts/", "/log/", "/assessment/", "/weekly/"]
    assert [phone.get(path)["Location"] for path in paths] == [f"/login/?next={path}" for path in paths]
    assert phone.post("/me/sessions/end/").status_code == 302
    assert phone.get("/api/runs/1/sheets/").status_code == 403


def test_the_pages_that_a_phone_opens_are_these():
    """Closed by default: a view that says nothing asks for the password."""

    def entries(resolver):
        for entry in resolver.url_patterns:
            yield from entries(entry) if hasattr(entry, "url_patterns") else [entry]

    marked = {each.name for each in entries(get_resolver()) if getattr(each.callback, "on_trusted_phones", False)}
    assert marked == MARKED
    assert marked < set(ROUTES)


def test_on_the_phone_an_officer_who_is_a_director_too_is_an_officer_alone(cast):
    grant(cast.users["officer"], "office_director", cast.district)
    phone = trusting("linmuchuan")
    assert phone.get("/")["Location"] == "/home/", "a director would be sent to the office's day"
    assert [phone.get(path).status_code for path in ("/visits/", "/ledgers/", "/issues/")] == [200] * 3
    assert not Visit.objects.visible_to(phone.get("/visits/").wsgi_request.user).exists()
    foreign = visit(cast.other_pairing, date(2021, 3, 9))
    assert phone.get(f"/visits/{foreign.pk}/").status_code == 404
    assert phone.post(f"/visits/{foreign.pk}/void/", {"reason": "x", "version": 1}).status_code == 302
    assert phone.get(OWN).wsgi_request.user.roles() == {"officer"}


def test_who_has_no_work_on_a_phone_cannot_trust_one(cast):
    client = signed_in("hejingcheng")
    assert client.post("/me/phones/").status_code == 404
    assert "信任" not in text_of(client.get("/me/"))


def test_a_role_that_was_taken_away_is_gone_on_the_phone_too(cast, phone):
    """T5."""
    cast.users["officer"].grants.get().end(by(cast.users["admin"]))
    assert phone.get(OWN).status_code == 302


@pytest.mark.parametrize("field", ["is_active", "must_change_password"])
def test_a_disabled_or_unfinished_account_opens_nothing(phone, field):
    """T5, and T15: a phone does not pass by the new password."""
    User.objects.filter(username="linmuchuan").update(**{field: field != "is_active"})
    assert phone.get(OWN).status_code == 302


@pytest.mark.parametrize(("days", "trusted"), [(29, True), (30, False), (31, False)])
def test_trust_ends_after_thirty_days(phone, days, trusted):
    device = TrustedDevice.objects.get()
    TrustedDevice.objects.update(expires_at=device.expires_at - timedelta(days=days, seconds=1))
    assert (phone.get(OWN).status_code == 200) is trusted


def test_where_the_switch_is_off_no_phone_is_trusted(phone, settings):
    settings.TRUSTED_DEVICE_DAYS = 0
    assert phone.get(OWN).status_code == 302
    client = signed_in("linmuchuan")
    assert client.post("/me/phones/").status_code == 404


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "\x00", "é", "a" * 4000])
def test_no_other_token_opens_anything(cast, token):
    client = Client()
    client.cookies["device"] = token
    assert client.get(OWN).status_code == 302


def test_the_owner_takes_the_trust_back(cast, phone):
    desk = signed_in("linmuchuan")
    assert "取消信任" in text_of(desk.get("/me/"))
    desk.post(f"/me/phones/{TrustedDevice.objects.get().pk}/revoke/")
    assert phone.get(OWN).status_code == 302
    told = LogEntry.objects.filter(action__contains="信任").order_by("pk").values_list("action", flat=True)
    assert list(told) == ["信任设备", "取消信任设备"]


def test_nobody_takes_back_or_sees_the_trust_of_others(cast, phone):
    other = signed_in("suruolan")
    assert other.post(f"/me/phones/{TrustedDevice.objects.get().pk}/revoke/").status_code == 404
    assert phone.get(OWN).status_code == 200


@pytest.mark.parametrize("act", ["sessions", "password", "disable"])
def test_the_administrator_takes_the_trust_back(cast, phone, act):
    cast.client("admin").post(f"/accounts/{cast.users['officer'].pk}/{act}/")
    User.objects.update(is_active=True, must_change_password=False)
    assert phone.get(OWN).status_code == 302


def test_signing_out_on_the_phone_ends_the_trust_in_it(cast):
    client = signed_in("linmuchuan")
    client.post("/me/phones/")
    client.post("/logout/")
    assert client.get(OWN).status_code == 302
    assert TrustedDevice.objects.get().revoked_at


def test_another_persons_sign_in_on_the_phone_is_that_persons(cast, phone):
    sign_in("suruolan", client=phone)
    assert phone.get("/me/").wsgi_request.user == cast.users["other_officer"]
    assert phone.get(OWN).wsgi_request.user == cast.users["other_officer"]


def test_only_the_hash_of_the_token_is_kept(phone):
    token = phone.cookies["device"].value
    device = TrustedDevice.objects.get()
    assert len(token) >= 43
    assert token not in f"{device.digest} {device.device}"
    cookie = phone.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert int(cookie["max-age"]) == 30 * 86_400


def test_no_link_of_another_site_acts_by_the_phone(phone):
    """T34: the token of a form is asked for on the phone as well."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = phone.cookies
    assert strict.post("/logout/").status_code == 403


def test_the_token_is_for_the_browser_alone(phone):
    """No script reads it and no other site sends it along."""
    cookie = phone.cookies["device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
