"""The badge carries its credential; only its holder takes it away."""

import json
import xml.etree.ElementTree as tree
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from academy.certification.credential.own_views import linkedin_link
from academy.certification.pdf.papers import ensure_papers
from tests.certification.awards import make_award

pytestmark = pytest.mark.once


@pytest.fixture
def award(brand, employee):
    return ensure_papers(make_award(brand, person=employee))


@pytest.fixture
def take(client, employee):
    client.force_login(employee)
    return lambda award, form: client.get(f"/fr/mes-attestations/{award.number}/numerique.{form}")


def test_the_png_badge_carries_the_credential(award, take):
    picture = Image.open(BytesIO(take(award, "png").content))
    assert picture.size == (600, 600)
    assert json.loads(picture.text["openbadgecredential"]) == award.credential


def test_the_svg_badge_carries_the_credential(award, take):
    root = tree.fromstring(take(award, "svg").content)
    baked = root.find("{https://purl.imsglobal.org/ob/v3p0}credential")
    assert json.loads(baked.text) == award.credential


def test_the_credential_as_json(award, take):
    assert take(award, "json").json() == award.credential


def test_nobody_else_takes_it_away(award, client, community_manager):
    client.force_login(community_manager)
    assert client.get(f"/fr/mes-attestations/{award.number}/numerique.png").status_code == 404


def test_the_picture_of_a_level_is_public(award, client):
    assert client.get("/credentials/achievements/repondre.png")["Content-Type"] == "image/png"


def test_linkedin_gets_the_address_where_it_can_be_checked(award):
    asked = parse_qs(urlsplit(linkedin_link(award)).query)
    assert asked["certUrl"] == [f"http://testserver/v/{award.number}"]
    assert asked["certId"] == [award.number]
