"""Uploads are judged by their content, and served from where nothing runs."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission

from academy.people.models import BrandGroup, Role
from tests.people.factories import make_brand, make_person

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def packed(**files) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


DOCX = packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
MACROS = packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", "word/vbaProject.bin": "x"})
BOMB = packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": b"0" * 30_000_000})
ODT = packed(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"})


def png(width=4) -> bytes:
    file = io.BytesIO()
    Picture.new("RGB", (width, 4), "red").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def brand(db):
    return make_brand()


@pytest.fixture
def leader(client, brand):
    person = make_person(brand, Role.LEADER)
    client.force_login(person)
    return client


@pytest.fixture
def shelf(brand):
    group = BrandGroup.objects.get(brand=brand, role=Role.LEADER).group
    return GroupCollectionPermission.objects.filter(group=group).first().collection


def send(client, where: str, name: str, content: bytes):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse(where), {"title": "Un fichier", "file": file, "collection": "", "tags": ""})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("note.pdf", HTML), ("note.pdf", b""), ("note.txt", HTML), ("note.csv", b"\xef\xbb\xbf" + HTML),
        ("note.txt", SVG), ("note.txt", b"MZ\x90\0\x03"), ("film.vtt", b"pas des sous-titres"), ("a.docx", PDF),
        ("a.docx", ODT), ("a.docx", MACROS), ("a.docx", BOMB), ("a.xlsx", DOCX), ("a.odt", DOCX),
        ("a.docx", b"PK\x03\x04 damaged"), ("page.html", HTML), ("image.svg", SVG), ("a.exe", b"MZ"),
    ],
)  # fmt: skip
def test_documents_that_are_not_what_they_say(leader, name, content):
    page = send(leader, "wagtaildocs:add", name, content)
    assert page.status_code == 200 and page.context["form"].errors["file"]
    assert not get_document_model().objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("note.pdf", PDF), ("a.docx", DOCX), ("a.odt", ODT), ("note.txt", "Été à la plage".encode()),
     ("note.csv", "é;à\n".encode("latin-1")), ("film.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour")],
)  # fmt: skip
def test_documents_that_are_what_they_say(leader, name, content):
    assert send(leader, "wagtaildocs:add", name, content).status_code == 302
    assert get_document_model().objects.get().filename.rpartition(".")[2] == name.rpartition(".")[2]


def test_many_at_once_are_judged_the_same(leader):
    answer = leader.post(
        reverse("wagtaildocs:add_multiple"), {"files[]": SimpleUploadedFile("n.pdf", HTML)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )  # fmt: skip
    assert answer.json()["success"] is False and not get_document_model().objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("photo.png", HTML), ("photo.svg", SVG), ("photo.png", SVG), ("photo.jpg", PDF), ("photo.png", b""),
     ("photo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)],
)  # fmt: skip
def test_images_that_are_none(leader, name, content):
    page = send(leader, "wagtailimages:add", name, content)
    assert page.status_code == 200 and page.context["form"].errors["file"]
    assert not get_image_model().objects.exists()


def test_an_image_of_too_many_pixels(leader, settings):
    """A few kilobytes that unpack to gigabytes: Wagtail counts before it draws."""
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    page = send(leader, "wagtailimages:add", "grand.png", png(400))
    assert page.context["form"].errors["file"] and not get_image_model().objects.exists()


def test_an_image_that_is_one(leader):
    assert send(leader, "wagtailimages:add", "photo.png", png()).status_code == 302


def test_images_are_served_from_where_nothing_runs(client, settings, db):
    image = get_image_model().objects.create(title="I", file=ContentFile(png(), name="photo.png"))
    answer = client.get(image.file.url)
    assert answer["Content-Type"] == "image/png" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.parametrize(
    "name", ["page.html", "image.svg", "data.json", "secret.pdf", "../../manage.py", "x.png/../a.html"]
)
def test_nothing_but_images_is_served_from_the_media_folder(client, settings, brand, name):
    folder = settings.MEDIA_ROOT
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name.rpartition("/")[2]).write_bytes(HTML)
    assert client.get(f"/media/{name}").status_code in {302, 404}


@pytest.mark.parametrize(("name", "inline"), [("note.pdf", True), ("note.txt", False), ("table.csv", False)])
def test_documents_cannot_run_in_the_browser(leader, shelf, name, inline):
    document = get_document_model().objects.create(title="N", file=ContentFile(PDF, name=name), collection=shelf)
    answer = leader.get(document.url)
    assert answer.status_code == 200 and answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("inline" if inline else "attachment")
