"""T6, T29, T30: given out through the visit alone, as a file, under its name."""

from datetime import date

import pytest

from officers.models import Attachment, LogEntry
from tests.factories import attach, grant, make_officer, pair, visit
from tests.pages.reading import text_of
from tests.visits.clock import NOW, TODAY

LONG = "照" * 60


@pytest.fixture
def kept(cast):
    return attach(visit(cast.pairing, TODAY))


def test_exactly_those_who_see_the_visit_fetch_it(cast, kept):
    found = kept.visit_set.get()
    for who in cast.names:
        client = cast.client(who)
        answers = client.get(f"/visits/{found.pk}/").status_code, client.get(f"/attachments/{kept.pk}/").status_code
        assert answers[0] == answers[1], who


def test_it_is_a_file_to_be_kept_and_nothing_a_browser_runs(cast, kept):
    answer = cast.client("officer").get(f"/attachments/{kept.pk}/")
    assert answer.getvalue() == kept.path.read_bytes()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Disposition"].startswith('attachment; filename="attachment-2021-0001.pdf"; filename*=')
    assert "no-store" in answer["Cache-Control"]
    assert int(answer["Content-Length"]) == kept.size


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x=1.pdf", 'a"b.pdf', "../../x.pdf", f"{LONG}.pdf", "CON.pdf"])
def test_no_name_however_it_came_in_bends_the_header(cast, name):
    kept = attach(visit(cast.pairing, TODAY), name=name)
    answer = cast.client("officer").get(f"/attachments/{kept.pk}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].isprintable()
    assert "Set-Cookie" not in answer.headers


def test_the_bytes_have_no_address_of_their_own(cast, kept):
    client = cast.client("director")
    for path in (f"/media/attachments/{kept.file_id}", f"/attachments/{kept.file_id}/", f"/static/{kept.file_id}"):
        assert client.get(path).status_code == 404
    assert "." not in kept.path.name


def test_a_void_one_is_given_to_nobody(cast, kept):
    Attachment.objects.update(voided_at=NOW, void_reason="拍到证件")
    assert {cast.client(who).get(f"/attachments/{kept.pk}/").status_code for who in ("officer", "director")} == {404}


def test_the_office_takes_one_out_with_a_reason_and_the_file_stays_under_lock(cast, kept):
    path, found = f"/attachments/{kept.pk}/void/", kept.visit_set.get()
    assert cast.client("staff").post(path, {"reason": " ", "version": 1}).status_code == 422
    answer = cast.client("staff").post(path, {"reason": "拍到证件", "version": 1}, follow=True)
    assert "<s>现场照片.pdf</s>" in answer.content.decode()
    assert "已作废：拍到证件" in text_of(answer)
    assert kept.path.exists()
    assert LogEntry.objects.filter(action="作废附件", note="拍到证件", record_id=str(kept.pk)).exists()
    assert not found.is_void
    assert cast.client("staff").get(path).status_code == 404


def test_who_saw_an_older_version_takes_nothing_out(cast, kept):
    Attachment.objects.update(version=2)
    answer = cast.client("staff").post(f"/attachments/{kept.pk}/void/", {"reason": "拍到证件", "version": 1})
    assert answer.status_code == 409
    assert not Attachment.objects.get().is_void


def test_the_office_takes_nothing_out_of_its_own_visits(cast):
    grant(cast.users["staff"], "officer", cast.district)
    own = make_officer(cast.district, "A03", "温以宁", cast.users["staff"], cast.unit)
    kept = attach(visit(pair(own, cast.other_enterprise, date(2019, 1, 1), date(2020, 1, 1)), date(2019, 9, 22)))
    assert cast.client("staff").get(f"/attachments/{kept.pk}/void/").status_code == 403


def test_one_that_belongs_to_no_visit_is_given_to_nobody(cast, kept):
    kept.visit_set.clear()
    assert cast.client("director").get(f"/attachments/{kept.pk}/").status_code == 404


def test_one_whose_file_is_gone_is_not_a_fault_of_ours(cast, kept):
    kept.path.unlink()
    assert cast.client("officer").get(f"/attachments/{kept.pk}/").status_code == 404
