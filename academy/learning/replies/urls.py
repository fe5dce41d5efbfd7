from django.urls import path

from academy.learning.replies import views

urlpatterns = [
    path("", views.mine, name="my_replies"),
    path("a-relire/", views.queue, name="queue"),
    path("accord/", views.agreement, name="agreement"),
    path("<uuid:public_id>/", views.read, name="read"),
    path("<uuid:public_id>/mon-avis/", views.rate_own, name="rate_own"),
    path("<uuid:public_id>/exemple/", views.propose_example, name="propose_example"),
    path("<uuid:public_id>/exemple/reponse/", views.answer_example, name="answer_example"),
]
