"""The badge: a seal in the brand's colours as SVG and PNG, baked, so that the picture carries its credential.

Baking as Open Badges 3.0, section 5.3: an iTXt chunk `openbadgecredential` in the PNG, an element
`openbadges:credential` in the SVG.
"""

import json
import tomllib
from functools import cache
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from academy.certification.pdf.theme import PaperTheme

SIDE, FINE = 600, 3  # pixels, and how much finer it is drawn before it is made small
_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


def petals(radius: float, depth: float, count: int, phase: float = 0.0) -> list[tuple[float, float]]:
    """A guilloche: points of r + a·cos(n·t + phase) around the middle of a square of 600."""
    points = []
    for step in range(12 * count):
        t = 2 * pi * step / (12 * count)
        distance = radius + depth * cos(count * t + phase)
        points.append((300 + distance * cos(t), 300 + distance * sin(t)))
    return points


def bars(order: int) -> list[tuple[float, float, float]]:
    """The level as rising sound: (x, y, height) of one bar per rung."""
    left = 300 - (order - 1) * 19
    return [(left + 38 * rung, 178, 22 + 17 * rung) for rung in range(max(order, 1))]


def svg(theme: PaperTheme, brand: str, level: str, order: int, credential: dict[str, Any] | None = None) -> str:
    """The badge as SVG text; with a credential it is baked."""
    colour, ground, ink = theme.colours["accent"], theme.colours["paper"], theme.colours["ink"]
    rings = "".join(
        '<polygon fill="none" stroke="{}" stroke-width="1.4" points="{}"/>'.format(
            colour, " ".join(f"{x:.1f},{y:.1f}" for x, y in petals(256, 20, 36, k * pi / 3))
        )
        for k in range(6)
    )
    sound = "".join(
        f'<rect x="{x - 7:.0f}" y="{y - h / 2:.0f}" width="14" height="{h:.0f}" rx="7" fill="{colour}"/>'
        for x, y, h in bars(order)
    )
    family = escape(theme.families["display"], {'"': ""})
    text = f'<text x="300" text-anchor="middle" font-family="{family}, serif" fill="{ink}"'
    size = size_of(level)
    baked = ""
    if credential:
        content = json.dumps(credential, ensure_ascii=False).replace("]]>", "]]]]><![CDATA[>")
        baked = f"<openbadges:credential><![CDATA[{content}]]></openbadges:credential>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{_NAMESPACE}" viewBox="0 0 600 600" role="img" '
        f'aria-label="{escape(f"{level}, {brand}", {chr(34): "&quot;"})}">{baked}'
        f'<circle cx="300" cy="300" r="296" fill="{ground}"/>{rings}'
        f'<circle cx="300" cy="300" r="292" fill="none" stroke="{ink}" stroke-width="4"/>'
        f'<circle cx="300" cy="300" r="218" fill="{ground}" stroke="{ink}" stroke-width="2"/>{sound}'
        f'{text} y="{310 + size / 3:.0f}" font-size="{size}" font-weight="600">{escape(level)}</text>'
        f'{text} y="410" font-size="30">{escape(brand)}</text></svg>'
    )


def size_of(level: str) -> int:
    return max(26, min(76, 620 // max(len(level), 1)))


def png(theme: PaperTheme, brand: str, level: str, order: int, credential: dict[str, Any] | None = None) -> bytes:
    """The badge as a PNG picture of 600 pixels; with a credential it is baked."""
    picture = Image.open(BytesIO(_drawn(theme, brand, level, order)))
    info = PngInfo()
    if credential:
        info.add_itxt("openbadgecredential", json.dumps(credential, ensure_ascii=False))
    out = BytesIO()
    picture.save(out, "PNG", pnginfo=info, optimize=False)
    return out.getvalue()


@cache
def _drawn(theme: PaperTheme, brand: str, level: str, order: int) -> bytes:
    """Drawn once for a level, the same for everybody who holds it."""
    colour, ground, ink = theme.colours["accent"], theme.colours["paper"], theme.colours["ink"]
    picture = Image.new("RGBA", (SIDE * FINE, SIDE * FINE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)

    def disc(radius: float, **options) -> None:
        low, high = (300 - radius) * FINE, (300 + radius) * FINE
        draw.ellipse((low, low, high, high), **options)

    disc(296, fill=ground)
    for k in range(6):
        points = [(x * FINE, y * FINE) for x, y in petals(256, 20, 36, k * pi / 3)]
        draw.line([*points, points[0]], fill=colour, width=4, joint="curve")
    disc(294, outline=ink, width=4 * FINE)
    disc(218, fill=ground, outline=ink, width=2 * FINE)
    for x, y, height in bars(order):
        box = [(x - 7) * FINE, (y - height / 2) * FINE, (x + 7) * FINE, (y + height / 2) * FINE]
        draw.rounded_rectangle(box, radius=7 * FINE, fill=colour)
    for words, y, size in ((level, 300, size_of(level)), (brand, 400, 30)):
        draw.text((300 * FINE, y * FINE), words, fill=ink, font=font(theme.name, size * FINE), anchor="mm")
    out = BytesIO()
    picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def font(theme: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The theme's heaviest upright display letters; Pillow's own when the package is not installed."""
    data = tomllib.loads((settings.THEMES_DIR / theme / "theme.toml").read_text())
    family = data["families"]["display"]
    mine = [one for one in data.get("fonts", []) if one["family"] == family and one["style"] == "normal"]
    for one in sorted(mine, key=lambda font: -font["weight"]):
        for folder in _FONT_FOLDERS:
            found = next(Path(folder).rglob(one["file"]), None)
            if found:
                return ImageFont.truetype(found, size)
    return ImageFont.load_default(size)
