"""One firm's link: shown after a press and logged, replaced, withdrawn, marked; what others did first stays."""

import pytest

from officers.models import LogEntry
from surveys import links
from surveys.answer import submit
from surveys.invite import reissue
from tests.pages.reading import text_of
from tests.surveys.rounds import AFTER, footprint, reply_to


def said():
    return list(LogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_the_link_is_shown_after_a_press_and_each_press_is_logged(desk):
    page = f"invitations/{desk.firm.place}/"
    link = links.address(desk.firm)
    assert link not in desk.get(page).content.decode()
    assert desk.get(f"{page}link/").status_code == 405
    for _ in range(2):
        answer = desk.post(f"{page}link/")
        assert link in answer.content.decode()
        assert "<svg viewBox" in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
    assert said().count("显示调查链接") == 2
    entry = LogEntry.objects.filter(action="显示调查链接").first()
    assert (entry.user, entry.note) == (desk.cast.users["staff"], desk.cast.enterprise.name)
    assert links.token(desk.firm) not in str(vars(entry))


def test_there_is_no_link_to_show_once_it_is_over(desk):
    submit(desk.firm, reply_to(desk.survey), footprint(), desk.actor)
    assert desk.post(f"invitations/{desk.firm.place}/link/").status_code == 409
    desk.arrive(AFTER)
    assert desk.post(f"invitations/{desk.other.place}/link/").status_code == 409
    assert "显示调查链接" not in said()


def test_a_new_link_kills_the_old_one_and_has_to_be_delivered_anew(desk):
    former = links.token(desk.firm)
    desk.deliver_all()
    answer = desk.act("reissue", reason="链接发错了人")
    assert answer.status_code == 302
    assert links.find(former) is None
    assert links.find(links.token(desk.firm)) == desk.firm
    assert desk.firm.state == "undelivered"
    assert "链接发错了人" in text_of(desk.get(f"invitations/{desk.firm.place}/"))


@pytest.mark.parametrize("name", ["reissue", "withdraw"])
def test_a_reason_is_asked_for(desk, name):
    answer = desk.act(name, reason="")
    assert answer.status_code == 422
    assert (desk.firm.generation, desk.firm.withdrawn_at) == (1, None)


def test_who_is_withdrawn_has_no_link_any_more(desk):
    token = links.token(desk.firm)
    assert desk.act("withdraw", reason="企业已注销").status_code == 302
    assert links.find(token) is None
    assert desk.firm.state == "withdrawn"
    assert "企业已注销" in text_of(desk.get(f"invitations/{desk.firm.place}/"))
    assert desk.act("reissue", reason="再试").status_code == 409


@pytest.mark.parametrize(("name", "more"), [("delivered", {"way": "sms"}), ("withdraw", {"reason": "x"}),
                                            ("reissue", {"reason": "x"})])  # fmt: skip
def test_nothing_is_done_to_an_answered_invitation(desk, name, more):
    submit(desk.firm, reply_to(desk.survey), footprint(), desk.actor)
    before = vars(desk.firm) | {"_state": None}
    assert desk.act(name, **more).status_code == 409
    assert vars(desk.firm) | {"_state": None} == before


@pytest.mark.parametrize(("name", "more"), [("delivered", {"way": "sms"}), ("withdraw", {"reason": "x"}),
                                            ("reissue", {"reason": "x"})])  # fmt: skip
def test_what_was_meant_for_the_former_link_is_refused(desk, name, more):
    reissue(desk.firm, desk.actor, "换")
    answer = desk.act(name, generation=1, **more)
    assert answer.status_code == 409
    assert (desk.firm.generation, desk.firm.state) == (2, "undelivered")


def test_a_link_is_marked_once_by_the_way_it_went(desk):
    assert desk.act("delivered", way="telephone").status_code == 302
    assert (desk.firm.state, desk.firm.delivered_by, desk.firm.delivered_at) == ("delivered", "telephone", desk.now)
    assert desk.act("delivered", way="sms").status_code == 409
    assert desk.firm.delivered_by == "telephone"
    assert desk.act("delivered", way="opened").status_code == 422  # which only the firm's own press says


def test_another_rounds_places_are_not_mixed_up(desk):
    assert desk.get("invitations/99/").status_code == 404
    assert desk.post("invitations/99/link/").status_code == 404
