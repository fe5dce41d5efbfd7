from django.urls import path

from academy.insight import views

app_name = "insight"
urlpatterns = [
    path("equipe/", views.team, name="team"),
]
