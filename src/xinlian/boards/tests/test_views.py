"""Pages of boards: names as the board says, screens by their key, other sites never a whole name, nicknames."""

import uuid
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.boards.actions import moving
from xinlian.boards.models import Board, Nickname
from xinlian.boards.tests.test_boards import make_board
from xinlian.journal.models import Entry
from xinlian.people.models import Person
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def filled() -> tuple[Board, list[Person], Person]:
    union = make_union()
    board, officer = make_board(union), make_officer(union)
    people = [make_person(union, name=name) for name in ("甲子丑", "乙寅卯", "丙辰巳")]
    with transaction.atomic():
        moving.put(
            [moving.Wanted(board, one, Decimal(90 - n), 60, "一班") for n, one in enumerate(people)], timezone.now()
        )
    return board, people, officer


def act(client: Client, board: Board, **said: str) -> None:
    assert client.post(reverse("boards:desk_act", args=[board.uid]), said).status_code == 302
    board.refresh_from_db()


@pytest.mark.parametrize(
    ("names", "on_a_phone", "in_a_hall", "elsewhere"),
    [
        ("real", "乙寅卯", "乙寅卯", "乙*卯"),
        ("masked", "乙*卯", "乙*卯", "乙*卯"),
        ("nickname", "焊花", "焊花", "焊花"),
        ("hidden", "", "", ""),
    ],
)
def test_names_are_as_the_board_says(names: str, on_a_phone: str, in_a_hall: str, elsewhere: str) -> None:
    board, people, _officer = filled()
    as_(people[1]).post(reverse("boards:nickname"), {"name": "焊花"})
    Board.objects.update(names=names)
    mine = as_(people[0]).get(reverse("boards:data", args=[board.uid])).json()
    assert [one["name"] for one in mine["top"]][:2] == ["甲子丑", on_a_phone]
    for name, wanted in (("hall_data", in_a_hall), ("embed_data", elsewhere)):
        told = Client().get(reverse(f"boards:{name}", args=[board.hall_key])).json()
        assert told["top"][1]["name"] == wanted
        assert told["top"][1]["label"] == ("" if names == "hidden" else "一班")


def test_a_screen_needs_its_key_and_no_sign_in_and_only_the_embedded_page_may_stand_in_others() -> None:
    board, _people, officer = filled()
    hall, embed = (reverse(f"boards:{name}", args=[board.hall_key]) for name in ("hall", "embed"))
    shown, inside = Client().get(hall), Client().get(embed)
    assert "乙*卯" in shown.content.decode()
    assert shown["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in shown["Content-Security-Policy"]
    assert "X-Frame-Options" not in inside
    assert "frame-ancestors *" in inside["Content-Security-Policy"]
    act(as_(officer), board, act="key")
    assert Client().get(hall).status_code == Client().get(embed).status_code == 404
    assert Client().get(reverse("boards:hall", args=[board.hall_key])).status_code == 200


def test_my_page_says_where_i_stand_and_how_that_changed() -> None:
    board, people, _officer = filled()
    with transaction.atomic():
        moving.put([moving.Wanted(board, people[2], Decimal(99))], timezone.now())
    text = as_(people[2]).get(reverse("boards:board", args=[board.uid])).content.decode()
    assert "第 3 名（3 人）" in text
    assert "第 1 名（3 人）" in text
    assert "第 1 名 / 3 人" in as_(people[2]).get(reverse("boards:mine")).content.decode()
    assert as_(make_person()).get(reverse("boards:board", args=[board.uid])).status_code == 404


@pytest.mark.parametrize("name", ["a", "电话13800000000", "<b>x</b>", "一二三四五六七八九十一二三"])
def test_a_nickname_is_a_few_letters(name: str) -> None:
    person = make_person()
    answer = as_(person).post(reverse("boards:nickname"), {"name": name}, follow=True)
    assert "昵称是 2 到 12 个汉字或字母" in answer.content.decode()
    assert not Nickname.objects.exists()


def test_a_nickname_is_one_person_s_and_an_officer_takes_it_away() -> None:
    board, people, officer = filled()
    Board.objects.update(names="nickname")
    for person in people[:2]:
        answer = as_(person).post(reverse("boards:nickname"), {"name": "焊花"}, follow=True)
    assert "已经有人用了" in answer.content.decode()
    assert Nickname.objects.get().person == people[0]
    stranger = make_officer(make_union("乙县总工会"))
    assert as_(stranger).get(reverse("boards:desk_board", args=[board.uid])).status_code == 404
    assert "焊花" in as_(officer).get(reverse("boards:desk_board", args=[board.uid])).content.decode()
    act(as_(officer), board, act="nickname", nickname=str(Nickname.objects.get().uid))
    assert not Nickname.objects.exists()
    assert Entry.objects.filter(verb="board.nickname_taken", actor_id=officer.pk).count() == 1
    for wrong in (str(uuid.uuid4()), "x"):
        said = {"act": "nickname", "nickname": wrong}
        assert as_(officer).post(reverse("boards:desk_act", args=[board.uid]), said).status_code == 404


def test_the_desk_freezes_renames_and_frees() -> None:
    board, _people, officer = filled()
    client = as_(officer)
    act(client, board, act="rename", title="新榜", names="real")
    assert (board.title, board.names) == ("新榜", "real")
    act(client, board, act="rename", title=" ", names="nonsense")
    assert (board.title, board.names) == ("新榜", "real")
    act(client, board, act="freeze")
    text = client.get(reverse("boards:desk_board", args=[board.uid])).content.decode()
    assert board.snapshots.get().sha256[:16] in text
    act(client, board, act="thaw")
    assert board.state == "live"
    assert client.post(reverse("boards:desk_act", args=[board.uid]), {"act": "nonsense"}).status_code == 404
    assert "新榜" in client.get(reverse("boards:desk")).content.decode()


def test_a_letter_that_the_database_does_not_hold_is_no_error_of_ours() -> None:
    board, people, officer = filled()
    act(as_(officer), board, act="rename", title="新\0榜")
    assert board.title == "新榜"
    assert as_(people[0]).post(reverse("boards:nickname"), {"name": "大\0山"}).status_code == 302
    assert not Nickname.objects.exists()
