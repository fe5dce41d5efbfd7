import shutil

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from academy.certification.models import Level, Requirement
from academy.library.content.dump import dump
from academy.library.content.errors import ContentError
from academy.library.content.files import read_content
from academy.library.content.load import load_folder
from academy.library.keys import content_key
from academy.library.models import (
    Channel,
    CoursePage,
    ExerciseVersion,
    HomePage,
    LessonPage,
    LoadedPage,
    PlaybookPage,
    Question,
    QuizPage,
    ScenarioPage,
)
from tests.library.content.conftest import CONTENT, make_brand


def everything():
    """What a load could change."""
    return (
        list(Page.objects.order_by("pk").values_list("pk", "path", "title", "latest_revision_id", "live")),
        Revision.objects.count(),
        list(Question.objects.order_by("pk").values_list("pk", "text", "latest_revision_id")),
        list(ExerciseVersion.objects.values_list("pk", "hash")),
        list(LoadedPage.objects.order_by("pk").values()),
        list(Requirement.objects.values()),
        Channel.objects.count(),
    )


def test_load_makes_the_whole_tree(folder, brand):
    report = load_folder(folder, brand)
    assert not report.kept and not report.changed
    course = CoursePage.objects.get(locale__language_code="fr")
    brand.site.refresh_from_db()
    home = brand.site.root_page.specific
    assert isinstance(home, HomePage) and home.locale.language_code == "fr" and home.slug == "fr"
    assert course.slug == "base" and course.introduction == "Bienvenue." and course.live
    assert [step.kind for step in course.steps()] == ["lesson", "scenario", "quiz"]
    assert course.translation_key == content_key(brand, "base")
    lesson = LessonPage.objects.get(locale__language_code="fr")
    assert lesson.slug == "lecon"
    assert [p.title for p in lesson.playbooks.all()] == ["Répondre à un avis"]
    assert lesson.body[1].value["playbook"].title == "Répondre à un avis"
    playbook = PlaybookPage.objects.get()
    assert [c.code for c in playbook.channels.all()] == ["x"] and list(playbook.body[2].value["items"]) == [
        "Un",
        "Deux",
    ]
    level = Level.objects.get()
    assert [(r.kind, r.ref, r.pass_mark) for r in level.requirements.all()] == [
        ("course", "base", 0), ("quiz", "base/01-debut/03-quiz", 80),
    ]  # fmt: skip
    assert {(v.kind, v.locale) for v in ExerciseVersion.objects.all()} == {("scenario", "fr"), ("quiz", "fr")}
    assert {q.id for q in ExerciseVersion.objects.get(kind="quiz").exercise().questions} == {"q1", "q2"}


def test_twice_changes_nothing(folder, brand):
    load_folder(folder, brand)
    before = everything()
    report = load_folder(folder, brand)
    assert (report.created, report.changed, report.kept, report.gone) == ([], [], [], [])
    assert everything() == before


def test_both_languages_are_translations_of_each_other(folder, brand):
    load_folder(folder, brand)
    for model in (HomePage, CoursePage, LessonPage):
        french = model.objects.get(locale__language_code="fr")
        english = french.get_translation(english_locale())
        assert english.live and english.specific_class is model
    assert english.get_site() == brand.site


def english_locale():
    from wagtail.models import Locale

    return Locale.objects.get(language_code="en")


def test_a_changed_file_changes_its_page_only(folder, brand):
    load_folder(folder, brand)
    file = folder / "fr/base/01-debut/01-lecon.md"
    file.write_text(file.read_text().replace("Première leçon", "Leçon neuve"))
    report = load_folder(folder, brand)
    assert report.changed == ["fr/base/01-debut/01-lecon"] and not report.created
    assert LessonPage.objects.get(locale__language_code="fr").title == "Leçon neuve"


def test_edits_in_wagtail_are_kept_unless_told(folder, brand):
    load_folder(folder, brand)
    lesson = LessonPage.objects.get(locale__language_code="fr")
    lesson.title = "Réécrite"
    lesson.save_revision().publish()
    question = Question.objects.get(code="q1")
    question.text = "Autrement ?"
    question.save_revision().publish()
    file = folder / "fr/base/01-debut/01-lecon.md"
    file.write_text(file.read_text().replace("Première leçon", "Leçon neuve"))
    report = load_folder(folder, brand)
    assert report.kept == ["fr/base/questions#q1", "fr/base/01-debut/01-lecon"]
    assert LessonPage.objects.get(pk=lesson.pk).title == "Réécrite"
    report = load_folder(folder, brand, overwrite=True)
    assert LessonPage.objects.get(pk=lesson.pk).title == "Leçon neuve"
    assert Question.objects.get(code="q1").text == "Que faites-vous ?"
    assert load_folder(folder, brand).changed == []


def test_a_draft_in_wagtail_is_kept_too(folder, brand):
    load_folder(folder, brand)
    lesson = LessonPage.objects.get(locale__language_code="fr")
    lesson.title = "Brouillon"
    lesson.save_revision()
    assert load_folder(folder, brand).kept == ["fr/base/01-debut/01-lecon"]


def test_dry_run_writes_nothing(folder, brand):
    before = everything()
    report = load_folder(folder, brand, dry_run=True)
    assert "fr/base/01-debut/02-scene" in report.created
    assert everything() == before


def test_one_bad_file_loads_nothing(folder, brand):
    before = everything()
    (folder / "en/charter.md").write_text("---\ntype: charter\n---\n")
    with pytest.raises(ContentError) as caught:
        load_folder(folder, brand)
    assert "en/charter.md:1: error: missing key “title”" in str(caught.value)
    assert everything() == before


def test_a_new_step_takes_its_place(folder, brand):
    load_folder(folder, brand)
    lesson = folder / "fr/base/01-debut/01-lecon.md"
    (folder / "fr/base/01-debut/01-suite.md").write_text(lesson.read_text().replace("Première", "Deuxième"))
    load_folder(folder, brand)
    steps = CoursePage.objects.get(locale__language_code="fr").steps()
    assert [s.title for s in steps] == ["Première leçon", "Deuxième leçon", "Une scène", "Le quiz"]


def test_a_removed_file_is_reported_and_its_page_stays(folder, brand):
    load_folder(folder, brand)
    (folder / "en/base/01-debut/01-lecon.md").unlink()
    assert load_folder(folder, brand).gone == ["en/base/01-debut/01-lecon"]
    assert LessonPage.objects.filter(locale__language_code="en", live=True).exists()


def test_scenario_page_and_text_say_the_same(folder, brand):
    from dataclasses import replace

    content, _ = read_content(folder)
    load_folder(folder, brand)
    entry = content.languages["fr"]["base/01-debut/02-scene"]
    scenario, problems = ScenarioPage.objects.get().read_engine()
    assert problems == []
    assert replace(scenario, id=entry.exercise.id) == entry.exercise


def test_a_published_question_makes_a_new_version_of_its_quiz(folder, brand):
    load_folder(folder, brand)
    quiz = QuizPage.objects.get()
    first = ExerciseVersion.objects.current(quiz.pk)
    question = Question.objects.get(code="q1")
    question.explanation = "Mieux dit."
    question.save_revision().publish()
    second = ExerciseVersion.objects.current(quiz.pk)
    assert second.pk != first.pk and "Mieux dit." in second.content
    quiz.title = quiz.title
    quiz.save_revision().publish()
    assert ExerciseVersion.objects.current(quiz.pk).pk == second.pk


def test_dump_of_an_untouched_tree_changes_nothing(folder, brand, tmp_path):
    load_folder(folder, brand)
    assert dump(brand, tmp_path / "dumped").lossy == []
    report = load_folder(tmp_path / "dumped", brand)
    assert (report.created, report.changed, report.kept, report.gone) == ([], [], [], [])


def tree(root):
    content, problems = read_content(root)
    assert not [p for p in problems if p.severity == "error"]
    entries = {(e.language, e.path): e.digest() for e in content.entries() if e.kind != "questions"}
    questions = {(e.language, e.path): e.questions for e in content.entries("questions")}
    return entries, questions, content.brand.channels, content.brand.levels, content.brand.voice


def test_dump_loads_into_a_fresh_brand_as_the_same_tree(folder, brand, tmp_path):
    load_folder(folder, brand)
    dump(brand, tmp_path / "one")
    other = make_brand("autre.test")
    load_folder(tmp_path / "one", other)
    dump(other, tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert other.site.root_page_id != brand.site.root_page_id
    assert Question.objects.filter(brand=other).count() == 2
    assert load_folder(folder, brand).changed == []


def test_renewal_and_any_language_travel_and_what_a_file_leaves_out_stays(folder, brand, tmp_path):
    from academy.certification.models import Level

    file = folder / "brand.yaml"
    plain = file.read_text(encoding="utf-8")
    more = "languages: [fr, de], renewal_window_days: 90, renewal_exercises: 2, renewal_replies: 0, channels:"
    file.write_text(plain.replace("channels: [x], topics", more + " [x], topics"), encoding="utf-8")
    load_folder(folder, brand)
    said = lambda: Level.objects.values_list("renewal_window_days", "renewal_exercises", "renewal_replies")[0]  # noqa: E731
    assert said() == (90, 2, 0)
    dump(brand, tmp_path / "one")
    other = make_brand("autre.test")
    load_folder(tmp_path / "one", other)
    assert Level.objects.get(brand=other).languages == "fr, de"
    assert Level.objects.get(brand=other).renewal_window_days == 90
    other.delete()
    Level.objects.update(renewal_window_days=30)  # the leader's word
    file.write_text(plain, encoding="utf-8")
    load_folder(folder, brand)
    assert said() == (30, 2, 0)


def test_pages_made_in_wagtail_are_dumped_and_load_back(folder, brand, tmp_path):
    load_folder(folder, brand)
    module = LessonPage.objects.get(locale__language_code="fr").get_parent()
    page = LessonPage(title="Faite à la main", slug="a-la-main", minutes=3, locale=module.locale)
    module.add_child(instance=page)
    page.save_revision().publish()
    shutil.rmtree(tmp_path / "d", ignore_errors=True)
    dump(brand, tmp_path / "d")
    assert (tmp_path / "d/fr/base/01-debut/04-a-la-main.md").is_file()
    report = load_folder(tmp_path / "d", brand)
    assert not report.created and not report.changed
    assert report.kept == ["fr/base/01-debut/04-a-la-main"]


def test_pictures_and_files_travel(folder, brand, tmp_path):
    from PIL import Image

    Image.new("RGB", (8, 8), "red").save(folder / "fr/playbooks/rouge.png")
    (folder / "fr/playbooks/modele.pdf").write_bytes(b"%PDF-1.4")
    file = folder / "fr/playbooks/avis.md"
    file.write_text(
        file.read_text() + '\n::: image src="rouge.png" alt="Un carré"\nLégende\n:::\n'
        '\n::: fichier src="modele.pdf" titre="Modèle"\n:::\n'
    )
    load_folder(folder, brand)
    page = PlaybookPage.objects.get()
    assert page.body[3].value["image"].width == 8 and page.body[4].value["file"].title == "Modèle"
    dump(brand, tmp_path / "d")
    assert (tmp_path / "d/fr/playbooks/rouge.png").is_file()
    report = load_folder(tmp_path / "d", brand)
    assert (report.created, report.changed) == ([], [])


def test_commands(folder, brand, tmp_path, capsys):
    call_command("load_content", str(folder))
    call_command("dump_content", str(tmp_path / "d"))
    call_command("check_content", str(tmp_path / "d"))
    with pytest.raises(CommandError, match="nulle-part"):
        call_command("load_content", str(folder), brand="nulle-part")
    with pytest.raises(CommandError):
        call_command("dump_content", str(tmp_path / "d"))
    (folder / "fr/charter.md").write_text("x")
    with pytest.raises(CommandError):
        call_command("check_content", str(folder / "fr/charter.md"), format="json")
    assert '"line": 1' in capsys.readouterr().out


def test_without_a_brand_a_clear_sentence(folder, db):
    with pytest.raises(CommandError, match=r"marque|brand"):
        call_command("load_content", str(folder))


@pytest.mark.once
def test_the_real_content_loads(brand):
    assert [str(p) for p in read_content(CONTENT)[1] if p.severity == "error"] == []
    load_folder(CONTENT, brand)
    again = load_folder(CONTENT, brand)
    assert (again.created, again.changed, again.kept) == ([], [], [])
