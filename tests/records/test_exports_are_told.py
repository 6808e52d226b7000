"""Whatever is taken away as a workbook stands in the log, with the filter; so it is a press and no link."""

import pytest
from django.test import Client

from officers.models import LogEntry
from tests.cast import Cast

EXPORTS = {
    "/honours/export/": "导出表彰通报",
    "/trainings/export/": "导出业务培训",
    "/criticisms/export/": "导出通报批评建议",
    "/issues/export/": "导出企业问题",
    "/supports/export/": "导出政策支持",
    "/ledgers/export/": "导出台账总表",
    "/visits/export/": "导出走访",
    "/weekly/report/2021/36/xlsx/": "导出2021年第36周周报",
}


@pytest.fixture
def cast(db):
    return Cast()


@pytest.mark.parametrize(("path", "action"), EXPORTS.items())
def test_an_export_is_told_by_the_log_of_its_district(cast, path, action):
    answer = cast.client("leader").post(f"{path}?year=2021")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert LogEntry.objects.count() == 1
    entry = LogEntry.objects.get()
    assert (entry.action, entry.user, entry.district) == (action, cast.users["leader"], cast.district)
    assert entry.note.endswith("条；条件：year=2021")


@pytest.mark.parametrize("path", EXPORTS)
def test_a_link_or_a_page_of_another_site_takes_nothing_away(cast, path):
    assert cast.client("leader").get(path).status_code == 405
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(cast.users["leader"])
    assert forged.post(path).status_code == 403
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("page", "to"),
    [
        ("/honours/?state=waiting", "/honours/export/?state=waiting"),
        ("/trainings/?year=2021", "/trainings/export/?year=2021"),
        ("/criticisms/?year=2021", "/criticisms/export/?year=2021"),
        ("/ledgers/?year=2021", "/ledgers/export/?year=2021"),
        ("/weekly/report/2021/36/", "/weekly/report/2021/36/xlsx/"),
    ],
)
def test_the_page_asks_for_what_it_shows(cast, page, to):
    shown = cast.client("staff").get(page).content.decode()
    form = shown.partition(f'<form method="post" action="{to}">')[2].partition("</form>")[0]
    assert "csrfmiddlewaretoken" in form
