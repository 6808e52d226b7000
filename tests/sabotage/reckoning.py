"""What is counted: working days, deadlines, scores; and the work behind pages: jobs, reminders, the queue."""

from .entry import Sabotage

JOBS, TIME = "tests/assessment/jobs", "tests/time"
QUEUE = "tests/site/test_queue.py"
KINDS_OF_ITEMS, RULES = "tests/rules/test_kinds.py", "assessment/rules"

SABOTAGES = (
    # the calendar
    Sabotage(
        "holidays-are-working-days", "calendar", "officers/workdays.py",
        "            if day in chinese_calendar.holidays:\n",
        "            if weekend and day in chinese_calendar.holidays:\n",
        [f"{TIME}/test_working_days.py::test_every_day_of_a_year_is_what_the_notice_of_the_state_council_says"],
    ),
    Sabotage(
        "make-up-days-are-days-off", "calendar", "officers/workdays.py",
        "            if day in chinese_calendar.workdays and weekend:\n", "            if False:\n",
        [f"{TIME}/test_working_days.py::test_every_day_of_a_year_is_what_the_notice_of_the_state_council_says"],
    ),
    Sabotage(
        "the-districts-own-days-are-not-looked-at", "calendar", "officers/workdays.py",
        "return self._standing(day)[0] if entry is None else entry.is_workday", "return self._standing(day)[0]",
        [f"{TIME}/test_working_days.py::test_the_districts_own_entry_comes_before_the_published_arrangement"],
    ),
    Sabotage(
        "the-day-of-the-event-counts", "calendar", "officers/workdays.py",
        "bisect_right(ordinals, after.toordinal()) + n - 1", "bisect_right(ordinals, after.toordinal() - 1) + n - 1",
        [f"{TIME}/test_issue_deadlines.py::test_a_general_issue_of_17_september_2021_is_due_on_the_28th"],
    ),
    Sabotage(
        "a-due-day-stays-on-a-holiday", "calendar", "officers/periods.py",
        "        return calendar.roll(day) if self.roll else day\n", "        return day\n",
        [f"{TIME}/test_due_days.py::test_a_ledger_is_due_on_the_5th_or_the_next_working_day"],
    ),
    Sabotage(
        "days-end-where-the-server-stands", "calendar", "officers/workdays.py",
        "    return _aware(moment).astimezone(SHANGHAI).date()\n", "    return _aware(moment).date()\n",
        [f"{TIME}/test_due_days.py::test_the_due_day_counts_to_its_last_microsecond_in_whatever_zone_the_time_is_written"],
    ),
    Sabotage(
        "a-period-is-settled-on-its-last-day", "calendar", "officers/periods.py", "if due < as_of)", "if due <= as_of)",
        [f"{TIME}/test_settled_periods.py::test_settled_are_the_periods_whose_last_day_is_before_the_as_of_day"],
    ),
    Sabotage(
        "an-issue-is-overdue-on-its-deadline", "calendar", "enterprises/deadlines.py",
        "if self.deadline is None or self.deadline >= as_of:", "if self.deadline is None or self.deadline > as_of:",
        [f"{TIME}/test_issue_deadlines.py::test_an_open_issue_is_overdue_once_its_deadline_lies_before_the_as_of_day"],
    ),
    Sabotage(
        "a-returned-ledger-has-no-limit", "calendar", "enterprises/ledger_times.py",
        '"kept" if again_on <= limit else "restarted"', '"kept"',
        [f"{TIME}/test_ledger_returns.py::test_it_keeps_its_first_time_to_the_end_of_the_third_working_day"],
    ),
    Sabotage(
        "a-week-in-part-is-owed", "calendar", "officers/periods.py",
        "            if served.bit_count() < least:\n", "            if not served:\n",
        ["tests/assessment/test_boundaries.py::test_a_week_is_not_owed_when_the_term_begins_on_its_tuesday"],
    ),
    # scores
    Sabotage(
        "halves-are-rounded-down", "figures", f"{RULES}/values.py",
        "(200 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)",
        "(100 * abs(exact.numerator)) // exact.denominator",
        [f"{KINDS_OF_ITEMS}::test_a_scale_is_exact_until_it_is_rounded_half_up"],
    ),
    Sabotage(
        "points-go-beyond-the-full-marks", "figures", f"{RULES}/kinds.py",
        "        if beyond:\n", "        if False:\n",
        [f"{KINDS_OF_ITEMS}::test_points_stay_within_the_item_and_the_cut_is_a_line"],
    ),
    Sabotage(
        "an-account-need-not-add-up", "figures", f"{RULES}/account.py",
        "    if added != stated:\n", "    if False:\n",
        ["tests/rules/test_accounts_add_up.py::test_a_changed_point_is_found_when_the_account_is_read"],
    ),
    Sabotage(
        "sixty-per-cent-is-below-sixty-per-cent", "figures", f"{RULES}/kinds.py",
        "        if measured > tier.threshold or (tier.inclusive and measured == tier.threshold):\n",
        "        if measured > tier.threshold:\n", [f"{KINDS_OF_ITEMS}::test_tiers_give_the_first_threshold_reached"],
    ),
    Sabotage(
        "a-ratio-of-nothing-is-taken", "figures", f"{RULES}/values.py",
        "        if self.den < 0 or self.num < 0 or (self.den == 0 and self.num != 0):\n", "        if False:\n",
        ["tests/rules/test_unknown_facts.py::test_a_ratio_cannot_be_negative_or_over_nothing"],
    ),
    Sabotage(
        "an-officer-reads-early-what-enterprises-answered", "privacy", "assessment/display/page.py",
        "return sheet.run.published_at is None and is_own(sheet, own)",
        "return False",
        ["tests/pages/test_veiled_sheet.py::test_an_officer_reads_no_figure_that_tells_the_satisfaction"],
    ),
    # jobs
    Sabotage(
        "a-lease-is-taken-before-it-has-run-out", "job", "officers/models/job.py",
        "Q(state=self.State.QUEUED) | Q(state=self.State.RUNNING, lease_until__lt=at)", "state__in=self.ACTIVE",
        [f"{JOBS}/test_one_does_it.py::test_a_lease_is_anothers_to_take_only_after_it_has_run_out"],
    ),
    Sabotage(
        "a-worker-that-comes-back-still-finishes", "job", "officers/models/job.py",
        "return Job.objects.filter(pk=self.pk, lease_token=self.lease_token, state=self.State.RUNNING)",
        "return Job.objects.filter(pk=self.pk)",
        ["tests/imports/test_workers_die.py::test_who_was_taken_for_dead_and_comes_back_changes_nothing"],
    ),
    Sabotage(
        "a-job-that-always-breaks-is-tried-for-ever", "job", "officers/models/job.py",
        "if free.filter(attempts__gte=MAX_ATTEMPTS).update(", "if free.none().update(",
        [f"{JOBS}/test_giving_up.py::test_after_the_last_attempt_it_is_given_up_with_a_sentence"],
    ),
    Sabotage(
        "two-presses-start-two-runs", "job", "officers/migrations/0001_initial.py",
        "fields=('district', 'kind', 'key'), name='job_one_active'",
        "fields=('district', 'kind', 'key', 'id'), name='job_one_active'",
        [f"{JOBS}/test_one_does_it.py::test_a_second_press_while_it_runs_leads_to_the_same_run"],
    ),
    Sabotage(
        "what-is-imported-is-not-what-was-checked", "job", "assessment/imports.py",
        " or sha256(upload.path) != upload.sha256:\n", ":\n",
        ["tests/imports/test_importing.py::test_only_the_file_that_was_checked_is_imported"],
    ),
    Sabotage(
        "a-message-is-sent-by-everybody-who-finds-it", "job", "officers/models/outgoing.py",
        "        waiting = type(self).objects.to_send(at).filter(pk=self.pk)\n",
        "        waiting = type(self).objects.filter(pk=self.pk)\n",
        ["tests/reminders/test_email.py::test_a_message_that_another_worker_has_claimed_is_left_alone"],
    ),
    Sabotage(
        "an-email-that-may-have-left-is-sent-again", "job", "officers/notify.py",
        "        if delivery.channel == Channel.GATEWAY:\n            delivery.put_off",
        "        if True:\n            delivery.put_off",
        [
            "tests/reminders/test_email.py::"
            "test_after_a_worker_died_between_claim_and_mark_it_is_told_and_not_sent_again"
        ],
    ),
    # the queue
    Sabotage(
        "a-message-is-forgotten-when-its-worker-begins", "setting", "config/celery.py",
        "    task_acks_late=True,\n", "", [f"{QUEUE}::test_a_message_is_done_with_only_when_its_work_is"],
    ),
    Sabotage(
        "a-message-dies-with-its-worker", "setting", "config/celery.py",
        "    task_reject_on_worker_lost=True,\n", "", [f"{QUEUE}::test_a_message_is_done_with_only_when_its_work_is"],
    ),
    Sabotage(
        "a-running-task-is-handed-to-a-second-worker", "setting", "config/celery.py",
        "VISIBILITY_TIMEOUT = 1800", "VISIBILITY_TIMEOUT = 300",
        [f"{QUEUE}::test_no_task_is_handed_out_again_while_it_may_run"],
    ),
    Sabotage(
        "a-broker-that-says-nothing-is-waited-for", "setting", "config/celery.py",
        '        "socket_timeout": 2,\n', "", [f"{QUEUE}::test_who_sends_gives_up_within_seconds"],
    ),
    Sabotage(
        "workers-write-results-that-nobody-reads", "setting", "config/celery.py",
        "    task_ignore_result=True,\n", "", [f"{QUEUE}::test_nobody_waits_for_a_result"],
    ),
)  # fmt: skip
