from django.urls import path

from academy.site import home, pages

app_name = "site"
urlpatterns = [
    path("", home.home, name="home"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("pas-encore-traduit/<int:page_id>/", pages.untranslated, name="untranslated"),
    path("hors-ligne/", pages.offline, name="offline"),
]
