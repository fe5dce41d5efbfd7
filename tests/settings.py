"""The settings of the tests: mode `test`, whatever a local .env says."""

import os

os.environ["PORTE_VOIX"] = "test"

from academy.settings import *  # noqa: F403

# One for each worker of the tests.
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}  # noqa: F405
