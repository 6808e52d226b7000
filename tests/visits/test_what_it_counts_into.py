"""Before and after saving the form says what the visit is counted into: week, quarter, month."""

from datetime import date

from tests.factories import visit
from tests.pages.reading import text_of

NEW = "/visits/new/"


def counts(cast, fields, who="officer"):
    return text_of(cast.client(who, headers={"hx-request": "true"}).get(NEW, fields))


def test_week_quarter_and_month_are_named(cast, typed):
    visit(cast.pairing, date(2021, 7, 8), is_briefing=True)
    visit(cast.pairing, date(2021, 9, 3))
    said = counts(cast, typed(work=["briefing"]))
    assert "第38周 9月20日–26日，沁渊精铸有限公司到岗" in said
    assert "第3季度沁渊精铸有限公司政策宣讲（本季第2次）" in said
    assert "9月工作台账第2条走访" in said


def test_the_first_look_says_it_too_without_a_script(cast):
    said = text_of(cast.client("officer").get(NEW))
    assert "第38周 9月20日–26日，沁渊精铸有限公司到岗" in said
    assert "政策宣讲（" not in said


def test_a_deputys_visit_is_no_attendance(cast, typed):
    assert "分包人走访（如实登记，不算本人到岗）" in counts(cast, typed(visitor="deputy"))


def test_what_is_void_or_of_another_period_is_not_counted(cast, typed):
    visit(cast.pairing, date(2021, 9, 21), is_briefing=True, void="未到场")
    visit(cast.pairing, date(2021, 6, 30), is_briefing=True)
    said = counts(cast, typed(work=["briefing"]))
    assert "到岗（本周已经到过）" not in said
    assert "本季第1次" in said
    assert "9月工作台账第1条走访" in said


def test_two_briefings_of_one_day_are_one(cast, typed):
    visit(cast.pairing, date(2021, 9, 24), is_briefing=True)
    assert "本季第1次" in counts(cast, typed(work=["briefing"]))


def test_a_day_that_is_refused_is_named_in_the_part(cast, typed):
    assert "日期不能晚于今天" in counts(cast, typed(day="other", date="2021-10-01"))


def test_saving_says_it_once_more(cast, typed):
    client = cast.client("officer")
    client.post(NEW, typed())
    assert "计入：第38周 9月20日–26日，沁渊精铸有限公司到岗；9月工作台账第1条走访。" in text_of(client.get("/visits/"))
