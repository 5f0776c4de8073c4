"""Addresses for workers, below /stations/, and the short ones on signs and doors."""

from django.urls import URLPattern, path

from xinlian.stations.views import along, door, media, share, talk, worker

urlpatterns: list[URLPattern] = [
    path("stations/", worker.near, name="near"),
    path("stations/along/", along.along, name="along"),
    path("stations/pictures/<uuid:uid>/<int:size>/", media.image, name="image"),
    path("stations/pictures/<uuid:uid>/clip/", media.clip, name="clip"),
    path("stations/pictures/<uuid:uid>/withdraw/", media.withdraw_media, name="withdraw_media"),
    path("stations/<uuid:uid>/", worker.station, name="station"),
    path("stations/<uuid:uid>/banners/", worker.banners, name="banners"),
    path("stations/<uuid:uid>/report/", talk.report, name="report"),
    path("stations/<uuid:uid>/thanks/", talk.thanks, name="thanks"),
    path("stations/<uuid:uid>/complaint/", talk.complaint, name="complaint"),
    path("stations/<uuid:uid>/fault/", talk.fault, name="fault"),
    path("stations/<uuid:uid>/photo/", media.add_media, name="add_media"),
    path("stations/<uuid:uid>/card/", share.card, name="card"),
    path("stations/<uuid:uid>/card.png", share.card_png, name="card_png"),
    path("s/<str:code>/", worker.short, name="short"),
    path("d/<str:code>/<str:proof>/", door.door, name="door"),
]
