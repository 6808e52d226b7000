"""The score sheet is the regulation's own table, and every point on it adds up."""

import re

from tests.factories import publish

from .reading import part_of, text_of


def test_the_head_names_subject_enterprises_and_day(scene):
    page = text_of(scene.cast.client("director").get(scene.url))
    assert "林沐川 2021年度考核得分表" in page
    assert "沁渊精铸有限公司、禾岫食品股份有限公司" in page
    assert "2022年3月1日" in page


def test_the_items_stand_with_full_marks_and_points(scene):
    page = text_of(scene.cast.client("staff").get(scene.url))
    for item, full, got in [
        ("到岗到位情况", "10", "8.18"),
        ("工作台账上报情况", "15", "13.00"),
        ("政策落实情况", "15", "14.00"),
        ("企业问题办结效率", "10", "8.00"),
        ("企业满意度考核", "50", "42.00"),
        ("综合加分", "—", r"\+3.00"),
        ("综合减分", "—", "−1.00"),
    ]:
        assert re.search(rf"{item} 分值 {full} {got}", page), item


def test_groups_add_up_to_the_total_and_the_total_to_a_grade(scene):
    page = text_of(scene.cast.client("leader").get(scene.url))
    assert "日常工作 43.18 ＋ 企业满意度 42.00 ＋ 综合加减分 2.00 ＝ 87.18" in page
    assert "日常工作小计 分值 50 43.18" in page
    assert "良好（80分以上、不满90分）" in page
    assert "距优秀差2.82分" in page


def test_each_unit_explains_its_own_score_beneath_its_share(scene):
    page = text_of(scene.cast.client("director").get(scene.url))
    assert "+5.74 沁渊精铸有限公司：8.5分×50/74" in page
    assert "−1.50 每周应到企业不少于一次，少3次，扣1.5分" in page
    assert "+2.43 禾岫食品股份有限公司：7.5分×24/74" in page


def test_shares_that_round_apart_are_evened_out_by_a_line_of_its_own(scene):
    # 5.74 + 2.43 = 8.17, and the mean is 8.1757
    assert "+0.01 四舍五入到0.01分" in text_of(scene.cast.client("director").get(scene.url))


def test_an_overridden_rule_is_struck_but_legible(scene):
    page = scene.cast.client("director").get(scene.url).content.decode()
    assert "<s>全年宣讲1次，少于2次，此项得0分</s>" in page
    assert "不适用：前一条优先" in page


def test_every_item_quotes_its_clause(scene):
    page = text_of(scene.cast.client("director").get(scene.url))
    assert "“首席服务官”每周应到所联系企业服务不少于一次；每少于一次扣0.5分" in page
    assert "指标体系·到岗到位情况" in page


def test_evidence_is_folded_with_its_sum_in_sight(scene):
    page = scene.cast.client("director").get(scene.url).content.decode()
    assert page.count('<details class="ev"') == 7
    assert "应到74周，到岗66周，缺7周，失实1周，豁免4周" in page
    assert "<details open" not in page


def test_readings_are_listed_with_who_decided_them(scene):
    page = text_of(scene.cast.client("director").get(scene.url))
    assert "本表用到18条，其中18条待定，公布前须书面决定" in page
    assert "“每月5日前”是否含5日；遇节假日" in page


def test_the_foot_names_scheme_calendar_and_digest(scene):
    sheet = scene.run.sheets.get(code="A01")
    page = text_of(scene.cast.client("director").get(scene.url))
    assert " ".join(re.findall("....", sheet.digest)) in page
    assert "jiaozuo-officers@2020.1" in page
    assert "放假安排正式公布" in page


def test_a_result_without_consequences_says_so(scene):
    assert "良好等次，没有办法规定须另行办理的情形。" in text_of(scene.cast.client("director").get(scene.url))


def test_a_published_sheet_is_shown_in_full_to_its_officer(scene):
    publish(scene.run)
    page = text_of(scene.cast.client("officer").get(scene.url))
    assert "87.18" in page
    assert "公布前不显示" not in page


def test_a_published_sheet_does_not_tell_its_officer_who_answered_and_how(scene):
    publish(scene.run)
    client = scene.cast.client("officer")
    panel = part_of(client.get(scene.url), '<details class="ev" id="satisfaction"', "</details></td>")
    assert "有效答卷2份，涉及企业2家" in panel
    assert "本人的得分表不列出是哪些企业答的" in panel
    told = client.get(f"/api/runs/{scene.run.pk}/sheets/A01/").json()["sheets"][0]
    item = next(item for item in told["items"] if item["code"] == "satisfaction")
    assert item["lines"][0]["evidence"] == [{"enterprises": 2, "responses": 2}]
    for page in (panel, client.get(f"{scene.url}print/").content.decode(), str(item)):
        assert not re.search(r"44\.00?|40\.00?", page.replace("40.00分", ""))
    assert "44.00" in scene.cast.client("director").get(scene.url).content.decode()
