from django.urls import path

from academy.people import privacy_views, stopping, views

app_name = "people"
urlpatterns = [
    path("profil/", views.profile, name="profile"),
    path("courriels/arreter/<str:token>/", stopping.stop_mail, name="stop_mail"),
    path("mes-donnees/", privacy_views.my_data, name="my_data"),
    path("mes-donnees/copie/", privacy_views.ask_for_copy, name="ask_for_copy"),
    path("mes-donnees/copie/<int:pk>/", privacy_views.download_copy, name="download_copy"),
    path("mes-donnees/effacement/", privacy_views.ask_for_erasure, name="ask_for_erasure"),
    path("invitation/<slug:token>/", views.invitation, name="invitation"),
]
