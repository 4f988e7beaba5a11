"""The one settings file. The environment is its only other input."""

import os
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from epa import environment

environment.refuse_unknown()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("EPA_VAR", BASE_DIR / "var"))
DEBUG = environment.flag("EPA_DEBUG")
SECRET_KEY = environment.secret("EPA_SECRET_KEY", "only for debugging" if DEBUG else None)
ALLOWED_HOSTS = environment.words("EPA_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
# The address the public knows the site by; feeds and exports write absolute addresses with it.
BASE_URL = os.environ.get("EPA_BASE_URL", "").rstrip("/")
# Whom partners and harvesters may write to; without one, the webmaster of the host.
CONTACT = environment.mail("EPA_CONTACT")
DEFAULT_FROM_EMAIL = CONTACT or "webmaster@localhost"
globals().update(environment.mail_server("EPA_MAIL_SERVER"))
# Networks that webhooks may lead into although they are not public.
WEBHOOK_NETWORKS = environment.networks("EPA_WEBHOOK_NETWORKS")
# The font of pictures of records; without one, or for signs that it lacks, one that the system has.
CARD_FONT = environment.font("EPA_CARD_FONT")
# How many proxies of ours a request passes: each adds to X-Forwarded-For the address it was asked from. Without any,
# that header is the sender's own invention.
PROXIES = environment.number("EPA_PROXIES", most=9)
# Requests a minute to the API and for exports, from one network and with one key; 0 for no limit.
LIMIT = environment.number("EPA_LIMIT", most=1_000_000, default=600)
LIMIT_WITH_KEY = environment.number("EPA_LIMIT_WITH_KEY", most=1_000_000, default=6000)
globals().update(environment.https(BASE_URL, environment.flag("EPA_PROXY_TLS")))

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "policies",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "epa.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "epa.compressing.CompressingMiddleware",
    "policies.views.freshness.FreshnessMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "policies.views.limiting.LimitMiddleware",
]

ROOT_URLCONF = "epa.urls"
WSGI_APPLICATION = "epa.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {
    "default": environment.database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'epa.sqlite3'}", BASE_DIR)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# A name that was tried in vain from one network too often waits: whoever else has that name can sign in elsewhere.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# Who goes on trying waits no longer for it; who succeeds begins anew.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "policies.views.sender.network_of"
AXES_LOCKOUT_CALLABLE = "policies.admin.signing_in.locked"
# Only failures are kept, and only for as long as they count.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "policies" / "locale"]
FORMAT_MODULE_PATH = "epa.formats"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# Where somebody goes after signing in who did not come from a page of the desk.
LOGIN_REDIRECT_URL = "admin:index"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# What partners are given to run.
STATICFILES_DIRS = [("docs", BASE_DIR / "docs")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Scripts and styles come from our own files only, so that a text that slipped through as markup cannot act.
CONTENT_SECURITY_POLICY = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# What went wrong is said on the console, where whoever runs the process looks; Django alone mails it to nobody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    # A flood that is refused must not fill the console instead.
    "filters": {"no_floods": {"()": "django.utils.log.CallbackFilter", "callback": environment.is_no_flood}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_floods"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "policies.api.problems.handle",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Policy reference API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # The document is made with other settings, those of policies.api.schema.document, and compared in a test.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}
