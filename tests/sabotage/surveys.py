"""What firms are promised: one answer a firm, kept as the page says, shown to nobody whom it is about.

What the database refuses even without the program's guard (one answer, one publication, another person who decides)
has its trial in tests/laws.
"""

from .access import declared
from .entry import Sabotage

MODELS, MIGRATION = "surveys/models", "surveys/migrations/0002_published_rounds_stand.py"
ANSWERS = "tests/surveys/test_an_answer_counts_once.py"
SECRET = "tests/security/test_survey_links_stay_secret.py"
PUBLISHING, TELEPHONE = "tests/surveys/test_publishing.py", "tests/surveys/test_telephone.py"
REMARKS, RESULTS = "tests/surveys/test_remarks.py", "tests/surveys/test_results.py"

SABOTAGES = (
    # who has a hand in them
    Sabotage(
        "leaders-run-surveys", "permission", "surveys/views/finding.py",
        "    permissions.require(request.user, permissions.KEEP_SURVEYS, found.district)\n", "",
        declared("survey-change", "survey-publish"),
    ),
    Sabotage(
        "officers-with-an-office-role-hold-links", "permission", "officers/permissions.py",
        "    return user.holds(*OFFICE, district=district) and not serves(user)\n",
        "    return user.holds(*OFFICE, district=district)\n",
        [f"{SECRET}::test_who_serves_firms_gets_none_even_from_the_office[officer-survey-link]"],
    ),
    Sabotage(
        "links-are-shown-to-whoever-runs-the-round", "permission", "surveys/views/holding.py",
        "    if not permissions.holds_links(request.user, survey.district):\n", "    if False:\n",
        [f"{SECRET}::test_who_serves_firms_gets_none_even_from_the_office[liaison-survey-list]"],
    ),
    Sabotage(
        "who-serves-firms-chooses-whom-to-ask", "permission", "surveys/drafting.py",
        "    require_keeper(actor.user, survey.district)\n", "",
        ["tests/surveys/test_firms_are_listed.py::test_whoever_serves_firms_does_not_choose_whom_to_ask"],
    ),
    Sabotage(
        "who-serves-firms-sees-who-was-drawn", "permission", "surveys/sample_book.py",
        "    require_keeper(actor.user, survey.district)\n", "",
        ["tests/surveys/test_a_round_is_published.py::test_whoever_serves_firms_sees_no_lots"],
    ),
    Sabotage(
        "people-of-the-office-decide-about-their-own-firms", "two people", "surveys/impartial.py",
        "    if _served(user, invitation, date(closes_on.year, 1, 1), last):\n", "    if False:\n",
        [
            f"{TELEPHONE}::test_nobody_records_or_confirms_for_an_own_firm_even_without_the_role",
            "tests/surveys/test_voids.py::test_nobody_voids_for_an_own_firm",
        ],
    ),
    Sabotage(
        "answers-by-telephone-need-not-agree", "two people", "surveys/telephone.py",
        "    if again != Heard.of(reply):\n", "    if again is None:\n",
        [f"{TELEPHONE}::test_a_reply_counts_only_when_all_of_it_was_heard_twice"],
    ),
    # who learns what
    Sabotage(
        "an-officer-reads-from-two-rates-who-answered", "privacy", f"{MODELS}/invitation.py",
        '        return self.exclude(enterprise__in=Pairing.objects.served_by(user).values("enterprise"))\n',
        "        return self.all()\n",
        [f"{RESULTS}::test_counts_leave_out_the_firms_that_the_reader_serves"],
    ),
    Sabotage(
        "texts-are-read-before-five-have-answered", "privacy", f"{MODELS}/remark.py",
        "survey__result__answered__gte=FEWEST", "survey__result__answered__gte=0",
        [f"{REMARKS}::test_a_text_without_a_name_waits_for_the_end_and_for_others"],
    ),
    Sabotage(
        "four-answers-show-who-chose-what", "privacy", "surveys/results.py",
        "    if result.answered < FEWEST:\n", "    if False:\n",
        [f"{RESULTS}::test_fewer_than_five_answers_show_no_distribution"],
    ),
    Sabotage(
        "every-remark-names-its-firm", "privacy", "surveys/answer.py",
        "invitation.enterprise_id if reply.named else None", "invitation.enterprise_id",
        [f"{ANSWERS}::test_a_remark_names_the_firm_only_when_it_asks_for_that[False]"],
    ),
    Sabotage(
        "an-anonymous-answer-keeps-its-moment", "privacy", "surveys/answer.py",
        "    kept = at if invitation.survey.is_confidential else None\n", "    kept = at\n",
        [f"{ANSWERS}::test_of_an_anonymous_round_no_moment_is_kept"],
    ),
    Sabotage(
        "an-anonymous-link-keeps-when-it-was-opened", "privacy", "surveys/answer.py",
        "        at = day_start(local_day(at))\n", "        pass\n",
        [f"{ANSWERS}::test_of_an_anonymous_round_no_moment_is_kept"],
    ),
    Sabotage(
        "traces-stay-after-closing", "privacy", "surveys/seal.py",
        "Trace.objects.filter(invitation__survey=survey).delete()", "0, 0",
        [
            "tests/surveys/test_sealing.py::test_after_closing_traces_go_and_texts_lose_their_order",
            "tests/surveys/test_backups.py::test_a_backup_holds_no_link_and_after_closing_no_trace",
        ],
    ),
    Sabotage(
        "addresses-are-kept-as-they-are", "privacy", "surveys/links.py",
        '    return _digest(f"trace:{survey_id}:{what}:{value}")[:16].hex()\n', "    return value\n",
        ["tests/surveys/test_sealing.py::test_traces_are_hashes_that_tell_equal_from_different"],
    ),
    # a link, and one answer for it
    Sabotage(
        "any-code-opens-a-firms-page", "sign-in", "surveys/links.py",
        '    right = hmac.compare_digest(expected.encode(), mac.encode("utf-8", "replace"))\n', "    right = True\n",
        [
            "tests/surveys/test_links.py::test_one_firms_code_is_worth_nothing_for_another",
            "tests/surveys/test_links.py::test_a_reissued_link_replaces_the_former",
        ],
    ),
    Sabotage(
        "a-prober-goes-on-for-ever", "sign-in", "surveys/tries.py",
        "        return cache.incr(key) > MOST_TRIES\n", "        return False\n",
        [
            "tests/answering/test_links_that_lead_nowhere.py::"
            "test_a_prober_is_told_to_stop_and_the_others_at_its_address_are_not"
        ],
    ),
    Sabotage(
        "a-link-that-was-replaced-meanwhile-answers", "lock", "surveys/answer.py",
        "filter(pk=invitation.pk, generation=invitation.generation)", "filter(pk=invitation.pk)",
        [f"{ANSWERS}::test_a_replaced_link_answers_no_more"],
    ),
    Sabotage(
        "answers-are-taken-after-closing", "calendar", "surveys/answer.py",
        "    if actor.at >= survey.closes_at:\n", "    if False:\n",
        [f"{ANSWERS}::test_outside_its_time_a_round_takes_nothing"],
    ),
    Sabotage(
        "firms-are-reminded-a-third-time", "calendar", f"{MODELS}/invitation.py",
        "                When(reminders__gte=MOST_REMINDERS, then=Value(Rest.OFTEN)),\n", "",
        ["tests/invitations/test_reminders.py::test_no_third_reminder"],
    ),
    # what stands once firms were asked
    Sabotage(
        "published-questions-change", "trigger", MIGRATION,
        '            PUBLISHED.format(row="OLD"),\n', '            "1 = 0",\n',
        [f"{PUBLISHING}::test_published_questions_do_not_change"],
    ),
    Sabotage(
        "published-rounds-get-more-questions", "trigger", MIGRATION,
        '            PUBLISHED.format(row="NEW"),\n', '            "1 = 0",\n',
        [f"{PUBLISHING}::test_a_published_round_gets_no_further_question"],
    ),
    Sabotage(
        "what-a-sample-was-drawn-out-of-changes", "trigger", MIGRATION,
        "NEW.sample_pool <> OLD.sample_pool", "1 = 0",
        [f"{PUBLISHING}::test_what_firms_were_promised_does_not_change[change3]"],
    ),
    Sabotage(
        "a-sealed-round-opens-again", "trigger", MIGRATION,
        '            "OLD.sealed_at IS NOT NULL AND', '            "1 = 0 AND OLD.sealed_at IS NOT NULL AND',
        ["tests/surveys/test_sealing.py::test_a_sealed_round_opens_no_more"],
    ),
)  # fmt: skip
