from django.urls import path

from academy.library import views

app_name = "library"
urlpatterns = [
    path("playbooks/", views.playbooks, name="playbooks"),
]
