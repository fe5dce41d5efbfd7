from django.urls import path

from academy.site import home, pages, style_guide

app_name = "site"
urlpatterns = [
    path("", home.home, name="home"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("pas-encore-traduit/<int:page_id>/", pages.untranslated, name="untranslated"),
    path("hors-ligne/", pages.offline, name="offline"),
    path("style/", style_guide.style_guide, name="style"),
]
