"""Addresses of notices: one's own, and the desk's."""

from django.urls import path

from xinlian.notices.views import desk, mine

app_name = "notices"
urlpatterns = [
    path("me/notices/", mine.inbox, name="inbox"),
    path("me/notices/read/", mine.read_all, name="read_all"),
    path("me/notices/settings/", mine.settings, name="settings"),
    path("me/notices/<uuid:uid>/", mine.open_notice, name="open"),
    path("desk/notices/", desk.notices, name="desk"),
    path("desk/notices/<str:code>/", desk.kind, name="desk_kind"),
    path("desk/notices/<str:code>/again/", desk.again, name="desk_again"),
]
