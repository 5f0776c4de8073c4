"""The ASGI door of the live address, that the server calls."""

from xinlian.boards.live import Live, django_look

application = Live(django_look())
