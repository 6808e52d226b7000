"""T14: codes of the second factor. RFC 6238's own numbers; each code once, within a minute and a half, digits alone."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import InvalidToken

from officers import totp
from officers.models import RecoveryCode, SecondFactor
from tests.accounts.signing_in import MORNING, by
from tests.factories import make_user

SECRET = b"12345678901234567890"
#: RFC 6238, appendix B: Unix time and the code of eight digits
RFC = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
STEP = timedelta(seconds=30)


@pytest.fixture
def factor(db):
    return SecondFactor.begin(make_user("someone"))


def code(factor, at):
    return totp.code_at(factor.secret(), int(at.timestamp()) // 30)


@pytest.mark.parametrize(("seconds", "expected"), RFC)
def test_the_numbers_of_the_standard(seconds, expected):
    assert totp.code_at(SECRET, seconds // 30, digits=8) == expected
    assert totp.code_at(SECRET, seconds // 30) == expected[2:]
    assert totp.matching_step(SECRET, expected[2:], datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@pytest.mark.parametrize(("steps", "accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_the_window_is_one_step_either_way(factor, steps, accepted):
    assert factor.accepts(code(factor, MORNING + steps * STEP), MORNING) is accepted


def test_each_code_is_good_once(factor):
    shown = code(factor, MORNING)
    assert factor.accepts(shown, MORNING)
    assert not factor.accepts(shown, MORNING)
    assert not SecondFactor.objects.get().accepts(shown, MORNING + STEP)


def test_an_older_code_is_worthless_after_a_newer_one(factor):
    assert factor.accepts(code(factor, MORNING), MORNING)
    assert not factor.accepts(code(factor, MORNING - STEP), MORNING)
    assert factor.accepts(code(factor, MORNING + STEP), MORNING)


def odd(right):
    """What is nearly the code."""
    wide = "".join(chr(ord(char) + 0xFEE0) for char in right)
    arabic = "".join(chr(ord(char) - 48 + 0x0660) for char in right)
    near = [f" {right}", f"{right} ", f"{right}\n", f"+{right}", f"-{right}", f"{right}.0", f"0{right}", right[:-1]]
    near += [right * 2, f"{right}\x00", right.encode(), int(right), wide, arabic]
    empty = ["", None, 0, False, True, [], {}, b""]
    words = ["abcdef", "None", "null", "１２３４５６", "一二三四五六", "0x1234", "1e5", "[[]]", "' OR 1=1 --"]
    return [*near, *empty, *words, "000000" if right != "000000" else "000001"]


def test_nothing_that_is_nearly_the_code_is_accepted(factor):
    right = code(factor, MORNING)
    assert not [given for given in odd(right) if factor.accepts(given, MORNING)]
    assert factor.accepts(right, MORNING)


def test_ten_thousand_other_codes_are_refused(factor):
    """T14. Drawn from digits of several scripts, letters, signs and lengths around six."""
    rng = random.Random(2026)
    right = {code(factor, MORNING + steps * STEP) for steps in (-1, 0, 1)}
    letters = "0123456789" * 4 + "０１２３４５６７８９٠١٢٣abcXYZ -+.\t\n\x00字"
    given = ["".join(rng.choices(letters, k=rng.choice((0, 1, 5, 6, 6, 6, 6, 7, 12)))) for _ in range(8_000)]
    given += [f"{rng.randrange(10**6):06d}" for _ in range(2_000)]
    secret = factor.secret()
    assert not [each for each in given if each not in right and totp.matching_step(secret, each, MORNING) is not None]


def test_a_recovery_code_is_good_once_however_it_is_copied(factor):
    codes = factor.confirm(by(factor.user))
    assert len(set(codes)) == 10
    assert RecoveryCode.use(factor.user, f"  {codes[0].upper().replace('-', ' ')} ", MORNING)
    assert not RecoveryCode.use(factor.user, codes[0], MORNING)
    assert not RecoveryCode.use(make_user("other"), codes[1], MORNING)
    assert not [odd for odd in ("", " ", "-", "\x00", "字" * 12) if RecoveryCode.use(factor.user, odd, MORNING)]


def test_new_recovery_codes_void_the_old(factor):
    old = factor.confirm(by(factor.user))
    new = factor.new_codes(by(factor.user))
    assert not RecoveryCode.use(factor.user, old[0], MORNING)
    assert RecoveryCode.use(factor.user, new[0], MORNING)


def test_neither_key_nor_codes_stand_in_the_database(factor):
    codes = factor.confirm(by(factor.user))
    stored = " ".join([factor.sealed, *RecoveryCode.objects.values_list("digest", flat=True)])
    secret = factor.secret()
    assert not [
        form for form in (secret.hex(), totp.spoken(secret), totp.spoken(secret).replace(" ", "")) if form in stored
    ]
    assert not [each for each in codes if each in stored or each.replace("-", "") in stored]


def test_a_dump_is_worthless_without_the_sites_key(factor, settings):
    settings.SECRET_KEY = "another key of another site, which is as long as it has to be"
    with pytest.raises(InvalidToken):
        factor.secret()
    settings.SECRET_KEY_FALLBACKS = ["for tests only, and not so short that the settings refuse it"]
    assert len(factor.secret()) == 20
