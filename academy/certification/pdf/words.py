"""What stands on a certificate, in the language of the award: plain words, ready for a template."""

from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date

from academy.certification.models import Award


@dataclass(frozen=True)
class CertificateWords:
    language: str
    brand: str
    holder: str
    level: str
    order: int
    may_do: str
    asks: str
    channels: list[str]
    topics: list[str]
    languages: list[str]
    department: str
    issued: str
    expires: str
    number: str
    link: str
    shown_link: str


def verification_link(award: Award) -> str:
    return f"{award.brand.address}/v/{award.number}"


def in_words(day: date, language: str) -> str:
    """1er janvier 2027, 1 January 2027."""
    text = format_date(day, "d MMMM y", locale="en_GB" if language == "en" else language)
    return text.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else text


def named(things: list, language: str) -> list[str]:
    """Names from a scope snapshot: {"fr": …, "en": …} each, or plain text."""
    return [
        one if isinstance(one, str) else one.get(language) or one.get("fr") or one.get("name") or one["code"]
        for one in things
    ]


def languages_in_words(codes: list, language: str) -> list[str]:
    known = Locale.parse(language).languages
    names = []
    for one in codes:
        if isinstance(one, dict) and one.get(language):
            names.append(one[language])
        else:
            code = one["code"] if isinstance(one, dict) else one
            names.append(known.get(code, code))
    return names


def words_of(award: Award) -> CertificateWords:
    """The award's snapshot in words; what an old snapshot lacks comes from its level."""
    language = "en" if award.language.startswith("en") else "fr"
    scope, link = award.scope, verification_link(award)
    level = scope.get("level", {})
    may_do = scope.get("may_do") or {}
    return CertificateWords(
        language=language,
        brand=award.brand.name,
        holder=award.holder,
        level=level.get(language) or getattr(award.level, f"name_{language}"),
        order=scope.get("order") or award.level.order,
        may_do=may_do.get(language) or getattr(award.level, f"may_do_{language}"),
        asks=getattr(award.level, f"description_{language}"),
        channels=named(scope.get("channels", []), language),
        topics=named(scope.get("topics", []), language),
        languages=languages_in_words(scope.get("languages", []), language),
        department=_department(scope, language),
        issued=in_words(award.issued, language),
        expires=in_words(award.expires, language),
        number=award.number,
        link=link,
        shown_link=link.split("://", 1)[-1],
    )


def _department(scope: dict, language: str) -> str:
    department = scope.get("department") or ""
    return named([department], language)[0] if department else ""
