"""Who may see and do what: permissions in views, the scopes of rows, decisions that need somebody else."""

from .entry import Sabotage

MATRIX = "tests/permissions/test_each_person_gets_the_declared_answer.py"
VIEWS, MODELS, ACCOUNTS = "enterprises/views", "enterprises/models", "tests/accounts"
RETURNS = "tests/ledgers/test_returns.py"


def declared(*names: str) -> list[str]:
    """The cells of the permission table for these addresses."""
    return [f"{MATRIX}::test_each_person_gets_the_declared_answer[{name}]" for name in names]


SABOTAGES = (
    # permissions
    Sabotage(
        "anybody-voids-a-visit", "permission", f"{VIEWS}/visit_entry.py",
        "    require_office(request.user, visit)\n", "",
        [*declared("visit-void"), "tests/visits/test_void_and_replace.py::test_nobody_else_voids"],
    ),
    Sabotage(
        "who-has-no-visits-learns-of-the-list", "permission", f"{VIEWS}/visits.py",
        "        *permissions.WRITERS\n    ):\n        raise Http404\n",
        "        *permissions.WRITERS\n    ):\n        pass\n",
        declared("visits"),
    ),
    Sabotage(
        "the-clerk-sets-the-term-of-late-entries", "permission", f"{VIEWS}/months.py",
        "    permissions.require(request.user, permissions.SET_LATE_ENTRY, district)\n", "",
        ["tests/visits/test_months_are_closed.py::test_the_director_sets_the_term_and_the_clerk_does_not"],
    ),
    Sabotage(
        "a-leader-closes-months", "permission", f"{VIEWS}/months.py",
        "    permissions.require(request.user, permissions.CLOSE_MONTH, district)\n", "", declared("month-close"),
    ),
    Sabotage(
        "readers-do-what-only-keepers-may-to-an-issue", "permission", f"{VIEWS}/issue.py",
        "    if not ever(code, roles):\n", "    if False:\n", declared("issue-act"),
    ),
    Sabotage(
        "keepers-do-what-only-the-office-may-to-an-issue", "permission", "enterprises/issue_course.py",
        'CLOSED: {"reopen": OFFICE_ONLY,', 'CLOSED: {"reopen": EITHER,',
        ["tests/issues/test_what_may_be_done.py::test_the_table_says_what_was_agreed"],
    ),
    Sabotage(
        "who-kept-the-enterprise-once-goes-on-with-its-issues", "permission", f"{MODELS}/issue.py",
        "kept = Pairing.objects.kept_by(user).in_force_on(day)\n", "kept = Pairing.objects.kept_by(user)\n",
        ["tests/issues/test_steps.py::test_whose_pairing_is_over_reads_the_issue_and_does_nothing_to_it"],
    ),
    Sabotage(
        "the-deputy-hands-in-the-ledger", "permission", f"{VIEWS}/ledger.py",
        "    writers.require(act, page.roles)\n", "",
        ["tests/ledgers/test_handing_in.py::test_the_deputy_prepares_but_does_not_hand_in"],
    ),
    Sabotage(
        "anybody-accepts-a-ledger", "permission", f"{VIEWS}/ledger_checks.py",
        "    permissions.require(request.user, permissions.CHECK_LEDGER, page.officer.district)\n", "",
        declared("ledger-accept"),
    ),
    Sabotage(
        "a-leader-changes-pairings", "permission", f"{VIEWS}/pairings.py",
        "    permissions.require(request.user, permissions.PAIR, found.district)\n", "", declared("pairing-act"),
    ),
    Sabotage(
        "officers-read-the-directory-of-pairings", "permission", f"{VIEWS}/pairings.py",
        "    if not permissions.allows(user, permissions.READ_DIRECTORY):\n", "    if False:\n", declared("pairings"),
    ),
    Sabotage(
        "a-leader-corrects-what-enterprises-received", "permission", f"{VIEWS}/supports.py",
        "    permissions.require(request.user, permissions.KEEP_POLICIES, found.district)\n    return found\n",
        "    return found\n", declared("support-void"),
    ),
    Sabotage(
        "a-leader-writes-disciplines", "permission", f"{VIEWS}/disciplines.py",
        "    permissions.require(request.user, permissions.KEEP_DISCIPLINES, found.district)\n", "",
        declared("discipline-void"),
    ),
    Sabotage(
        "everybody-handles-workbooks", "permission", "assessment/views/imports.py",
        "    if not found:\n        raise Http404\n    return found\n", "    return found\n", declared("imports"),
    ),
    Sabotage(
        "a-leader-starts-a-run", "permission", "assessment/views/runs.py",
        "        permissions.require(request.user, permissions.START_RUN)\n", "        pass\n", declared("runs"),
    ),
    Sabotage(
        "anybody-reads-the-log", "permission", "officers/views/log.py",
        "    if not permissions.allows(request.user, permissions.READ_LOG):\n", "    if False:\n", declared("log"),
    ),
    Sabotage(
        "an-administrator-takes-over-who-is-more-elsewhere", "permission", "officers/views/accounts.py",
        "    if change and not is_changeable(request, found, districts):\n", "    if False:\n",
        [f"{ACCOUNTS}/test_reach_of_the_administrator.py::test_who_is_more_elsewhere_is_not_taken_over_from_here"],
    ),
    Sabotage(
        "a-grant-counts-after-its-last-day", "permission", "officers/models/grant.py",
        "return self.filter(stopped_at__isnull=True).filter(Q(ends__isnull=True) | Q(ends__gte=day))",
        "return self.filter(stopped_at__isnull=True)",
        [f"{ACCOUNTS}/test_reach_of_the_administrator.py::test_a_role_ends_after_its_last_day"],
    ),
    Sabotage(
        "a-disabled-account-keeps-its-grants", "permission", "officers/models/user.py",
        "Grant.objects.in_force(self, day) if self.is_active else ()", "Grant.objects.in_force(self, day)",
        [f"{ACCOUNTS}/test_trusted_phones.py::test_a_disabled_or_unfinished_account_opens_nothing"],
    ),
    Sabotage(
        "pages-for-phones-ask-nobody-to-sign-in", "permission", "officers/doors.py",
        "    view.on_trusted_phones = True\n",
        "    view.on_trusted_phones = True\n    view.login_required = False\n",
        ["tests/site/test_closed_by_default.py::test_the_pages_open_to_everybody_are_these"],
    ),
    Sabotage(
        "an-interface-that-says-nothing-serves-everybody", "permission", "config/settings.py",
        '"DEFAULT_PERMISSION_CLASSES": ["config.api.Nobody"]', '"DEFAULT_PERMISSION_CLASSES": []',
        ["tests/site/test_closed_by_default.py::test_a_forgetful_interface_serves_nobody"],
    ),
    # scopes
    Sabotage(
        "who-has-no-grant-sees-every-row", "scope", "officers/models/scope.py",
        "if conditions else self.none()", "if conditions else self", declared("visit"),
    ),
    Sabotage(
        "any-visit-opens-by-its-number", "scope", f"{VIEWS}/visits.py",
        "    visible = Visit.objects.visible_to(request.user).select_related(*WITH,",
        "    visible = Visit.objects.select_related(*WITH,", declared("visit"),
    ),
    Sabotage(
        "the-list-shows-everybodys-visits", "scope", f"{VIEWS}/visits.py",
        "    visible = Visit.objects.visible_to(request.user)\n", "    visible = Visit.objects.all()\n",
        ["tests/visits/test_the_list.py::test_the_office_sees_all_and_the_others_their_own"],
    ),
    Sabotage(
        "any-attachment-opens-by-its-number", "scope", f"{VIEWS}/attachments.py",
        "Visit.objects.visible_to(request.user).attachments()", "Visit.objects.all().attachments()",
        ["tests/attachments/test_giving_out.py::test_exactly_those_who_see_the_visit_fetch_it"],
    ),
    Sabotage(
        "any-issue-opens-by-its-number", "scope", f"{VIEWS}/issue.py",
        "    visible = Issue.objects.visible_to(request.user)\n", "    visible = Issue.objects.all()\n",
        ["tests/issues/test_clock_is_explained.py::test_nobody_elses_issue_is_shown"],
    ),
    Sabotage(
        "any-officers-ledger-opens", "scope", "enterprises/writers.py",
        "    return Officer.objects.filter(Q(pk__in=seen.values(\"pk\")) | Q(Exists(served))).select_related",
        "    return Officer.objects.select_related", declared("ledger"),
    ),
    Sabotage(
        "who-was-a-deputy-once-goes-on-with-the-ledger", "scope", "enterprises/writers.py",
        "    served = Pairing.objects.visible_to(user).in_force_between(first, last).filter(",
        "    served = Pairing.objects.visible_to(user).filter(",
        ["tests/ledgers/test_handing_in.py::test_the_deputy_writes_the_months_of_the_pairing_and_reads_no_others"],
    ),
    Sabotage(
        "an-officer-sees-the-pairings-of-all", "scope", f"{MODELS}/pairing.py",
        '"officer": Q(officer__user_id=grant.user_id) | self._stood_in_for(grant),', '"officer": Q(),',
        ["tests/directory/test_pairing_pages.py::test_an_officer_reads_own_pairings_only"],
    ),
    Sabotage(
        "any-account-opens-by-its-number", "scope", "officers/views/accounts.py",
        "    found = get_object_or_404(User.objects.visible_to(request.user), pk=pk)\n",
        "    found = get_object_or_404(User, pk=pk)\n",
        [
            f"{ACCOUNTS}/test_reach_of_the_administrator.py::"
            "test_an_account_of_another_district_looks_as_if_it_did_not_exist"
        ],
    ),
    Sabotage(
        "any-score-sheet-opens", "scope", "assessment/views/sheets.py",
        "    visible = ScoreSheet.objects.visible_to(request.user)\n", "    visible = ScoreSheet.objects.all()\n",
        [f"{MATRIX}::test_another_officers_sheet_looks_as_if_it_did_not_exist"],
    ),
    Sabotage(
        "sheets-are-shown-while-the-run-computes", "scope", "assessment/models/sheet.py",
        "            return Q(run__finished_at__isnull=False, run__district_id__in=grant.reach)\n",
        "            return Q(run__district_id__in=grant.reach)\n",
        [
            "tests/assessment/jobs/test_killed_workers.py::"
            "test_what_an_attempt_staged_is_nobodys_to_see_before_the_run_is_finished"
        ],
    ),
    Sabotage(
        "anybodys-reminder-is-marked-as-read", "scope", "officers/views/notifications.py",
        "get_object_or_404(Notification.objects.of(request.user), pk=pk)", "get_object_or_404(Notification, pk=pk)",
        declared("notification-read"),
    ),
    Sabotage(
        "enterprises-of-another-district-are-handed-over", "scope", f"{VIEWS}/hand_over.py",
        "        .filter(district__in=permissions.districts(user, permissions.PAIR), voided_at__isnull=True)\n",
        "        .filter(voided_at__isnull=True)\n",
        ["tests/directory/test_hand_over_pages.py::test_an_office_elsewhere_that_merely_reads_here_hands_nothing_over"],
    ),
    # two people
    Sabotage(
        "the-office-voids-its-own-visits", "two people", f"{VIEWS}/visits.py",
        " and not pairing.is_of(user)\n", "\n",
        ["tests/visits/test_void_and_replace.py::test_the_office_decides_nothing_about_its_own_visits"],
    ),
    Sabotage(
        "an-officer-accepts-the-own-ledger", "two people", f"{VIEWS}/ledger_checks.py",
        "    writers.refuse_own(request.user, page.officer, submission)\n", "",
        [
            f"{RETURNS}::test_nobody_decides_on_their_own_ledger",
            f"{RETURNS}::test_nobody_decides_on_what_they_handed_in_for_another",
        ],
    ),
    Sabotage(
        "the-record-takes-a-decision-about-oneself", "two people", f"{MODELS}/criticism.py",
        "        if actor.user and not self.may_decide(actor.user, self.officer):\n", "        if False:\n",
        ["tests/criticisms/test_the_office_decides.py::test_the_record_itself_refuses_a_decision_about_oneself"],
    ),
    Sabotage(
        "one-person-changes-the-calendar", "two people", "officers/migrations/0007_calendar_changes_are_approved.py",
        "models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('entered_by')), _negated=True), "
        "_connector='OR')",
        "models.Q(('id__isnull', False))",
        ["tests/calendar/test_two_people_change_the_calendar.py::test_nobody_approves_what_they_have_entered"],
    ),
    Sabotage(
        "an-administrator-gives-roles-to-the-own-account", "two people", "officers/views/accounts.py",
        "    if data is not None and found.pk == request.user.pk:\n", "    if False:\n",
        [f"{ACCOUNTS}/test_reach_of_the_administrator.py::test_nobody_gives_a_role_to_the_own_account"],
    ),
    Sabotage(
        "an-administrator-resets-the-own-account", "two people", "officers/views/account_acts.py",
        "    if found.pk == request.user.pk:\n", "    if False:\n",
        [f"{ACCOUNTS}/test_administering_accounts.py::test_nobody_does_to_the_own_account_what_needs_another"],
    ),
    # telephone numbers
    Sabotage(
        "leaders-read-telephone-numbers", "privacy", "officers/models/scope.py",
        '    phone_readers = frozenset({"office_director", "office_staff"})\n',
        '    phone_readers = frozenset({"office_director", "office_staff", "leader"})\n',
        ["tests/directory/test_phones_are_masked.py::test_lists_of_people_are_masked_for_leaders"],
    ),
    Sabotage(
        "who-handed-an-enterprise-over-still-calls-it", "privacy", f"{MODELS}/enterprise.py",
        "own = Pairing.objects.in_force_on(grant.day).owned_by(grant)", "own = Pairing.objects.owned_by(grant)",
        ["tests/directory/test_phones_are_masked.py::test_who_handed_an_enterprise_over_calls_it_no_more"],
    ),
    Sabotage(
        "oversight-reads-telephone-numbers-in-the-log", "privacy", "officers/models/log.py",
        "        return self.note if self.in_full else masked_within(self.note)\n", "        return self.note\n",
        [f"{ACCOUNTS}/test_phones_in_the_log.py::test_oversight_reads_masked_numbers_alone"],
    ),
)  # fmt: skip
