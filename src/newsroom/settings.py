"""Django's settings, made of the newsroom's configuration."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

import dj_database_url
from csp.constants import NONE, SELF
from django_stubs_ext import monkeypatch

from freesheet.pictures import MOST_BYTES, MOST_PIXELS
from newsroom.configuration import SECRET_KEY_FILE, Configuration, read

monkeypatch()


def secret_key(config: Configuration) -> str:
    """The key that signs; where no newsroom has been opened, one that nobody keeps."""
    file = config.home / SECRET_KEY_FILE
    return config.secret_key or (file.read_text() if file.is_file() else secrets.token_urlsafe(60))


def database(config: Configuration) -> dict[str, Any]:
    """Where the desk keeps its tables. These settings of SQLite let many write without a lock error."""
    if config.database and not config.database.startswith("sqlite"):
        return {**dj_database_url.parse(config.database, conn_max_age=600, conn_health_checks=True)}
    file = Path(unquote(urlsplit(config.database).path)) if config.database else config.home / "desk.db"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
        },
    }


config = read(os.environ)
_desk = urlsplit(config.desk)
_is_safe = _desk.scheme == "https"
_here = Path(__file__).parent

SECRET_KEY = secret_key(config)
DEBUG = False
# No browser makes a passkey for a number: on the machine itself the desk has its name, too.
ALLOWED_HOSTS = [_desk.hostname, *(["localhost"] if _desk.hostname == "127.0.0.1" else [])]
CSRF_TRUSTED_ORIGINS = [config.desk]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "staff.User"

INSTALLED_APPS = [
    # Before Wagtail, so that a template of ours is found before its own.
    "newsroom.staff.apps.Staff",
    "newsroom.desk",
    "newsroom.pressroom",
    "newsroom.api",
    "newsroom.staff.apps.Users",
    "wagtail.snippets",
    "wagtail.images",
    # Nobody keeps documents at the desk; Wagtail's pages ask for their addresses all the same.
    "wagtail.documents",
    "wagtail.search",
    "wagtail.contrib.table_block",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "corsheaders",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "newsroom.api.middleware.ProblemMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.staff.doors.Doors",
    "newsroom.desk.clock.HouseTime",
    "newsroom.desk.whole.Whole",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_here / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(config)}
# What limits sign-in counts over all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # By itself it throws away what is over 300, and who guesses at many names would be forgotten at each.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "here": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = config.home / "media"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# ── Signing in ───────────────────────────────────────────────────────────────────────────────────────

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[1] = {**AUTH_PASSWORD_VALIDATORS[1], "OPTIONS": {"min_length": 12}}  # type: ignore[dict-item]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "newsroom.staff.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Who asks is told by the server that brings TLS, and by nobody before it.
ALLAUTH_TRUSTED_PROXY_COUNT = int(_is_safe)
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/ip,5/5m/key"}
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody signs up alone; and a second factor must not wait for a letter that a newsroom may have no post to send.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Only for an address without TLS, which a browser takes for safe on the machine itself.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _is_safe
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _is_safe
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _is_safe else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _is_safe else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        # Wagtail's widgets set the style of their elements.
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "frame-src": [SELF, "blob:"],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}

# ── The API ──────────────────────────────────────────────────────────────────────────────────────────

# Any page may read what is published; nobody's page may write.
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/api/v1/(?!desk(/|$))"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "if-modified-since", "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "Link", "Retry-After"]
# With a certificate there is one server before the desk, which tells who asks; without one, nobody is believed.
NINJA_NUM_PROXIES = 1 if _is_safe else 0

# ── Wagtail ──────────────────────────────────────────────────────────────────────────────────────────

WAGTAIL_SITE_NAME = "Freesheet"
WAGTAILADMIN_BASE_URL = config.desk
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "newsroom.desk.searching"}}
# Some machines have zones of their own, of which a browser knows nothing: it stops at the first.
WAGTAIL_USER_TIME_ZONES = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = True
WAGTAILIMAGES_IMAGE_MODEL = "desk.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "newsroom.desk.uploading.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = MOST_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = MOST_PIXELS
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpeg", "jpg", "png", "webp"]
WAGTAIL_FINISH_WORKFLOW_ACTION = "newsroom.desk.workflow.ready"
WAGTAILADMIN_COMMENTS_ENABLED = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# A story of 300 paragraphs has three fields for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# ── Letters to the staff, and what went wrong ────────────────────────────────────────────────────────

_mail = urlsplit(config.mail)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if config.mail else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or (465 if _mail.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp" and bool(_mail.username)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = config.mail_from or "freesheet@localhost"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"newsroom": {"level": "INFO"}, "django_tasks": {"level": "WARNING"}},
}
