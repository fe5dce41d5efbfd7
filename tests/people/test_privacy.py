"""What is held, a copy of it, being forgotten, and time."""

import io
import json
import uuid
import zipfile
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from academy.certification.models import Award, Level
from academy.learning.models import CharterSignature, Progress
from academy.people.audit import breaks, record
from academy.people.data_export import archive_of, make_export
from academy.people.erasure import erase_person
from academy.people.models import AuditEntry, DataExport, ErasureRequest, Invitation, Membership, PeopleImport, User
from academy.people.privacy import declarations, undeclared
from academy.people.rights import give


@pytest.fixture
def award(brand, employee):
    level = Level.objects.create(brand=brand, code="ecouter", order=1, name_fr="Écouter")
    award = Award.objects.create(
        brand=brand, person=employee, level=level, holder=employee.name, language="fr", scope={}, evidence={"q": 90},
        issued=timezone.localdate(), expires=timezone.localdate() + timedelta(days=100),
    )  # fmt: skip
    award.pdf.save("attestation.pdf", ContentFile(b"%PDF-1.4 rien"))
    return award


@pytest.fixture
def history(brand, employee, award):
    Progress.objects.create(person=employee, brand=brand, course_key=uuid.uuid4(), steps_total=5)
    CharterSignature.objects.create(person=employee, brand=brand, version=1, text_hash="x")
    Invitation.objects.create(brand=brand, email=employee.email, expires=timezone.now())


def test_every_model_about_people_is_declared():
    assert not undeclared(), "say in the room's privacy.py what these hold, why, how long (people.privacy.declare)"


def test_the_page_says_what_is_held(client, employee, history):
    client.force_login(employee)
    page = client.get(reverse("people:my_data")).content.decode()
    for text in ("Attestations", "Signatures de la charte", "24 mois"):
        assert text in page


def test_the_copy_holds_everything_of_this_person_and_of_nobody_else(employee, leader, history, award):
    archive = zipfile.ZipFile(io.BytesIO(archive_of(employee)))
    data = json.loads(archive.read("data.json"))
    assert data["certification.award"]["records"][0]["number"] == award.number
    assert data["people.user"]["records"][0]["email"] == employee.email
    assert {d.key for d in declarations()} == set(data)
    everything = " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert leader.email not in everything and leader.name not in everything
    assert "password" not in everything.lower()
    assert any(name.startswith("files/") and name.endswith(".pdf") for name in archive.namelist())
    assert "people.membership.csv" in archive.namelist()


def test_a_copy_cannot_carry_a_formula(employee):
    User.objects.filter(pk=employee.pk).update(name="=1+1")
    archive = zipfile.ZipFile(io.BytesIO(archive_of(User.objects.get(pk=employee.pk))))
    assert "'=1+1" in archive.read("people.user.csv").decode()


def test_a_copy_is_the_persons_own(client, employee, leader, settings):
    client.force_login(employee)
    client.post(reverse("people:ask_for_copy"))
    client.post(reverse("people:ask_for_copy"))
    export = DataExport.objects.get()
    make_export.func(export.pk)
    url = reverse("people:download_copy", args=[export.pk])
    assert b"".join(client.get(url).streaming_content).startswith(b"PK")
    client.force_login(leader)
    assert client.get(url).status_code == 404
    DataExport.objects.update(asked=timezone.now() - timedelta(days=8))
    call_command("apply_retention")
    assert not DataExport.objects.exists()


def test_erasure_takes_the_person_and_leaves_the_figures(brand, leader, employee, history, award):
    give(employee, brand, "relay", by=leader)
    email, public_id, pdf = employee.email, employee.public_id, award.pdf.name
    erase_person(employee, by=leader, brand=brand)
    gone = User.objects.get(pk=employee.pk)
    assert not gone.is_active and gone.name == "" and email not in gone.email and gone.public_id != public_id
    assert not Membership.objects.filter(user=gone).exists() and not Invitation.objects.filter(email=email).exists()
    assert Progress.objects.filter(person=gone).exists()
    award.refresh_from_db()
    assert (award.holder, award.person, award.evidence, bool(award.pdf)) == ("", None, {}, False)
    assert award.number and not award._meta.get_field("pdf").storage.exists(pdf)
    assert not list(breaks(brand.pk))
    entry = AuditEntry.objects.get(action="person.erased")
    assert entry.object_key == str(public_id) and entry.actor_key == leader.public_id
    erase_person(gone, by=leader, brand=brand)
    assert AuditEntry.objects.filter(action="person.erased").count() == 1


def test_nothing_of_an_erased_person_is_left_in_the_database(brand, leader, employee, history):
    """Every text column of every table, searched for the name and the address."""
    from django.apps import apps
    from django.db import models

    name, email = "Zébulon Introuvable", "zebulon@introuvable.fr"
    User.objects.filter(pk=employee.pk).update(name=name, email=email, shown_name=name)
    employee.emailaddress_set.update(email=email)
    Award.objects.update(holder=name)
    Invitation.objects.update(email=email)
    erase_person(User.objects.get(pk=employee.pk), by=leader, brand=brand)
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                values = " ".join(str(v) for v in model._base_manager.values_list(field.name, flat=True))
                assert "introuvable" not in values.lower(), f"{model._meta.label}.{field.name}"


def test_the_last_leader_and_administrators_are_not_erased(brand, leader, django_user_model):
    with pytest.raises(ValueError, match="last leader"):
        erase_person(leader)
    with pytest.raises(ValueError, match="administrator"):
        erase_person(django_user_model.objects.create_superuser("a@x.fr", name="A"))


def test_asking_to_be_forgotten(client, brand, leader, employee, award):
    client.force_login(employee)
    client.post(reverse("people:ask_for_erasure"))
    client.post(reverse("people:ask_for_erasure"))
    request = ErasureRequest.objects.get()
    client.force_login(leader)
    assert employee.name in client.get(reverse("people_register")).content.decode()
    url = reverse("people_erasure_decide", args=[request.pk])
    client.post(url, {"decision": "refuse", "answer": ""})
    request.refresh_from_db()
    assert request.state == "open"
    client.post(url, {"decision": "erase"})
    assert User.objects.get(pk=employee.pk).erased


def test_a_request_of_another_brand_cannot_be_decided(client, brand, other_brand, leader, employee):
    request = ErasureRequest.objects.create(user=employee, brand=other_brand)
    client.force_login(leader)
    client.post(reverse("people_erasure_decide", args=[request.pk]), {"decision": "erase"})
    assert not User.objects.get(pk=employee.pk).erased


def test_a_leader_does_not_erase_what_another_brand_holds(client, brand, other_brand, leader, employee):
    give(employee, other_brand, "relay")
    request = ErasureRequest.objects.create(user=employee, brand=brand)
    url = reverse("people_erasure_decide", args=[request.pk])
    client.force_login(leader)
    page = client.post(url, {"decision": "erase"}, follow=True).content.decode()
    assert "Une autre marque" in page and not User.objects.get(pk=employee.pk).erased
    client.force_login(User.objects.create_superuser("a@x.fr", name="A"))
    client.post(url, {"decision": "erase"})
    assert User.objects.get(pk=employee.pk).erased


def test_what_serves_nothing_any_more_goes_at_night(client, brand, leader, employee, capsys):
    """Addresses of people who never came, files that were left lying, sessions that have ended."""
    now = timezone.now()
    for days, email in ((-31, "jamais@venue.fr"), (-29, "encore@la.fr")):
        Invitation.objects.create(brand=brand, email=email, expires=now + timedelta(days=days))
    job = PeopleImport.objects.create(brand=brand, filename="gens.csv", report={"people": ["Awa"]})
    job.file.save("gens.csv", ContentFile(b"email"))
    PeopleImport.objects.update(created=now - timedelta(days=31))
    client.force_login(employee)
    running = client.session.session_key
    for key in (running, "ended"):
        UserSession.objects.create(user=employee, session_key=key, ip="127.0.0.1", user_agent="Firefox")
    call_command("apply_retention", dry_run=True)
    assert "left over: people.invitation: 1" in capsys.readouterr().out and Invitation.objects.count() == 2
    call_command("apply_retention")
    assert [one.email for one in Invitation.objects.all()] == ["encore@la.fr"]
    assert not PeopleImport.objects.exists() and not job.file.storage.exists(job.file.name)
    assert [one.session_key for one in UserSession.objects.all()] == [running]


def test_retention_empties_what_is_past_its_time(brand, employee, award, capsys):
    Award.objects.update(expires=timezone.localdate() - timedelta(days=25 * 31))
    call_command("apply_retention", dry_run=True)
    assert "certification.award > 24 months: 1" in capsys.readouterr().out
    award.refresh_from_db()
    assert award.holder
    brand.retention = {"certification.award": 60}
    brand.save()
    call_command("apply_retention")
    award.refresh_from_db()
    assert award.holder
    brand.retention = {}
    brand.save()
    call_command("apply_retention")
    award.refresh_from_db()
    assert award.holder == "" and award.number


def test_commands(employee, tmp_path, award):
    call_command("export_person", employee.email, out=tmp_path / "x.zip")
    assert zipfile.is_zipfile(tmp_path / "x.zip")
    call_command("erase_person", employee.email, yes=True)
    assert User.objects.get(pk=employee.pk).erased
    with pytest.raises(CommandError):
        call_command("erase_person", employee.email, yes=True)


def test_the_audit_log_is_the_brands_own(client, brand, other_brand, leader, employee):
    give(employee, brand, "relay", by=leader)
    give(employee, other_brand, "manager", by=leader)
    client.force_login(leader)
    page = client.get(reverse("people_audit")).content.decode()
    assert "relay" in page and "manager" not in page
    assert employee.name in page
    assert "relay" in client.get(reverse("people_audit"), {"q": employee.name, "export": "csv"}).content.decode()


def test_the_log_of_the_installation_is_the_administrators(client, brand, other_brand, leader, employee):
    """Accounts made by hand belong to no brand: their lines could be read by nobody."""
    chief = User.objects.create_superuser("a@x.fr", name="Alix Admin")
    record(chief, "account.saved", employee, administrator=True)
    record(chief, "later", other_brand)
    url = reverse("people_audit")
    client.force_login(chief)
    assert "L’installation" in client.get(url).content.decode()
    found = client.get(url, {"log": 0, "q": "compte enregistré"}).content.decode()
    assert "Alix Admin" in found and employee.name in found and "administrator: True" in found
    assert "Alix Admin" in client.get(url, {"log": 0, "q": employee.name}).content.decode()
    copied = client.get(url, {"log": 0, "export": "csv"}).content.decode()
    assert "account.saved" in copied and AuditEntry.objects.filter(action="audit.exported", details__log=0).exists()
    assert client.get(url, {"log": other_brand.pk}).url == "/gestion/"  # refused: read at that brand's own address
    client.force_login(leader)
    assert "L’installation" not in client.get(url).content.decode()
    for log in (0, other_brand.pk):
        assert client.get(url, {"log": log}).url == "/gestion/"
        assert client.get(url, {"log": log, "export": "csv"}).url == "/gestion/"


def test_the_log_of_a_brand_that_is_gone_stays_readable(client, brand, other_brand, django_user_model):
    record(None, "retention.applied", other_brand)
    gone = other_brand.pk
    other_brand.delete()
    client.force_login(django_user_model.objects.create_superuser("a@x.fr", name="A"))
    assert "retention.applied" in client.get(reverse("people_audit"), {"log": gone}).content.decode()


def test_the_register_of_processing_says_every_declaration(client, brand, leader):
    client.force_login(leader)
    page = client.get(reverse("people_register")).content.decode()
    for declaration in declarations():
        for text in (declaration.title, declaration.purpose, declaration.basis, declaration.retention):
            assert escape(str(text)) in page, f"{declaration.key}: {text}"
