"""The site, and the yardstick: the least an answer could cost, one session read and one insert."""

from django.db import connection
from django.http import HttpResponse
from django.urls import path

from academy.people.permissions import public
from academy.urls import handler400, handler403, handler404
from academy.urls import urlpatterns as ours

__all__ = ["handler400", "handler403", "handler404", "urlpatterns"]


@public
def yardstick(request):
    person = request.session["_auth_user_id"]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_row (person, said) VALUES (%s, %s)", [person, request.POST.get("chosen", "")])
    return HttpResponse("{}", content_type="application/json")


urlpatterns = [path("yardstick/", yardstick), *ours]
