from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from academy.certification.urls import public_urlpatterns as verification
from academy.people.scim.views import scim
from academy.site import views as site
from academy.site import webapp

urlpatterns = [
    path("healthz", site.healthz, name="healthz"),
    path("gestion/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("academy.people.account_urls")),
    path("scim/v2/<str:kind>", scim, name="scim"),
    path("scim/v2/<str:kind>/<path:key>", scim, name="scim_one"),
    path("manifest.webmanifest", webapp.manifest, name="manifest"),
    path("sw.js", webapp.service_worker, name="service_worker"),
    path("i18n/", include("django.conf.urls.i18n")),
    *verification,
    *([path("media/<path:path>", site.media, name="media")] if settings.MEDIA_URL == "/media/" else []),
]

urlpatterns += i18n_patterns(
    path("", include("academy.site.urls")),
    path("", include("academy.people.urls")),
    path("", include("academy.library.urls")),
    path("", include("academy.learning.urls")),
    path("", include("academy.certification.urls")),
    path("", include("academy.insight.urls")),
    path("", include(wagtail_urls)),
)

handler400 = "academy.site.views.bad_request"
handler403 = "academy.site.views.forbidden"
handler404 = "academy.site.views.not_found"
