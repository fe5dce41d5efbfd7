"""What every answer tells the browser, and what a production installation does besides."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["account_login", "account_signup", "people:profile", "people:my_data"])
def test_pages_carry_the_headers(client, employee, name):
    if name.startswith("people"):
        client.force_login(employee)
    answer = client.get(reverse(name))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "object-src 'none'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_no_page_has_inline_code(client, employee):
    client.force_login(employee)
    for name in ("people:profile", "people:my_data", "mfa_index", "usersessions_list"):
        page = client.get(reverse(name)).content.decode()
        assert " style=" not in page and " onclick=" not in page and "<style" not in page


def test_production_settings_are_strict():
    code = (
        "from academy import settings as s; "
        "print(s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG)"
    )
    env = {
        **os.environ,
        "PORTE_VOIX": "production",
        "SECRET_KEY": "a-long-and-varied-secret-for-this-test-0123456789-abcdefghij",
        "DATABASE_URL": "postgres://u:p@localhost/x",
        "ALLOWED_HOSTS": "x.exemple",
    }
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["31536000", "True", "True", "True", "False"]
