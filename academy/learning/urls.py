from django.urls import include, path

from academy.learning import pages_urls

app_name = "learning"
urlpatterns: list = [
    *pages_urls.urlpatterns,
    path("", include("academy.learning.players.urls")),
    path("reponses/", include("academy.learning.replies.urls")),
    path("", include("academy.learning.refreshers.urls")),
]
