"""What keeps records true: versions, keys, the laws of the database, locks, and the time limits of visits."""

from .entry import Sabotage

FIRST = "enterprises/migrations/0001_initial.py"
VISITS_CLOSED = "enterprises/migrations/0006_visits_are_closed_by_month.py"
REMINDED = "officers/migrations/0004_workbooks_wait_and_people_are_reminded.py"
PUBLISHED = "assessment/migrations/0002_published_results_stand.py"
TRIGGERS, REMINDERS = "tests/laws/test_triggers_refuse.py", "tests/reminders/test_made_once.py"
ONCE, VOIDED = "tests/visits/test_it_is_saved_once.py", "tests/visits/test_void_and_replace.py"


def law(name: str) -> str:
    """The test that tries to break one constraint."""
    return f"tests/laws/test_constraints_refuse.py::test_the_database_refuses_what_the_law_forbids[{name}]"


SABOTAGES = (
    Sabotage(
        "workbooks-are-taken-away-unseen", "privacy", "officers/views/exporting.py",
        '    LogEntry.write(Actor.of(request), f"导出{what}", note=note, district=district)\n', "",
        ["tests/records/test_exports_are_told.py::test_an_export_is_told_by_the_log_of_its_district"],
    ),
    # lost updates
    Sabotage(
        "the-version-of-a-record-is-not-looked-at", "version", "officers/models/fact.py",
        "standing = type(self)._base_manager.filter(pk=self.pk, version=version, voided_at__isnull=True)",
        "standing = type(self)._base_manager.filter(pk=self.pk, voided_at__isnull=True)",
        [f"{VOIDED}::test_who_saw_an_older_version_is_told_and_changes_nothing"],
    ),
    Sabotage(
        "a-void-record-is-changed", "version", "officers/models/fact.py",
        "filter(pk=self.pk, version=version, voided_at__isnull=True)", "filter(pk=self.pk, version=version)",
        ["tests/calendar/test_two_people_change_the_calendar.py::test_what_was_taken_back_is_never_approved"],
    ),
    Sabotage(
        "the-version-of-a-corrected-visit-is-not-looked-at", "version", "enterprises/models/visit.py",
        "filter(pk=self.pk, version=version, is_current=True)", "filter(pk=self.pk, is_current=True)",
        [f"{VOIDED}::test_who_corrects_an_older_version_is_told_and_changes_nothing"],
    ),
    Sabotage(
        "an-entry-of-a-register-loses-an-update", "version", "officers/models/register.py",
        "            if before != seen:\n", "            if False:\n",
        ["tests/directory/test_registers.py::test_of_two_who_saw_the_same_the_second_is_told"],
    ),
    Sabotage(
        "a-void-ledger-is-accepted", "version", "enterprises/models/ledger.py",
        "                accepted_at__isnull=not accepted,\n                ledger__voided_at__isnull=True,\n",
        "                accepted_at__isnull=not accepted,\n",
        ["tests/ledgers/test_returns.py::test_a_void_ledger_is_not_decided"],
    ),
    Sabotage(
        "a-draft-overwrites-another", "version", "enterprises/hand_in.py",
        "        if ledger.version != version:\n            raise StaleRecord(ledger)\n",
        "        version = ledger.version\n",
        [
            "tests/ledgers/test_handing_in.py::"
            "test_of_two_who_write_the_draft_at_once_the_second_is_told_and_loses_nothing"
        ],
    ),
    Sabotage(
        "a-decision-on-criticism-stands-over-one-that-was-not-seen", "version", "enterprises/models/criticism.py",
        "        if (before.sequence if before else 0) != shown:\n            raise StaleRecord(self)\n", "",
        ["tests/criticisms/test_the_office_decides.py::test_what_was_never_shown_cannot_have_been_seen"],
    ),
    # double presses
    Sabotage(
        "a-form-sent-twice-is-not-recognised", "unique", "enterprises/forms/visit.py",
        "return Visit.objects.sent_by(self.user, self.cleaned_data.get(\"form_key\"))", "return None",
        [f"{ONCE}::test_the_same_form_with_other_content_is_asked_back_under_a_new_key"],
    ),
    Sabotage(
        "the-database-takes-a-visit-twice-from-one-form", "unique", VISITS_CLOSED,
        "fields=('entered_by', 'form_key')", "fields=('entered_by', 'form_key', 'id')", [law("visit_sent_once")],
    ),
    Sabotage(
        "the-database-takes-two-visits-of-a-day", "unique", FIRST,
        "fields=('pairing', 'date', 'visitor')", "fields=('pairing', 'date', 'visitor', 'id')", [law("visit_once")],
    ),
    Sabotage(
        "an-issue-is-entered-twice-from-one-form", "unique", "enterprises/migrations/0005_issues_are_kept_here.py",
        "fields=('entered_by', 'form_key')", "fields=('entered_by', 'form_key', 'id')",
        [law("issue_sent_once")],
    ),
    Sabotage(
        "a-ledger-is-handed-in-twice", "unique", "enterprises/hand_in.py",
        "    if waiting is not None:\n        raise AlreadyHandedIn(waiting)\n", "    return\n",
        ["tests/ledgers/test_handing_in.py::test_two_taps_make_one_row_and_the_second_is_told"],
    ),
    Sabotage(
        "one-thing-is-reminded-of-twice", "unique", REMINDED,
        "fields=('person', 'rule', 'object_key', 'due')", "fields=('person', 'rule', 'object_key', 'due', 'id')",
        [f"{REMINDERS}::test_the_same_thing_is_not_told_twice_on_any_day", law("notification_once")],
    ),
    Sabotage(
        "a-days-reminders-are-made-twice", "unique", REMINDED,
        "fields=('district', 'day'), name='reminders_once_a_day'",
        "fields=('district', 'day', 'id'), name='reminders_once_a_day'",
        [
            f"{REMINDERS}::test_a_second_round_of_the_day_makes_nothing",
            f"{REMINDERS}::test_of_many_that_try_at_once_one_makes_the_round",
        ],
    ),
    Sabotage(
        "a-workbook-is-imported-by-two-presses", "unique", "officers/models/upload.py",
        "state__in=among", "pk__isnull=False",
        ["tests/imports/test_importing.py::test_of_two_who_press_at_one_moment_one_starts_the_import"],
    ),
    # laws of the database
    Sabotage(
        "a-void-visit-needs-no-reason", "constraint", FIRST,
        "models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='visit_void_has_reason'",
        "models.Q(('voided_at__isnull', False))), _connector='OR'), name='visit_void_has_reason'",
        [law("visit_void_has_reason")],
    ),
    Sabotage(
        "a-run-is-published-before-it-is-finished", "constraint", "assessment/migrations/0001_initial.py",
        "models.Q(('finished_at__isnull', False), ('purpose', 'final'))", "models.Q(('published_at__isnull', False))",
        [law("run_published_is_final")],
    ),
    Sabotage(
        "a-closed-month-takes-visits", "trigger", VISITS_CLOSED,
        'Refuse("visit_month_closed", "enterprises_visit", ["INSERT", "UPDATE"],',
        'Refuse("visit_month_closed", "enterprises_visit", ["UPDATE"],',
        [f"{TRIGGERS}::test_a_visit_of_a_closed_month_neither_comes_nor_goes_nor_changes"],
    ),
    Sabotage(
        "the-log-can-be-rewritten", "trigger", "officers/migrations/0002_log_is_append_only.py",
        '["UPDATE"], "OLD.id IS NOT NULL"', '["UPDATE"], "OLD.id IS NULL"',
        [f"{TRIGGERS}::test_an_entry_of_the_log_is_never_altered"],
    ),
    Sabotage(
        "a-published-sheet-can-be-changed", "trigger", PUBLISHED,
        '"published_sheet_stands",\n            "assessment_scoresheet",\n            ["UPDATE", "DELETE"],\n',
        '"published_sheet_stands",\n            "assessment_scoresheet",\n            ["DELETE"],\n',
        [f"{TRIGGERS}::test_a_published_sheet_is_neither_altered_deleted_nor_joined_by_another"],
    ),
    Sabotage(
        "a-published-run-can-be-changed", "trigger", PUBLISHED,
        '            "assessment_assessmentrun",\n            ["UPDATE", "DELETE"],\n',
        '            "assessment_assessmentrun",\n            ["DELETE"],\n',
        [f"{TRIGGERS}::test_a_published_run_is_neither_altered_nor_deleted"],
    ),
    Sabotage(
        "pairings-overlap", "trigger", "enterprises/migrations/0002_pairings_do_not_overlap.py",
        '            "enterprise_id",\n', '            "id",\n',
        [f"{TRIGGERS}::test_one_enterprise_never_has_two_officers_on_a_day"],
    ),
    Sabotage(
        "pairings-overlap-on-postgresql", "constraint", "officers/operations.py",
        "WITH &&, daterange(starts, ends, '[]') WITH &&)", "WITH &&, daterange(starts, ends, '[]') WITH =)",
        [
            f"{TRIGGERS}::test_one_enterprise_never_has_two_officers_on_a_day",
            f"{TRIGGERS}::test_a_pairing_cannot_be_prolonged_into_the_next",
        ],
        "postgres",
    ),
    # locks: SQLite lets one writer in at a time, so most of these are only missed on PostgreSQL
    Sabotage(
        "a-visit-slips-into-a-month-that-is-being-closed", "lock", "enterprises/models/month.py",
        "            RecordCounter.reserve(district.pk, HELD, month.year, 0)\n", "",
        [
            "tests/visits/test_the_record_keeps_the_law.py::"
            "test_who_saves_while_the_month_is_being_closed_waits_and_is_refused"
        ],
        "postgres",
    ),
    Sabotage(
        "two-issues-are-merged-into-each-other", "lock", "enterprises/models/issue.py",
        "Issue.objects.select_for_update().filter(pk__in=[self.pk, into.pk])",
        "Issue.objects.filter(pk__in=[self.pk, into.pk])",
        ["tests/issues/test_steps.py::test_two_issues_are_not_merged_into_each_other_at_once"],
        "postgres",
    ),
    Sabotage(
        "two-corrections-of-a-register-pass-each-other", "lock", "officers/models/register.py",
        "_base_manager.select_for_update().get(", "_base_manager.get(",
        ["tests/directory/test_registers.py::test_who_corrects_while_another_is_at_it_waits_and_is_told"],
        "postgres",
    ),
    Sabotage(
        "a-visit-slips-under-a-pairing-that-is-being-ended", "lock", "enterprises/models/pairing.py",
        "Pairing.objects.select_for_update().get(pk=self.pk)", "Pairing.objects.get(pk=self.pk)",
        ["tests/directory/test_pairings_in_time.py::test_who_ends_it_waits_for_a_visit_that_is_being_entered"],
        "postgres",
    ),
    Sabotage(
        "a-visit-does-not-hold-its-pairing", "lock", "enterprises/models/visit.py",
        "            self.pairing.refresh_from_db(", "            None and self.pairing.refresh_from_db(",
        ["tests/directory/test_pairings_in_time.py::test_a_visit_is_not_entered_under_a_pairing_that_has_ended_or_is_void_meanwhile"],
    ),
    Sabotage(
        "two-imports-into-a-district-pass-each-other", "lock", "officers/workbook/importing.py",
        "        District.objects.select_for_update().get(pk=run.district.pk)\n", "",
        ["tests/workbook/test_twice_changes_nothing.py::test_who_imports_while_another_does_waits_and_finds_it_all_there"],
        "postgres",
    ),
    # what a visit may say
    Sabotage(
        "officers-enter-visits-after-the-term", "permission", "enterprises/models/visit.py",
        "        elif self.is_late(on) and not by_office:\n", "        elif False:\n",
        [
            "tests/visits/test_the_record_keeps_the_law.py::"
            "test_a_day_to_come_a_day_too_old_and_a_day_outside_the_pairing"
        ],
    ),
)  # fmt: skip
