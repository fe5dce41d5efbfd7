"""What is logged, and how: to the console, without anybody's address."""

import logging
import re

from academy.settings.environment import env

_ADDRESS = re.compile(r"[\w.+'-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
_SECRET = re.compile(r"(/invitation/|/password/reset/key/|/confirm-email/)[^/\s?]+")
_QUERY = re.compile(r"(?<=\?)[^\s\"']+")
_DETAIL = re.compile(r"^(?:DETAIL|CONTEXT|PARAMETERS?):.*$", re.MULTILINE)  # where PostgreSQL repeats the row


def not_a_turn_of_the_worker(record: logging.LogRecord) -> bool:
    """The worker's command sets its loggers to INFO whatever is configured: two lines for each certificate made."""
    return record.levelno > logging.INFO or not record.name.startswith("django_tasks")


class NamelessFormatter(logging.Formatter):
    """Blanks what may lead to a person, tracebacks included: addresses, personal links, queries, rows of the database.

    Names cannot be told from other words: no code of ours logs one (tests/people/test_logs.py drives the site, looks).
    """

    def format(self, record: logging.LogRecord) -> str:
        text = _SECRET.sub(r"\1…", super().format(record))
        return _DETAIL.sub("DETAIL: …", _QUERY.sub("…", _ADDRESS.sub("…@…", text)))


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "nameless": {
            "()": "academy.settings.logs.NamelessFormatter",
            "format": "{levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"turns": {"()": "django.utils.log.CallbackFilter", "callback": not_a_turn_of_the_worker}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "nameless", "filters": ["turns"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    # Wagtail tells every page it saves, titles included: the audit trail is in its database log, not here.
    "loggers": {
        "wagtail": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        # Django's own handlers would write without our formatter, or mail whole requests to ADMINS.
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": [], "propagate": True},
    },
}
