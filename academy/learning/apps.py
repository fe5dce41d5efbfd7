from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "academy.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from academy.learning import choice_counts, privacy

        privacy.declare_all()
        choice_counts.connect()
