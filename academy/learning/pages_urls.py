from django.urls import path

from academy.learning import coaching_views
from academy.learning import pages_views as views

urlpatterns = [
    path("catalogue/", views.catalogue, name="catalogue"),
    path("parcours/<uuid:course_key>/commencer/", views.take_up, name="enrol"),
    path("parcours/<uuid:course_key>/continuer/", views.go_on, name="continue"),
    path("lecons/<int:page_id>/lue/", views.complete, name="complete"),
    path("equipe/entretiens/", coaching_views.talks, name="talks"),
    path("equipe/entretiens/<int:talk_id>/", coaching_views.talks, name="talk"),
    path("charte-de-la-marque/", views.charter, name="charter"),
    path("charte-de-la-marque/<int:page_id>/signer/", views.sign, name="sign"),
]
