"""The registry for the day the site is down: signed, checked by us and by OpenSSL alone."""

import json
import subprocess
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from academy.certification.copies import check_copy, make_copy
from academy.certification.credential.keys import rotate
from academy.certification.models import RegistryCopy
from tests.certification.awards import make_award


@pytest.fixture
def copy(brand):
    today = timezone.localdate()
    award = make_award(brand, "Clara Nguyen", issued=today, expires=today + timedelta(days=90))
    silent = make_award(brand, "Paul Discret", issued=today, expires=today + timedelta(days=90))
    silent.person.shown_in_registry = False
    silent.person.save()
    return make_copy(award.brand)[0]


def altered(content, name, change):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            data = old.read(one)
            new.writestr(one, change(data) if one == name else data)
    return out.getvalue()


def test_a_copy_holds_who_may_speak_and_is_genuine(brand, copy):
    with zipfile.ZipFile(BytesIO(copy)) as file:
        data, page = json.loads(file.read("registre.json")), file.read("registre.html").decode()
    assert [voice["name"] for voice in data["voices"]] == ["Clara Nguyen"]
    assert "Clara Nguyen" in page and "Paul Discret" not in page and "<script" not in page
    checked = check_copy(brand, copy)
    assert checked.genuine and checked.voices == 1 and checked.day == timezone.localdate().isoformat()


def test_openssl_alone_verifies_it(copy, tmp_path):
    with zipfile.ZipFile(BytesIO(copy)) as file:
        file.extractall(tmp_path)
    asked = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "cle.pem", "-rawin", "-in", "registre.json",
             "-sigfile", "registre.sig"]  # fmt: skip
    assert subprocess.run(asked, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    data = tmp_path / "registre.json"
    data.write_bytes(data.read_bytes().replace(b"Clara", b"Carla"))
    assert subprocess.run(asked, cwd=tmp_path, check=False, capture_output=True).returncode != 0


def test_whatever_is_changed_or_foreign_is_not_believed(brand, other_brand, copy):
    assert (
        check_copy(brand, altered(copy, "registre.json", lambda d: d.replace(b"Clara", b"Carla"))).reason == "altered"
    )
    assert check_copy(brand, altered(copy, "registre.sig", lambda d: bytes(64))).reason == "altered"
    assert check_copy(brand, altered(copy, "cle.pem", lambda d: b"nothing")).reason == "altered"
    assert check_copy(other_brand, copy).reason == "foreign_key"
    assert check_copy(brand, b"nothing").reason == "no_zip"
    assert check_copy(brand, copy[:-200]).reason == "no_zip"


def test_a_copy_stays_genuine_after_the_key_was_changed_unless_it_was_stolen(brand, copy):
    rotate(brand)
    assert check_copy(brand, copy).genuine
    rotate(brand, compromised=True)
    assert check_copy(brand, copy).genuine  # the stolen key was another one
    fresh, _count = make_copy(brand)
    rotate(brand, compromised=True)
    assert check_copy(brand, fresh).reason == "foreign_key"


def test_one_copy_a_month_made_by_the_clock_and_renewed_on_demand(client, brand, leader, employee, copy):
    for _twice in range(2):
        call_command("copy_registry", verbosity=0)
    first = RegistryCopy.objects.get()
    url = reverse("registry_copies")
    client.force_login(employee)
    assert client.get(url).status_code in (302, 403)
    client.force_login(leader)
    client.post(url, {"act": "make"})
    assert RegistryCopy.objects.get().pk == first.pk
    content = b"".join(client.get(reverse("registry_copy", args=[first.month])).streaming_content)
    assert check_copy(brand, content).genuine
    page = client.post(url, {"file": SimpleUploadedFile("copie.zip", content)}).content.decode()
    assert "Authentique" in page
    wrong = altered(content, "registre.json", lambda data: data + b" ")
    assert "Altérée" in client.post(url, {"file": SimpleUploadedFile("copie.zip", wrong)}).content.decode()


def test_a_copy_of_another_brand_is_not_given(client, brand, other_brand, leader, copy):
    call_command("copy_registry", verbosity=0)
    RegistryCopy.objects.filter(brand=brand).delete()
    client.force_login(leader)
    month = RegistryCopy.objects.get().month
    assert client.get(reverse("registry_copy", args=[month]), follow=True).status_code == 404
