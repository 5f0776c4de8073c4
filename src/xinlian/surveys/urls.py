"""Addresses of surveys: the page to answer on, and the desk's."""

from django.urls import path

from xinlian.surveys.views import answering, desk, editor

app_name = "surveys"
urlpatterns = [
    path("surveys/<uuid:uid>/", answering.survey, name="survey"),
    path("desk/surveys/", desk.surveys, name="desk"),
    path("desk/surveys/questionnaires/new/", editor.new, name="new"),
    path("desk/surveys/questionnaires/<uuid:uid>/", editor.questionnaire, name="questionnaire"),
    path("desk/surveys/questionnaires/<uuid:uid>/question/", editor.question, name="add_question"),
    path("desk/surveys/questionnaires/<uuid:uid>/question/<str:code>/", editor.question, name="question"),
    path("desk/surveys/questionnaires/<uuid:uid>/arrange/", editor.arrange, name="arrange"),
    path("desk/surveys/questionnaires/<uuid:uid>/version/", editor.version, name="version"),
    path("desk/surveys/questionnaires/<uuid:uid>/retire/", editor.retire, name="retire"),
    path("desk/surveys/<uuid:uid>/", desk.survey, name="desk_survey"),
    path("desk/surveys/<uuid:uid>/close/", desk.close, name="close"),
    path("desk/surveys/<uuid:uid>/excel/", desk.excel, name="excel"),
]
