from academy.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.site.urls"
