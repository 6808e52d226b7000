"""T56, T57: a full disk under a real server, and uploads that are cut off: a sentence, nothing half done, and all is
well again once there is room, without a restart.

The disk is a tmpfs of 4 MB. Only root can mount one; whoever cannot puts a file where the folder belongs, which fails
in the same place. In CI, as root, there must be a real one.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import uuid
from contextlib import contextmanager, suppress
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT
from django.utils import timezone

from enterprises.models import Visit
from officers.models import Attachment, Job, LogEntry, Upload
from tests.attachments.making import jpg, segment
from tests.workbook.making import district_book, write

PHOTO = jpg(2, 2, *[segment(0xFE, b"x" * 60_000)] * 20)  # 1.2 MB
CUTS = 50
#: a visit and its attachment in the log
ENTRIES = 2


@contextmanager
def small_disk(folder):
    """A disk of 4 MB at `folder`; yields how to fill it and how to free it."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], check=False, capture_output=True, text=True
    ) if shutil.which("mount") and os.geteuid() == 0 else None  # fmt: skip
    if mounted is not None and mounted.returncode == 0:
        try:
            yield Filled(folder)
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        return
    if os.geteuid() == 0 and os.environ.get("CI") == "true":
        pytest.fail(f"no disk of 4 MB could be mounted, so a full one was not tried: {mounted and mounted.stderr}")
    sys.stdout.write("T56: not root, or no mount: a folder that cannot be made stands for a full disk\n")
    yield Blocked(folder)


class Filled:
    """A real disk, full to the last byte."""

    is_full = True

    def __init__(self, folder):
        self.filler = folder / "filler"

    def fill(self):
        with self.filler.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"\0" * 4096)

    def free(self):
        self.filler.unlink()


class Blocked:
    """Files where folders belong, on a disk with room."""

    is_full = False

    def __init__(self, folder):
        self.folders = [folder / name for name in ("attachments", "uploads")]

    def fill(self):
        for folder in self.folders:
            folder.write_text("in the way")

    def free(self):
        for folder in self.folders:
            folder.unlink()


def lying(site):
    return [path for path in site.media.rglob("*") if path.is_file() and path.name not in ("filler", *FOLDERS)]


FOLDERS = ("attachments", "uploads")


def rows():
    return {model.__name__: model.objects.count() for model in (Visit, Attachment, Upload, Job, LogEntry)}


@pytest.fixture
def book(tmp_path):
    path = write(tmp_path / "book.xlsx", district_book())
    return lambda: SimpleUploadedFile("book.xlsx", path.read_bytes())


@pytest.fixture
def form(cast):
    """A visit with a photo, told anew each time."""

    def fields(**more):
        told = {
            "pairing": cast.pairing.pk, "day": timezone.localdate(), "visitor": "officer", "work": ["learn"],
            "content": "看了车间", "form_key": str(uuid.uuid4()), "attachments": SimpleUploadedFile("a.jpg", PHOTO),
        }  # fmt: skip
        return told | more

    return fields


def test_a_full_disk_is_said_and_nothing_stays_half_done(site, signed_in, form, book):
    with small_disk(site.media) as disk, site.serve():
        site.wait()
        officer, staff = signed_in("officer"), signed_in("staff")
        officer.get("/visits/"), staff.get("/imports/")
        disk.fill()
        before = rows()
        assert json.loads(officer.get("/readyz")[1])["disk"] is not disk.is_full

        status, said = officer.upload("/visits/new/", form())
        assert status == 422
        assert "附件没有存下，走访也没有登记" in said
        status, said = staff.upload("/imports/", {"file": book()})
        assert status == 422
        assert "工作簿没有收下：服务器暂时写不进文件，没有改动任何记录" in said
        assert (rows(), lying(site)) == (before, [])

        # reading works, and so does what needs no file
        assert officer.get("/visits/")[0] == 200
        assert officer.upload("/visits/new/", {**form(), "attachments": ""})[0] == 302
        assert Visit.objects.get().date >= date(2021, 1, 1)

        disk.free()
        Visit.objects.all().delete()
        assert officer.upload("/visits/new/", form())[0] == 302
        assert staff.upload("/imports/", {"file": book()})[0] == 302
        assert (Visit.objects.count(), Attachment.objects.count(), Upload.objects.count()) == (1, 1, 1)
        assert len(lying(site)) == 2


def test_an_upload_cut_off_anywhere_leaves_neither_row_nor_file(site, signed_in, form, book):
    with site.serve():
        site.wait()
        officer, staff = signed_in("officer"), signed_in("staff")
        officer.get("/visits/"), staff.get("/imports/")
        before = rows()
        for browser, path, fields in ((officer, "/visits/new/", form()), (staff, "/imports/", {"file": book()})):
            body = browser.body(path, fields)
            for cut in range(CUTS):
                cut_off(browser, path, body, len(body) * cut // CUTS)
        # whoever was still being served has been: the whole form is answered after all of them
        assert officer.upload("/visits/new/", form())[0] == 302
        assert rows() == before | {"Visit": 1, "Attachment": 1, "LogEntry": before["LogEntry"] + ENTRIES}
        assert len(lying(site)) == 1


def cut_off(browser, path, body, length):
    """Announce the whole body, send a part of it, and hang up."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in browser.headers(MULTIPART_CONTENT).items()) + "\r\n"
    with socket.create_connection(("127.0.0.1", browser.port), timeout=30) as connection:
        connection.sendall(head.encode() + body[:length])
