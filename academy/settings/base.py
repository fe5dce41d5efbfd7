"""Django: apps, middleware, database, files, mail, tasks, languages."""

import environ

from academy.settings.environment import BASE_DIR, DATABASE_URL, MODE, VAR_DIR, env

ROOT_URLCONF = "academy.urls"
WSGI_APPLICATION = "academy.wsgi.application"
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = None

INSTALLED_APPS = [
    # Rooms, from the roof down: a template or locale of a higher room wins over a lower one.
    "academy.site",
    "academy.insight",
    "academy.certification",
    "academy.learning",
    "academy.library",
    "academy.people",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "academy.people.wagtail_users.AccountsConfig",  # wagtail.users with one name instead of two
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "lucide",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "academy.people.middleware.PageLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "academy.site.middleware.ContentSecurityPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "academy.people.middleware.BrandMiddleware",
    "academy.site.webapp.OfflineMiddleware",
    "academy.people.second_factor.SecondFactorMiddleware",
    "academy.people.admin_gate.AdminGateMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "academy.site.context_processors.theme",
            ],
        },
    }
]

DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Measured in the stack study: IMMEDIATE cures "database is locked"; FULL because an answer that was
    # acknowledged must survive a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;PRAGMA foreign_keys=ON;"
        ),
    }
else:
    # Measured by `make bench attempts`: before a new database has statistics, PostgreSQL overrates Wagtail's joins and
    # compiles them (JIT) for four seconds each. Our statements are short: compiling never pays.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

# "default" is shared by all processes: limits against guessing and codes used once are counted there. Files serve one
# machine, as long as they are few: each that is written looks through them all. What is rendered from texts is many and
# the same everywhere, so each process keeps its own.
_redis = env.str("REDIS_URL", "")
_in_redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _redis}
CACHES = {
    "default": _in_redis
    if _redis
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "texts": _in_redis
    if _redis
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2_000}},
}

# Two queues: Wagtail's small index updates at once, ours in the database for the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

EMAIL_BACKEND = "academy.people.mail.QueuedEmailBackend"
if env.str("EMAIL_URL", ""):
    _mail = environ.Env.email_url_config(env.str("EMAIL_URL"))
    DELIVERY_EMAIL_BACKEND = _mail.pop("EMAIL_BACKEND")
    globals().update({k: v for k, v in _mail.items() if k.startswith("EMAIL_")})
else:
    DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Porte-voix <porte-voix@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
TIME_ZONE = env.str("TIME_ZONE", "Europe/Paris")
USE_I18N = True
FORMAT_MODULE_PATH = ["academy.site.formats"]
USE_TZ = True

THEMES_DIR = BASE_DIR / "themes"
CONTENT_DIR = BASE_DIR / "content"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    *(theme / "static" for theme in sorted(THEMES_DIR.glob("*")) if (theme / "static").is_dir()),
    VAR_DIR / "build",  # web fonts made by build_fonts
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_MEDIA_ROOT = VAR_DIR / "private"
(VAR_DIR / "build").mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Certificates: never under the public MEDIA_URL, handed out by a view that asks who is there.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_MEDIA_ROOT, "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
if MODE == "test":
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
