"""The official paper: the layout of a 公文, and text that stays text whatever it holds (T26)."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from enterprises.models import Visit
from officers.models import Officer
from tests.factories import at, hand_in
from tests.pages.reading import text_of

HOSTILE = "{{7*7}} {% debug %} <b>&amp;</b> \x0b\x1f￾ ]]> {{ MERGEFIELD }}"
SAFE = "{{7*7}} {% debug %} <b>&amp;</b>  ]]> {{ MERGEFIELD }}"


@pytest.fixture
def paper(september, desk):
    """September with hostile text in every field, handed in; returns what the papers' addresses answer."""
    Visit.objects.update(content=HOSTILE, policies=HOSTILE)
    Officer.objects.filter(pk=september.officer.pk).update(title=HOSTILE[:40])
    desk.arrive(at(2021, 10, 8, 9)).write(progress=HOSTILE, suggestions="一行\r\n两行")
    assert desk.submissions[0].content["progress"] == HOSTILE
    return lambda part, who="officer": desk.get(who, f"{desk.path}1/{part}/")


def opened(answer):
    return Document(BytesIO(answer.content))


def words(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def test_text_stands_in_the_word_file_as_it_was_typed(paper):
    document = opened(paper("docx"))
    said = words(document)
    assert said.count(SAFE) >= 4
    assert "一行" in said
    assert not any("49" in text for text in said)


def test_every_part_of_the_word_file_is_well_formed(paper):
    with ZipFile(BytesIO(paper("docx").content)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(packed.read(name), etree.XMLParser(resolve_entities=False))


def test_the_layout_is_that_of_an_official_paper(paper):
    document = opened(paper("docx"))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    header = document.paragraphs[0]
    assert header.text == "河清示范区首席服务官办公室"
    assert str(header.runs[0].font.color.rgb) == "C00000"
    assert document.paragraphs[1]._p.find(f".//{qn('w:pBdr')}/{qn('w:bottom')}").get(qn("w:color")) == "C00000"
    fonts = {fonts.get(qn("w:eastAsia")) for fonts in document.element.iter(qn("w:rFonts"))}
    assert {"方正小标宋简体", "仿宋_GB2312", "黑体"} <= fonts
    assert "首席服务官工作台账（2021年9月）" in words(document)
    assert any("（签字）" in text for text in words(document))
    assert any("（盖章）" in text for text in words(document))


def test_the_schema_order_of_a_paragraphs_properties_is_kept(paper):
    """Word refuses a file whose borders come after the spacing."""
    order = [etree.QName(each).localname for each in opened(paper("docx")).paragraphs[1]._p.pPr]
    assert order == sorted(order, key=["pBdr", "spacing", "ind", "jc"].index)


def test_the_print_page_escapes_what_was_typed(paper):
    answer = paper("print")
    page = answer.content.decode()
    assert "{{7*7}} {% debug %} &lt;b&gt;&amp;amp;&lt;/b&gt;" in page
    assert "<b>&amp;</b>" not in page
    assert "河清示范区首席服务官办公室" in text_of(answer)


def test_the_print_page_and_the_word_file_say_the_same(paper):
    page = text_of(paper("print"))
    for text in (
        "一、本月走访",
        "共2次，1家企业",
        "二、政策宣讲",
        "三、企业问题及办理",
        "共2件，在办1件",
        "2021年10月8日 09:00:00",
    ):
        assert text in page
        assert any(text in said for said in words(opened(paper("docx"))))


def test_each_round_keeps_its_own_paper(paper, desk):
    desk.arrive(at(2021, 10, 8, 15)).post("staff", "return/", sequence=1, reason="改")
    desk.arrive(at(2021, 10, 11)).write(progress="第二稿")
    assert "第二稿" not in text_of(paper("print"))
    assert "第二稿" in text_of(desk.get("staff", f"{desk.path}2/print/"))


def test_there_is_no_paper_of_what_was_not_handed_in_here(desk):
    hand_in(desk.cast.officer, 9, at(2021, 10, 8))
    assert desk.get("staff", f"{desk.path}1/print/").status_code == 404
    assert "由工作簿导入" in text_of(desk.arrive(at(2021, 10, 9)).get("staff"))


def test_the_file_is_named_by_the_record_number(paper, desk):
    assert f"ledger-{desk.ledger.number}-1.docx" in paper("docx")["Content-Disposition"]
