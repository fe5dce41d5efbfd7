"""What a stranger needs to verify a credential without asking us: keys, issuer, level, status. All public, all JSON."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from academy.certification.credential import issuer, status
from academy.certification.credential.badge import png
from academy.certification.models import Level
from academy.certification.pdf.theme import paper_theme
from academy.people.middleware import require_brand
from academy.people.permissions import public


def _answer(document: dict[str, Any], kind: str = "application/json", seconds: int = 0) -> JsonResponse:
    response = JsonResponse(document, content_type=kind, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"  # verifiers run in browsers, on other sites
    response["Cache-Control"] = f"public, max-age={seconds}" if seconds else "no-cache"
    return response


@public
def did(request: HttpRequest) -> JsonResponse:
    return _answer(issuer.did_document(require_brand(request)), "application/did+json", seconds=300)


@public
def issuer_profile(request: HttpRequest) -> JsonResponse:
    brand = require_brand(request)
    keys = issuer.did_document(brand)
    return _answer({**issuer.profile(brand), "verificationMethod": keys["verificationMethod"]}, seconds=300)


@public
def achievement(request: HttpRequest, code: str) -> JsonResponse:
    level = get_object_or_404(Level, brand=require_brand(request), code=code)
    site = level.brand.address
    return _answer(
        {
            "id": f"{site}/credentials/achievements/{level.code}",
            "type": ["Achievement"],
            "achievementType": "Certification",
            "name": level.name_fr,
            "description": level.may_do_fr or level.name_fr,
            "criteria": {"narrative": level.description_fr or level.may_do_fr or level.name_fr},
            "creator": issuer.profile(level.brand),
        },
        seconds=300,
    )


@public
def achievement_image(request: HttpRequest, code: str) -> HttpResponse:
    """The level's badge without anybody's credential in it."""
    level = get_object_or_404(Level.objects.select_related("brand"), brand=require_brand(request), code=code)
    content = png(paper_theme(level.brand.theme), level.brand.name, level.name_fr, level.order)
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@public
def status_list(request: HttpRequest, page: int, purpose: str = "revocation") -> JsonResponse:
    brand = require_brand(request)
    if purpose not in status.PURPOSES or not status.exists(page):
        raise Http404
    return _answer(status.status_list(brand, page, purpose), "application/vc")
