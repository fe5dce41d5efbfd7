from django.urls import include, path

from academy.certification import embed_views, public_views, registry_views, targets, views
from academy.certification.credential.own_views import take
from academy.certification.credential.urls import public_urlpatterns as credentials
from academy.certification.share import views as share
from academy.certification.updates import views as update_views

app_name = "certification"
urlpatterns = [
    path("mes-attestations/", views.mine, name="mine"),
    path("mes-attestations/verifier/", views.claim, name="claim"),
    path("mes-attestations/carte/", views.save_card, name="card"),
    path("mes-attestations/nouveautes/<int:pk>/", update_views.update, name="update"),
    path("mes-attestations/renouveler/<slug:code>/", update_views.delta, name="delta"),
    path("mes-attestations/<str:number>/rendre/", views.give_back, name="give_back"),
    path("mes-attestations/<str:number>/papier/", views.paper, name="paper"),
    path("mes-attestations/<str:number>/pdf/", views.download, name="download"),
    path("mes-attestations/<str:number>/releve/", views.transcript, name="transcript"),
    path("mes-attestations/<str:number>/partager/", share.switch, name="share"),
    path("mes-attestations/<str:number>/numerique.<slug:format>", take, name="take"),
    path("registre/", registry_views.registry, name="registry"),
    path("registre/qui-fait-quoi/", registry_views.who_does_what, name="who_does_what"),
    path("registre/voix/<uuid:public_id>/", registry_views.voice, name="voice"),
    path("registre/voix/<uuid:public_id>/carte.vcf", registry_views.voice_card, name="voice_card"),
    path("couverture/", registry_views.coverage, name="coverage"),
    path("couverture/releve/", registry_views.succession, name="succession"),
    path("couverture/cibles/", targets.targets, name="targets"),
]

# Outside the language prefix: the address in the QR code is the same for everybody. A namespace of its own, for a
# namespace may be included once only.
_verification = [
    path("v/", public_views.form, name="form"),
    path("v/<str:number>", public_views.answer, name="certificate"),
    path("p/<str:number>", share.page, name="shared"),
    path("p/<str:number>/<slug:language>.png", share.picture, name="shared_picture"),
]
public_urlpatterns: list = [
    path("", include((_verification, "verification"))),
    path("embed/registry/<str:key>/", embed_views.embedded_list, name="embedded_list"),
    path("embed/registry/<str:key>/voices.json", embed_views.embedded_data, name="embedded_data"),
    path("api/registry", registry_views.registry_api, name="registry_api"),
    *credentials,
]
