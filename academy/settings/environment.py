"""What the environment says, and the refusals that keep a production site safe."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")  # `make run` writes one that says PORTE_VOIX=local; the environment wins

MODE = env.str("PORTE_VOIX", "production")
if MODE not in {"production", "local", "test"}:
    raise ImproperlyConfigured(f"PORTE_VOIX={MODE} is unknown. Set it to production, local or test.")

VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", False)
DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")


def _secret_key() -> str:
    """The installation's secret: from SECRET_KEY, or in local mode from a file made once in var/."""
    given = env.str("SECRET_KEY", "")
    if given or MODE == "production":
        return given
    file = VAR_DIR / "secret_key"
    if not file.exists():
        from django.core.management.utils import get_random_secret_key

        VAR_DIR.mkdir(parents=True, exist_ok=True)
        file.write_text(get_random_secret_key())
        file.chmod(0o600)
    return file.read_text()


SECRET_KEY = _secret_key()
# Seals the audit log. Its own key, so that a new SECRET_KEY does not break the chain; old keys still verify.
AUDIT_KEY = env.str("AUDIT_KEY", "") or f"audit:{SECRET_KEY}"
AUDIT_KEY_FALLBACKS = env.list("AUDIT_KEY_FALLBACKS", default=[])

if MODE == "production":
    if DEBUG:
        raise ImproperlyConfigured("DEBUG must stay off in production. Remove DEBUG from the environment.")
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            "SECRET_KEY is missing or weak. Set it to a random string of 50 characters or more, for example from: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(60))'"
        )
    if DATABASE_URL.startswith("sqlite") and not env.bool("ALLOW_SQLITE", False):
        raise ImproperlyConfigured(
            "Production expects PostgreSQL: set DATABASE_URL=postgres://user:password@host/name. "
            "For a small company on one machine, ALLOW_SQLITE=1 says that SQLite is meant."
        )
