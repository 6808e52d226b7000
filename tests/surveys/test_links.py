import pytest
from django.test import override_settings

from surveys import links
from surveys.invite import reissue
from surveys.models import Invitation
from tests.cast import Cast

from .rounds import OFFICE, make_round, published


@pytest.fixture
def survey(db):
    return published(Cast().district)


def test_a_token_finds_its_invitation_alone(survey):
    tokens = {links.token(invitation): invitation for invitation in survey.invitations.all()}
    assert len(tokens) == 2
    for token, invitation in tokens.items():
        assert links.find(token) == invitation
        assert len(token.partition("-")[2]) == 32  # 192 bits


@pytest.mark.parametrize(
    "given", ["", "-", "1", "x-y", "-1-a", "0-a", f"{2**63}-a", "9" * 400, "１-a", "1-\udcff", "1-é", "\x00-\x00"]
)
def test_what_is_no_token_finds_nothing(survey, given):
    assert links.find(given) is None


def test_one_firms_code_is_worth_nothing_for_another(survey):
    first, second = survey.invitations.all()
    mac = links.token(first).partition("-")[2]
    assert links.find(f"{second.pk}-{mac}") is None


def test_a_reissued_link_replaces_the_former(survey):
    invitation = survey.invitations.first()
    former = links.token(invitation)
    reissue(invitation, OFFICE, "链接发错了人")
    assert links.find(former) is None
    assert links.find(links.token(invitation)) == invitation


def test_withdrawn_invitations_and_drafts_have_no_link(survey):
    invitation = survey.invitations.first()
    token = links.token(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=OFFICE.at, withdrawn_reason="企业已迁出")
    assert links.find(token) is None
    draft = make_round(survey.district, name="下一轮")
    early = Invitation.objects.create(district=draft.district, survey=draft, enterprise=invitation.enterprise, place=1)
    assert links.find(links.token(early)) is None


def test_without_the_key_a_copy_of_the_database_is_worth_nothing(survey):
    invitation = survey.invitations.first()
    token = links.token(invitation)
    with override_settings(LINK_KEY="another key, which is just as long as the settings ask for"):
        assert links.find(token) is None
        assert links.token(invitation) != token
