"""Exports of many certificates: complete, without doubles, and going on after a kill -9."""

import subprocess
import zipfile
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from academy.certification.models import Award, AwardEvent, PaperExport
from academy.certification.tasks import run_export
from academy.people.models import Membership
from tests.certification.awards import make_award, make_level

ROOT = Path(__file__).resolve().parents[2]


def make_valid(brand, holder, **fields) -> Award:
    today = timezone.localdate()
    return make_award(brand, holder=holder, issued=today, expires=today + timedelta(days=365), **fields)


def names_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def export(brand, out: Path, **options) -> None:
    call_command("export_certificates", out=out, brand=brand.site.hostname, stdout=StringIO(), **options)


def test_one_file_each_namesakes_included(brand, tmp_path):
    awards = [make_valid(brand, "Inès Benali") for _ in range(3)]
    export(brand, tmp_path / "all.zip")
    names = names_in(tmp_path / "all.zip")
    assert len(set(names)) == 3
    assert all(any(award.number in name for name in names) for award in awards)


def test_level_department_and_period_choose(brand, shops, other_brand, tmp_path):
    shopkeeper, other = make_valid(brand, "Au magasin"), make_valid(brand, "Ailleurs")
    Membership.objects.filter(user=shopkeeper.person).update(department=shops)
    listener = make_valid(brand, "Écoute", level=make_level(brand, "ecouter", 1))
    revoked, _foreign = make_valid(brand, "Retiré"), make_valid(other_brand, "Autre marque")
    AwardEvent.objects.create(award=revoked, kind=AwardEvent.Kind.REVOKED, reason="x")

    def chosen(**options):
        export(brand, tmp_path / "some.zip", **options)
        return {name.partition("-")[0] for name in names_in(tmp_path / "some.zip")}

    assert chosen(department=shops.code) == {"au"}
    assert chosen(level="ecouter") == {"écoute"}
    assert chosen() == {"au", "ailleurs", "écoute"}
    assert other.pdf.name == "" and listener.pk


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"level": "none"}, "no level none"),
        ({"department": "none"}, "no department none"),
        ({"out": Path("x.tar")}, "end the name"),
        ({"out": Path("/nowhere/x.zip")}, "not a folder"),
        ({"brand": "nowhere.example"}, "No brand"),
        ({}, "No certificate"),
    ],
)
def test_wrong_options_are_told(brand, tmp_path, options, words):
    given = {"out": tmp_path / "x.zip", "brand": brand.site.hostname, **options}
    with pytest.raises(CommandError, match=words):
        call_command("export_certificates", stdout=StringIO(), **given)


def test_one_pdf_to_print_keeps_the_plate_once(brand, tmp_path):
    for name in ["Zoé", "Anna", "Karim"]:
        make_valid(brand, name)
    export(brand, tmp_path / "one.pdf")
    with pikepdf.open(tmp_path / "one.pdf") as document:
        assert len(document.pages) == 3
        plates = {page.Resources.XObject[pikepdf.Name.Plate].objgen for page in document.pages}
        assert len(plates) == 1
    text = subprocess.run(["pdftotext", tmp_path / "one.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert text.index("Anna") < text.index("Karim") < text.index("Zoé")


def test_a_second_run_makes_no_paper_again(brand, tmp_path):
    award = make_valid(brand, "Inès Benali")
    export(brand, tmp_path / "a.zip")
    award.refresh_from_db()
    first = award.paper_hash
    export(brand, tmp_path / "b.zip")
    award.refresh_from_db()
    assert award.paper_hash == first
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


# --- in the admin -----------------------------------------------------------------------------------------------


def test_the_worker_makes_what_the_leader_asked_for(brand, leader, client):
    make_valid(brand, "Inès Benali")
    client.force_login(leader)
    page = client.post("/gestion/certificate-export/", {"form": "zip"}, follow=True)
    asked = PaperExport.objects.get()
    assert page.redirect_chain[-1][0].endswith(f"/certificate-export/{asked.pk}/") and page["Refresh"]
    run_export.call(asked.pk)
    run_export.call(asked.pk)
    asked.refresh_from_db()
    assert (asked.status, asked.done, asked.total) == ("done", 1, 1)
    content = b"".join(client.get(f"/gestion/certificate-export/{asked.pk}/file/").streaming_content)
    assert len(zipfile.ZipFile(BytesIO(content)).namelist()) == 1


def test_only_a_leader_of_the_brand_exports(brand, other_brand, community_manager, leader, client):
    asked = PaperExport.objects.create(brand=other_brand)
    client.force_login(community_manager)
    assert client.get("/gestion/certificate-export/").status_code in {302, 403}
    client.force_login(leader)
    assert client.get("/gestion/certificate-export/").status_code == 200
    assert client.get(f"/gestion/certificate-export/{asked.pk}/", follow=True).status_code == 404


def test_an_interrupted_export_goes_on_and_a_living_one_is_left_alone(brand):
    make_valid(brand, "Inès Benali")
    alive = PaperExport.objects.create(brand=brand, status="running")
    run_export.call(alive.pk)
    alive.refresh_from_db()
    assert alive.status == "running"
    PaperExport.objects.update(beat=timezone.now() - timedelta(minutes=2))
    run_export.call(alive.pk)
    alive.refresh_from_db()
    assert alive.status == "done"


def test_choosing_nobody_is_told(brand, leader, client):
    client.force_login(leader)
    assert client.post("/gestion/certificate-export/", {"form": "zip"}).status_code == 422
    assert not PaperExport.objects.exists()
