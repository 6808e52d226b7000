"""The printed sheet: the table with its signatures first, the evidence as the appendix."""

from .reading import text_of


def test_the_first_page_holds_the_table_the_formula_and_the_signatures(scene):
    page = text_of(scene.cast.client("director").get(f"{scene.url}print/"))
    assert "（2021年度 测算稿，未公布）" in page
    assert "考核总得分＝日常工作43.18＋企业满意度42.00＋综合加减分2.00＝87.18" in page
    assert "被考核人意见" in page
    assert page.index("考核总得分＝") < page.index("附件 逐项依据")


def test_the_appendix_holds_all_evidence_open(scene):
    source = scene.cast.client("director").get(f"{scene.url}print/").content.decode()
    assert "<details" not in source
    assert source.count('<section class="att">') == 7 + 3
    assert "缺：第11周（3月15日–21日）" in source


def test_printing_takes_no_script_and_no_foreign_font(scene):
    source = scene.cast.client("director").get(f"{scene.url}print/").content.decode()
    assert "data-print hidden" in source
    assert "http://" not in source
    assert "https://" not in source
