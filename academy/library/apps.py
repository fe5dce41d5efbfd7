from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "academy.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from academy.library import must_know, versions

        must_know.connect()
        versions.connect()
