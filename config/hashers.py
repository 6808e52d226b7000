"""How passwords are hashed."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

# Hashing is the dearest thing a stranger can ask of the site: two at once a process, the others wait.
_at_once = BoundedSemaphore(2)


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: OWASP's minimum, a fifth of the cost of Django's values."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password, salt):
        """The encoded hash; waits its turn."""
        with _at_once:
            return super().encode(password, salt)

    def verify(self, password, encoded):
        """True when the password fits; waits its turn."""
        with _at_once:
            return super().verify(password, encoded)
