"""Home's neighbours: health check, media, error pages."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.static import serve

from academy.people.permissions import public


@public
def healthz(request):
    """For a load balancer: 200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")


@public
def media(request, path: str):
    """Uploaded images. Documents go through Wagtail's own view, which asks for permission."""
    if not path.lower().endswith(_IMAGES):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def bad_request(request, exception=None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request, exception=None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request, exception=None) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failure(request, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
