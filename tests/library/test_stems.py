import pytest

from academy.library.stems import stems


@pytest.mark.parametrize(
    ("asked", "written"),
    [("équipe", "equipes"), ("equipes", "Équipe"), ("formation", "formations"), ("réponses", "repondre réponse")],
)
def test_accents_and_word_forms_are_forgiven(asked, written):
    assert stems(asked, "fr") & stems(written, "fr")


def test_different_words_stay_apart():
    assert not stems("avis", "fr") & stems("avion", "fr")
