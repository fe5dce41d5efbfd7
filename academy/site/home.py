"""The front door: a landing page for visitors, 'what now' for members."""

from django.shortcuts import render
from django.utils.translation import get_language

from academy.people.permissions import public
from academy.site.front import front_of


@public
def home(request):
    if not request.user.is_authenticated:
        return render(request, "site/landing.html")
    context = {}
    if request.brand is not None and request.standing.is_member:
        context["front"] = front_of(request.user, request.brand, get_language() or "fr")
    return render(request, "site/home.html", context)
