"""The addresses of `assessment`."""

from datetime import date

from assessment import imports
from officers.actor import Actor
from officers.models import Job, Upload
from tests.factories import COMPUTED, compute_run, upload_workbook

from .answers import NOT_FOR_API, OFFICE, OFFICERS, READERS, Address, done_by, seen_by


def run(cast):
    """A finished run in which A01 is the officer's."""
    return compute_run(cast.district, as_of=date(2022, 3, 1))


def of_run(pattern):
    return lambda cast: pattern.format(run(cast).pk)


def of_upload(pattern, **fields):
    return lambda cast: pattern.format(upload_workbook(cast.district, **fields).pk)


def of_rejected_rows(cast):
    """An import that left rows out, and the workbook of them."""
    upload = upload_workbook(cast.district, state="imported", rejected_id="0" * 32)
    Upload.objects.get(pk=upload.pk).rejected_path.write_bytes(b"PK")
    return f"/imports/{upload.pk}/rejected/"


def of_export(pattern):
    """An export that has been written."""

    def path(cast):
        job = imports.start_export(cast.district, Actor("测试", COMPUTED))
        name = "00000000-0000-0000-0000-000000000000"
        (imports._exports() / f"{name}.xlsx").write_bytes(b"PK")
        result = {"file": name, "sheets": {"走访": 3}, "size": 2}
        Job.objects.filter(pk=job.pk).update(state="done", finished_at=COMPUTED, result=result)
        return pattern.format(job.pk)

    return path


SHEET = seen_by("officer", *READERS)
TABLE = {
    "runs": Address(
        {
            # an office of another district has its own list, in which nothing of this one stands
            "GET": seen_by(*READERS, "outsider"),
            "POST": {**seen_by(), "director": 302, "staff": 302, "leader": 403, "outsider": 422},
        },
        form=lambda cast: {"scheme": "jiaozuo-officers", "year": "2021", "as_of": "2022-02-01"},
    ),
    "officer-home": Address({"GET": seen_by(*OFFICERS, "deputy", "liaison")}),
    "today": Address({"GET": seen_by(*READERS, "outsider")}),
    "own-sheets": Address({"GET": seen_by(*OFFICERS)}),
    "run": Address({"GET": seen_by(*READERS)}, of_run("/assessment/runs/{}/")),
    "sheet": Address({"GET": SHEET}, of_run("/assessment/runs/{}/sheets/A01/")),
    "sheet-print": Address({"GET": SHEET}, of_run("/assessment/runs/{}/sheets/A01/print/")),
    # an upload without a file is not taken; the office of another district has its own list
    "imports": Address({"GET": seen_by(*OFFICE, "outsider"), "POST": seen_by(*OFFICE, "outsider", status=422)}),
    "import": Address({"GET": seen_by(*OFFICE)}, of_upload("/imports/{}/")),
    "import-start": Address(
        {"POST": done_by(*OFFICE)}, of_upload("/imports/{}/start/"), form=lambda cast: {"mode": "all"}
    ),
    "import-again": Address({"POST": done_by(*OFFICE)}, of_upload("/imports/{}/again/", state="checking")),
    "import-drop": Address({"POST": done_by(*OFFICE)}, of_upload("/imports/{}/drop/")),
    "import-rejected": Address({"GET": seen_by(*OFFICE)}, of_rejected_rows),
    "export-start": Address({"POST": done_by(*OFFICE, "outsider")}),
    "export": Address({"GET": seen_by(*OFFICE)}, of_export("/imports/exports/{}/")),
    "export-file": Address({"GET": seen_by(*OFFICE)}, of_export("/imports/exports/{}/file/")),
    "api-sheets": Address({"GET": {**seen_by(*OFFICERS, *READERS), **NOT_FOR_API}}, of_run("/api/runs/{}/sheets/")),
    "api-sheet": Address({"GET": {**SHEET, **NOT_FOR_API}}, of_run("/api/runs/{}/sheets/A01/")),
}
