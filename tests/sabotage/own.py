"""Decisions about oneself that the office leaves to a colleague: pairings, honours, exemptions, issues, rolls."""

from .entry import Sabotage

IMPORTS = "tests/workbook/test_nobody_brings_in_their_own.py"
DAYS = "tests/workbook/test_days_are_not_brought_in_by_one_person.py"
DECIDES, ROLLS = (
    f"tests/records/test_nobody_{name}.py" for name in ("decides_about_themselves", "keeps_their_own_rolls")
)


def own(name: str, file: str, guard: str, instead: str, *tests: str) -> Sabotage:
    """One that needs two people, in a file of enterprises."""
    return Sabotage(name, "two people", f"enterprises/{file}", guard, instead, tests)


SABOTAGES = (
    own(
        "an-officer-of-the-office-corrects-the-own-criticism", "views/honours.py",
        "    if found.concerns(request.user):\n        raise PermissionDenied(OWN)\n    return found\n",
        "    return found\n",
        f"{DECIDES}::test_a_criticism_is_not_voided_or_corrected_by_the_one_it_counts_for",
    ),
    own(
        "an-officer-of-the-office-enters-the-own-honour", "views/honours.py",
        '    if form.cleaned_data["target_kind"] == "officer" and form.cleaned_data["found"].user_id == user.pk:\n',
        "    if False:\n", f"{DECIDES}::test_nobody_enters_an_honour_of_their_own",
    ),
    own(
        "an-officer-of-the-office-excuses-themselves", "forms/exemption.py",
        "            if officer.user_id == self.user.pk:\n", "            if False:\n",
        f"{DECIDES}::test_nobody_excuses_themselves",
    ),
    own(
        "an-officer-of-the-office-corrects-the-own-exemption", "views/exemptions.py",
        "    if found.officer.user_id == request.user.pk:\n", "    if False:\n",
        f"{DECIDES}::test_nobody_excuses_themselves",
    ),
    own(
        "an-officer-of-the-office-decides-on-the-own-issues", "views/issue.py",
        "    if office and not found.concerns(request.user, today):\n", "    if office:\n",
        f"{DECIDES}::test_an_issue_of_ones_own_enterprise_is_no_office_matter[void]",
    ),
    own(
        "an-officer-of-the-office-ends-the-own-pairing", "views/pairings.py",
        "    if found.is_of(request.user):\n", "    if False:\n",
        f"{DECIDES}::test_a_pairing_is_not_ended_by_its_own_officer[end]",
    ),
    own(
        "an-officer-of-the-office-enters-the-own-pairing", "forms/pairing.py",
        "            if person and person.user_id == self.user.pk:\n", "            if False:\n",
        f"{ROLLS}::test_nobody_enters_a_pairing_of_their_own",
    ),
    own(
        "an-officer-of-the-office-hands-over-the-own-enterprises", "views/hand_over.py",
        "    if any(pairing.is_of(request.user) for pairing in pairings):\n", "    if False:\n",
        f"{ROLLS}::test_nobody_hands_over_their_own_enterprises",
    ),
    own(
        "an-officer-of-the-office-takes-enterprises-over", "forms/hand_over.py",
        "            if self.user.pk in (officer.user_id, deputy.user_id if deputy else None):\n",
        "            if False:\n",
        f"{ROLLS}::test_nobody_takes_an_enterprise_over_into_their_own_hands",
    ),
    own(
        "an-officer-of-the-office-merges-the-own-works", "views/same_works.py",
        "    if officer.user_id == request.user.pk:\n", "    if False:\n",
        f"{ROLLS}::test_nobody_decides_whether_their_own_works_are_the_same",
    ),
    own(
        "who-keeps-the-roll-signs-in-themselves", "forms/training.py",
        "                own = person.user_id == self.user.pk\n", "                own = False\n",
        f"{ROLLS}::test_the_own_line_of_a_roll_is_left_to_a_colleague_and_the_others_are_saved",
    ),
    own(
        "who-is-on-the-roll-voids-the-session", "views/trainings.py",
        "    if found.concerns(request.user):\n        raise PermissionDenied(OWN)\n", "",
        f"{ROLLS}::test_a_session_is_not_voided_by_who_is_on_its_roll",
    ),
    Sabotage(
        "a-workbook-goes-round-what-nobody-decides-about-themselves", "two people", "officers/workbook/sheet.py",
        "(self.columns[0].title, OWN) if self.is_own(row, record) else None", "None",
        [f"{IMPORTS}::test_what_says_anything_new_of_the_importer_is_left_to_a_colleague[an honour]"],
    ),
    Sabotage(
        "rows-barred-of-people-come-in-all-the-same", "two people", "officers/workbook/taking.py",
        "        refuse_barred(sheet, rows, current)\n", "",
        [
            f"{IMPORTS}::test_what_says_anything_new_of_the_importer_is_left_to_a_colleague[{what}]"
            for what in ("an exemption", "another end", "a visit made void", "another amount", "another answer")
        ],
    ),
    own(
        "a-workbook-pairs-the-importer-as-a-deputy", "sheets/pairings.py",
        " or not deputies.isdisjoint(self.run.of(Enterprises).own.deputies)", "",
        f"{IMPORTS}::test_nobody_becomes_a_deputy_by_a_workbook_of_their_own",
    ),
    own(
        "a-workbook-moves-the-own-issue-away", "sheets/issues.py",
        "        stands = record is not None and own.holds(record.enterprise_id, record.raised_on)\n",
        "        stands = False\n",
        f"{IMPORTS}::test_what_says_anything_new_of_the_importer_is_left_to_a_colleague[an issue moved away]",
    ),
    own(
        "who-serves-a-firm-says-where-its-link-goes", "sheets/enterprises.py",
        'return None if stays or record.pk not in self.own.served else ("联系电话", OWN_PHONE)', "return None",
        f"{IMPORTS}::test_where_links_go_is_not_said_by_who_serves_the_firm",
    ),
    Sabotage(
        "a-liaison-of-the-office-brings-in-answers-of-the-own-firms", "two people", "surveys/sheets.py",
        'return row.values["enterprise_id"] in self.run.of(Enterprises).own.served', "return False",
        [f"{IMPORTS}::test_a_liaison_brings_in_no_answers_of_the_firms_of_the_unit"],
    ),
    Sabotage(
        "one-person-moves-deadlines-by-a-workbook", "two people", "officers/sheets.py",
        '        return "日期", BY_TWO\n', "        return None\n",
        [
            f"{DAYS}::test_a_day_that_is_new_or_changed_is_left_to_the_page_of_two[{how}]"
            for how in ("new", "changed", "explained anew")
        ],
    ),
)  # fmt: skip
