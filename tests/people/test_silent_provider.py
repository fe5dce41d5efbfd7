"""A provider that is down, stalls or talks nonsense: a clear sentence, soon; and it can always be switched off."""

import socketserver
import threading

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from academy.people.models import Connection
from academy.people.sso import network
from tests.people.saml_idp import make_key

SAID = {
    "silent": b"",
    "stalls": b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<md:EntityDescriptor",
    "drips": b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n",
    "cut": b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<md:EntityDescriptor",
    "nonsense": b"IAm a teapot\r\n\r\n",
    "endless": b"HTTP/1.1 200 OK\r\n\r\n" + b"<a>" * 20_000,
}


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    asked = 0  # how often somebody connected
    block_on_close = False


class _Silence(socketserver.BaseRequestHandler):
    def handle(self):
        self.server.asked += 1
        manner = self.request.recv(4096).split(b" ")[1].decode().strip("/").partition("/")[0]
        self.request.sendall(SAID[manner])
        if manner in ("silent", "stalls", "drips", "endless"):
            for _turn in range(600):  # half a minute: far longer than anybody waits
                self.request.sendall(b"x" if manner == "drips" else b"")
                if manner == "endless":
                    self.request.sendall(b"<a>" * 20_000)
                elif self.server.over.wait(0.05):
                    return


@pytest.fixture(scope="module")
def silence():
    with _Server(("127.0.0.1", 0), _Silence) as server:
        server.over = threading.Event()
        server.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
        yield server
        server.over.set()
        server.shutdown()


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch):
    cache.clear()
    monkeypatch.setattr(network, "TIMEOUT", 0.4)
    monkeypatch.setattr("academy.people.sso.check.TIMEOUT", 0.4)
    monkeypatch.setattr("academy.people.sso.adapter.TIMEOUT", 0.4)
    yield
    cache.clear()


@pytest.fixture
def connection(brand, silence, tmp_path):
    _key, certificate = make_key(tmp_path, "idp", 300)
    return Connection.objects.create(
        brand=brand, kind="saml", name="Vélo SSO", slug="velo", metadata_url=f"{silence.url}/stalls/metadata",
        entity_id="https://idp.exemple", sso_url="https://idp.exemple/sso", certificate=open(certificate).read(),
    )  # fmt: skip


@pytest.fixture
def admin(client, brand, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("a@x.fr", name="A"))
    return client


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        ("silent", "it took too long"), ("stalls", "it took too long"), ("drips", "it took too long"),
        ("cut", "no connection"), ("nonsense", "no connection"), ("endless", "too long"),
    ],
)  # fmt: skip
def test_asking_ends_and_says_why(silence, manner, words):
    with translation.override("en"), pytest.raises(ValidationError, match=words):
        network.fetch(f"{silence.url}/{manner}")


@pytest.mark.parametrize("manner", ["stalls", "cut", "nonsense"])
def test_whoever_signs_in_reads_that_the_provider_does_not_answer(client, connection, silence, manner):
    Connection.objects.update(metadata_url=f"{silence.url}/{manner}/metadata")
    page = client.post(reverse("saml_login", args=["velo"]), HTTP_HOST="testserver")
    assert page.status_code == 403 and "ne répond pas" in page.content.decode()
    connection.refresh_from_db()
    assert connection.tested["refused"]["why"] == "unreachable"
    asked = silence.asked
    assert "ne répond pas" in client.post(reverse("saml_login", args=["velo"]), HTTP_HOST="testserver").content.decode()
    assert silence.asked == asked  # the next one does not wait for it again


@pytest.mark.parametrize("kind", ["saml", "oidc"])
def test_the_test_button_says_it(admin, connection, silence, kind):
    Connection.objects.update(kind=kind)
    page = admin.post(reverse("people_connection_test", args=[connection.pk]), follow=True).content.decode()
    assert "délai dépassé" in page


def form_of(admin, connection, **changes) -> dict:
    form = admin.get(reverse("team-sign-in:edit", args=[connection.pk])).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | changes


def test_it_is_switched_off_while_the_provider_is_down(admin, connection):
    data = form_of(admin, connection)
    data.pop("active")
    answer = admin.post(reverse("team-sign-in:edit", args=[connection.pk]), data)
    assert answer.status_code == 302
    connection.refresh_from_db()
    assert not connection.active and connection.entity_id == "https://idp.exemple"


def test_what_does_not_touch_the_address_can_be_changed_meanwhile(admin, connection, silence):
    url = reverse("team-sign-in:edit", args=[connection.pk])
    page = admin.post(url, form_of(admin, connection, allowed_domains="velo.exemple"), follow=True).content.decode()
    connection.refresh_from_db()
    assert connection.allowed_domains == "velo.exemple" and "auparavant est conservé" in page
    answer = admin.post(url, form_of(admin, connection, metadata_url=f"{silence.url}/cut/new"))
    assert "metadata_url" in answer.context["form"].errors
