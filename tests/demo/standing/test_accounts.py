"""Who can sign in to the demo, and as what."""

import pytest
from django.contrib.auth import authenticate

from assessment.demo.accounts import ACCOUNTS, PASSWORD
from enterprises.models import Enterprise, Pairing
from officers.models import Role, User
from tests.demo import TODAY


@pytest.mark.parametrize(("username", "label", "name"), ACCOUNTS)
def test_everyone_on_the_list_signs_in_and_holds_the_role(demo, username, label, name):
    user = authenticate(None, username=username, password=PASSWORD)
    assert user is not None
    assert user.name == name
    assert [Role(role).label for role in user.on(TODAY).roles()] == [label]


def test_nobody_else_can_sign_in(demo):
    listed = {username for username, _, _ in ACCOUNTS}
    others = User.objects.exclude(username__in=listed)
    assert others.count() == 23
    assert not any(user.has_usable_password() for user in others)


def test_the_officer_on_the_list_serves_two_firms_and_has_a_deputy_who_can_sign_in(demo):
    officer = User.objects.get(username="linmuchuan").on(TODAY)
    assert Enterprise.objects.visible_to(officer).count() == 2
    assert {one.deputy.user.username for one in Pairing.objects.filter(officer__user=officer)} == {"baiyuan"}
