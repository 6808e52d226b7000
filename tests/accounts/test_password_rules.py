"""等保: each rule for passwords, switched on and off."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from officers.models import FormerPassword
from tests.accounts.signing_in import MORNING, by
from tests.factories import PASSWORD

GOOD = "Chun-feng-hua-yu-26"


def refused(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as problem:
        return "".join(problem.messages)
    return ""


def test_a_good_password_is_taken(cast):
    assert not refused(GOOD, cast.users["director"])


@pytest.mark.parametrize("password", ["Short-1", "123456789012", "password1234"])
def test_short_plain_and_common_passwords_are_refused_whatever_the_switches(db, settings, password):
    settings.PASSWORD_CLASSES = settings.PASSWORD_HISTORY = 0
    settings.PASSWORD_OWN_WORDS = False
    assert refused(password)


@pytest.mark.parametrize(
    ("password", "classes"),
    [("chunfenghuayuwu", 1), ("Chunfenghuayuwu", 2), ("Chunfenghuayu26", 3), ("春风化雨润物细无声春风", 0), (GOOD, 4)],
)
@pytest.mark.parametrize("least", [0, 3, 4])
def test_complexity(db, settings, password, classes, least):
    settings.PASSWORD_CLASSES = least
    assert (f"至少{least}类" in refused(password)) is (classes < least)


@pytest.mark.parametrize(
    "password",
    [
        "Hejingcheng-Xy-26",  # the user name, which is the name's pinyin too
        "Heqingshifanqu-26",  # the district
        "9-hejing-何景澄-Xyz",
        "Ｈｅｊｉｎｇｃｈｅｎｇ-xY-26",
        "首席服务官-Xy-2026-ab",
        "Shouxifuwuguan-26",
    ],
)
@pytest.mark.parametrize("on", [True, False])
def test_own_words(cast, settings, password, on):
    settings.PASSWORD_OWN_WORDS = on
    assert ("不能含有" in refused(password, cast.users["director"])) is on


def test_the_list_of_own_words_is_a_setting(cast, settings):
    assert not refused("Dawanqu-xY-2026", cast.users["director"])
    settings.PASSWORD_WORDS = ["dawanqu"]
    assert "dawanqu" in refused("Dawanqu-xY-2026", cast.users["director"])


def passwords(user, *given):
    for password in given:
        user.change_password(by(user), password)


@pytest.mark.parametrize(("kept", "free"), [(3, "Erste-Runde-2601"), (0, "Vierte-Runde-2604")])
def test_the_last_passwords_are_not_taken_again(cast, settings, kept, free):
    user = cast.users["director"]
    passwords(user, *(f"{name}-Runde-260{n}" for n, name in enumerate(("Erste", "Zweite", "Dritte", "Vierte"), 1)))
    settings.PASSWORD_HISTORY = kept
    again = [name for name in ("Zweite-Runde-2602", "Dritte-Runde-2603", "Vierte-Runde-2604") if refused(name, user)]
    assert len(again) == kept
    assert not refused(free, user)


def test_former_passwords_are_hashes_and_do_not_heap_up(cast):
    user = cast.users["director"]
    passwords(user, *(f"Runde-{n}-chunfeng" for n in range(15)))
    encoded = FormerPassword.objects.filter(user=user).values_list("encoded", flat=True)
    assert len(encoded) == 10
    assert not any("chunfeng" in each for each in encoded)


def test_a_change_is_dated(cast):
    user = cast.users["director"]
    passwords(user, GOOD)
    user.refresh_from_db()
    assert user.password_changed_at == MORNING
    assert not user.check_password(PASSWORD)
