"""The import in the admin: upload, table, confirmation."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from academy.people.import_people import job as jobs
from academy.people.models import Membership, PeopleImport, User

CSV = "email;nom complet;service\nawa@velo.exemple;Awa Traoré;Boutiques\n"


@pytest.fixture
def admin(client, leader):
    client.force_login(leader)
    return client


def upload(admin, text=CSV, **options):
    file = SimpleUploadedFile("../../équipe.csv", text.encode())
    admin.post(reverse("people_import_upload"), {"file": file, "create_departments": "on", **options})
    return PeopleImport.objects.first()


def test_upload_shows_then_imports(admin, brand):
    job = upload(admin)
    page = admin.get(reverse("people_import", args=[job.pk])).content.decode()
    assert "Awa Traoré" in page and "Boutiques" in page
    assert not User.objects.filter(email="awa@velo.exemple").exists()
    admin.post(reverse("people_import_confirm", args=[job.pk]))
    assert Membership.objects.filter(user__email="awa@velo.exemple", brand=brand).exists()
    job.refresh_from_db()
    assert job.status == "done" and not job.file and "people" not in job.report
    admin.post(reverse("people_import_confirm", args=[job.pk]))  # twice: nothing more


def test_problems_are_said_in_french(admin):
    job = upload(admin, "email;nom complet\npas-une-adresse;X\n")
    page = admin.get(reverse("people_import", args=[job.pk])).content.decode()
    assert "ligne 2, colonne email" in page
    admin.post(reverse("people_import_confirm", args=[job.pk]))
    job.refresh_from_db()
    assert job.status == "refused"
    admin.post(reverse("people_import_discard", args=[job.pk]))
    assert not PeopleImport.objects.exists()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(lambda file: file.storage.delete(file.name), "plus sur le serveur"),
     (lambda file: Path(file.path).write_text("email;nom complet\n"), "aucune ligne")],
    ids=["gone", "emptied"],
)  # fmt: skip
def test_a_file_spoilt_between_table_and_confirmation_is_refused_in_words(admin, spoil, said):
    job = upload(admin)
    spoil(job.file)
    assert admin.post(reverse("people_import_confirm", args=[job.pk])).status_code == 302
    job.refresh_from_db()
    assert job.status == "refused" and said in job.report["problems"][0]
    assert not User.objects.filter(email="awa@velo.exemple").exists()


@pytest.mark.django_db(transaction=True)  # the worker closes connections as it pleases
def test_a_big_file_is_the_workers(admin, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(jobs, "SMALL", 10)
    with django_capture_on_commit_callbacks(execute=True):
        job = upload(admin)
    page = admin.get(reverse("people_import", args=[job.pk]))
    assert job.status == "checking" and page["Refresh"] == "3"
    from django.core.management import call_command

    call_command("db_worker", "--backend=jobs", "--batch", "--no-startup-delay")
    job.refresh_from_db()
    assert job.status == "ready"


def test_another_brands_import_does_not_exist(admin, other_brand):
    job = PeopleImport.objects.create(brand=other_brand, filename="x", status="ready")
    assert admin.get(reverse("people_import", args=[job.pk])).status_code in {302, 404}
    admin.post(reverse("people_import_confirm", args=[job.pk]))
    job.refresh_from_db()
    assert job.status == "ready"


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_file_to_fill_in_can_be_imported(admin, format):
    data = admin.get(reverse("people_import_template", args=[format])).content
    file = SimpleUploadedFile(f"x.{format}", data)
    admin.post(reverse("people_import_upload"), {"file": file, "create_departments": "on"})
    assert PeopleImport.objects.first().report["counts"]["created"] == 2


def test_only_leaders_import(client, community_manager, brand):
    client.force_login(community_manager)
    assert client.get(reverse("people_import_upload")).status_code in {302, 403}


def test_a_file_of_200_megabytes_is_refused_in_words(admin):
    class Huge(SimpleUploadedFile):
        """Says its size as an upload of that size does; the form refuses before anything reads it."""

        def read(self, *args):
            raise AssertionError("read")

    from academy.people.import_people.admin import UploadForm

    file = Huge("people.csv", b"email\n")
    file.size = 200 * 1024 * 1024
    form = UploadForm({}, {"file": file})
    assert not form.is_valid() and "20" in str(form.errors["file"])
    assert not PeopleImport.objects.exists()


def test_an_import_whose_worker_died_is_taken_up_again_and_a_living_one_is_left_alone(admin, brand):
    from datetime import timedelta

    job = upload(admin)
    PeopleImport.objects.filter(pk=job.pk).update(status="applying")
    admin.post(reverse("people_import_confirm", args=[job.pk]))
    assert not User.objects.filter(email="awa@velo.exemple").exists()
    PeopleImport.objects.filter(pk=job.pk).update(beat=job.beat - timedelta(minutes=6))
    assert "cinq minutes" in admin.get(reverse("people_import", args=[job.pk])).content.decode()
    admin.post(reverse("people_import_confirm", args=[job.pk]))
    job.refresh_from_db()
    assert job.status == "done" and User.objects.filter(email="awa@velo.exemple").exists()


def test_an_error_of_ours_is_said_and_imports_nothing(admin, monkeypatch):
    job = upload(admin)
    monkeypatch.setattr(jobs, "import_people", lambda *args, **kwargs: 1 / 0)
    admin.post(reverse("people_import_confirm", args=[job.pk]))
    job.refresh_from_db()
    assert job.status == "refused" and "administrateur" in job.report["problems"][0]
