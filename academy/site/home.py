"""The front door: a landing page for visitors, 'what now' for members."""

from django.shortcuts import render

from academy.people.permissions import public


@public
def home(request):
    if not request.user.is_authenticated:
        return render(request, "site/landing.html")
    return render(request, "site/home.html")
