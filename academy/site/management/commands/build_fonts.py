"""Web fonts from the system's font packages: nothing is committed, nothing is fetched.

Each theme.toml lists its fonts. Every font becomes two small woff2 files (Latin; the rest of the Latin script with
Vietnamese, asked for by a browser only when a page needs it), and each theme gets fonts/<theme>.css.
"""

import logging
import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from fontTools import subset
from fontTools.ttLib import TTFont

FONT_FOLDERS = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]

LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+0178,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-200B,U+2010-2015,U+2018-201E,"
    "U+2020-2022,U+2026,U+202F-2030,U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2122,U+2190-2193,U+2212,U+2260,U+2264-2265"
)
REST = (
    "U+0100-0130,U+0132-0151,U+0154-0177,U+0179-024F,U+0259,U+0300-0304,U+0306-030C,U+031B,U+0323,U+0326-0328,"
    "U+1E00-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2116"
)
PARTS = {"": LATIN, "-rest": REST}
FEATURES = [
    "kern",
    "liga",
    "clig",
    "calt",
    "ccmp",
    "locl",
    "mark",
    "mkmk",
    "tnum",
    "lnum",
    "onum",
    "pnum",
    "case",
    "sups",
]

# Mean advance of the French sample below, as a share of the em, in fonts every computer has.
FALLBACK_WIDTHS = {"Arial": 0.4560, "Times New Roman": 0.4055}
SAMPLE = "les personnes qui parlent pour une marque répondent avec soin et disent ce que nous pouvons faire "


@dataclass(frozen=True)
class Font:
    family: str
    weight: int
    style: str
    file: str
    package: str
    fallback: str = ""

    @property
    def name(self) -> str:
        italic = "-italic" if self.style == "italic" else ""
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}{italic}"

    def source(self) -> Path | None:
        return next((path for folder in FONT_FOLDERS for path in folder.rglob(self.file)), None)


class Command(BaseCommand):
    help = "Make the web fonts of every theme from installed font packages. Skips what is already up to date."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        logging.getLogger("fontTools").setLevel(logging.WARNING)
        self.folder = settings.VAR_DIR / "build" / "fonts"
        self.folder.mkdir(parents=True, exist_ok=True)
        missing: set[str] = set()
        for theme in sorted(settings.THEMES_DIR.glob("*/theme.toml")):
            rules = []
            for table in tomllib.loads(theme.read_text())["fonts"]:
                font = Font(**table)
                source = font.source()
                if source is None:
                    missing.add(font.package)
                else:
                    rules += self.build(font, source)
            self.write(self.folder / f"{theme.parent.name}.css", "\n".join(rules) + "\n")
        if missing:
            self.stderr.write(
                f"Font packages are missing: {', '.join(sorted(missing))}. The site uses system fonts instead. "
                f"Install them (apt-get install {' '.join(sorted(missing))}), then run build_fonts again."
            )

    def build(self, font: Font, source: Path) -> list[str]:
        rules = []
        for suffix, characters in PARTS.items():
            target = self.folder / f"{font.name}{suffix}.woff2"
            if not self.is_current(target, source):
                self.stdout.write(f"Making {target.name}")
                make_subset(source, target, characters)
            rules.append(
                f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; font-style: {font.style}; '
                f'font-display: swap; src: url("{target.name}") format("woff2"); unicode-range: {characters}; }}'
            )
        if font.fallback:
            rules.append(fallback_rule(font, source))
        return rules

    def is_current(self, target: Path, source: Path) -> bool:
        made_by = Path(__file__).stat().st_mtime
        return target.exists() and target.stat().st_mtime >= max(source.stat().st_mtime, made_by)

    def write(self, path: Path, text: str) -> None:
        if not path.exists() or path.read_text() != text:
            path.write_text(text)


def make_subset(source: Path, target: Path, characters: str) -> None:
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = FEATURES
    options.drop_tables += ["DSIG", "meta"]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(characters.replace("U+", "")))
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def fallback_rule(font: Font, source: Path) -> str:
    """A system font stretched to the web font's measures, so that nothing moves when the web font arrives."""
    with TTFont(source, lazy=True) as face:
        em, characters, metrics = face["head"].unitsPerEm, face.getBestCmap(), face["hmtx"]
        width = sum(metrics[characters[ord(letter)]][0] for letter in SAMPLE) / len(SAMPLE) / em
        size = width / FALLBACK_WIDTHS[font.fallback]
        line = face["hhea"]
        ascent, descent, gap = (value / em / size for value in (line.ascent, -line.descent, line.lineGap))
    return (
        f'@font-face {{ font-family: "{font.family} Fallback"; src: local("{font.fallback}"); '
        f"size-adjust: {size:.2%}; ascent-override: {ascent:.2%}; descent-override: {descent:.2%}; "
        f"line-gap-override: {gap:.2%}; }}"
    )
