"""The numbers that firms are promised are those that other pages go by (shown in tests/pages and tests/surveys)."""

from assessment.measures.survey import SHOWN_BY_ASPECT
from surveys.models import FEWEST


def test_the_page_names_the_numbers_that_others_go_by(firm):
    shown = firm.open().content.decode()
    assert f"平均分（年度结束前和不足{SHOWN_BY_ASPECT}份的不分题）" in shown
    assert f"满{FEWEST}家企业答卷，每题各选项合计几份" in shown
    assert f"满{FEWEST}家企业答卷，才给办公室看" in shown
