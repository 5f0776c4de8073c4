"""Addresses of the station room: for workers, for the desk, without a network, for machines."""

from xinlian.stations.urls import desk, machines, offline, worker

app_name = "stations"
urlpatterns = [*offline.urlpatterns, *desk.urlpatterns, *machines.urlpatterns, *worker.urlpatterns]
