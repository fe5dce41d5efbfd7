from django.urls import path

from academy.learning.players import reply_views, views

urlpatterns = [
    path("etape/<int:page_id>/commencer/", views.begin_step, name="begin"),
    path("tentative/<uuid:public_id>/", views.show, name="attempt"),
    path("tentative/<uuid:public_id>/agir/", views.act_on, name="act"),
    path("tentative/<uuid:public_id>/reponse/", reply_views.write, name="write"),
    path("tentative/<uuid:public_id>/bilan/", views.result, name="result"),
    path("tentative/<uuid:public_id>/reflexion/", views.reflect, name="reflect"),
    path("tentative/<uuid:public_id>/rejouer/", views.replay, name="replay"),
]
