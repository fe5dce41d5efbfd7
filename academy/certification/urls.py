app_name = "certification"
urlpatterns: list = []
public_urlpatterns: list = []
