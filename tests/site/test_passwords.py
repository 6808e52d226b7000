"""Passwords are kept as Argon2id, hashed two at a time."""

from concurrent.futures import ThreadPoolExecutor, wait

from django.contrib.auth.hashers import check_password, make_password

from config import hashers
from config.hashers import Argon2


def test_a_password_is_kept_as_argon2id_at_the_cost_we_chose():
    encoded = make_password("correct horse battery", hasher=Argon2())
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("correct horse battery", encoded)
    assert not check_password("correct horse", encoded)


def test_the_settings_of_a_real_site_use_nothing_else():
    from config import settings

    assert settings.PASSWORD_HASHERS == ["config.hashers.Argon2"]


def test_a_crowd_at_the_door_waits_its_turn():
    hasher = Argon2()
    with ThreadPoolExecutor(4) as pool, hashers._at_once, hashers._at_once:
        waiting = [pool.submit(hasher.encode, "correct horse battery", "saltsaltsalt") for _ in range(4)]
        assert not wait(waiting, timeout=0.5).done
    assert all(task.result().startswith("argon2") for task in waiting)
