from django.urls import path

from academy.people import views

app_name = "people"
urlpatterns = [
    path("profil/", views.profile, name="profile"),
    path("invitation/<slug:token>/", views.invitation, name="invitation"),
]
