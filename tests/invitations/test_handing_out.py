"""Slips and lists: for whom was asked and can still answer, logged once with their places, marked together."""

from io import BytesIO

import openpyxl
import pytest

from enterprises.models import Enterprise
from officers.models import LogEntry, Officer
from surveys import letters, links
from surveys.answer import submit
from surveys.hand_out import spans
from surveys.invite import reissue
from surveys.models import Handout
from tests.invitations.test_qr_codes import drawn
from tests.pages.reading import text_of
from tests.surveys.rounds import AFTER, footprint, reply_to


def book(answer):
    rows = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active.iter_rows(values_only=True)
    headers, *rest = list(rows)
    return [dict(zip(headers, row, strict=True)) for row in rest]


def answered(desk, invitation):
    submit(invitation, reply_to(desk.survey), footprint(), desk.actor)


def test_a_slip_says_who_is_asked_until_when_what_is_promised_and_whom_to_call(desk):
    import segno

    answer = desk.post("hand-out/slips/", which="open")
    page = answer.content.decode()
    assert page.count('<li class="slip">') == 2
    text = text_of(answer)
    for said in ("沁渊精铸有限公司", "12月15日截止", "首席服务官看不到您的答卷", "0391-8880000", "共5道题", "第1号"):
        assert said in text
    assert "答了" not in text, "what does not hold for every firm"
    assert answer["Cache-Control"] == "no-store"
    expected = segno.make(links.address(desk.firm), error="m", micro=False, boost_error=False).matrix_iter(border=4)
    slip = page[page.index("沁渊") :]
    assert drawn(slip[slip.index("<svg") :]) == [list(row) for row in expected]


def test_a_list_has_the_whole_text_ready_to_send(desk):
    Enterprise.objects.filter(pk=desk.cast.enterprise.pk).update(phone="13900000301", contact="薛见川")
    rows = {row["企业"]: row for row in book(desk.post("hand-out/list/", which="open"))}
    row = rows["沁渊精铸有限公司"]
    assert (row["联系人"], row["电话"]) == ("薛见川", "13900000301")
    assert f"{links.address(desk.firm)} " in row["短信内容"]
    assert "12月15日截止" in row["短信内容"]
    assert not row["说明"]


@pytest.mark.parametrize(
    ("phone", "said"), [("0391-5550001、13800000101", "与首席服务官或分包人的相同"), ("", "没有联系电话")]
)
def test_whom_no_sms_reaches_is_listed_without_a_link_and_waits_for_a_mail(desk, by_mail, phone, said):
    by_mail(desk.cast.enterprise, desk.cast.other_enterprise)
    Enterprise.objects.update(phone="13900000301")
    Enterprise.objects.filter(pk=desk.cast.enterprise.pk).update(phone=phone)
    Officer.objects.filter(pk=desk.cast.officer.pk).update(phone="13800000101")
    rows = {row["企业"]: row for row in book(desk.post("hand-out/list/", which="open"))}
    assert not rows["沁渊精铸有限公司"]["短信内容"]
    assert said in rows["沁渊精铸有限公司"]["说明"]
    made = Handout.objects.get()
    assert made.links == [[desk.other.place, 1]]
    desk.post(f"hand-out/{made.pk}/delivered/")
    assert (desk.firm.state, desk.other.state) == ("undelivered", "delivered")
    assert [each.enterprise for each in letters.to_invite(desk.survey)] == [desk.cast.enterprise]


def test_a_list_that_reaches_nobody_is_neither_marked_nor_fetched_again(desk):
    desk.post("hand-out/list/", which="open")
    assert Handout.objects.get().count == 0
    assert f"hand-out/{Handout.objects.get().pk}/" not in desk.get("hand-out/").content.decode()


def test_text_that_looks_like_a_formula_stays_text(desk):
    Enterprise.objects.update(name="=HYPERLINK(1)", contact="+1", phone="-1")
    file = b"".join(desk.post("hand-out/list/", which="open").streaming_content)
    cells = [cell for row in openpyxl.load_workbook(BytesIO(file)).active.iter_rows(min_row=2) for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]


def test_each_download_is_logged_once_with_count_and_places(desk):
    desk.post("hand-out/slips/", which="open")
    [entry] = LogEntry.objects.filter(action__startswith="发放调查链接")
    assert (entry.action, entry.after) == ("发放调查链接：纸条", {"count": 2, "places": "1–2"})
    assert entry.user == desk.cast.users["staff"]


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ({"which": "undelivered"}, 1), ({"which": "open"}, 2), ({"which": "some", "first": 2, "last": 3}, 2),
        ({"which": "some", "first": 3, "last": 9}, 1), ({"which": "ticked", "place": [1, 2]}, 1),
    ],
)  # fmt: skip
def test_only_who_can_still_answer_gets_a_slip(desk, form, count):
    from tests.factories import make_enterprise, pair
    from tests.surveys.rounds import published

    pair(desk.cast.officer, make_enterprise(desk.cast.district, "远岫机电有限公司"))
    desk.survey = published(desk.cast.district, name="第二轮")
    desk.path = f"/surveys/{desk.survey.pk}/"
    answered(desk, desk.survey.invitations.get(place=1))
    desk.survey.invitations.get(place=2).mark_delivered(desk.actor, "sms")
    desk.post("hand-out/slips/", **form)
    assert Handout.objects.get().count == count


@pytest.mark.parametrize(
    "form", [{}, {"which": "ticked"}, {"which": "some"}, {"which": "some", "first": 3, "last": 2},
             {"which": "some", "first": 8, "last": 9}, {"which": "ticked", "place": ["x", "99"]}],
)  # fmt: skip
def test_what_asks_for_nobody_is_told(desk, form):
    answer = desk.post("hand-out/slips/", **form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Handout.objects.exists()


def test_more_slips_than_one_page_draws_are_refused(desk, monkeypatch):
    monkeypatch.setattr("surveys.hand_out.MOST_SLIPS", 1)
    answer = desk.post("hand-out/slips/", which="open")
    assert answer.status_code == 422
    assert "有2家，一次最多1家" in text_of(answer)


def test_nothing_is_handed_out_after_closing(desk):
    desk.post("hand-out/slips/", which="open")
    made = Handout.objects.get()
    desk.arrive(AFTER)
    for path in ("hand-out/slips/", "hand-out/list/", f"hand-out/{made.pk}/"):
        answer = desk.post(path, which="open")
        assert answer.status_code == 409
        assert "<svg" not in answer.content.decode()


def test_a_handout_is_marked_together_except_who_is_further_by_now(desk):
    desk.post("hand-out/slips/", which="open")
    made = Handout.objects.get()
    reissue(desk.other, desk.actor, "纸条丢失")
    assert desk.post(f"hand-out/{made.pk}/delivered/").status_code == 302
    assert (desk.firm.state, desk.firm.delivered_by) == ("delivered", "paper")
    assert desk.other.state == "undelivered"  # the slip that was lost shows the former link
    assert desk.post(f"hand-out/{made.pk}/delivered/").status_code == 409
    assert LogEntry.objects.filter(action="标记一批链接已送达").count() == 1


def test_a_list_is_marked_as_sent_by_sms(desk):
    Enterprise.objects.update(phone="13900000301")
    desk.post("hand-out/list/", which="open")
    desk.post(f"hand-out/{Handout.objects.get().pk}/delivered/")
    assert {each.delivered_by for each in desk.survey.invitations.all()} == {"sms"}


def test_a_lost_download_is_fetched_again_without_who_is_done(desk):
    Enterprise.objects.update(phone="13900000301")
    desk.post("hand-out/list/", which="open")
    answered(desk, desk.firm)
    made = Handout.objects.get()
    assert [row["企业"] for row in book(desk.post(f"hand-out/{made.pk}/"))] == ["禾岫食品有限公司"]
    reissue(desk.other, desk.actor, "换")
    assert desk.post(f"hand-out/{made.pk}/").status_code == 409
    assert LogEntry.objects.filter(action__startswith="再次发放").first().after == {"count": 1, "places": "2"}


def test_places_are_told_in_short():
    assert spans([1, 2, 3, 5, 9, 10]) == "1–3、5、9–10"
