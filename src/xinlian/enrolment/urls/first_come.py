"""The address of the one tap where first come is first served."""

from django.urls import URLPattern, path

from xinlian.enrolment.views import first_come

urlpatterns: list[URLPattern] = [path("signup/<uuid:uid>/take/", first_come.take, name="take")]
