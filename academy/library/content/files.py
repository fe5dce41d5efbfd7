"""Reads a content folder into a tree, with every problem of every file. Pure: no Django, no database."""

import os
from pathlib import Path
from typing import Any

from academy.exercises.frontmatter import read_front_matter
from academy.exercises.pictures import line_of, pictures_of
from academy.exercises.problems import Problem
from academy.exercises.questions_text import read_questions
from academy.exercises.texts import TEXTS
from academy.library.content import schema
from academy.library.content.body_text import read_body
from academy.library.content.brand_file import read_brand
from academy.library.content.errors import error, nearest
from academy.library.content.tree import Content, Entry

LANGUAGES = ("fr", "en")
TEXT_LIMIT = 1_000_000
ASSET_LIMIT = 20_000_000
FILE_LIMIT = 20_000


def read_content(root: Path | str) -> tuple[Content, list[Problem]]:
    """The whole folder. Files with errors are missing from the tree: look at the problems first."""
    from academy.library.content.references import check_references

    reader = _Folder(Path(root))
    reader.read()
    problems = [*reader.problems, *check_references(reader.content)]
    return reader.content, problems


def read_single(file: Path | str) -> list[Problem]:
    """What can be said of one file alone."""
    file = Path(file)
    reader = _Folder(file.parent)
    text = reader.text(file)
    if text is not None and file.suffix in (".yaml", ".yml"):
        reader.problems += read_brand(text, reader.shown(file))[1]
    elif text is not None:
        entry = reader.entry(file, text, file.stem, "", None)
        if entry and entry.exercise:
            from academy.library.content.references import lint_entry

            reader.problems += lint_entry(entry, entry.exercise)
    return reader.problems


class _Folder:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = Content(root)
        self.problems: list[Problem] = []
        self.files = 0

    def shown(self, file: Path) -> str:
        try:
            return str(file.relative_to(Path.cwd()))
        except ValueError:
            return str(file)

    def error(self, file: Path, line: int, fr: str, en: str, code: str = "C01") -> None:
        self.problems.append(error(self.shown(file), line, fr, en, code))

    # The folder

    def read(self) -> None:
        if not self.root.is_dir():
            self.error(self.root, 0, "ce dossier n’existe pas", "this folder does not exist")
            return
        for file in self.listed(self.root):
            if file.name in LANGUAGES and file.is_dir():
                self.content.languages[file.name] = {}
            elif file.name == "brand.yaml" and file.is_file():
                text = self.text(file)
                if text is not None:
                    self.content.brand, problems = read_brand(text, self.shown(file))
                    self.problems += problems
            elif file.is_dir() or (file.suffix in (".md", ".yaml", ".yml") and file.stem.upper() != "README"):
                known = [*LANGUAGES, "brand.yaml"]
                self.error(
                    file, 0, f"« {file.name} » inattendu ici{nearest(file.name, known, 'fr')}",
                    f"unexpected “{file.name}” here{nearest(file.name, known, 'en')}",
                )  # fmt: skip
        if not self.content.languages:
            self.error(
                self.root, 0, "ni dossier fr/ ni dossier en/ ; au moins un est attendu",
                "neither a folder fr/ nor en/; at least one is expected",
            )  # fmt: skip
        self.content.languages = {
            language: {} for language in LANGUAGES if language in self.content.languages
        }  # French first: it is the source of translations
        for language in self.content.languages:
            self.language(self.root / language, language)

    def listed(self, folder: Path) -> list[Path]:
        """What a folder holds, in order; links that leave the content folder are errors."""
        found = []
        base = self.root.resolve()
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.startswith((".", "~", "__")):
                continue
            if file.is_symlink() and (file.is_dir() or not file.resolve().is_relative_to(base)):
                self.error(
                    file, 0, "lien symbolique qui sort du dossier ou mène à un dossier ; un vrai fichier est attendu",
                    "symbolic link that leaves the folder or leads to a folder; a real file is expected",
                )  # fmt: skip
                continue
            self.files += 1
            if self.files == FILE_LIMIT:
                self.error(self.root, 0, f"plus de {FILE_LIMIT} fichiers", f"more than {FILE_LIMIT} files")
            if self.files < FILE_LIMIT:
                found.append(file)
        return found

    def language(self, folder: Path, language: str) -> None:
        for file in self.listed(folder):
            if file.is_dir() and file.name == "playbooks":
                for inner in self.listed(file):
                    self.page(inner, f"playbooks/{inner.stem}", language, ("playbook",))
            elif file.is_dir():
                self.course(file, language)
            elif file.name == "charter.md":
                self.page(file, "charter", language, ("charter",))
            elif file.name == "questions.md":
                self.page(file, "questions", language, ("questions",))
            else:
                self.unexpected(file, "charter.md, questions.md, playbooks/, un dossier par cours")

    def course(self, folder: Path, language: str) -> None:
        path = folder.name
        if not self.good_name(folder, path):
            return
        if not (folder / "course.md").is_file():
            self.error(folder, 0, "ce dossier n’a pas de course.md", "this folder has no course.md")
        else:
            self.page(folder / "course.md", path, language, ("course",))
        for file in self.listed(folder):
            if file.is_dir():
                self.module(file, f"{path}/{file.name}", language)
            elif file.name == "questions.md":
                self.page(file, f"{path}/questions", language, ("questions",))
            elif file.name != "course.md":
                self.unexpected(file, "course.md, questions.md, NN-module/")

    def module(self, folder: Path, path: str, language: str) -> None:
        if not self.good_name(folder, folder.name, numbered=True):
            return
        if not (folder / "module.md").is_file():
            self.error(folder, 0, "ce dossier n’a pas de module.md", "this folder has no module.md")
        else:
            self.page(folder / "module.md", path, language, ("module",))
        for file in self.listed(folder):
            if file.is_dir():
                self.unexpected(file, "module.md, NN-étape.md")
            elif file.name != "module.md" and (file.suffix != ".md" or self.good_name(file, file.stem, numbered=True)):
                self.page(file, f"{path}/{file.stem}", language, schema.STEP_KINDS)

    def unexpected(self, file: Path, expected: str) -> None:
        if file.is_dir() or file.suffix == ".md":
            self.error(
                file, 0, f"« {file.name} » inattendu ici ; attendu : {expected}",
                f"unexpected “{file.name}” here; expected: {expected}",
            )  # fmt: skip

    def good_name(self, file: Path, name: str, numbered: bool = False) -> bool:
        number, _, rest = name.partition("-")
        good = schema.SLUG.match(name) and len(name) <= 120 and (not numbered or (number.isdigit() and rest))
        if not good:
            form = ("NN-nom", "NN-name") if numbered else ("nom", "name")
            self.error(
                file, 0, f"nom « {name} » ; attendu : {form[0]} en a–z, 0–9 et tirets",
                f"name “{name}”; expected: {form[1]} in a–z, 0–9 and hyphens",
            )  # fmt: skip
        return bool(good)

    # One file

    def page(self, file: Path, path: str, language: str, kinds: tuple[str, ...]) -> None:
        if file.is_dir() or file.suffix != ".md":
            if file.is_dir():
                self.unexpected(file, "*.md")
            return  # pictures and attached files lie beside the pages that name them
        if not self.good_name(file, file.stem):
            return
        text = self.text(file)
        if text is None:
            return
        entry = self.entry(file, text, path, language, kinds)
        if entry:
            self.content.languages[language][path] = entry

    def text(self, file: Path) -> str | None:
        try:
            if file.stat().st_size > TEXT_LIMIT:
                self.error(
                    file, 0, f"fichier de plus de {TEXT_LIMIT // 1000} ko ; partagez-le",
                    f"file over {TEXT_LIMIT // 1000} kB; split it",
                )  # fmt: skip
                return None
            raw = file.read_bytes()
        except OSError as wrong:
            self.error(file, 0, f"illisible : {wrong.strerror}", f"unreadable: {wrong.strerror}")
            return None
        try:
            text = raw.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as wrong:
            line = raw[: wrong.start].count(b"\n") + 1
            self.error(
                file, line, f"octet {wrong.start} : le fichier n’est pas en UTF-8 ; enregistrez-le en UTF-8",
                f"byte {wrong.start}: the file is not UTF-8; save it as UTF-8",
            )  # fmt: skip
            return None
        if "\0" in text:
            line = text[: text.index("\0")].count("\n") + 1
            self.error(file, line, "octet nul dans le texte ; un texte est attendu", "null byte; a text is expected")
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def entry(self, file: Path, text: str, path: str, language: str, kinds: tuple[str, ...] | None) -> Entry | None:
        shown = self.shown(file)
        document = read_front_matter(text, shown)
        if document.problems:
            self.problems += document.problems
            return None
        before = len(self.problems)
        kind = self.kind_of(file, document, kinds)
        if kind is None:
            return None
        values, lines = self.values(file, document, kind, language)
        entry = Entry(kind.en, path, language or values.get("language") or "fr", shown, values, lines)
        if kind.en in TEXTS:
            form = TEXTS[kind.en]
            entry.exercise, problems = form.read(text, shown)
            entry.places = form.lines(text, shown)
            said = document.meta.get("source")
            entry.marks = {str(key): str(mark) for key, mark in said.items()} if isinstance(said, dict) else {}
            self.problems += problems
            for src, _alt in pictures_of(entry.exercise):
                self.asset(file, entry, src, line_of(text, src))
        elif kind is schema.QUESTIONS:
            questions, problems = read_questions(text, shown)
            entry.questions = tuple(questions)
            for question in questions:
                if question.image:
                    self.asset(file, entry, question.image, 1)
            self.problems += problems
        elif kind in (schema.LESSON, schema.PLAYBOOK, schema.CHARTER):
            parts, problems = read_body(document.body, shown, document.body_line)
            entry.parts = tuple(parts)
            self.problems += problems
            self.assets(file, entry)
        else:
            entry.introduction = document.body.strip()
        return entry if not any(p.severity == "error" for p in self.problems[before:]) else None

    def kind_of(self, file: Path, document: Any, kinds: tuple[str, ...] | None) -> schema.Kind | None:
        name = str(document.meta.get("type", "")).strip().lower()
        kind = schema.KIND_NAMES.get(name)
        allowed = [n for n, k in schema.KIND_NAMES.items() if kinds is None or k in kinds]
        line = document.lines.get("type", 1)
        if not name:
            listed = ", ".join(allowed)
            self.error(file, line, f"clé « type » manquante ; attendu : {listed}",
                       f"missing key “type”; expected: {listed}")  # fmt: skip
        elif kind is None or (kinds is not None and kind not in kinds):
            self.error(
                file, line, f"type « {name} » inattendu ici{nearest(name, allowed, 'fr')}",
                f"unexpected type “{name}” here{nearest(name, allowed, 'en')}",
            )  # fmt: skip
        else:
            return schema.KINDS[kind]
        return None

    def values(
        self, file: Path, document: Any, kind: schema.Kind, language: str
    ) -> tuple[dict[str, Any], dict[str, int]]:
        values: dict[str, Any] = {key.en: key.default for key in kind.keys}
        lines: dict[str, int] = {}
        for name, raw in document.meta.items():
            line = document.lines.get(name, 1)
            key = kind.key(str(name))
            if key is None:
                if name != "type" and kind.en not in TEXTS:
                    known = kind.names()
                    self.error(
                        file, line, f"clé « {name} » inconnue{nearest(str(name), known, 'fr')}",
                        f"unknown key “{name}”{nearest(str(name), known, 'en')}",
                    )  # fmt: skip
                continue
            if key.en in lines:
                first = lines[key.en]
                self.error(file, line, f"« {key.fr} » est déjà donné ligne {first}",
                           f"“{key.en}” is already given on line {first}")  # fmt: skip
            lines[key.en] = line
            if raw in ("", None, []):
                continue
            try:
                values[key.en] = key.read(raw)
            except schema.Expected as wrong:
                self.error(file, line, f"« {name} » : {wrong.fr}", f"“{name}”: {wrong.en}")
                values[key.en] = key.default or "?"
        for key in kind.keys:
            if key.required and (key.en not in lines or values[key.en] in ("", None, (), [])):
                self.error(
                    file, lines.get(key.en, 1), f"clé « {key.fr} » manquante ; elle est attendue pour « {kind.fr} »",
                    f"missing key “{key.en}”; it is expected for “{kind.en}”",
                )  # fmt: skip
        if language and values.get("language") not in ("", None, "?", language):
            self.error(
                file, lines.get("language", 1), f"langue « {values['language']} » dans le dossier {language}/",
                f"language “{values['language']}” in the folder {language}/",
            )  # fmt: skip
        return values, lines

    def assets(self, file: Path, entry: Entry) -> None:
        for part in entry.parts:
            src = part.attributes.get("src")
            if src:
                self.asset(file, entry, src, part.line)

    def asset(self, file: Path, entry: Entry, src: str, line: int) -> None:
        target = Path(os.path.normpath(file.parent / src))
        if src.startswith("/") or not target.resolve().is_relative_to(self.root.resolve()):
            self.error(
                file, line, f"« {src} » sort du dossier ; un fichier à côté de la page est attendu",
                f"“{src}” leaves the folder; a file beside the page is expected",
            )  # fmt: skip
        elif not target.is_file():
            self.error(file, line, f"fichier « {src} » introuvable à côté de la page",
                       f"file “{src}” not found beside the page")  # fmt: skip
        elif target.stat().st_size > ASSET_LIMIT:
            self.error(file, line, f"« {src} » dépasse {ASSET_LIMIT // 1_000_000} Mo",
                       f"“{src}” is over {ASSET_LIMIT // 1_000_000} MB")  # fmt: skip
        else:
            entry.assets[src] = target
