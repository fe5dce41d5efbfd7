from django.urls import path

from academy.site import home

app_name = "site"
urlpatterns = [
    path("", home.home, name="home"),
]
