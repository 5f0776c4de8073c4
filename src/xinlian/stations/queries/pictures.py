"""Where a photo or a video can be looked at."""

from django.urls import reverse

from xinlian.places.models import Media


def shown(media: Media) -> dict[str, str]:
    """Its thumbnail, the whole picture, and the clip of a video."""
    thumb = reverse("stations:image", args=[media.uid, 480]) if media.kind == "photo" or media.poster else ""
    whole = reverse(
        "stations:clip" if media.kind == "video" else "stations:image",
        args=[media.uid] + ([] if media.kind == "video" else [1600]),
    )
    return {"thumb": thumb, "url": whole}
