"""Errors of files: all at once, each with its file and line, and what was expected. No database."""

import os

import pytest

from academy.library.content.errors import show
from academy.library.content.files import read_content


def errors(folder):
    return [show(p, "en") for p in read_content(folder)[1] if p.severity == "error"]


def replace(folder, name, old, new):
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_good_folder_has_no_error(folder):
    assert errors(folder) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "said"),
    [
        ("fr/base/course.md", "résumé:", "résumméé:", "course.md:4", "did you mean “résumé”"),
        ("fr/base/course.md", "minutes: 30", "minutes: beaucoup", "course.md:5", "whole number"),
        ("fr/base/course.md", "minutes: 30\n", "", "course.md:1", "missing key “minutes”"),
        ("fr/base/course.md", "titre: Les bases", "titre: Les bases\nlangue: en", "course.md:4", "in the folder fr/"),
        ("fr/base/course.md", "ouvre: ecouter", "prérequis: [basse]", "course.md:7", "course “basse” not found"),
        ("fr/base/course.md", "ouvre: ecouter", "prérequis: [base]", "course.md:7", "its own prerequisite"),
        ("fr/playbooks/avis.md", "canaux: [x]", "canaux: [comptoire]", "avis.md:5", "did you mean “comptoir”"),
        ("fr/playbooks/avis.md", "2026-11-23", "hier", "avis.md:7", "YYYY-MM-DD"),
        ("fr/base/01-debut/01-lecon.md", "guides: [avis]", "guides: [aviss]", "01-lecon.md:5", "did you mean “avis”"),
        ("fr/base/01-debut/01-lecon.md", 'id="avis"', 'id="avi"', "01-lecon.md:9", "did you mean “avis”"),
        ("fr/base/01-debut/01-lecon.md", "type: leçon", "type: leson", "01-lecon.md:2", "did you mean"),
        ("fr/base/01-debut/01-lecon.md", "\n:::\n", "\n", "01-lecon.md:9", "not closed"),
        ("fr/base/01-debut/03-quiz.md", "[q2]", "[q22]", "03-quiz.md:8", "question “q22” not found"),
        ("fr/base/01-debut/02-scene.md", "-> perdu", "-> perdus", "02-scene.md", "not found"),
        ("brand.yaml", "channels: [x]", "channels: [y]", "brand.yaml:8", "unknown channel “y”"),
        ("brand.yaml", "order: 1", "order: un", "brand.yaml:8", "whole number"),
        ("brand.yaml", "order: 1", "order: 1, renewal_window_days: 0", "brand.yaml:8", "renewal_window_days"),
        ("brand.yaml", "channels: [x]", "languages: [zzz], channels: [x]", "brand.yaml:8", "unknown language “zzz”"),
        ("brand.yaml", "online: no", "onlin: no", "brand.yaml:4", "did you mean “online”"),
        ("en/base/01-debut/01-lecon.md", "lesson", "module", "01-lecon.md:2", "unexpected type"),
    ],
)
def test_each_error_names_file_line_and_what_was_expected(folder, name, old, new, place, said):
    replace(folder, name, old, new)
    found = errors(folder)
    assert any(place in line and said in line for line in found), found


def test_all_errors_of_all_files_at_once(folder):
    replace(folder, "fr/base/course.md", "minutes: 30", "minutes: x")
    replace(folder, "fr/charter.md", "version: 1", "version: x")
    (folder / "fr/playbooks/avis.md").write_bytes(b"---\ntype: guide\n\xff\n---\n")
    found = "\n".join(errors(folder))
    assert "course.md:5: error:" in found
    assert "charter.md:4: error:" in found
    assert "avis.md:3: error: byte 16: the file is not UTF-8" in found


def test_links_that_leave_the_folder_are_refused(folder, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    os.symlink(secret, folder / "fr/playbooks/secret.md")
    os.symlink(tmp_path, folder / "fr/dehors")
    found = errors(folder)
    assert sum("symbolic link" in line for line in found) == 2
    assert not any("secret" in line.partition("error")[2] for line in found)


def test_a_picture_outside_the_folder_is_refused(folder, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"x")
    file = folder / "fr/playbooks/avis.md"
    file.write_text(file.read_text() + '\n::: image src="../../../photo.jpg" alt="x"\n:::\n')
    assert any("leaves the folder" in line for line in errors(folder))


def test_strange_places(folder):
    (folder / "de").mkdir()
    (folder / "fr/autre.md").write_text("x")
    (folder / "fr/vide").mkdir()
    (folder / "fr/base/sans-numero").mkdir()
    (folder / "fr/base/01-debut/04-quiz.md").write_text((folder / "fr/base/01-debut/03-quiz.md").read_text())
    found = "\n".join(errors(folder))
    for said in ("unexpected “de”", "unexpected “autre.md”", "no course.md", "NN-name", "are named “NN-quiz”"):
        assert said in found


def test_a_huge_file_is_refused(folder):
    (folder / "fr/playbooks/avis.md").write_text("x" * 1_100_000)
    assert any("avis.md:0: error: file over 1000 kB" in line for line in errors(folder))


def test_a_missing_folder_is_a_sentence(tmp_path):
    assert "does not exist" in errors(tmp_path / "nowhere")[0]
