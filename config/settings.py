"""Settings: one file for demo, tests and production; only the environment differs.

A real site must say SECRET_KEY, ALLOWED_HOSTS, PUBLIC_URL, DATABASE_URL and REDIS_URL; with DEMO=1 all but the first
have defaults for one machine.
"""

from urllib.parse import urlsplit

from config.environment import BASE_DIR, EnvironmentProblem, choice, database, flag, number, text, var_dir, words

VAR_DIR = var_dir()
DEMO = flag("DEMO")
DEBUG = False


def _required(name: str, demo: str) -> str:
    """A demo has a default; a real site has to be told."""
    return text(name, demo if DEMO else None)


# Keys. Links in e-mails and QR codes are signed with LINK_KEY, so that SECRET_KEY can change without revoking them.

SECRET_KEY = text("SECRET_KEY")
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS", "")
LINK_KEY = text("LINK_KEY", SECRET_KEY)
MINIMAL_KEY_LENGTH = 50
if min(len(key) for key in (SECRET_KEY, LINK_KEY, *SECRET_KEY_FALLBACKS)) < MINIMAL_KEY_LENGTH:
    raise EnvironmentProblem(f"SECRET_KEY、LINK_KEY 至少 {MINIMAL_KEY_LENGTH} 个字符")

# Where the site stands

ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if DEMO else None)
if "*" in ALLOWED_HOSTS:
    raise EnvironmentProblem("ALLOWED_HOSTS 不得为 *，请写出域名")
PUBLIC_URL = _required("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
# Where staff reach it: another address where the public face stands apart, which knows none of their pages.
SITE_URL = text("SITE_URL", PUBLIC_URL).rstrip("/")
SITE_FACE = choice("SITE_FACE", ("internal", "public", "both"), "both")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", "{0.scheme}://{0.netloc}".format(urlsplit(PUBLIC_URL)))

# Plain HTTP is for one machine: a demo, or an installation behind its own loopback, said aloud.
PLAIN_HTTP = flag("PLAIN_HTTP") or (DEMO and PUBLIC_URL.startswith("http://"))
BEHIND_PROXY = flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATABASES = {"default": database(_required("DATABASE_URL", f"sqlite:///{VAR_DIR}/db.sqlite3"))}
REDIS_URL = _required("REDIS_URL", "redis://127.0.0.1:6379/0")

# Parts

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "rest_framework",
    "csp",
    "django_htmx",
    "config",
    "officers",
    "enterprises",
    "surveys",
    "assessment",
]
MIDDLEWARE = [
    "config.middleware.keep_links_secret",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.refuse_nul",
    "config.middleware.stamp_arrival",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.end_old_sessions",
    "officers.middleware.load_grants",
    "officers.middleware.TrustedPhones",
    "officers.middleware.SignedInOnly",
    "officers.middleware.FirstThingsFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time: the procedure is judged in Shanghai's time whatever the server's clock is set to.

LANGUAGE_CODE = "zh-hans"
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = text("STATIC_ROOT", str(VAR_DIR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
#: with less room on its disk `/readyz` turns red: ten of the largest workbooks that are taken
LEAST_FREE_BYTES = 200 * 2**20

# People

AUTH_USER_MODEL = "officers.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = ["config.hashers.Argon2"]

# Passwords: by default what 等保 asks for. 0 switches a rule off; the demo's passwords never grow old.

PASSWORD_CLASSES = number("PASSWORD_CLASSES", 3, 0, 4)
PASSWORD_HISTORY = number("PASSWORD_HISTORY", 3, 0, 10)
PASSWORD_MAX_DAYS = number("PASSWORD_MAX_DAYS", 0 if DEMO else 90, 0, 3650)
PASSWORD_OWN_WORDS = choice("PASSWORD_OWN_WORDS", ("0", "1"), "1") == "1"
PASSWORD_WORDS = words("PASSWORD_WORDS", "首席服务官,shouxifuwuguan,sxfwg")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "officers.passwords.SeveralClasses"},
    {"NAME": "officers.passwords.NoOwnWords"},
    {"NAME": "officers.passwords.NotUsedBefore"},
]

# A second factor: nobody's, for who wants it, or for everybody with one of these roles.

TWO_FACTOR = choice("TWO_FACTOR", ("off", "optional", "required"), "optional")
TWO_FACTOR_ROLES = words("TWO_FACTOR_ROLES", "admin,office_director,office_staff,leader,oversight")

# Phones on which officers may go on recording without a password, for so many days; 0: none.

TRUSTED_DEVICE_DAYS = number("TRUSTED_DEVICE_DAYS", 30 if DEMO else 0, 0, 30)
TRUSTED_DEVICE_COOKIE = "device" if PLAIN_HTTP else "__Host-device"

# Sessions live in the database: a flushed broker signs nobody out. Both limits are kept by config/middleware.py.

SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "session" if PLAIN_HTTP else "__Host-session"
SESSION_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_SAMESITE = "Lax"

# The CSRF token is a cookie of its own and not part of the session: else showing a form would write a row, and a GET
# changes nothing.
CSRF_COOKIE_NAME = "csrf" if PLAIN_HTTP else "__Host-csrf"
CSRF_COOKIE_SECURE = not PLAIN_HTTP
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# A random number on the phone from which a firm answers, until the round closes; only a salted hash of it is stored.
FIRM_COOKIE = "firm" if PLAIN_HTTP else "__Host-firm"

# Reminders, from this hour on. Each way out is off until it is told where to.

REMIND_HOUR = number("REMIND_HOUR", 9, 0, 23)
if REMIND_HOUR > 23:
    raise EnvironmentProblem("REMIND_HOUR 须在 0 到 23 之间")
EMAIL_HOST = text("EMAIL_HOST", "")
EMAIL_PORT = number("EMAIL_PORT", 25, 1, 65535)
EMAIL_HOST_USER = text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = flag("EMAIL_USE_TLS"), flag("EMAIL_USE_SSL")
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise EnvironmentProblem("EMAIL_USE_TLS 与 EMAIL_USE_SSL 只能用一个")
DEFAULT_FROM_EMAIL = text("EMAIL_FROM", "" if EMAIL_HOST == "" else None)
GATEWAY_URL, GATEWAY_KEY = text("GATEWAY_URL", ""), text("GATEWAY_KEY", "")
MINIMAL_GATEWAY_KEY_LENGTH = 32
if GATEWAY_URL and not GATEWAY_URL.startswith(("https://", "http://")):
    raise EnvironmentProblem("GATEWAY_URL 须是 https:// 或 http:// 开头的地址")
if GATEWAY_URL and len(GATEWAY_KEY) < MINIMAL_GATEWAY_KEY_LENGTH:
    raise EnvironmentProblem(f"GATEWAY_KEY 至少 {MINIMAL_GATEWAY_KEY_LENGTH} 个字符")

# Headers

SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
# Preloading is a promise for a whole domain, which is not this site's to make.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# What a request may carry

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o640

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["config.api.Nobody"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "PAGE_SIZE": 50,
}

# Logs go to standard error: the standard output of a command belongs to its result.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
