"""Addresses of the station room."""

app_name = "stations"
urlpatterns: list[object] = []
