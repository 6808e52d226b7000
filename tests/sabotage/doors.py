"""What comes from outside: sign-ins, sessions, requests, text, files."""

from .entry import Sabotage

ACCOUNTS, PHONES = "tests/accounts", "tests/accounts/test_trusted_phones.py"
LOCK_OUT, CODES = "tests/accounts/test_lock_out.py", "tests/accounts/test_one_time_codes.py"
SECOND, SESSIONS = "tests/accounts/test_second_factor.py", "tests/site/test_sessions_end.py"
FILES = "tests/attachments/test_sixty_files_and_more.py::test_everything_else_is_refused_with_a_sentence"
HARMFUL = "tests/workbook/test_harmful_files_are_refused.py::test_a_harmful_file_is_refused_with_a_sentence"
GATE = "officers/workbook/gate.py"

SABOTAGES = (
    # coming in
    Sabotage(
        "passwords-are-hashed-before-attempts-are-counted", "sign-in", "officers/enter.py",
        "    if not FailedSignIn.objects.claim(username, address, request.at, known):\n        raise Locked\n"
        "    found = authenticate(request, username=username, password=password)\n",
        "    found = authenticate(request, username=username, password=password)\n"
        "    if not FailedSignIn.objects.claim(username, address, request.at, known):\n        raise Locked\n",
        [f"{LOCK_OUT}::test_a_locked_account_is_not_hashed_for"],
    ),
    Sabotage(
        "attempts-are-not-counted", "sign-in", "officers/models/failed_sign_in.py",
        'return bool(row.filter(failures__lt=most).update(failures=F("failures") + 1, last_at=at))',
        'return bool(row.update(failures=F("failures") + 1, last_at=at))',
        [f"{LOCK_OUT}::test_the_sixth_attempt_is_refused_though_the_password_is_right"],
    ),
    Sabotage(
        "a-name-in-capitals-has-attempts-of-its-own", "sign-in", "officers/models/failed_sign_in.py",
        'plain = unicodedata.normalize("NFKC", name).casefold()', "plain = name",
        [f"{LOCK_OUT}::test_spelling_the_name_otherwise_gains_no_attempts"],
    ),
    Sabotage(
        "codes-are-guessed-without-end", "sign-in", "officers/enter.py",
        "    if not FailedSignIn.objects.claim(user, address, request.at, user):\n        raise Locked\n", "",
        [f"{SECOND}::test_guessing_is_stopped_after_five"],
    ),
    Sabotage(
        "codes-of-other-minutes-are-taken", "sign-in", "officers/totp.py",
        "for step in (now - 1, now, now + 1) if", "for step in range(now - 2, now + 3) if",
        [f"{CODES}::test_the_window_is_one_step_either_way"],
    ),
    Sabotage(
        "a-code-is-good-twice", "sign-in", "officers/models/second_factor.py",
        "filter(pk=self.pk, last_step__lt=step)", "filter(pk=self.pk)", [f"{CODES}::test_each_code_is_good_once"],
    ),
    Sabotage(
        "a-recovery-code-is-good-twice", "sign-in", "officers/models/second_factor.py",
        "digest=cls.digest_of(code, user), used_at__isnull=True)", "digest=cls.digest_of(code, user))",
        [f"{SECOND}::test_a_recovery_code_stands_in_for_the_phone_once"],
    ),
    Sabotage(
        "a-right-password-waits-for-ever", "sign-in", "officers/enter.py",
        '    if not half or not 0 <= int(request.at.timestamp()) - half["at"] < CODE_SECONDS:\n', "    if not half:\n",
        [f"{SECOND}::test_a_right_password_waits_five_minutes_for_its_code"],
    ),
    Sabotage(
        "the-second-factor-is-not-asked-for-where-it-is-required", "sign-in", "officers/middleware.py",
        "        if _owes_second_factor(request):\n", "        if False:\n",
        [f"{SECOND}::test_where_it_is_required_these_roles_enrol_before_all_else"],
    ),
    Sabotage(
        "who-owes-a-new-password-works-on", "sign-in", "officers/middleware.py",
        "        if request.user.must_set_password(request.at):\n", "        if False:\n",
        [f"{ACCOUNTS}/test_first_things_first.py::test_every_page_leads_to_the_new_password"],
    ),
    Sabotage(
        "a-former-password-is-taken-again", "sign-in", "config/settings.py",
        '    {"NAME": "officers.passwords.NotUsedBefore"},\n', "",
        [f"{ACCOUNTS}/test_password_rules.py::test_the_last_passwords_are_not_taken_again"],
    ),
    # sessions and phones
    Sabotage(
        "an-idle-session-goes-on", "sign-in", "config/middleware.py",
        " or at - seen >= settings.SESSION_IDLE_SECONDS\n", "\n",
        [f"{SESSIONS}::test_an_idle_session_ends_after_half_an_hour"],
    ),
    Sabotage(
        "a-busy-session-never-ends", "sign-in", "config/middleware.py",
        "return at - began >= settings.SESSION_COOKIE_AGE or at", "return at",
        [f"{SESSIONS}::test_nobody_stays_longer_than_twelve_hours_however_busy"],
    ),
    Sabotage(
        "ended-sessions-of-an-account-go-on", "sign-in", "officers/models/user.py",
        'said = f"{self.password} {self.session_generation}"', 'said = f"{self.password}"',
        [f"{ACCOUNTS}/test_sessions_end_elsewhere.py::test_the_administrator_ends_all_sessions_of_an_account"],
    ),
    Sabotage(
        "a-phone-opens-every-page", "sign-in", "officers/middleware.py",
        "        if not (token and marked and settings.TRUSTED_DEVICE_DAYS)",
        "        if not (token and settings.TRUSTED_DEVICE_DAYS)",
        [f"{PHONES}::test_on_the_phone_an_officer_who_is_a_director_too_is_an_officer_alone"],
    ),
    Sabotage(
        "a-phone-works-with-all-roles-of-its-owner", "sign-in", "officers/middleware.py",
        "for grant in user.active_grants if grant.role in WRITERS)", "for grant in user.active_grants)",
        [f"{PHONES}::test_on_the_phone_an_officer_who_is_a_director_too_is_an_officer_alone"],
    ),
    Sabotage(
        "a-phone-is-trusted-for-ever", "sign-in", "officers/models/trusted_device.py",
        "filter(revoked_at__isnull=True, expires_at__gt=at)", "filter(revoked_at__isnull=True)",
        [f"{PHONES}::test_trust_ends_after_thirty_days"],
    ),
    # requests
    Sabotage(
        "posts-need-no-token", "request", "config/settings.py",
        '    "django.middleware.csrf.CsrfViewMiddleware",\n', "",
        ["tests/security/test_every_unsafe_request_needs_a_token.py::test_a_post_without_a_token_is_refused[visit-new]"],
    ),
    Sabotage(
        "the-policy-allows-scripts-in-pages", "request", "config/settings.py",
        "        \"default-src\": [\"'self'\"],\n", "        \"default-src\": [\"'self'\", \"'unsafe-inline'\"],\n",
        ["tests/site/test_headers.py::test_scripts_frames_and_forms_of_others_are_forbidden"],
    ),
    Sabotage(
        "other-sites-may-frame-pages", "request", "config/settings.py",
        'X_FRAME_OPTIONS = "DENY"', 'X_FRAME_OPTIONS = "SAMEORIGIN"',
        ["tests/site/test_headers.py::test_scripts_frames_and_forms_of_others_are_forbidden"],
    ),
    Sabotage(
        "attachments-are-not-sandboxed", "request", "enterprises/views/attachments.py",
        "    answer[\"Content-Security-Policy\"] = \"sandbox; default-src 'none'\"\n", "",
        ["tests/attachments/test_giving_out.py::test_it_is_a_file_to_be_kept_and_nothing_a_browser_runs"],
    ),
    Sabotage(
        "scripts-read-the-token", "request", "config/settings.py",
        "CSRF_COOKIE_HTTPONLY = True", "CSRF_COOKIE_HTTPONLY = False",
        ["tests/site/test_headers.py::test_no_script_reads_a_cookie_and_no_other_site_sends_one"],
    ),
    Sabotage(
        "scripts-read-the-trust-of-a-phone", "request", "officers/views/me.py", "            httponly=True,\n", "",
        [f"{PHONES}::test_the_token_is_for_the_browser_alone"],
    ),
    Sabotage(
        "cookies-travel-in-the-clear", "request", "config/settings.py",
        "SESSION_COOKIE_SECURE = not PLAIN_HTTP", "SESSION_COOKIE_SECURE = False",
        ["tests/toolchain/test_settings_refuse.py::test_djangos_own_deployment_checks_find_nothing"],
    ),
    Sabotage(
        "half-a-form-passes-for-the-form", "request", "config/bodies.py",
        "        if self._left and not data and size:\n", "        if False:\n",
        ["tests/attachments/test_cut_off.py::test_a_body_that_ends_early_says_so"],
    ),
    Sabotage(
        "an-address-may-hold-a-nul", "request", "config/settings.py", '    "config.middleware.refuse_nul",\n', "",
        ["tests/security/test_hostile_input_is_answered.py::test_an_address_with_a_nul_is_refused[/months/?district=%00]"],
    ),
    # text
    Sabotage(
        "what-is-typed-becomes-markup", "escape", "templates/enterprises/visit.html",
        'visit.content|default:"没有写" }}', 'visit.content|default:"没有写"|safe }}',
        ["tests/visits/test_logging_a_visit.py::test_what_is_typed_is_never_markup"],
    ),
    Sabotage(
        "the-log-becomes-markup", "escape", "templates/officers/log.html", "{{ entry.said }}",
        "{% autoescape off %}{{ entry.said }}{% endautoescape %}",
        [f"{ACCOUNTS}/test_the_log.py::test_hostile_text_is_shown_as_text"],
    ),
    Sabotage(
        "text-of-an-export-becomes-a-formula", "escape", "officers/workbook/writing.py",
        '    cell = WriteOnlyCell(sheet, text)\n    cell.data_type = "s"\n    return cell\n', "    return text\n",
        ["tests/visits/test_the_list.py::test_text_is_never_a_formula"],
    ),
    Sabotage(
        "a-line-break-forges-a-line-of-the-log", "escape", "config/logs.py",
        "        return json.dumps(line, ensure_ascii=False)\n", '        return " ".join(line.values())\n',
        ["tests/site/test_logs.py::test_a_line_break_in_a_path_does_not_forge_a_second_line"],
    ),
    Sabotage(
        "the-token-of-a-link-stands-in-the-log", "escape", "config/logs.py",
        '"message": masked(record.getMessage()),', '"message": record.getMessage(),',
        ["tests/site/test_logs.py::test_the_token_of_a_link_is_left_out"],
    ),
    Sabotage(
        "the-name-of-a-file-bends-the-header", "escape", "officers/attachments/names.py",
        "{quote(name, safe='')}", "{name}",
        ["tests/attachments/test_names.py::test_the_header_is_one_line_of_plain_letters_and_says_the_whole_name"],
    ),
    # files
    Sabotage(
        "a-file-is-what-its-name-says", "upload", "officers/attachments/judging.py", "    CHECKS[kind](content)\n", "",
        [f"{FILES}[html as pdf]"],
    ),
    Sabotage(
        "files-of-any-size-are-taken", "upload", "officers/attachments/judging.py", "    if size > MOST_BYTES:\n",
        "    if False:\n", [f"{FILES}[eleven megabytes]"],
    ),
    Sabotage(
        "pictures-of-any-size-are-taken", "upload", "officers/attachments/pictures.py",
        "    if width * height > MOST_PIXELS:\n", "    if False:\n", [f"{FILES}[png of 40 million and one]"],
    ),
    Sabotage(
        "macros-are-taken", "upload", "officers/attachments/office.py", "        if MACRO.search(kinds):\n",
        "        if False:\n", [f"{FILES}[docm under another name]"],
    ),
    Sabotage(
        "a-pdf-with-a-script-is-taken", "upload", "officers/attachments/pdf.py",
        "    if any(name in plain for name in ACTIVE) or", "    if", [f"{FILES}[pdf with script]"],
    ),
    Sabotage(
        "more-files-than-allowed-are-taken", "upload", "officers/forms/attachment.py",
        "        if len(given) > self.most:\n", "        if False:\n",
        ["tests/attachments/test_with_the_visit.py::test_three_are_taken_and_a_fourth_is_not"],
    ),
    Sabotage(
        "bytes-stay-when-their-record-is-refused", "upload", "officers/attachments/keeping.py",
        "            _forget(attachment)\n", "            pass\n",
        ["tests/attachments/test_with_the_visit.py::test_what_the_database_refuses_takes_the_file_along"],
    ),
    Sabotage(
        "a-workbook-may-swell-a-thousandfold", "upload", GATE,
        "            if own > MEGABYTE and own > limits.ratio * max(entry.compress_size, 1):\n",
        "            if False:\n",
        [f"{HARMFUL}[squeezed]"],
    ),
    Sabotage(
        "parts-of-a-workbook-share-their-bytes", "upload", GATE,
        "    if len(names) < len(entries) or sum(entry.compress_size for entry in entries) > size:\n",
        "    if False:\n", [f"{HARMFUL}[overlapping]"],
    ),
    Sabotage(
        "a-workbook-declares-entities", "upload", GATE, "        if DOCTYPE.search(window):\n", "        if False:\n",
        [f"{HARMFUL}[entities]"],
    ),
    Sabotage(
        "a-parser-may-take-all-memory", "upload", "officers/workbook/child.py",
        "            resource.setrlimit(kind, (most, most))\n", "            pass\n",
        [
            "tests/workbook/test_harmful_files_are_refused.py::"
            "test_a_parser_that_runs_out_of_memory_or_time_takes_nothing_with_it[memory]"
        ],
    ),
)  # fmt: skip
