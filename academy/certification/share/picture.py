"""The picture that goes with a link to a shared certificate: badge, level and brand, 1200 × 630, made here.

No name is in it: other sites keep such pictures for years, whatever happens to the certificate or the consent.
"""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from academy.certification.credential import badge
from academy.certification.pdf.theme import PaperTheme

WIDTH, HEIGHT, FINE = 1200, 630, 2


@lru_cache(maxsize=200)
def preview(theme: PaperTheme, brand: str, level: str, order: int, kind: str) -> bytes:
    """PNG. `kind` is the small line above the level, in the reader's language."""
    colours = theme.colours
    picture = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), colours["paper"])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, (HEIGHT - 14) * FINE, WIDTH * FINE, HEIGHT * FINE), fill=colours["accent"])
    seal = Image.open(BytesIO(badge.png(theme, brand, level, order))).convert("RGBA")
    seal = seal.resize((440 * FINE, 440 * FINE), Image.Resampling.LANCZOS)
    picture.paste(seal, (70 * FINE, 88 * FINE), seal)
    _write(draw, theme, kind, 215, 30, colours["muted"])
    _write(draw, theme, level, 255, 84, colours["ink"])
    _write(draw, theme, brand, 375, 40, colours["ink"])
    out = BytesIO()
    picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _write(draw: ImageDraw.ImageDraw, theme: PaperTheme, words: str, y: int, size: int, colour: str) -> None:
    """One line from the badge to the right edge, in smaller letters when it is long."""
    while size > 20 and badge.font(theme.name, size).getlength(words) > WIDTH - 570 - 60:
        size -= 2
    draw.text((570 * FINE, y * FINE), words, fill=colour, font=badge.font(theme.name, size * FINE))
