"""SCIM against a real client: scim2-tester over HTTP, then what an identity provider may and may not do."""

import json

import httpx
import pytest
from scim2_client.client import BaseSyncSCIMClient
from scim2_tester import Status, check_server

from academy.people.models import AuditEntry, Membership, Role, ScimGroup, ScimToken, ScimUser, User
from academy.people.scim.views import hash_of
from tests.people.factories import make_department, make_person

USERS = "/scim/v2/Users"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class OverTheWire(BaseSyncSCIMClient):
    """scim2-client's own HTTP engine wants httpx2; this one speaks through the httpx that is here."""

    def __init__(self, http: httpx.Client):
        super().__init__()
        self.http = http

    def _stays_under_base_url(self, endpoint):
        return True

    def _parse_json(self, response):
        return response.json()

    def request(self, method, url, **kwargs):
        return self.http.request(method, url, **kwargs)


@pytest.fixture
def token(brand):
    return ScimToken.objects.create(brand=brand, name="Annuaire", token_hash=hash_of("jeton"))


@pytest.fixture
def ask(client, token):
    def send(method, path, body=None, bearer="jeton", **extra):
        return client.generic(
            method, path, json.dumps(body) if body is not None else b"", "application/scim+json",
            headers={"Authorization": f"Bearer {bearer}"} if bearer else {}, **extra,
        )  # fmt: skip

    return send


def inès(**more):
    return {"schemas": [USER, ENTERPRISE], "userName": "ines@velo.exemple", "displayName": "Inès Benali", **more}


@pytest.mark.once  # most of a minute on PostgreSQL, and our own tests of the same end points run there
@pytest.mark.django_db(transaction=True)
def test_scim2_tester_is_green(live_server):
    from tests.people.factories import make_brand

    brand = make_brand(hostname="localhost")
    brand.site.port = live_server.thread.port
    brand.site.save()
    ScimToken.objects.create(brand=brand, name="Annuaire", token_hash=hash_of("jeton"))
    http = httpx.Client(base_url=f"{live_server.url}/scim/v2", headers={"Authorization": "Bearer jeton"})
    results = check_server(OverTheWire(http))
    bad = [f"{r.resource_type} {r.title}: {r.reason}" for r in results if r.status in (Status.ERROR, Status.CRITICAL)]
    assert not bad, "\n".join(bad)
    assert sum(r.status == Status.SUCCESS for r in results) > 30


@pytest.mark.parametrize("bearer", ["", "faux"])
def test_nobody_without_a_token(ask, bearer):
    assert ask("GET", USERS, bearer=bearer).status_code == 401


def test_another_brand_s_token_opens_nothing(ask, other_brand):
    ScimToken.objects.create(brand=other_brand, name="x", token_hash=hash_of("autre"))
    assert ask("GET", USERS, bearer="autre").status_code == 401


def test_a_revoked_token_opens_nothing(ask, token):
    assert ask("GET", USERS).status_code == 200
    token.delete()
    assert ask("GET", USERS).status_code == 401


def test_arrival_transfer_and_departure(ask, brand, shops):
    care = make_department(brand, "Relation client")
    made = ask("POST", USERS, inès(**{ENTERPRISE: {"department": shops.name}})).json()
    user = User.objects.get(email="ines@velo.exemple")
    assert Membership.objects.valid_on().get(user=user).department == shops
    path = f"{USERS}/{made['id']}"
    move = [{"op": "replace", "path": f"{ENTERPRISE}:department", "value": care.name}]
    assert ask("PATCH", path, {"schemas": [PATCH], "Operations": move}).status_code == 200
    assert Membership.objects.valid_on().get(user=user).department == care
    leave = [{"op": "replace", "path": "active", "value": False}]
    assert ask("PATCH", path, {"schemas": [PATCH], "Operations": leave}).json()["active"] is False
    assert not Membership.objects.valid_on().filter(user=user).exists()
    user.refresh_from_db()
    assert not user.is_active
    assert AuditEntry.objects.filter(action="scim.deactivated", object_key=str(user.public_id)).exists()


def test_a_group_gives_its_role_and_takes_it_back(ask, brand):
    key = ask("POST", USERS, inès()).json()["id"]
    group = ScimGroup.objects.create(brand=brand, display_name="Relais", role=Role.RELAY)
    path = f"/scim/v2/Groups/{group.pk}"
    add = {"schemas": [PATCH], "Operations": [{"op": "add", "path": "members", "value": [{"value": key}]}]}
    assert ask("PATCH", path, add).status_code == 200
    assert Membership.objects.valid_on().filter(role=Role.RELAY).exists()
    drop = {"schemas": [PATCH], "Operations": [{"op": "remove", "path": f'members[value eq "{key}"]'}]}
    assert ask("PATCH", path, drop).status_code == 200
    assert not Membership.objects.valid_on().filter(role=Role.RELAY).exists()


def test_names_are_found_and_taken_once(ask):
    assert ask("POST", USERS, inès()).status_code == 201
    assert ask("POST", USERS, inès()).status_code == 409
    found = ask("GET", f'{USERS}?filter=userName eq "INES@velo.exemple"&count=1').json()
    assert found["totalResults"] == 1
    assert ask("GET", f"{USERS}/999").status_code == 404
    assert ask("GET", f"{USERS}?filter=nonsense").status_code == 400
    assert ask("POST", USERS, [1]).status_code == 400


def test_the_directory_touches_no_administrator_and_nobody_of_another_brand(ask, other_brand):
    far = make_person(other_brand)
    chief = User.objects.create_superuser("chef@velo.exemple", name="Chef")
    for user in (far, chief):
        assert ask("POST", USERS, inès(userName=user.email)).status_code == 409


def test_what_we_do_not_use_is_not_kept(ask):
    made = ask("POST", USERS, inès(nickName="Nénesse", phoneNumbers=[{"value": "0612345678"}]))
    assert made.status_code == 201 and "nickName" not in made.json()
    assert "0612345678" not in str(ScimUser.objects.get().attributes)
