"""The store's addresses, below /xapi/."""

from django.urls import URLPattern, path

from xinlian.records.api import documents, others, statements

urlpatterns: list[URLPattern] = [
    path("xapi/statements", statements.statements, name="statements"),
    path("xapi/statements/more", statements.more_statements, name="more"),
    path("xapi/activities/state", documents.state, name="state"),
    path("xapi/activities/profile", documents.activity_profile, name="activity_profile"),
    path("xapi/activities", others.activities_view, name="activities"),
    path("xapi/agents/profile", documents.agent_profile, name="agent_profile"),
    path("xapi/agents", others.agents_view, name="agents"),
    path("xapi/about", others.about_view, name="about"),
]
