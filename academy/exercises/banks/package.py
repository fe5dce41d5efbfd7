"""A zip of other people's making: read in memory, bounded, never written to disk."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

MOST_FILES = 3_000
LARGEST_FILE = 20_000_000
LARGEST_ALL = 100_000_000


class BadPackage(Exception):
    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.fr, self.en = fr, en


def read_package(data: bytes) -> dict[str, bytes]:
    """{name: content} of the files inside. Raises BadPackage for what is no zip, too large, or leaves its folder."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except NotImplementedError:
        raise BadPackage("archive zip d'un genre que nous ne lisons pas : refaites-la avec la compression usuelle",
                         "a kind of zip we do not read: make it with the usual compression") from None  # fmt: skip
    except RuntimeError:
        raise BadPackage("archive zip protégée par un mot de passe : enlevez-le",
                         "the zip is protected by a password: take it off") from None  # fmt: skip
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        raise BadPackage("archive zip incomplète ou abîmée : exportez-la à nouveau",
                         "the zip is incomplete or broken: export it again") from None  # fmt: skip


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise BadPackage(f"plus de {MOST_FILES} fichiers dans l'archive", f"more than {MOST_FILES} files in the zip")
    found: dict[str, bytes] = {}
    left = LARGEST_ALL
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise BadPackage(f"« {entry.filename[:80]} » sort de l'archive", f"'{entry.filename[:80]}' leaves the zip")
        with archive.open(entry) as file:  # what the directory says of its size is not to be trusted
            content = file.read(min(LARGEST_FILE, left) + 1)
        if len(content) > min(LARGEST_FILE, left):
            raise BadPackage(f"« {entry.filename[:80]} » est trop gros une fois décompressé",
                             f"'{entry.filename[:80]}' is too large once unpacked")  # fmt: skip
        left -= len(content)
        found[str(path)] = content
    return found
