"""People, a folder for what they hand in, and a worker that does the jobs on call."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from officers import jobs
from officers.models import Job, Upload
from tests.cast import Cast
from tests.workbook.making import FIRM, OTHER_FIRM, VISITS, district_book, write

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def cast(transactional_db):
    """Jobs say that they live from a connection of their own: what tests write must be committed."""
    cast = Cast()
    for firm, code in ((cast.enterprise, FIRM), (cast.other_enterprise, OTHER_FIRM)):
        firm.credit_code = code
        firm.save()
    return cast


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


class Desk:
    """The office's browser, and the workbooks on its desk."""

    def __init__(self, cast, folder):
        self.cast, self.folder = cast, folder
        self.client = cast.client("staff")

    def book(self, name="本区记录.xlsx", **sheets):
        """The bytes of a workbook: of these sheets, or else of a small clean district without days of its own."""
        path = write(self.folder / "made.xlsx", sheets or district_book(工作日历=None))
        return SimpleUploadedFile(name, path.read_bytes(), XLSX)

    def visits(self, *rows, name="走访.xlsx"):
        """A workbook of visits by the cast's officer."""
        return self.book(name, 走访=[VISITS, *rows])

    def hand_in(self, file, check=True):
        """Upload a file and, unless told otherwise, have it checked. Returns the upload."""
        answer = self.client.post("/imports/", {"file": file})
        assert answer.status_code == 302, answer.content.decode()
        upload = Upload.objects.get(pk=answer["Location"].split("/")[2])
        if check and upload.state == "checking":
            self.work()
            upload.refresh_from_db()
        return upload

    def press(self, upload, mode="all", work=True):
        """Import it. Returns the upload as it then stands."""
        assert self.client.post(f"/imports/{upload.pk}/start/", {"mode": mode}).status_code == 302
        if work:
            self.work()
        upload.refresh_from_db()
        return upload

    def work(self):
        """Do what waits."""
        return [jobs.run(job.pk) for job in Job.objects.waiting(timezone.now())]

    def page(self, upload, **more):
        return self.client.get(f"/imports/{upload.pk}/", **more)

    def download(self, path):
        """The bytes of an answer that is a file."""
        answer = self.client.get(path)
        assert answer.status_code == 200
        return answer, BytesIO(b"".join(answer.streaming_content))


@pytest.fixture
def desk(cast, tmp_path):
    return Desk(cast, tmp_path)


def files(media):
    """The names of what lies in the folder of uploads."""
    folder = media / "uploads"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
