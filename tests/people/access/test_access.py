"""Every URL × every role × own and other brand, against the committed table (see table.py for the letters).

A new URL, or one whose answer changed, fails with the line that belongs in table.csv. After reading those lines with
care: `ACCESS_TABLE=write .venv/bin/pytest tests/people/access` puts them there.
"""

import gc
import logging
import os
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.db import transaction
from django.template.base import Template
from django.test import Client
from django.utils.safestring import SafeString

from academy.people.models import Role
from tests.people.access import table
from tests.people.access.routes import every_route, has_holes, path_of
from tests.people.access.world import World

pytestmark = pytest.mark.once

ROLES = ["anonymous", *Role.values[:1], "community_manager", "leader", "manager", "relay", "adviser", "administrator"]


@pytest.fixture
def unpainted(monkeypatch):
    """Who gets in is decided before a page is drawn: leaving the drawing out makes six thousand requests affordable."""
    monkeypatch.setattr(Template, "render", lambda self, context: SafeString(""))
    logging.disable(logging.CRITICAL)  # a traceback per refusal is a third of the time
    gc.disable()
    yield
    gc.enable()
    logging.disable(logging.NOTSET)


@pytest.fixture
def worlds(db):
    return World("Vélo Lumière", "testserver"), World("Autre", "autre.exemple")


@pytest.fixture
def visitors(worlds, django_user_model):
    people = {**worlds[0].people, "administrator": django_user_model.objects.create_superuser("admin@x.fr", name="A")}
    found = []
    for role in ROLES:
        client = Client(raise_request_exception=False)
        if role != "anonymous":
            client.force_login(people[role])
        found.append(client)
    return found


class _Undo(Exception):
    pass


def ask(client: Client, path: str, host: str):
    """The answer to a GET, or to an empty POST where GET is not allowed; what it changed is undone."""
    cookies = client.cookies.output(header="", sep=";")
    try:
        with transaction.atomic():
            answer = client.get(path, headers={"host": host})
            if answer.status_code == 405:
                answer = client.post(path, headers={"host": host})
            raise _Undo
    except _Undo:
        return answer
    finally:
        client.cookies = SimpleCookie(cookies)


def letter(answer) -> str:
    if answer.status_code >= 500:
        return "!"
    if answer.status_code in {401, 403}:
        return "F"
    if answer.status_code in {404, 410}:
        return "-"
    where = answer.get("Location", "") if answer.status_code in {301, 302, 303, 307} else ""
    if where.startswith((settings.LOGIN_URL, "/gestion/login/")):
        return "L"
    if where == "/gestion/":  # Wagtail's way to refuse: back to its first page, with a message
        return "F"
    if where == f"/fr{answer.wsgi_request.path}":  # a 404 that was tried in the language's tree
        return "-"
    return ">" if where else "Y"


def row_of(route, pattern, worlds, visitors) -> dict[str, str]:
    own, other = worlds
    paths = {
        "own": (path_of(route, pattern, own), own.host),
        "there": (path_of(route, pattern, other), other.host),
        "foreign": (path_of(route, pattern, other), own.host) if has_holes(route) else None,
    }
    return {
        column: "".join(letter(ask(client, *asked)) for client in visitors) if asked else ""
        for column, asked in paths.items()
    }


def test_every_url_answers_every_role_as_the_table_says(worlds, visitors, unpainted, settings):
    found = {route: row_of(route, pattern, worlds, visitors) for route, pattern in every_route()}
    if os.environ.get("ACCESS_TABLE") == "write":
        table.write(found)
    known = table.read()
    wrong = [
        f"{table.line_of(route, row)}" + (f"   # was {table.line_of(route, known[route])}" if route in known else "")
        for route, row in found.items()
        if known.get(route) != row
    ]
    gone = sorted(set(known) - set(found))
    assert not wrong, "lines that belong in tests/people/access/table.csv:\n" + "\n".join(wrong)
    assert not gone, "routes that are no more: take their lines out of table.csv:\n" + "\n".join(gone)


def test_nobody_of_one_brand_enters_another_where_members_only_are_let_in():
    """Read from the table itself: where anonymous visitors are kept out, so are all people of the other brand."""
    leaks = []
    for route, row in table.read().items():
        anonymous, *people, _administrator = row["there"]
        if anonymous not in "Y>" and set(people) & {"Y", ">"} and not route.startswith(OWN_ACCOUNT):
            leaks.append(table.line_of(route, row))
    assert not leaks, "\n".join(leaks)


# What belongs to the person and not to a brand.
OWN_ACCOUNT = ("accounts/", "fr/profil/", "fr/mes-donnees/")
