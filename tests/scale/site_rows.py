"""The rows of a growing district that the site itself keeps: accounts, the log, reminders, jobs, workbooks, runs."""

from datetime import date, timedelta

from assessment.imports import EXPORT
from assessment.models import AssessmentRun, ScoreSheet
from officers.models import Grant, Job, LogEntry, Notification, Role, Upload, User
from tests.visits.clock import NOW, TODAY

#: an account's role begins here
BEGAN = date(2020, 1, 1)


class SiteRows:
    """A part of `Filling`, which knows the district, the new numbers and how rows are stored."""

    def _site(self):
        """Accounts, the log, reminders, jobs, workbooks and runs."""
        here = {"district": self.cast.district}
        users = self._store(User, (User(username=f"u{n}", name=f"账号{n}", password="!").spell() for n in self.new))
        self._store(Grant, (Grant(**here, user=each, role=Role.OFFICE_STAFF, starts=BEGAN) for each in users))
        # the account whose page is looked at has done as much as all others
        self._store(
            LogEntry,
            (
                LogEntry(
                    **here, at=NOW - timedelta(minutes=n), user=self.cast.users["staff"], actor="温以宁", action="登录"
                )
                for n in self.new
            ),
        )
        self._store(
            Notification,
            (
                Notification(
                    **here, person=self.cast.users["officer"], rule="ledger_2", object_key=f"b{n}", due=TODAY,
                    day=TODAY - timedelta(days=n % 30), text="8月工作台账还没有上报", created_at=NOW,
                )
                for n in self.new
            ),
        )  # fmt: skip
        done = {
            **here,
            "state": "done",
            "created_at": NOW,
            "finished_at": NOW,
            "result": {"file": "x", "sheets": {}, "size": 1},
        }
        self._store(Job, (Job(**done, kind=EXPORT, key=f"b{n}") for n in self.new))
        self._store(Upload, (self._upload(n) for n in self.new))
        self._runs()

    def _upload(self, n):
        return Upload(
            district=self.cast.district, name=f"记录{n}.xlsx", size=6000, sha256=f"{n:064}", uploaded_at=NOW,
            state="imported", uploaded_by=self.cast.users["staff"],
        )  # fmt: skip

    def _runs(self):
        run, sheet = self.run, self.run.sheets.get(code="A01")
        same = {
            "run": run,
            "facts_id": sheet.facts_id,
            "subject_kind": "officer",
            "status": "pending",
            "account": sheet.account,
        }
        self._store(
            ScoreSheet,
            (
                ScoreSheet(
                    **same,
                    code=f"B{n:05}",
                    name=f"服务官{n}",
                    officer=self.officers[n],
                    low=0,
                    high=100,
                    digest="0" * 64,
                )
                for n in self.new
            ),
        )
        told = {"district": run.district, "scheme": run.scheme, "year": 2021, "as_of": run.as_of, "created_at": NOW}
        self._store(AssessmentRun, (AssessmentRun(**told) for _ in self.new))
