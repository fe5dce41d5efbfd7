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
    """The plate of the theme's papers of that kind, as Form XObjects of a PDF's only page: /Plate for a first page,
    /Next, its bare ground, for those that follow."""
    files, pictures = {}, ""
    for name, picture in (("plate", theme.plates[kind]), ("logo", theme.logo)):
        if picture:
            files[name] = (picture, "image/svg+xml")
            pictures += f'<img class="plate__{name}" src="paper:{name}" alt="">'
    with _drawn(theme, kind, pictures, files) as document, _drawn(theme, kind, "", {}) as ground:
        page, out = document.pages[0], BytesIO()
        forms = {"/Plate": _packed(page), "/Next": document.copy_foreign(_packed(ground.pages[0]))}
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(forms))
        page.obj.Contents = document.make_stream(b"/Plate Do")
        document.save(out)
        return out.getvalue()


def _drawn(theme: PaperTheme, kind: str, pictures: str, files: dict[str, tuple[bytes, str]]) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(press().print(_PAGE.format(pictures), theme, kind, files)))


def _packed(page: pikepdf.Page) -> pikepdf.Object:
    """The page as a Form XObject, packed here, once: left open it would be packed anew in every certificate."""
    form = page.as_form_xobject()
    form.write(zlib.compress(_rounded(page), 9), filter=Name.FlateDecode)
    return form


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
    """Puts the plate under the first page of the document, and its ground under the others."""
    with pikepdf.open(BytesIO(plate)) as source:
        forms = source.pages[0].obj.Resources.XObject
        _lay(document, list(document.pages)[:1], forms.Plate)
        if len(document.pages) > 1:
            _lay(document, list(document.pages)[1:], forms.Next)


def _lay(document: pikepdf.Pdf, pages: list[pikepdf.Page], form: pikepdf.Object) -> None:
    form = document.copy_foreign(form)
    for page in pages:
        name = page.add_resource(form, Name.XObject, Name.Plate)
        page.contents_add(document.make_stream(f"/Artifact BMC q {name} Do Q EMC\n".encode()), prepend=True)
