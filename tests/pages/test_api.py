"""T2: the sheets of a run as JSON: rulebook part 3, with the pages' scoping, and nothing beyond."""

from decimal import Decimal

SHEET_KEYS = {"subject", "status", "missing", "items", "groups", "total", "low", "high", "grade", "vetoes", "flags"}


def test_the_document_has_the_keys_of_the_contract(scene):
    document = scene.cast.client("staff").get(f"/api/runs/{scene.run.pk}/sheets/").json()
    assert (document["scheme"], document["year"], document["as_of"]) == ("jiaozuo-officers@2020.1", 2021, "2022-03-01")
    assert document["calendar"] == "published"
    assert document["count"] == 2
    assert [sheet["subject"]["code"] for sheet in document["sheets"]] == ["A01", "A02"]
    assert set(document["sheets"][0]) == SHEET_KEYS


def test_the_lines_add_up_in_the_document_too(scene):
    (sheet,) = scene.cast.client("staff").get(f"/api/runs/{scene.run.pk}/sheets/A01/").json()["sheets"]
    for item in sheet["items"]:
        used = sum(Decimal(line["delta"]) for line in item["lines"] if line["status"] == "used")
        assert used == Decimal(item["points"]), item["code"]
    assert (sheet["total"], sheet["grade"]) == ("87.18", "良好")


def test_pages_are_bounded(scene):
    client = scene.cast.client("staff")
    first = client.get(f"/api/runs/{scene.run.pk}/sheets/?limit=1").json()
    assert [sheet["subject"]["code"] for sheet in first["sheets"]] == ["A01"]
    second = client.get(first["next"]).json()
    assert [sheet["subject"]["code"] for sheet in second["sheets"]] == ["A02"]


def test_an_officer_finds_only_the_own_sheet(scene):
    client = scene.cast.client("officer")
    document = client.get(f"/api/runs/{scene.run.pk}/sheets/").json()
    assert [sheet["subject"]["code"] for sheet in document["sheets"]] == ["A01"]
    assert client.get(f"/api/runs/{scene.run.pk}/sheets/A02/").status_code == 404


def test_nothing_can_be_written(scene):
    client = scene.cast.client("director")
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"/api/runs/{scene.run.pk}/sheets/A01/").status_code == 405
