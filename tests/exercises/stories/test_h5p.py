import io
import json
import zipfile

from academy.exercises.grammar import write_effects
from academy.exercises.stories.read import read_stories
from tests.exercises.stories.test_twee import said


def text_node(html, following, **more):
    return {
        "type": {
            "library": "H5P.AdvancedText 1.1",
            "params": {"text": html},
            "subContentId": "9bd1f6a5-0001-4b6b-9c2a-000000000001",
            "metadata": {"contentType": "Text", "license": "U", "title": "Le message"},
        },
        "showContentTitle": False,
        "forceContentFinished": "useBehavioural",
        "feedback": {"subtitle": ""},
        "nextContentId": following,
        **more,
    }


def answer(text, following, title="", score=0):
    feedback = {"title": title, "subtitle": "", "endScreenScore": score}
    return {"text": text, "nextContentId": following, "feedback": feedback}


QUESTION = {
    "type": {
        "library": "H5P.BranchingQuestion 1.0",
        "params": {
            "branchingQuestion": {
                "question": "<p>Que répondez-vous&nbsp;?</p>\n",
                "alternatives": [
                    answer("Je m&#039;en occupe", 2, "<p>Une personne d&#039;abord</p>", 2),
                    answer("Voyez la FAQ", -1, "Elle part", 0),
                    answer("Relire le message", 0),
                ],
            }
        },
        "metadata": {"contentType": "Branching Question", "license": "U", "title": "La réponse"},
    },
    "nextContentId": -1,
}
VIDEO = {
    "type": {"library": "H5P.Video 1.6", "params": {"sources": []}, "metadata": {"title": "Une vidéo"}},
    "nextContentId": -1,
}
CONTENT = {
    "branchingScenario": {
        "title": "Le colis",
        "startScreen": {"startScreenTitle": "<p>Bienvenue</p>", "startScreenSubtitle": "<p>Vendredi, 18 h</p>"},
        "content": [text_node("<p>Mon <strong>colis</strong>&nbsp;?</p><script>alert(1)</script>", 1), QUESTION, VIDEO],
        "endScreens": [{"endScreenTitle": "<p>C'est fini</p>", "endScreenSubtitle": "<p>Merci</p>", "contentId": -1}],
        "scoringOptionGroup": {"scoringOption": "dynamic-score"},
        "behaviour": {"enableBackwardsNavigation": True},
    }
}


def package(content=CONTENT, library="H5P.BranchingScenario", title="Le colis perdu", files=()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("h5p.json", json.dumps({"title": title, "mainLibrary": library, "embedTypes": ["iframe"]}))
        archive.writestr("content/content.json", json.dumps(content))
        for name, data in dict(files).items():
            archive.writestr(name, data)
    return out.getvalue()


def test_texts_questions_feedback_and_end_screens_are_kept_and_scores_are_points():
    (found,) = read_stories(package(), "colis.h5p", "fr")
    scenario = found.scenario
    assert not found.errors and (found.format, found.title, found.steps) == ("h5p", "Le colis perdu", 5)
    assert [line.text for line in scenario.step("c0").lines] == ["Bienvenue", "Vendredi, 18 h", "Mon **colis**\xa0?"]
    first, second, third = scenario.step("c1").choices
    assert (first.text, first.target, first.feedback) == ("Je m'en occupe", "c2", "Une personne d'abord")
    assert write_effects(first.effects) == "score +2" and scenario.competencies[0].id == "score"
    assert scenario.step(second.target).title == "Elle part" and third.target == "c0"
    assert scenario.step(scenario.step("c2").choices[0].target).title == "C'est fini"


def test_media_and_settings_are_told():
    told = said(read_stories(package(), "colis.h5p", "fr")[0])
    assert "c2: content H5P.Video left out" in told and "enableBackwardsNavigation" in told


def image_node(path, alt, following=1):
    params = {"contentName": "Image", "file": {"path": path, "mime": "image/png"}, "alt": alt}
    return {"type": {"library": "H5P.Image 1.1", "params": params}, "nextContentId": following}


def illustrated() -> dict:
    """A picture that is there, one that is not, one inside a text, one of an answer's end screen."""
    parting = answer("Voyez la FAQ", -1, "Elle part")
    parting["feedback"]["image"] = {"path": "images/fin.png"}
    question = {"question": "<p>Que répondez-vous ?</p>", "alternatives": [parting, answer("Relire", 0)]}
    asked = {"library": "H5P.BranchingQuestion 1.0", "params": {"branchingQuestion": question}}
    nodes = [
        image_node("images/selle.png", "Une selle fendue"),
        image_node("images/perdue.png", "Un pneu", 2),
        text_node('<p>Regardez : <img src="images/selle.png" alt="La même selle"></p>', 3),
        {"type": asked, "nextContentId": -1},
    ]
    return {"branchingScenario": {"title": "La selle", "content": nodes}}


def test_pictures_of_the_zip_come_along_with_their_alternative_text_and_a_missing_one_is_told():
    files = {"content/images/selle.png": b"1", "content/images/fin.png": b"2", "content/images/autre.png": b"3"}
    (found,) = read_stories(package(illustrated(), files=files), "selle.h5p", "fr")
    scenario = found.scenario
    assert found.pictures == {"content/images/selle.png": b"1", "content/images/fin.png": b"2"}
    shown = [(line.text, line.media, line.alt) for line in scenario.step("c0").lines]
    assert shown == [("", "content/images/selle.png", "Une selle fendue")]
    assert [line.text for line in scenario.step("c1").lines] == ["(Un pneu)"]
    assert [line.alt for line in scenario.step("c2").lines] == ["", "La même selle"]
    assert scenario.step(scenario.step("c3").choices[0].target).lines[-1].media == "content/images/fin.png"
    told = said(found)
    assert "c1: image not in the zip: images/perdue.png" in told
    assert "image without alternative text, to be written: images/fin.png" in told


def test_a_picture_that_points_out_of_the_zip_is_missing():
    for path in ("../../etc/passwd", "https://ailleurs.example/a.png", "/content/h5p.json", "", 7):
        content = {"branchingScenario": {"content": [image_node(path, "Un pneu", -1)]}}
        (found,) = read_stories(package(content), "x.h5p", "en")
        assert not found.pictures and "image not in the zip" in said(found)


def test_another_content_type_a_missing_file_and_a_bomb_are_errors():
    assert "H5P.Quiz" in read_stories(package(library="H5P.Quiz"), "x.h5p", "en")[0].errors[0].en
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("h5p.json", json.dumps({"mainLibrary": "H5P.BranchingScenario"}))
    assert "content/content.json" in read_stories(out.getvalue(), "x.h5p", "en")[0].errors[0].en
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content/content.json", b" " * 30_000_000)
    assert "too large" in read_stories(out.getvalue(), "x.h5p", "en")[0].errors[0].en
    assert read_stories(package()[:200], "x.h5p", "en")[0].errors


def test_a_scenario_of_wrong_types_is_an_error_or_a_story_never_a_crash():
    for content in ([], {"branchingScenario": []}, {"branchingScenario": {"content": [1, None, {"type": 3}]}}):
        (found,) = read_stories(package(content), "x.h5p", "fr")
        assert found.errors or found.scenario
