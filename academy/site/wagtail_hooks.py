from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class _ForTeamLeaders(MenuItem):
    def is_shown(self, request):
        return request.brand is not None and request.standing.leads_team


@hooks.register("register_settings_menu_item")
def style_page():
    return _ForTeamLeaders(_("Style"), reverse("site:style"), name="style", icon_name="view", order=900)
