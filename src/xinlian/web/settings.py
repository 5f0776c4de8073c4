"""All settings, from the environment only; starts with none set, refuses to start unsafe in production.

Each variable is described in docs/settings.md; a test holds the two together.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from xinlian import __version__
from xinlian.web import env, keys

VERSION = __version__
PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent

# Where and how it runs
MODE = env.choice("MODE", ("demo", "production"), "demo")
PRODUCTION = MODE == "production"
DEBUG = env.flag("DEBUG", False)
DATA = env.folder("DATA", CHECKOUT / "var")
ALLOWED_HOSTS = env.words("HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
SITE_URL = env.text("SITE_URL", "http://localhost:8000").rstrip("/")
LIVE_URL = env.text("LIVE_URL").rstrip("/")
SECRET_KEY, SENSITIVE_KEYS = keys.load(DATA, PRODUCTION)

if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("XINLIAN_DEBUG must stay off in production: it shows data to anyone who meets an error")
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("XINLIAN_HOSTS: write the names under which people reach this site, separated by commas")
if PRODUCTION and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("XINLIAN_SITE_URL: write the address people use; it begins with https:// in production")

# The house, from the top down
INSTALLED_APPS = [
    "xinlian.web",
    "xinlian.stations",
    "xinlian.training",
    "xinlian.trips",
    "xinlian.assessment",
    "xinlian.simulators",
    "xinlian.credentials",
    "xinlian.enrolment",
    "xinlian.surveys",
    "xinlian.boards",
    "xinlian.records",
    "xinlian.notices",
    "xinlian.places",
    "xinlian.people",
    "xinlian.sheets",
    "xinlian.journal",
    "xinlian.rows",
    "xinlian.people.console_app.ConsoleConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "xinlian.web.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # adds random bytes, so that lengths tell nothing of tokens
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "xinlian.web.middleware.whose_phone",
    "xinlian.web.middleware.idle_logout",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "xinlian.web.middleware.refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "xinlian.web.urls"
WSGI_APPLICATION = "xinlian.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xinlian.web.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# Data
DATABASES = {"default": env.database(env.text("DATABASE"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"
UPLOADS = DATA / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "urgent"]}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", _("英语"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = env.text("TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
USE_I18N = True

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or not env.flag("HASHED_STATIC", True)
        else "xinlian.web.storage.Hashed"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# People signing in
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
STAFF_SECOND_FACTOR = env.choice(
    "STAFF_SECOND_FACTOR", ("required", "offered"), "required" if PRODUCTION else "offered"
)
IDLE_MINUTES_STAFF = env.number("IDLE_MINUTES_STAFF", 30)
IDLE_DAYS_WORKER = env.number("IDLE_DAYS_WORKER", 60)
SMS_SENDER = env.text("SMS_SENDER", "xinlian.people.sms.Console")
if PRODUCTION and SMS_SENDER.endswith("sms.Console"):
    raise ImproperlyConfigured(
        "XINLIAN_SMS_SENDER: name the class that sends short messages; the console only prints them"
    )
SMS_SIGNATURE = env.text("SMS_SIGNATURE", "心连")
WECHAT_SENDER = env.text("WECHAT_SENDER")
QUIET_HOURS = env.hours(env.text("QUIET_HOURS", "22:00-07:00"))

ACCOUNT_ADAPTER = "xinlian.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_DISPLAY = "xinlian.people.adapter.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False  # a password session ends with the browser; a worker's, by code, is kept for weeks
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,20/300s/key"}  # axes locks out before; this holds second factors back
ACCOUNT_FORMS = {
    "login": "xinlian.people.forms.staff.Login",
    "change_password": "xinlian.people.forms.staff.ChangePassword",
    "reauthenticate": "xinlian.people.forms.staff.Reauthenticate",
}
MFA_FORMS = {
    "authenticate": "xinlian.people.forms.staff.Authenticate",
    "reauthenticate": "xinlian.people.forms.staff.ReauthenticateCode",
    "activate_totp": "xinlian.people.forms.staff.ActivateTOTP",
    "add_webauthn": "xinlian.people.forms.staff.AddKey",
    "edit_webauthn": "xinlian.people.forms.staff.EditKey",
}
MFA_ADAPTER = "xinlian.people.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "心连"
MFA_TOTP_TOLERANCE = 1  # a number typed as it changes still counts (RFC 6238, 5.2)
USERSESSIONS_TRACK_ACTIVITY = False  # that is a write a request; idle_logout notes it once a minute
PROXIES = env.number("PROXIES", 0)

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "xinlian.people.views.sign_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "xinlian.people.address.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_DISABLE_ACCESS_LOG = True  # the journal says who came in
AXES_VERBOSE = False

# Safety of what leaves
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = IDLE_DAYS_WORKER * 86400
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "xinlian.web.errors.csrf"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *env.words("TILE_HOSTS")],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF, *([f"http://*{LIVE_URL}" if LIVE_URL.startswith(":") else LIVE_URL] if LIVE_URL else [])],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
TILE_URL = env.text("TILE_URL")

# What is read by machines and people who run this
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "xinlian.web.logs.Json"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "ERROR"},
        "axes": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
