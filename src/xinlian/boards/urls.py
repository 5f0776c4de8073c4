"""Addresses of boards."""

from django.urls import URLPattern, path

from xinlian.boards import views

app_name = "boards"
urlpatterns: list[URLPattern] = [
    path("boards/", views.mine, name="mine"),
    path("boards/nickname/", views.nickname, name="nickname"),
    path("boards/<uuid:uid>/", views.board, name="board"),
    path("boards/<uuid:uid>.json", views.data, name="data"),
    path("boards/<uuid:uid>/marks.json", views.marks, name="marks"),
    path("boards/hall/<uuid:key>/", views.hall, name="hall"),
    path("boards/hall/<uuid:key>.json", views.hall_data, name="hall_data"),
    path("boards/hall/<uuid:key>/embed/", views.embed, name="embed"),
    path("boards/hall/<uuid:key>/embed.json", views.embed_data, name="embed_data"),
    path("desk/boards/", views.desk, name="desk"),
    path("desk/boards/<uuid:uid>/", views.desk_board, name="desk_board"),
    path("desk/boards/<uuid:uid>/act/", views.act, name="desk_act"),
]
