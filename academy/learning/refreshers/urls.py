from django.urls import path

from academy.learning.refreshers import views

urlpatterns = [
    path("cinq-du-jour/", views.refreshers, name="refreshers"),
    path("cinq-du-jour/<int:card_id>/repondre/", views.answer, name="refresh"),
    path("rappels/arreter/<str:token>/", views.stop_reminders, name="stop_reminders"),
]
