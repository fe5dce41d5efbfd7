from django.urls import include, path

app_name = "learning"
urlpatterns: list = [
    path("", include("academy.learning.players.urls")),
]
