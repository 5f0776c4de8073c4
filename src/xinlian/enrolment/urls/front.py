"""The address of everything one can sign up for."""

from django.urls import URLPattern, path

from xinlian.enrolment.views import front

urlpatterns: list[URLPattern] = [path("signup/", front.signup, name="signup")]
