"""Addresses of one's own pass, of the page that verifies, and of what devices fetch."""

from django.urls import URLPattern, path, re_path

from xinlian.credentials.views import mine, trust, verify

urlpatterns: list[URLPattern] = [
    path("pass/", mine.shell, name="pass"),
    path("pass/mine.json", mine.data, name="pass_data"),
    path("pass/plain/", mine.plain, name="pass_plain"),
    path("pass/appeal/<uuid:uid>/", mine.appeal, name="appeal"),
    path("pass/photo/<uuid:uid>/", mine.photo, name="photo"),
    path("verify/", verify.typed, name="verify"),
    re_path(r"^[Qq]/(?P<letters>[A-Za-z2-7]{100,2000})/?$", verify.scanned, name="scanned"),
    path("trust/bundle", trust.bundle, name="bundle"),
    path("trust/status/<int:number>", trust.status, name="status"),
    path("trust/status/<int:number>/since/<int:version>", trust.delta, name="status_delta"),
]
