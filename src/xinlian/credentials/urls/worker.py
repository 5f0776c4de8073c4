"""Addresses of one's own pass, of the page that verifies, and of what devices fetch."""

from django.urls import URLPattern, path, re_path

from xinlian.credentials.views import certificates, mine, trust, verify

urlpatterns: list[URLPattern] = [
    path("pass/", mine.shell, name="pass"),
    path("pass/mine.json", mine.data, name="pass_data"),
    path("pass/plain/", mine.plain, name="pass_plain"),
    path("pass/appeal/<uuid:uid>/", mine.appeal, name="appeal"),
    path("pass/photo/<uuid:uid>/", mine.photo, name="photo"),
    path("certificates/", certificates.mine, name="certificates"),
    path("certificates/<uuid:uid>/certificate.pdf", certificates.pdf, name="certificate_pdf"),
    path("certificates/<uuid:uid>/certificate.json", certificates.json, name="certificate_json"),
    path("verify/", verify.typed, name="verify"),
    path("verify/file/", verify.filed, name="verify_file"),
    re_path(r"^[Qq]/(?P<letters>[A-Za-z2-7]{100,2000})/?$", verify.scanned, name="scanned"),
    path(".well-known/did.json", trust.controller, name="controller"),
    path("trust/bitstring/<int:number>", trust.bitstring, name="bitstring"),
    path("trust/documents.pem", trust.documents, name="documents"),
    path("trust/bundle", trust.bundle, name="bundle"),
    path("trust/status/<int:number>", trust.status, name="status"),
    path("trust/status/<int:number>/since/<int:version>", trust.delta, name="status_delta"),
]
