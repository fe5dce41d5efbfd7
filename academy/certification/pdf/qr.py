"""The QR code: a white square while the page is laid out, then the code itself, in lines, in its place.

WeasyPrint would draw the code square by square through its SVG reader, a tenth of a certificate's time; it places and
tags a picture of one point instead, and the picture is exchanged for the code as a Form XObject.
"""

from io import BytesIO

import pikepdf
import segno
from pikepdf import Array, Name
from PIL import Image


def _placeholder() -> bytes:
    out = BytesIO()
    Image.new("RGB", (1, 1), "white").save(out, "PNG")
    return out.getvalue()


PLACEHOLDER = (_placeholder(), "image/png")


class NoPlaceError(ValueError):
    """The template did not place <img src="paper:qr">."""


def lay_qr(document: pikepdf.Pdf, link: str) -> None:
    """Puts the code of the link where the placeholder stands, which keeps its place, size and description."""
    code = segno.make(link, error="m", micro=False)
    side = len(code.matrix)
    form = document.make_stream(
        _squares(code.matrix),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, side, side]),
        Matrix=Array([1 / side, 0, 0, 1 / side, 0, 0]),  # a picture fills the unit square
    )
    for page in document.pages:
        pictures = page.obj.Resources.get(Name.XObject, {})
        for name, picture in pictures.items():
            if picture.get(Name.Subtype) == Name.Image and picture.Width == picture.Height == 1:
                pictures[name] = form
                return
    raise NoPlaceError


def _squares(matrix) -> bytes:
    """Dark runs of each row as rectangles, the first row on top."""
    side, steps = len(matrix), [b"0 0 0 rg"]
    for y, row in enumerate(matrix):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                steps.append(b"%d %d %d 1 re" % (start, side - 1 - y, x - start))
                start = None
    return b"\n".join([*steps, b"f"])
