"""The plate: a theme's ornament and logo, drawn once, laid under every page, as a printer's plate would be.

It is kept as a one-page PDF and placed as a Form XObject marked as an artifact: a screen reader skips it, and a
certificate does not pay again for the thousands of points of a guilloche.
"""

import zlib
from functools import cache
from io import BytesIO

import pikepdf
from pikepdf import Name

from academy.certification.pdf.press import press
from academy.certification.pdf.theme import PaperTheme

_PAGE = '<!doctype html><html lang="zxx"><title>plate</title><body class="plate">{}</body></html>'
_POINTS = frozenset({"m", "l", "c", "v", "y", "re"})


@cache
def plate_pdf(theme: PaperTheme, kind: str) -> bytes:
    """The plate of the theme's papers of that kind, as a Form XObject on the only page of a PDF."""
    files, pictures = {}, ""
    for name, picture in (("plate", theme.plates[kind]), ("logo", theme.logo)):
        if picture:
            files[name] = (picture, "image/svg+xml")
            pictures += f'<img class="plate__{name}" src="paper:{name}" alt="">'
    drawn = press().print(_PAGE.format(pictures), theme, kind, files)
    with pikepdf.open(BytesIO(drawn)) as document:
        page, out = document.pages[0], BytesIO()
        form = page.as_form_xobject()
        # Packed here, once: a stream left open would be packed anew in every certificate.
        form.write(zlib.compress(_rounded(page), 9), filter=Name.FlateDecode)
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Plate=form))
        page.obj.Contents = document.make_stream(b"/Plate Do")
        document.save(out)
        return out.getvalue()


def _rounded(page: pikepdf.Page) -> bytes:
    """The page's drawing with points to a thousandth of a unit, far below what any printer tells apart."""
    steps = []
    for step in pikepdf.parse_content_stream(page):
        if str(step.operator) in _POINTS:
            steps.append(([round(float(number), 3) for number in step.operands], step.operator))
        else:
            steps.append(step)
    return pikepdf.unparse_content_stream(steps)


def lay_under(document: pikepdf.Pdf, plate: bytes) -> None:
    """Puts the plate under the first page of the document."""
    with pikepdf.open(BytesIO(plate)) as source:
        form = document.copy_foreign(source.pages[0].obj.Resources.XObject.Plate)
    page = document.pages[0]
    name = page.add_resource(form, Name.XObject, Name.Plate)
    page.contents_add(document.make_stream(f"/Artifact BMC q {name} Do Q EMC\n".encode()), prepend=True)
