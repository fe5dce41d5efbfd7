"""The plate: a theme's ornament and logo, drawn once, laid under every page, as a printer's plate would be.

It is kept as a one-page PDF and placed as a Form XObject marked as an artifact: a screen reader skips it, and a
certificate does not pay again for the thousands of points of a guilloche.
"""

from functools import cache
from io import BytesIO

import pikepdf

from academy.certification.pdf.press import press
from academy.certification.pdf.theme import PaperTheme

_PAGE = '<!doctype html><html lang="zxx"><title>plate</title><body class="plate">{}</body></html>'


@cache
def plate_pdf(theme: PaperTheme) -> bytes:
    files, pictures = {}, ""
    for name in ("plate", "logo"):
        picture = getattr(theme, name)
        if picture:
            files[name] = (picture, "image/svg+xml")
            pictures += f'<img class="plate__{name}" src="paper:{name}" alt="">'
    return press().print(_PAGE.format(pictures), theme, "certificate", files)


def lay_under(document: pikepdf.Pdf, plate: bytes) -> None:
    """Puts the plate under the first page of the document."""
    with pikepdf.open(BytesIO(plate)) as source:
        form = document.copy_foreign(source.pages[0].as_form_xobject())
    page = document.pages[0]
    name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name.Plate)
    page.contents_add(document.make_stream(f"/Artifact BMC q {name} Do Q EMC\n".encode()), prepend=True)
