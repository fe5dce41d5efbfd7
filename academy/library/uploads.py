"""Files that authors upload are what their name says: the content decides, never the name alone."""

import io
import re
import zipfile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image as Picture
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200  # a real office file packs to a twentieth or so; a bomb to a thousandth
MOST_PIXELS = 40_000_000  # of a picture that comes inside another file
_PICTURES = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
_OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_OPEN = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
_MARKUP = re.compile(rb"^\s*<\s*(?:!doctype|!--|\?xml|html|head|body|script|svg|iframe|img|a\b|div)", re.IGNORECASE)


class DocumentForm(BaseDocumentForm):
    def clean_file(self):
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            check_document(file, file.name)
        return file


def check_document(file, name: str) -> None:
    """Raises ValidationError when the content is not what the ending says, is too big, or holds something that runs."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is too big; %(limit)d MB is the limit.") % {"limit": MAX_BYTES >> 20})
    ending = name.rpartition(".")[2].lower()
    file.seek(0)
    if ending == "pdf":
        good = file.read(5) == b"%PDF-"
    elif ending in _OFFICE or ending in _OPEN:
        good = _is_office(file.read(), ending)
    else:
        good = _is_text(file.read(), ending)
    file.seek(0)
    if not good:
        text = _("The content is not that of a .%(ending)s file. Save it again from the program it comes from.")
        raise ValidationError(text % {"ending": ending[:10]})


def _is_office(data: bytes, ending: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            _refuse_bomb(entries, len(data))
            if any("vbaproject" in name.lower() for name in names):
                raise ValidationError(_("The file holds macros. Save it without them."))
            if ending in _OFFICE:
                return "[Content_Types].xml" in names and any(name.startswith(_OFFICE[ending]) for name in names)
            if "mimetype" not in names or archive.getinfo("mimetype").file_size > 200:
                return False
            return archive.read("mimetype").strip() == f"application/vnd.oasis.opendocument.{_OPEN[ending]}".encode()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):  # damaged, or encrypted
        return False


def _refuse_bomb(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 10_000) or len(entries) > 20_000:
        raise ValidationError(_("The file unpacks to far more than such a file holds."))


def _is_text(data: bytes, ending: str) -> bool:
    if b"\0" in data or _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        return False
    return ending != "vtt" or data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")


class ImageForm(BaseImageForm):
    """Wagtail opens the picture to see what it is; a damaged one makes Pillow raise whatever it likes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].to_python = _carefully(self.fields["file"])


def _carefully(field):
    read = field.to_python

    def to_python(data):
        try:
            return read(data)
        except ValidationError:
            raise
        except Exception as error:
            raise ValidationError(field.error_messages["invalid_image"], code="invalid_image") from error

    return to_python


def picture_kind(data: bytes) -> str | None:
    """The ending that goes with the content of a picture; None when it is none we show, broken or huge."""
    if len(data) > getattr(settings, "WAGTAILIMAGES_MAX_UPLOAD_SIZE", 10 * 1024 * 1024):  # as Wagtail has it
        return None
    try:
        with Picture.open(io.BytesIO(data)) as picture:
            if picture.format not in _PICTURES or picture.width * picture.height > MOST_PIXELS:
                return None
            picture.verify()
            return _PICTURES[picture.format]
    except Exception:  # Pillow raises whatever a broken file makes it raise
        return None
