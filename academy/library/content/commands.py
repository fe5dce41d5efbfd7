"""What the three commands share."""

from django.core.management.base import CommandError
from django.utils.translation import get_language

from academy.people.models import Brand


def say(fr: str, en: str) -> str:
    return en if (get_language() or "fr").startswith("en") else fr


def add_brand_argument(parser) -> None:
    parser.add_argument("--brand", metavar="HOST", help="host name of the brand's site (default: the only brand)")


def brand_named(host: str | None) -> Brand:
    """The brand of a host name, or the only one; a clear sentence otherwise."""
    brands = list(Brand.objects.select_related("site__root_page").order_by("pk"))
    hosts = ", ".join(brand.site.hostname for brand in brands) or "–"
    if host:
        found = [brand for brand in brands if brand.site.hostname == host.split(":")[0]]
        found = [b for b in found if f":{b.site.port}" == host[len(b.site.hostname) :]] or found
        if not found:
            raise CommandError(
                say(
                    f"aucune marque à l’adresse « {host} » ; il y a : {hosts}",
                    f"no brand at “{host}”; there is: {hosts}",
                )
            )
        return found[0]
    if not brands:
        raise CommandError(
            say(
                "il n’y a pas encore de marque ; créez-en une dans /gestion/ (Réglages, Marque) ou avec manage.py demo",
                "there is no brand yet; create one in /gestion/ (Settings, Brand) or with manage.py demo",
            )
        )
    if len(brands) > 1:
        raise CommandError(
            say(
                f"plusieurs marques : {hosts} ; choisissez avec --brand",
                f"several brands: {hosts}; choose with --brand",
            )
        )
    return brands[0]
