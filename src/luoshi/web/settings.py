"""Django's settings, from the environment with safe defaults (docs/reference/settings.md)."""

import os

from luoshi.web import environment, policy
from luoshi.web.databases import database
from luoshi.web.keys import own_key

LUOSHI_HOME = environment.home()
SECRET_KEY = own_key(folder=LUOSHI_HOME, name="secret.key")
# Signs the chain of audit entries (审计链). It lives outside the database, so that whoever can write there
# can't forge an entry; losing it makes the chain unverifiable, so it is kept apart from the backups.
LUOSHI_AUDIT_KEY = own_key(folder=LUOSHI_HOME, name="audit.key").encode()

ALLOWED_HOSTS = environment.allowed_hosts()
DATABASES = {"default": database(url=os.environ.get("LUOSHI_DATABASE_URL", ""), home=LUOSHI_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
    "luoshi.kit",
    "luoshi.kernel",
    "luoshi.work",
    "luoshi.plan",
    "luoshi.delivery",
    "luoshi.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "luoshi.web.edge.guarded",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "luoshi.web.middleware.installation_asked_once",
    "luoshi.kernel.sessions.end_when_idle",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "luoshi.web.signing_in.FirstThings",
    "luoshi.web.middleware.simulated_as_chosen",
    "luoshi.web.middleware.acting_as_chosen",
    "luoshi.web.middleware.PatienceAsked",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "luoshi.web.urls"
WSGI_APPLICATION = "luoshi.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "luoshi.web.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "luoshi.kit.templatetags.ui",
            ],
        },
    }
]

# Who signs in
AUTH_USER_MODEL = "kernel.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "luoshi.kernel.passwords.ChineseHabitsValidator"},
    {"NAME": "luoshi.kernel.passwords.NameValidator"},
]
SESSION_ENGINE = "luoshi.kernel.sessions"
LUOSHI_IDLE_SECONDS = environment.minutes(environment.IDLE_MINUTES) * 60
LUOSHI_SESSION_SECONDS = environment.minutes(environment.SESSION_MINUTES) * 60
LUOSHI_ADMINISTRATORS_NEED_CODE = environment.administrators_need_code()

LUOSHI_SSO = environment.sso()

# How people are told outside the site
LUOSHI_SITE_URL = environment.site_url()
LUOSHI_MAIL = environment.mail()
LUOSHI_WEBHOOK_HOSTS = environment.webhook_hosts()

LOGIN_URL = "web:sign_in"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "web:home"

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = os.environ.get("LUOSHI_TIME_ZONE") or "Asia/Shanghai"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = LUOSHI_HOME / "static"
MEDIA_ROOT = LUOSHI_HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LUOSHI_MAX_UPLOAD_BYTES = environment.max_upload_bytes()
DATA_UPLOAD_MAX_MEMORY_SIZE = LUOSHI_MAX_UPLOAD_BYTES  # a document may be pasted into a field
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 100  # what the bodies of a city hand in is dropped together
LUOSHI_FONTS = environment.fonts()

# What a browser may do with our pages
CONTENT_SECURITY_POLICY = policy.for_pages(sso=LUOSHI_SSO)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = environment.is_https()
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.is_https() else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"luoshi": {"level": "INFO"}},
}
