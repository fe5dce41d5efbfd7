"""Rules of voice in brand.yaml: read with their line, loaded, dumped and loaded again without loss."""

from dataclasses import replace as changed
from pathlib import Path

import pytest

from academy.exercises.reply_text import read_reply
from academy.exercises.voice import check
from academy.library.content.brand_file import read_brand, write_brand
from academy.library.content.dump import dump
from academy.library.content.load import load_folder
from academy.library.models import VoiceRule
from academy.library.voice import charter_rules, voice_of
from tests.library.content.conftest import CONTENT, make_brand

HEAD = "channels:\n  - {code: x, name_fr: X, name_en: X}\nvoice:\n"
PROMISES = (
    "  - {id: promesses, évite: [je vous promets, garanti*], préférer: une date, langues: [fr], canaux: [x],\n"
    "     message_fr: Une promesse engage la marque., bon: Je vérifie., mauvais: C’est garanti.}\n"
)
MORE = """  - {id: cris, shouting: yes, level: tip, message_fr: Restez posé., message_en: Stay calm.}
  - {id: donnees, interdit-motif: [téléphone, nom], message_fr: Rien de privé., message_en: Nothing private.}
  - {id: points, au-plus: {motif: exclamation, fois: 1}, message_fr: Un seul., message_en: One only.}
  - {id: geste, si-contient: [rembours*], exige: [en privé], langues: [fr], message_fr: En privé.}
  - {id: court, longueur: 400, canaux: [x], message_fr: Court., message_en: Short.}
"""
RULES = HEAD + PROMISES + MORE


@pytest.fixture
def with_rules(folder):
    file = folder / "brand.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "voice:\n" + PROMISES + MORE, encoding="utf-8")
    return folder


def test_a_rule_is_the_line_of_a_reply_file_with_its_reason_in_both_languages():
    data, problems = read_brand(RULES)
    assert problems == [] and [one.rule.id for one in data.voice] == ["promesses", "cris", "donnees", "points", "geste",
                                                                      "court"]  # fmt: skip
    first, cries, personal, points, gesture, short = data.voice
    assert first.rule.kind == "prefer" and first.rule.prefer == "une date" and first.rule.channels == ("x",)
    assert first.message_fr.startswith("Une promesse") and first.rule.message == ""
    assert cries.rule.level == "tip" and personal.rule.level == "warning" and personal.rule.words == ("phone", "person")
    assert points.rule.words == ("!",) and points.rule.number == 1 and gesture.rule.then == ("en privé",)
    assert short.rule.number == 400
    assert read_brand(write_brand(data)) == (data, [])


@pytest.mark.parametrize(
    "row, line, said",
    [
        ("{id: a, interdi: [b], message_fr: c, message_en: c}", 4, "did you mean “interdit”"),
        ("{id: a, interdit: [b], mesage_fr: c}", 4, "did you mean “message_fr”"),
        ("{id: a,\n     interdit: {b: c}, message_fr: c, message_en: c}", 5, "“interdit”"),
        ("{id: a, interdit: [], message_fr: c, message_en: c}", 4, "“interdit”"),
        ("{id: a, interdit: [b],\n     message_fr: [c], message_en: c}", 5, "a text is expected"),
        ("{id: a, interdit: [b], message_fr: c}", 4, "missing key “message_en”"),
        ("{id: a, interdit: [b], langues: [en], message_fr: c}", 4, "missing key “message_en”"),
        ("{interdit: [b], message_fr: c, message_en: c}", 4, "identifier"),
        ("{id: Pas Un Id, interdit: [b], message_fr: c, message_en: c}", 4, "identifier"),
        ("{id: a, interdit: [b], niveau: bloquant, message_fr: c, message_en: c}", 4, "does not exist in the charter"),
        ("{id: a, interdit: [b], niveau: atention, message_fr: c, message_en: c}", 4, "did you mean 'attention'"),
        ("{id: a, interdit: [b], canaux: [xx], message_fr: c, message_en: c}", 4, "did you mean “x”"),
        ("{id: a, interdit: [b], langues: [de], message_fr: c, message_en: c}", 4, "unknown “de”"),
        ("{id: a, interdit-motif: [telephon], message_fr: c, message_en: c}", 4, "did you mean 'telephone'"),
        ("{id: a, phrases: beaucoup, message_fr: c, message_en: c}", 4, "beaucoup"),
        ("{id: a, longueur: oui, message_fr: c, message_en: c}", 4, "at least 1"),
        ("{id: a, cris: non, message_fr: c, message_en: c}", 4, "unreadable"),
        ("{id: a, tutoiement: nous, message_fr: c, message_en: c}", 4, "vous or tu"),
        ("{id: a, évite: [b], message_fr: c, message_en: c}", 4, "missing key “prefer”"),
        ("{id: a, si-contient: [b], message_fr: c, message_en: c}", 4, "missing key “require”"),
        ("{id: a, exige: [b], préférer: c, message_fr: c, message_en: c}", 4, "goes with"),
        ("{id: a, interdit: [b], bon: un b, message_fr: c, message_en: c}", 4, "the opposite of this example"),
        ("{id: a, interdit: [b], mauvais: rien, message_fr: c, message_en: c}", 4, "the opposite of this example"),
        ("{id: a, au-plus: {motf: b}, message_fr: c, message_en: c}", 4, "did you mean 'motif'"),
        ("interdit", 4, "a rule is expected"),
        ("{id: a, interdit: [b], id: c}", 4, "given twice"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line_and_the_nearest_word(row, line, said):
    data, problems = read_brand(f"{HEAD}  - {row}\n")
    assert data.voice == () and any(one.line == line and said in one.message_en for one in problems), problems


def test_a_rule_given_twice_is_refused():
    _data, problems = read_brand(HEAD + PROMISES + PROMISES)
    assert [(one.line, "given twice" in one.message_en) for one in problems] == [(6, True)]


def test_rules_are_loaded_dumped_and_loaded_into_another_brand_as_the_same(with_rules, brand, tmp_path):
    load_folder(with_rules, brand)
    assert VoiceRule.objects.filter(brand=brand).count() == 6 and voice_of(brand) == read_brand(RULES)[0].voice
    dump(brand, tmp_path / "one")
    assert load_folder(tmp_path / "one", brand).changed == []
    other = make_brand("autre.test")
    load_folder(tmp_path / "one", other)
    assert voice_of(other) == voice_of(brand)


def test_what_the_leader_changed_in_the_admin_stays_while_the_file_does_not_change(with_rules, brand):
    load_folder(with_rules, brand)
    VoiceRule.objects.filter(code="cris").update(message_fr="Parlez bas.")
    VoiceRule.objects.create(
        brand=brand, code="sien", kind="forbid", words=["zut"], message_fr="Non.", message_en="No."
    )
    assert load_folder(with_rules, brand).changed == []
    assert VoiceRule.objects.get(code="cris").message_fr == "Parlez bas."
    load_folder(with_rules, brand, overwrite=True)
    assert VoiceRule.objects.get(code="cris").message_fr == "Restez posé." and VoiceRule.objects.count() == 7


def test_the_rules_of_a_language_come_in_its_words_and_cost_one_query(with_rules, brand, django_assert_num_queries):
    load_folder(with_rules, brand)
    with django_assert_num_queries(1):
        english = charter_rules(brand, "en")
    assert [one.id for one in english] == ["cris", "donnees", "points", "court"]
    assert english[0].message == "Stay calm." and charter_rules(brand, "fr")[1].message == "Restez posé."


def test_every_model_reply_of_the_academy_keeps_to_its_charter():
    voice = read_brand((CONTENT / "brand.yaml").read_text(encoding="utf-8"))[0].voice
    assert len(voice) >= 10 and {language for one in voice for language in one.rule.locales} == {"fr", "en"}
    seen = 0
    for file in Path(CONTENT).glob("*/*/*/*.md"):
        text = file.read_text(encoding="utf-8")
        if {"type: réponse", "type: reply"} & set(text.splitlines()[:3]):
            brief, seen = read_reply(text, str(file))[0], seen + 1
            rules = [changed(one.rule, message=one.message_in(brief.locale)) for one in voice]
            assert check(brief, brief.model, rules) == (), file
    assert seen == 8
