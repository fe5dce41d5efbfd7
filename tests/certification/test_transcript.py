"""The transcript: the path behind a certificate, told once, in the holder's language."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone
from pikepdf import Name
from wagtail.models import Locale

from academy.certification import acts
from academy.certification.models import Award, Requirement
from academy.certification.pdf.papers import ensure_papers, ensure_transcript
from academy.certification.pdf.path import duration, path_of
from academy.certification.pdf.transcript import render_transcript
from academy.certification.tasks import make_papers
from academy.learning.enrolment import enrol
from academy.learning.models import CharterSignature, NewGrade, Progress
from academy.library.models import CourseIndexPage, CoursePage
from academy.people.erasure import erase_person
from academy.people.models import Role
from tests.certification.awards import make_award
from tests.certification.test_pdf import one_line, words_in
from tests.certification.test_regrades import apply, correct
from tests.learning.exam_world import finished
from tests.people.factories import make_brand, make_person

pytestmark = pytest.mark.once


@pytest.fixture(params=["porte-voix", "velo-lumiere"])
def themed(request, db):
    return make_brand(theme=request.param)


def make_course(brand, title, minutes=80) -> CoursePage:
    home = brand.site.root_page
    index = CourseIndexPage.objects.child_of(home).first() or home.add_child(
        instance=CourseIndexPage(title="Cours", slug="cours", locale=home.locale)
    )
    count = index.get_children().count()
    return index.add_child(
        instance=CoursePage(title=title, slug=f"c{count}", summary="S", minutes=minutes, locale=home.locale)
    )


def complete(award, course, day: date) -> None:
    noon = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)
    Progress.objects.create(person=award.person, brand=award.brand, course_key=course.translation_key, completed=noon)


def text_of(award) -> str:
    return one_line(words_in(render_transcript(award)))


def test_it_tells_the_path_with_dates_and_the_scope_in_words(themed):
    award = make_award(themed)
    complete(award, make_course(themed, "Parler pour la marque"), date(2026, 10, 1))
    complete(award, make_course(themed, "Hors ligne", 33), date(2026, 9, 12))
    text = text_of(award)
    for words in [
        "Relevé de parcours", "Inès Benali", "Répondre", award.number, "Parler pour la marque", "1er octobre 2026",
        "12 septembre 2026", "2 cours, 1 h 53 prévues en tout", "1er novembre 2026", "Service après-vente",
        "sur les canaux X et Comptoir et atelier", "Prix et Ressources humaines", "français et allemand",
    ]:  # fmt: skip
        assert words in text, words
    assert text.index("Hors ligne") < text.index("Parler pour la marque")


def test_it_speaks_english(themed):
    award = make_award(themed, language="en")
    text = text_of(award)
    assert "Transcript" in text and "on the channels X and Counter" in text and "French and German" in text


def test_what_came_after_the_award_is_not_in_it(brand):
    award = make_award(brand)
    complete(award, make_course(brand, "Bien plus tard"), award.issued + timedelta(days=1))
    assert "Bien plus tard" not in text_of(award)


def test_the_title_of_a_course_is_in_the_holders_language(brand):
    english, _ = Locale.objects.get_or_create(language_code="en")
    course = make_course(brand, "Hors ligne")
    home = brand.site.root_page.copy_for_translation(english)
    home.save_revision().publish()
    translated = course.copy_for_translation(english, copy_parents=True)
    translated.title = "Offline"
    translated.save_revision().publish()
    award = make_award(brand, language="en")
    complete(award, course, date(2026, 10, 1))
    text = text_of(award)
    assert "Offline" in text and "Hors ligne" not in text


def test_what_the_level_rests_on_is_told_with_results(brand):
    award = make_award(brand)
    CharterSignature.objects.create(person=award.person, brand=brand, version=2, text_hash="x")
    award.evidence = {
        "findings": [
            {"kind": "charter", "key": "", "have": 2, "need": 2},
            {"kind": "quiz", "key": "gone", "have": 86, "need": 80},
        ]
    }
    text = text_of(award)
    assert "résultat : 86" in text.replace("\u202f", " ") and "version 2, le" in text


def test_a_mandate_taken_over_says_so_and_keeps_the_leaders_note_to_itself(brand):
    award = make_award(brand)
    award.evidence = {"recognised": "Note interne"}
    text = text_of(award)
    assert "mandat antérieur" in text and "Note interne" not in text


def test_a_long_path_goes_on_over_pages_and_headers_say_what_they_head(themed):
    award = make_award(themed, holder="Wilhelmine-Augusta " * 7 + "von Württemberg")
    for number in range(40):
        complete(
            award, make_course(themed, f"Un cours au titre assez long pour sa ligne, partie {number}"), date(2026, 9, 1)
        )
    with pikepdf.open(BytesIO(render_transcript(award))) as document:
        assert len(document.pages) > 1
        heads = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get(Name.S) == Name.TH]
        assert {str(one.A.Scope) for one in heads} == {"/Column", "/Row"}
        assert all(Name.Plate in page.Resources.XObject for page in document.pages)


def test_the_worker_makes_both_papers_and_nothing_changes_them(brand):
    award = make_award(brand)
    make_papers.call(award.pk)
    award.refresh_from_db()
    first = award.transcript.read()
    Award.objects.filter(pk=award.pk).update(holder="Autre nom")
    make_papers.call(award.pk)
    award.refresh_from_db()
    assert award.transcript.read() == first and award.pdf


def test_holder_and_leader_take_it_and_nobody_else(brand, employee, leader, community_manager, client):
    award = ensure_papers(make_award(brand, person=employee))
    address = f"/fr/mes-attestations/{award.number}/releve/"
    for person, status in ((employee, 200), (leader, 200), (community_manager, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status
    client.force_login(employee)
    assert address in client.get("/fr/mes-attestations/").content.decode()
    client.force_login(leader)
    assert address in client.get(f"/gestion/certificates/{award.number}/", follow=True).content.decode()


def test_dropped_on_the_verification_page_it_is_genuine_and_altered_it_is_not(brand, client):
    today = timezone.localdate()
    award = ensure_transcript(ensure_papers(make_award(brand, issued=today, expires=today + timedelta(days=9))))
    data = award.transcript.read()

    def said(content: bytes) -> str:
        file = BytesIO(content)
        file.name = "releve.pdf"
        return client.post("/v/", {"document": file}, headers={"accept-language": "fr"}).content.decode()

    assert "octet pour octet" in said(data)
    assert "Altéré" in said(data[:-9] + b"x" + data[-8:])
    acts.append(award, "revoked", None)
    assert "Retirée" in said(data)


def test_a_transcript_made_after_a_corrected_key_tells_the_grade_in_force(academy):
    leader, person = make_person(academy, Role.LEADER), make_person(academy, name="Paul")
    enrol(person, academy, academy.course)
    attempt = finished(academy, ["juste"] * 8, person)
    award = make_award(academy, person=person, issued=timezone.localdate())
    step = str(academy.quiz.translation_key)
    award.evidence = {"findings": [{"kind": "quiz", "key": step, "have": attempt.score, "need": 80}]}
    assert [shown for _asked, shown in path_of(award, "fr").proofs] == ["résultat\u00a0: 100\u202f%"]
    correct()
    apply(academy, leader)
    assert [shown for _asked, shown in path_of(award, "fr").proofs] == [
        "résultat\u00a0: 88\u202f% (100\u202f% avant correction d’une clé)"
    ]
    Requirement.objects.filter(level__brand=academy).delete()
    Progress.objects.filter(person=person).update(completed=timezone.now())
    assert path_of(award, "fr").courses[0].exercises == 1
    NewGrade.objects.update(passed=False)
    assert path_of(award, "fr").courses[0].exercises == 0  # no longer passed, no longer counted


@pytest.mark.parametrize("make", [ensure_papers, ensure_transcript])
def test_somebody_erased_while_a_batch_prints_gets_nothing_again(brand, make):
    award = make_award(brand)
    late = Award.objects.get(pk=award.pk)  # as the batch has read it
    erase_person(award.person)
    made = make(late)
    award.refresh_from_db()
    for one in (award, made):
        assert one.credential is None and not one.pdf and not one.transcript and one.holder == ""


def test_an_erased_person_leaves_neither_paper_nor_credential(brand):
    award = ensure_transcript(ensure_papers(make_award(brand)))
    storage, names = award.pdf.storage, [award.pdf.name, award.transcript.name]
    award.person.delete()
    award.refresh_from_db()
    assert not award.transcript and not award.pdf and award.credential is None
    assert not any(storage.exists(name) for name in names)


@pytest.mark.parametrize(("minutes", "words"), [(45, "45 min"), (60, "1 h"), (75, "1 h 15"), (65, "1 h 05")])
def test_durations_in_words(minutes, words):
    assert duration(minutes) == words.replace(" ", "\u00a0")
