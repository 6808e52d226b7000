"""The office sees how far each firm has come; who serves a firm does not learn whether it has answered."""

import pytest
from django.utils.html import escape

from surveys.answer import submit
from surveys.models import Survey
from tests.factories import make_enterprise, pair
from tests.pages.reading import text_of
from tests.surveys.rounds import footprint, make_round, published, reply_to

from .conftest import Desk


def answered(desk, invitation, **more):
    submit(invitation, reply_to(desk.survey, **more), footprint(), desk.actor)


def counts(answer):
    return {label: count for label, _, count in answer.context["counts"]}


def places(answer):
    return [row.place for row in answer.context["page"]]


def test_each_state_is_counted_and_found(desk):
    third = make_enterprise(desk.cast.district, "远岫机电有限公司")
    pair(desk.cast.officer, third)
    desk.survey = published(desk.cast.district, name="第二轮")
    desk.path = f"/surveys/{desk.survey.pk}/"
    answered(desk, desk.firm, wants_call_back=True)
    desk.other.mark_delivered(desk.actor, "paper")
    last = desk.survey.invitations.get(enterprise=third)
    expected = {"全部": 3, "未送达": 1, "已送达": 1, "已提交": 1, "已撤回": 0, "请回访": 1}
    assert counts(desk.get()) == expected
    assert "全部 3家 未送达 1家" in text_of(desk.get())
    for state, found in [("undelivered", last), ("delivered", desk.other), ("submitted", desk.firm)]:
        assert places(desk.get(state=state)) == [found.place]
    assert places(desk.get(call="yes")) == [desk.firm.place]
    assert not places(desk.get(state="withdrawn"))
    last.withdraw(desk.actor, "企业已迁出")
    assert places(desk.get(state="withdrawn")) == [last.place]
    assert counts(desk.get())["未送达"] == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "qyjz"}, "firm"), ({"q": "沁渊"}, "firm"), ({"q": "heyou"}, None), ({"q": "hexiu"}, "other"),
        ({"officer": "linmuchuan"}, "firm"), ({"officer": "srl"}, "other"), ({"officer": "没有这人"}, None),
    ],
)  # fmt: skip
def test_a_firm_is_found_by_its_name_or_its_officers(desk, asked, found):
    expected = [getattr(desk, found).place] if found else []
    assert places(desk.get(**asked)) == expected


def test_a_round_that_is_not_published_has_nobody_to_show(desk):
    draft = make_round(desk.cast.district, name="下一轮")
    answer = desk.cast.client("staff").get(f"/surveys/{draft.pk}/invitations/")
    assert "还没有邀请" in text_of(answer)
    assert desk.cast.client("staff").get(f"/surveys/{draft.pk}/hand-out/").status_code == 404


def test_long_and_hostile_names_stay_text(desk):
    name = "<b>" + "很长的企业名称" * 15
    desk.cast.enterprise.__class__.objects.filter(pk=desk.cast.enterprise.pk).update(name=name)
    assert escape(name) in desk.get().content.decode()


def test_who_serves_a_firm_sees_its_name_alone(desk, serving):
    answered(desk, desk.firm, wants_call_back=True)
    answer = desk.get()
    assert "您同时是首席服务官" in text_of(answer)
    assert "您服务的企业，不显示是否作答" in text_of(answer)
    # nor by counting: the own firm is in none of the sums, so nothing can be taken off from them
    assert counts(answer) == {"全部": 1, "未送达": 1, "已送达": 0, "已提交": 0, "已撤回": 0, "请回访": 0}
    for asked in ({"state": "submitted"}, {"call": "yes"}, {"state": "delivered"}):
        assert not places(desk.get(**asked))
    assert len(places(desk.get())) == 2
    assert desk.get(f"invitations/{desk.firm.place}/").status_code == 403
    assert desk.get(f"invitations/{desk.other.place}/").status_code == 200


def test_who_serves_a_firm_is_offered_no_link_and_told_why(desk, serving):
    page = desk.get(f"invitations/{desk.other.place}/").content.decode()
    assert "不能经手企业的答卷链接" in page
    assert "显示链接" not in page
    assert "换新链接" not in page
    assert "发放链接" not in desk.get().content.decode()


@pytest.mark.parametrize(
    "path", ["invitations/2/link/", "invitations/2/reissue/", "invitations/2/withdraw/", "invitations/2/delivered/",
             "hand-out/slips/", "hand-out/list/", "hand-out/mails/", "remind/", "remind/list/"],
)  # fmt: skip
def test_who_serves_firms_does_nothing_with_links(desk, serving, path):
    answer = desk.post(path, which="open", shown=1)
    assert answer.status_code == 403
    assert "不能经手企业的答卷链接" in text_of(answer)


def test_an_anonymous_round_tells_no_time_of_the_firms(cast, monkeypatch):
    desk = Desk(cast, monkeypatch, mode=Survey.Mode.ANONYMOUS)
    from surveys.answer import start

    start(desk.firm, desk.now)
    answered(desk, desk.firm)
    page = text_of(desk.get(f"invitations/{desk.firm.place}/"))
    assert "已提交" in page
    assert "14:30" not in page
    assert "12月10日" not in page
    assert "12月10日" not in text_of(desk.get())


def test_whose_role_is_over_does_not_see_who_of_theirs_has_answered(cast, desk):
    answered(desk, desk.firm)
    cast.officer.__class__.objects.filter(pk=cast.officer.pk).update(user=cast.users["staff"])
    assert "您服务的企业，不显示是否作答" in desk.get().content.decode()
    assert desk.get(f"invitations/{desk.firm.place}/").status_code == 403
