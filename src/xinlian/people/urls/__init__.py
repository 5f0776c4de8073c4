"""Addresses of people: what everybody uses, the desk, and what programs ask."""

from xinlian.people.api import api
from xinlian.people.bearing import served
from xinlian.people.urls import desk, me

app_name = "people"
urlpatterns = [*me.urlpatterns, *desk.urlpatterns, served(api, "api/v1/people/")]
