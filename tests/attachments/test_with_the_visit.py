"""An attachment comes with its visit or not at all, and goes where the visit goes."""

import uuid
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enterprises.models import Visit
from officers.actor import Actor
from officers.attachments.keeping import Chosen, kept
from officers.laws import lawful
from officers.models import Attachment, LogEntry
from tests.factories import attach, visit
from tests.pages.reading import text_of
from tests.visits.clock import NOW, TODAY

from .making import docx, jpg, pdf, png

NEW = "/visits/new/"


def file(name="现场照片.jpg", content=None):
    return SimpleUploadedFile(name, jpg() if content is None else content)


def send(cast, fields, *files, who="officer", path=NEW):
    return cast.client(who).post(path, {**fields, "attachments": list(files)})


def test_a_photo_is_kept_with_the_visit(cast, typed, lying):
    answer = send(cast, typed(), file())
    found, photo = Visit.objects.get(), Attachment.objects.get()
    assert answer["Location"] == f"/visits/{found.pk}/"
    assert (photo.name, photo.kind, photo.size, photo.entered_by, photo.entered_at) == (
        "现场照片.jpg", "jpg", len(jpg()), cast.users["officer"], NOW,
    )  # fmt: skip
    assert lying() == [str(photo.file_id)]
    assert photo.path.read_bytes() == jpg()
    assert sorted(LogEntry.objects.values_list("action", "note")) == [("登记走访", "附件1个"), ("登记附件", "")]


def test_without_any_nothing_is_different(cast, typed, lying):
    send(cast, typed())
    assert Visit.objects.get().attachments.count() == 0
    assert lying() == []


def test_three_are_taken_and_a_fourth_is_not(cast, typed, lying):
    answer = send(cast, typed(), *[file() for _ in range(4)])
    assert answer.status_code == 422
    assert "附件最多3个" in text_of(answer)
    assert (Visit.objects.exists(), lying()) == (False, [])
    send(cast, typed(), file(), file("a.pdf", pdf()), file("b.docx", docx()))
    assert [each.kind for each in Visit.objects.get().attachments.all()] == ["jpg", "pdf", "docx"]


def test_one_bad_file_refuses_all_and_is_named(cast, typed, lying):
    answer = send(cast, typed(), file(), file("网页.html", b"<script>"))
    assert answer.status_code == 422
    assert "“网页.html”没有收：只收PDF、JPG、PNG" in text_of(answer)
    assert "看了冷库二期" in text_of(answer), "what was typed stays"
    assert (Visit.objects.exists(), Attachment.objects.exists(), lying()) == (False, False, [])


def test_a_hostile_name_is_said_as_text(cast, typed):
    answer = send(cast, typed(), file("<img src=x onerror=alert(1)>.exe"))
    assert "<img src=x" not in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"content": ""}, {"pairing": 0}, {"day": "other", "date": "2021-09-25"}])
def test_a_wrong_form_keeps_no_file_and_says_that_it_is_to_be_chosen_again(cast, typed, lying, wrong):
    answer = send(cast, typed(**wrong), file())
    assert answer.status_code == 422
    assert "附件要重新选" in text_of(answer)
    assert (Attachment.objects.exists(), lying()) == (False, [])


def test_what_the_database_refuses_takes_the_file_along(cast, lying):
    """The law speaks after the bytes were written, as when another was faster."""
    visit(cast.pairing, TODAY)
    chosen = Chosen(file(), "现场照片.jpg", "jpg", "0" * 64)
    written = []

    def again():
        with kept([chosen], cast.district) as attachments, lawful():
            written.extend(lying())
            actor = Actor("林沐川", NOW, user=cast.users["officer"])
            Visit(district=cast.district, pairing=cast.pairing, date=TODAY).record(actor, attachments=attachments)

    with pytest.raises(ValidationError, match="已经登记"):
        again()
    assert (len(written), lying()) == (1, [])
    assert not Attachment.objects.exists()


def test_where_nothing_can_be_written_people_read_so_and_no_half_is_left(cast, typed, media):
    """T56."""
    media.parent.mkdir(exist_ok=True)
    media.write_text("no folder")
    answer = send(cast, typed(), file())
    assert answer.status_code == 422
    assert "附件没有存下，走访也没有登记" in text_of(answer)
    assert (Visit.objects.exists(), Attachment.objects.exists()) == (False, False)
    media.unlink()
    assert send(cast, typed(), file()).status_code == 302


def test_the_same_form_again_keeps_no_second_file(cast, typed, lying):
    fields = typed()
    assert [send(cast, fields, file()).status_code for _ in range(3)] == [302] * 3
    assert (Attachment.objects.count(), len(lying())) == (1, 1)


def test_a_photo_that_is_added_to_a_form_sent_before_is_not_lost_in_silence(cast, typed):
    fields = typed()
    send(cast, fields)
    answer = send(cast, fields, file())
    assert answer.status_code == 422
    assert "这次的内容不同" in text_of(answer)


def correcting(found, **other):
    return {
        "pairing": found.pairing_id, "day": "other", "date": found.date, "work": ["learn"], "content": "看了二期",
        "version": found.version, "form_key": uuid.uuid4(),
    } | other  # fmt: skip


def test_a_correction_carries_them_over_and_may_add(cast):
    found = visit(cast.pairing, TODAY, content="看了", entered_by=cast.users["officer"])
    first = attach(found)
    path = f"/visits/{found.pk}/replace/"
    assert "随新记录保留" in text_of(cast.client("officer").get(path))
    answer = send(cast, correcting(found), file("补.png", png()), path=path)
    assert answer.status_code == 302
    new = Visit.objects.get(replaces=found)
    assert [each.name for each in new.attachments.all()] == [first.name, "补.png"]
    assert list(found.attachments.all()) == [first], "and the old record shows what it showed"
    assert cast.client("officer").get(f"/attachments/{first.pk}/").status_code == 200


def test_what_is_carried_counts_among_the_three(cast, lying):
    found = visit(cast.pairing, TODAY, content="看了", entered_by=cast.users["officer"])
    for _ in range(2):
        attach(found)
    answer = send(cast, correcting(found), file(), file(), path=f"/visits/{found.pk}/replace/")
    assert answer.status_code == 422
    assert "附件最多1个" in text_of(answer)
    assert len(lying()) == 2


def test_the_page_and_the_workbook_tell_of_them(cast):
    found = visit(cast.pairing, TODAY)
    photo = attach(found)
    void = attach(found, name="证件.pdf", voided_at=NOW, void_reason="拍到证件")
    page = cast.client("officer").get(f"/visits/{found.pk}/").content.decode()
    assert f'<a href="{reverse("attachment", args=[photo.pk])}" download>' in page
    assert "<s>证件.pdf</s>" in page
    assert f"/attachments/{void.pk}/" not in page
    taken = cast.client("director").post("/visits/export/")
    rows = list(openpyxl.load_workbook(BytesIO(taken.getvalue())).active.values)
    assert dict(zip(rows[0], rows[1], strict=True))["附件"] == 1
