"""Wagtail's app of accounts with our forms; `settings.base` names it in the place of `wagtail.users`."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    user_viewset = "academy.people.account_admin.PersonViewSet"
