"""Verification: open to everybody, in both languages, without JavaScript, without a trace of who asked."""

from functools import wraps

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from academy.certification.credential.check import MOST_BYTES, check_document
from academy.certification.numbers import read_number
from academy.certification.rate_limit import too_many
from academy.certification.verification import verify
from academy.people.permissions import public

FILES_PER_MINUTE = 20
PER_MINUTE = 60  # numbers cannot be guessed (73 bits); this keeps a machine from trying all the same


def spoken(view):
    """Speaks the language of `?lang=`, else of the cookie or browser (set by the middleware); never to be indexed."""

    @wraps(view)
    def speaking(request, *args, **kwargs):
        wanted = request.GET.get("lang", "")
        language = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language() or "fr"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    return speaking


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def form(request):
    """Asks for a number or a file; a number in the query leads to its page, a file to what it is worth."""
    if request.method == "POST":
        return _document(request)
    typed = request.GET.get("number", "")[:200]
    if typed:
        number = read_number(typed)
        if number:
            lang = request.GET.get("lang")
            address = redirect("verification:certificate", number=number)
            if lang in dict(settings.LANGUAGES):
                address["Location"] += f"?lang={lang}"
            return address
        return render(request, "certification/verify_form.html", {"typed": typed, "malformed": True}, status=400)
    return render(request, "certification/verify_form.html")


@public
@never_cache
@require_safe
@spoken
def answer(request, number: str):
    """What the certificate of that number is worth today."""
    if too_many(request, "verify", PER_MINUTE):
        return render(request, "certification/verify_form.html", {"too_many": True}, status=429)
    canonical = read_number(number)
    if canonical is None:
        return render(request, "certification/verify_form.html", {"typed": number, "malformed": True}, status=400)
    if canonical != number:
        return redirect("verification:certificate", number=canonical)
    found = verify(request.brand, canonical, translation.get_language() or "fr")
    # "Unknown" is an answer like the others: a 404 would be sent on to the language's prefix by Django's middleware.
    return render(request, "certification/verify.html", {"answer": found})


def _document(request):
    """Somebody dropped a PDF or a credential: is the file ours and unaltered, and what is it worth today?"""
    if too_many(request, "verify-document", FILES_PER_MINUTE):
        return render(request, "certification/verify_form.html", {"too_many": True}, status=429)
    file = request.FILES.get("document")
    if file is None:
        return render(request, "certification/verify_form.html", {"no_file": True}, status=400)
    checked = check_document(file.read(MOST_BYTES + 1))
    if checked.genuine:
        found = verify(request.brand, checked.number, translation.get_language() or "fr")
        if found.award:
            return render(request, "certification/verify.html", {"answer": found, "document": checked})
    problem = checked.problem or "foreign"  # genuine, but of another brand than the one of this address
    context = {"problem": problem, "number": checked.number if problem == "altered" else ""}
    return render(request, "certification/verify_document.html", context)
