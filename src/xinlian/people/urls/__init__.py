"""Addresses of people: what everybody uses, and the desk."""

from xinlian.people.urls import desk, me

app_name = "people"
urlpatterns = [*me.urlpatterns, *desk.urlpatterns]
