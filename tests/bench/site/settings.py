from academy.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.site.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # people are made by the tests' factories
