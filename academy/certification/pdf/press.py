"""The press: HTML and CSS in, PDF out, by WeasyPrint, with everything that can be kept warm kept warm.

WeasyPrint spends three quarters of a first page on fonts; one FontConfiguration per thread is what makes a batch fast
(measured: docs/certificates.md). It is not safe to share between threads, hence the thread's own press.
"""

import threading

from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

from academy.certification.pdf.theme import PaperTheme

SCHEME = "paper:"


class NotHandedError(FatalURLFetchingError):
    """The page asked for something it was not given: no file, no network, whatever a template or a name says."""


class Handed:
    """Gives WeasyPrint the files it was handed, by name, and nothing else."""

    def __init__(self, files: dict[str, tuple[bytes, str]]):
        self.files = files

    def __call__(self, url: str) -> URLFetcherResponse:
        body, mime = self.files.get(url.removeprefix(SCHEME), (None, ""))
        if body is None or not url.startswith(SCHEME):
            raise NotHandedError(f"the certificate's page asks for {url[:200]}, which it was not handed")
        return URLFetcherResponse(url, body, {"Content-Type": mime})

    fetch = __call__


class Press:
    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.sheets: dict[tuple[str, str], tuple[CSS, CounterStyle]] = {}

    def sheet(self, theme: PaperTheme, kind: str) -> tuple[CSS, CounterStyle]:
        key = (theme.name, kind)
        if key not in self.sheets:
            counters = CounterStyle()
            css = CSS(
                string=theme.css[kind],
                font_config=self.fonts,
                counter_style=counters,
                url_fetcher=Handed({}),
            )
            self.sheets[key] = (css, counters)
        return self.sheets[key]

    def print(self, html: str, theme: PaperTheme, kind: str, files: dict[str, tuple[bytes, str]], **options) -> bytes:
        """One document as PDF. `files` are all the pictures it may use, as paper:<name>."""
        css, counters = self.sheet(theme, kind)
        page = HTML(string=html, url_fetcher=Handed(files))
        return page.write_pdf(stylesheets=[css], font_config=self.fonts, counter_style=counters, **options)

    def print_archivable(self, html: str, theme: PaperTheme, kind: str, files: dict[str, tuple[bytes, str]]) -> bytes:
        """The same as tagged PDF/A-3a, for pikepdf to go on with: it packs the streams and makes the identifier, once.

        WeasyPrint would pack every stream twice, for it hashes what it is about to write to name the file.
        """
        return self.print(html, theme, kind, files, pdf_variant="pdf/a-3a", pdf_identifier=False, uncompressed_pdf=True)


_of_thread = threading.local()


def press() -> Press:
    """This thread's press."""
    if not hasattr(_of_thread, "press"):
        _of_thread.press = Press()
    return _of_thread.press
