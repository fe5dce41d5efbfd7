from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "academy.site"
    label = "academy_site"
    default_auto_field = "django.db.models.BigAutoField"
