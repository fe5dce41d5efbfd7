from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "academy.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from academy.people.privacy_declared import declare_all
        from academy.people.signals import connect
        from academy.people.spreadsheet import guard_wagtails_exports

        declare_all()
        connect()
        guard_wagtails_exports()
