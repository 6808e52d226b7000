"""What the pages ask does not grow with the uploads or with the errors of one."""

import json
from pathlib import Path

import pytest

from officers.models import Upload
from tests.counting import queries_of
from tests.factories import upload_workbook

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())


def uploads(cast, rows):
    for _ in range(rows - Upload.objects.count()):
        upload_workbook(cast.district, errors=2, uploaded_by=cast.users["staff"])
    return "/imports/"


def errors(cast, rows):
    return f"/imports/{upload_workbook(cast.district, errors=rows, uploaded_by=cast.users['staff']).pk}/"


@pytest.mark.parametrize(("name", "fill"), [("imports", uploads), ("import", errors)])
def test_the_same_at_10_and_at_500_rows(cast, name, fill):
    client = cast.client("staff")
    client.get("/imports/")
    few = queries_of(client, fill(cast, 10))
    lots = queries_of(client, fill(cast, 500))
    assert (few, lots) == (COUNTS[name], COUNTS[name])


def test_a_list_does_not_read_the_reports(cast):
    upload_workbook(cast.district, errors=2)
    [upload] = Upload.objects.listed()
    assert {"report", "outcome"} <= upload.get_deferred_fields()


def test_errors_are_paged_and_those_not_listed_are_counted(cast):
    upload = upload_workbook(cast.district, errors=250)
    upload.report["error_count"] = upload.error_count = 1250
    upload.save()
    client = cast.client("staff")
    first, last = client.get(f"/imports/{upload.pk}/"), client.get(f"/imports/{upload.pk}/?page=3")
    assert "共1250处，列出前250处，另有1000处未列出" in first.content.decode()
    assert first.content.decode().count("不是日期") == 100
    assert last.content.decode().count("不是日期") == 50
