"""What a theme says about paper: colours, families, logo, and the files of themes/<name>/certificate/."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.backends.django import DjangoTemplates

DEFAULT = "porte-voix"
SHARED = Path(__file__).resolve().parent.parent / "templates" / "certification" / "paper"

PLATES = {"certificate": "plate.svg", "transcript": "transcript.svg"}  # kinds of paper, and what lies under them

# Scripts a brand's own letters lack come from Debian's fonts-noto-core, which `make run` installs.
_SCRIPTS = ["Naskh Arabic", "Sans Arabic", "Serif Hebrew", "Sans Hebrew", "Serif Armenian", "Serif Georgian"]
_SCRIPTS += ["Serif Devanagari", "Serif Bengali", "Serif Tamil", "Serif Thai", "Serif Ethiopic", "Serif Khmer"]
OTHER_SCRIPTS = ", ".join(f'"Noto {name}"' for name in _SCRIPTS)


@dataclass(frozen=True)
class PaperTheme:
    """One theme as the press needs it. `plates` are the ornaments under the words, by kind of paper, drawn once."""

    name: str
    colours: dict[str, str]
    families: dict[str, str]
    logo: bytes
    plates: dict[str, bytes]
    css: dict[str, str]
    templates: DjangoTemplates

    def __hash__(self) -> int:
        return hash(self.name)

    def template(self, kind: str):
        """The theme's own <kind>.html, or the shared one, which the theme's may extend."""
        try:
            return self.templates.get_template(f"{kind}.html")
        except TemplateDoesNotExist:
            return self.templates.get_template(f"certification/paper/{kind}.html")


@cache
def paper_theme(name: str) -> PaperTheme:
    """The theme of that folder; the default one when the folder is gone: a certificate can always be printed."""
    folder = settings.THEMES_DIR / name
    if not (folder / "theme.toml").is_file():
        folder = settings.THEMES_DIR / DEFAULT
    data = tomllib.loads((folder / "theme.toml").read_text())
    certificate = folder / "certificate"
    logo = folder / "static" / data["logo"]
    tokens = _tokens(data["colours"], data["families"])
    return PaperTheme(
        name=folder.name,
        colours=data["colours"],
        families=data["families"],
        logo=logo.read_bytes() if logo.is_file() else b"",
        plates={kind: _plate(certificate / name) for kind, name in PLATES.items()},
        css={kind: tokens + _css(kind, certificate) for kind in PLATES},
        templates=_templates(folder.name, certificate),
    )


def _tokens(colours: dict[str, str], families: dict[str, str]) -> str:
    """theme.toml as CSS variables: --ink, --accent …, --display, --text, --ui."""
    names = {key.replace("_", "-"): value for key, value in colours.items()}
    letters = {key: f'"{value}", "Noto Serif", "Noto Sans", {OTHER_SCRIPTS}' for key, value in families.items()}
    return ":root{" + "".join(f"--{key}:{value};" for key, value in {**names, **letters}.items()) + "}\n"


def _plate(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _css(kind: str, folder: Path) -> str:
    files = [SHARED / f"{kind}.css", folder / f"{kind}.css"]
    return "\n".join(file.read_text() for file in files if file.is_file())


def _templates(name: str, folder: Path) -> DjangoTemplates:
    return DjangoTemplates(
        {"NAME": f"paper-{name}", "DIRS": [folder, SHARED.parent.parent], "APP_DIRS": False, "OPTIONS": {}}
    )
