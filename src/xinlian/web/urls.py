"""All addresses: plural words for workers, /desk for staff, /api/v1 for machines."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from xinlian.people.access import public
from xinlian.web import offline, styleguide, views

handler400 = "xinlian.web.errors.bad_request"
handler403 = "xinlian.web.errors.forbidden"
handler404 = "xinlian.web.errors.not_found"
handler500 = "xinlian.web.errors.failed"

shell = (
    [
        path("type/", views.type_size, name="type"),
        path("theme/", views.theme, name="theme"),
        path("styleguide/", styleguide.worker, name="styleguide"),
        path("styleguide/desk/", styleguide.desk, name="styleguide_desk"),
        path("sw.js", offline.service_worker, name="service_worker"),
        path("offline/", offline.offline, name="offline"),
        path("health/", views.health, name="health"),
        path("manifest.webmanifest", views.manifest, name="manifest"),
        path("desk/", views.desk_home, name="desk"),
        path("desk/search/", views.desk_search, name="desk_search"),
    ],
    "web",
)

urlpatterns = [
    path("", views.home, name="home"),
    path("", include(shell)),
    path("language/", public(set_language), name="set_language"),
    path("accounts/", include("xinlian.people.urls.accounts")),
    path("admin/", admin.site.urls),
    path("", include("xinlian.people.urls")),
    path("", include("xinlian.notices.urls")),
    path("", include("xinlian.surveys.urls")),
    path("", include("xinlian.boards.urls")),
    path("", include("xinlian.records.urls")),
    path("", include("xinlian.credentials.urls")),
    path("", include("xinlian.assessment.urls")),
    path("", include("xinlian.simulators.urls")),
    path("", include("xinlian.enrolment.urls")),
    path("", include("xinlian.stations.urls")),
    path("", include("xinlian.training.urls")),
    path("", include("xinlian.trips.urls")),
]
