"""What a holder takes away besides the PDF: the credential as JSON, the baked badge."""

import json
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy.certification.credential import badge
from academy.certification.models import Award
from academy.certification.pdf.theme import paper_theme
from academy.certification.pdf.words import verification_link, words_of
from academy.people.middleware import require_brand
from academy.people.permissions import members_only


@members_only
@require_safe
@never_cache
def take(request: HttpRequest, number: str, format: str) -> HttpResponse:
    """credential.json, badge.png or badge.svg, for the holder alone."""
    found = Award.objects.filter(brand=require_brand(request), person=request.user)
    award = get_object_or_404(found.select_related("brand__site", "level"), number=number)
    if not award.credential or format not in {"json", "png", "svg"}:
        raise Http404
    words = words_of(award)
    face = (paper_theme(award.brand.theme), words.brand, words.level, words.order, award.credential)
    if format == "json":
        content, kind = json.dumps(award.credential, ensure_ascii=False, indent=1), "application/json"
    elif format == "png":
        content, kind = badge.png(*face), "image/png"
    else:
        content, kind = badge.svg(*face), "image/svg+xml"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{award.number}.{format}"'
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


def linkedin_link(award: Award) -> str:
    """LinkedIn's «add to profile» form, filled in; nothing is sent before the holder presses its button."""
    words = words_of(award)
    return "https://www.linkedin.com/profile/add?" + urlencode(
        {
            "startTask": "CERTIFICATION_NAME",
            "name": words.level,
            "organizationName": words.brand,
            "issueYear": award.issued.year,
            "issueMonth": award.issued.month,
            "expirationYear": award.expires.year,
            "expirationMonth": award.expires.month,
            "certUrl": verification_link(award),
            "certId": award.number,
        }
    )


def linkedin_post(award: Award) -> str:
    """LinkedIn's form for a post that links to the public page."""
    address = f"{award.brand.address}/p/{award.number}"
    return "https://www.linkedin.com/sharing/share-offsite/?" + urlencode({"url": address})
