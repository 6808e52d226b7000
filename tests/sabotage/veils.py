"""What single people are not to learn: a firm's answer, and an early figure about themselves."""

from .entry import Sabotage


def veil(name: str, file: str, guard: str, instead: str, *tests: str) -> Sabotage:
    """One that keeps something from somebody."""
    return Sabotage(name, "privacy", file, guard, instead, tests)


SABOTAGES = (
    veil(
        "a-reader-finds-their-own-place-before-publication",
        "assessment/models/sheet.py",
        "        return self.exclude(officer__in=own, run__published_at__isnull=True)\n",
        "        return self.all()\n",
        "tests/pages/test_ranking.py::test_a_director_who_is_an_officer_too_reads_no_place_of_their_own",
    ),
    veil(
        "two-previews-tell-the-reply-between-them",
        "assessment/measures/survey.py",
        "    shown = is_over and enough",
        "    shown = enough",
        "tests/pages/test_sheet_evidence.py::test_aspects_are_listed_only_for_enterprises_with_three_replies",
    ),
    veil(
        "answers-typed-in-by-the-office-hide-one-given-here",
        "assessment/measures/survey.py",
        " and not 0 < replies.asked < SHOWN_BY_ASPECT\n",
        "\n",
        "tests/pages/test_sheet_evidence.py::test_answers_that_the_office_typed_in_hide_nobody",
    ),
    veil(
        "a-void-after-the-year-tells-the-answer",
        "assessment/measures/survey.py",
        " and not replies.is_told_apart\n",
        "\n",
        "tests/pages/test_sheet_evidence.py::"
        "test_an_answer_made_void_after_the_year_is_not_told_by_the_means_before_and_after",
    ),
    veil(
        "a-deputy-of-the-office-reads-their-officers-sheet-early",
        "assessment/own.py",
        "Q(user=user) | Q(pk__in=served)",
        "Q(user=user)",
        "tests/pages/test_veiled_sheet.py::"
        "test_who_serves_an_officers_firms_learns_nothing_early_by_a_post_at_the_office",
    ),
    veil(
        "the-districts-number-less-the-others-is-ones-own-firms",
        "assessment/display/page.py",
        "    return without_rounds(facts) if own and sheet.run.published_at is None else facts\n",
        "    return facts\n",
        "tests/pages/test_veiled_sheet.py::test_who_serves_firms_does_not_count_them_by_the_districts_number",
    ),
    veil(
        "the-log-holds-what-a-firm-said-on-the-telephone",
        "surveys/models/call_back.py",
        '("why", "outcome", "caller")',
        '("why", "outcome", "caller", "is_own", "is_satisfied")',
        "tests/surveys/test_call_backs.py::test_a_director_who_serves_firms_reads_in_no_log_what_they_said",
    ),
    veil(
        "a-check-of-a-workbook-tells-what-a-firm-answered",
        "surveys/sheets.py",
        "        if self.run.is_by_person and name in self._asked_here:\n",
        "        if False:\n",
        "tests/workbook/test_rounds_that_were_asked_here.py::"
        "test_a_check_by_a_person_tells_nothing_of_what_firms_answered[2021-12-15-nothing]",
        "tests/workbook/test_rounds_that_were_asked_here.py::"
        "test_a_check_by_a_person_tells_nothing_of_what_firms_answered[2021-12-15-just this]",
    ),
    veil(
        "the-office-exports-single-answers",
        "surveys/sheets.py",
        ".filter(survey__opens_at__isnull=True)\n",
        "\n",
        "tests/imports/test_progress.py::test_an_export_for_the_office_holds_no_single_answers",
    ),
    veil(
        "who-served-a-firm-reads-what-is-doubted-of-it",
        "surveys/views/door.py",
        '    return rows.exclude(pk__in=rows.model.objects.filter(**{f"{firm}__in": served}).values("pk"))\n',
        "    return rows\n",
        "tests/quality/test_own_firms_are_read_by_others.py::test_the_lists_are_without_them",
    ),
    veil(
        "who-serves-a-firm-says-to-which-number-its-link-goes",
        "enterprises/forms/enterprise.py",
        "        if served:\n",
        "        if False:\n",
        "tests/security/test_survey_links_stay_secret.py::"
        "test_who_serves_a_firm_does_not_change_the_number_its_link_goes_to",
    ),
    veil(
        "an-officer-without-a-role-holds-links",
        "officers/permissions.py",
        " and not serves(user)\n",
        " and not user.holds(*WRITERS)\n",
        "tests/security/test_survey_links_stay_secret.py::test_an_officer_whose_role_is_over_gets_none_either",
    ),
)
