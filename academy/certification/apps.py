from django.apps import AppConfig


class CertificationConfig(AppConfig):
    name = "academy.certification"
    label = "certification"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from academy.certification import course_levels, listeners, load_levels, privacy, regrades, tasks

        privacy.declare_all()
        course_levels.connect()
        load_levels.connect()
        regrades.connect()
        tasks.connect()
        listeners.connect()
