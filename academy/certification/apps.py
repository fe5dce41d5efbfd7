from django.apps import AppConfig


class CertificationConfig(AppConfig):
    name = "academy.certification"
    label = "certification"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from academy.certification import load_levels, tasks

        load_levels.connect()
        tasks.connect()
