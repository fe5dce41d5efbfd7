from django.urls import include, path

from academy.certification.credential import views

# Outside the language prefix: these addresses stand in signed credentials and must never move.
_published = [
    path(".well-known/did.json", views.did, name="did"),
    path("credentials/issuer", views.issuer_profile, name="issuer_profile"),
    path("credentials/achievements/<slug:code>", views.achievement, name="achievement"),
    path("credentials/achievements/<slug:code>.png", views.achievement_image, name="achievement_image"),
    path("credentials/status/<int:page>", views.status_list, name="status_list"),
    path("credentials/status/<int:page>/<slug:purpose>", views.status_list, name="status_list_of"),
]

public_urlpatterns: list = [path("", include((_published, "credentials")))]
