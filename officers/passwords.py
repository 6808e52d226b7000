"""What a password must be, as 等保 asks for it; each rule can be switched off (config/settings.py)."""

import secrets
import unicodedata

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from .spelling import spelling

#: a shorter word is in too many passwords by chance
SHORTEST_LATIN, SHORTEST_CHINESE = 4, 2
#: without letters and digits that look alike
INITIAL_GROUPS = ("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789")
CLASSES = "大写字母、小写字母、数字、符号"


def initial_password() -> str:
    """A one-time password that is easy to read out, such as `Kx7mv-Qp3rt-Wd9tz`: 85 bits of chance, four classes."""
    letters = "".join(INITIAL_GROUPS)
    while True:
        parts = ["".join(secrets.choice(letters) for _ in range(5)) for _ in range(3)]
        if all(any(char in group for char in "".join(parts)) for group in INITIAL_GROUPS):
            return "-".join(parts)


class SeveralClasses:
    """Capitals, small letters, digits, signs: at least PASSWORD_CLASSES of them."""

    def validate(self, password, user=None):
        """Raise ValidationError when the password has too few."""
        tests = (str.isupper, str.islower, str.isdigit, lambda char: not char.isalnum())
        found = sum(any(test(char) for char in password) for test in tests)
        if found < settings.PASSWORD_CLASSES:
            raise ValidationError(f"密码须含{CLASSES}中的至少{settings.PASSWORD_CLASSES}类，现在有{found}类。")

    def get_help_text(self):
        return f"{CLASSES}中至少{settings.PASSWORD_CLASSES}类" if settings.PASSWORD_CLASSES else ""


class NoOwnWords:
    """Nothing that everybody in the building would try: names of the person, of the district, of the system."""

    def validate(self, password, user=None):
        """Raise ValidationError when the password holds such a word, whatever its case."""
        if not settings.PASSWORD_OWN_WORDS:
            return
        plain = unicodedata.normalize("NFKC", password).casefold()
        for word in self._words(user):
            if word in plain:
                raise ValidationError(f"密码不能含有“{word}”：登录名、姓名、地区名和系统名容易被猜到。")

    def get_help_text(self):
        return "不含登录名、姓名、地区名" if settings.PASSWORD_OWN_WORDS else ""

    def _words(self, user):
        names = list(settings.PASSWORD_WORDS)
        if user is not None:
            names += [user.username, *spelling(user.name).split()]
            if user.pk:
                for name in set(user.grants.values_list("district__name", flat=True)):
                    names += spelling(name).split()
        for name in names:
            word = name.casefold()
            if len(word) >= (SHORTEST_LATIN if word.isascii() else SHORTEST_CHINESE):
                yield word


class NotUsedBefore:
    """None of the last PASSWORD_HISTORY passwords, the present one included."""

    def validate(self, password, user=None):
        """Raise ValidationError when the account had this password lately."""
        if not settings.PASSWORD_HISTORY or user is None or not user.pk:
            return
        former = user.former_passwords.values_list("encoded", flat=True)[: settings.PASSWORD_HISTORY - 1]
        if any(check_password(password, encoded) for encoded in (user.password, *former)):
            raise ValidationError(f"不能与最近{settings.PASSWORD_HISTORY}次用过的密码相同。")

    def get_help_text(self):
        return f"不与最近{settings.PASSWORD_HISTORY}次相同" if settings.PASSWORD_HISTORY else ""
