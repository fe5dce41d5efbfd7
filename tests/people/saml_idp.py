"""A SAML identity provider on this machine: pysaml2 behind a small web server, signing with xmlsec1."""

import base64
import datetime
import html
import shutil
import threading
import warnings
from pathlib import Path
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from saml2 import BINDING_HTTP_REDIRECT
    from saml2.authn_context import PASSWORD
    from saml2.config import IdPConfig
    from saml2.metadata import entity_descriptor
    from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
    from saml2.server import Server
    from saml2.xmldsig import DIGEST_SHA1, DIGEST_SHA256, SIG_RSA_SHA1, SIG_RSA_SHA256

_URI = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"


def make_key(folder, name: str, days: int = 30) -> tuple[str, str]:
    """A key and its own certificate as PEM files; → their paths."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=400))
        .not_valid_after(now + datetime.timedelta(days=days)).sign(key, hashes.SHA256())
    )  # fmt: skip
    paths = folder / f"{name}.key", folder / f"{name}.pem"
    paths[0].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    paths[1].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return str(paths[0]), str(paths[1])


class Provider:
    """`answer(request)` is the base64 text that the provider's page posts to the site."""

    def __init__(self, folder, port: int):
        if not shutil.which("xmlsec1"):
            pytest.fail("xmlsec1 is missing. Type: apt-get install xmlsec1")
        self.folder, self.url = folder, f"http://127.0.0.1:{port}"
        self.entity_id = f"{self.url}/metadata"
        self.key, self.certificate_file = make_key(folder, "idp")
        self.sp_metadata = ""
        self.person = {"uid": "u1", "email": "awa@velo.exemple"}

    def server(self, key: str = "", lifetime: int = 15) -> Server:
        config = IdPConfig().load(
            {
                "entityid": self.entity_id,
                "xmlsec_binary": shutil.which("xmlsec1"),
                "key_file": key or self.key,
                "cert_file": self.certificate_file,
                "metadata": {"inline": [self.sp_metadata]} if self.sp_metadata else {},
                "service": {
                    "idp": {
                        "endpoints": {"single_sign_on_service": [(f"{self.url}/sso", BINDING_HTTP_REDIRECT)]},
                        "policy": {"default": {"lifetime": {"minutes": lifetime}, "name_form": _URI}},
                    }
                },
            }
        )
        return Server(config=config)

    def metadata(self) -> str:
        return str(entity_descriptor(self.server().config))

    @property
    def certificate(self) -> str:
        text = Path(self.certificate_file).read_text()
        return "".join(line for line in text.splitlines() if "-----" not in line)

    def read(self, saml_request: str):
        """The site's question: its id and where the answer is to go."""
        return self.server().parse_authn_request(saml_request, BINDING_HTTP_REDIRECT).message

    def answer(self, saml_request: str, *, audience: str = "", sign: bool = True, key: str = "",
               minutes: int = 15, in_response_to: str | None = None, sha1: bool = False, **claims) -> str:  # fmt: skip
        asked = self.read(saml_request)
        server = self.server(key, minutes)
        uid = claims.pop("uid", "u1")
        made = server.create_authn_response(
            claims,
            asked.id if in_response_to is None else in_response_to,
            asked.assertion_consumer_service_url,
            audience or asked.issuer.text,
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=uid),
            authn={"class_ref": PASSWORD, "authn_auth": self.entity_id},
            sign_assertion=sign,
            sign_response=False,
            sign_alg=SIG_RSA_SHA1 if sha1 else SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA1 if sha1 else DIGEST_SHA256,
            release_policy=server.config.getattr("policy", "idp"),
            best_effort=True,
        )
        return base64.b64encode(str(made).encode()).decode()

    # --- as a web site, for what fetches metadata and for browsers ---------------------------------------------

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/metadata":
            return _page(start_response, self.metadata(), "application/samlmetadata+xml")
        if environ["PATH_INFO"] == "/sso":
            asked = parse_qs(environ["QUERY_STRING"])["SAMLRequest"][0]
            where = self.read(asked).assertion_consumer_service_url
            form = (
                f'<form method="post" action="{html.escape(where)}"><button>Awa</button>'
                f'<input type="hidden" name="SAMLResponse" value="{self.answer(asked, **self.person)}"></form>'
            )
            return _page(start_response, f"<!doctype html><title>idp</title>{form}", "text/html")
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b"nothing here"]


def _page(start_response, text: str, kind: str):
    start_response("200 OK", [("Content-Type", f"{kind}; charset=utf-8")])
    return [text.encode()]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def serve(folder):
    """Yield a running Provider; stop it afterwards."""
    web = make_server("127.0.0.1", 0, lambda *args: provider(*args), handler_class=_Quiet)
    provider = Provider(folder, web.server_port)
    thread = threading.Thread(target=web.serve_forever, daemon=True)
    thread.start()
    yield provider
    web.shutdown()
    thread.join()
    web.server_close()
