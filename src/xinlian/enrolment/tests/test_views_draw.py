"""Pages of the draw: the public one, the witness's, the desk's, and one's own result."""

import datetime
import json

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from xinlian.engines.allocation.commitment import witness_commitment
from xinlian.engines.allocation.verify import verify
from xinlian.enrolment.actions import publishing
from xinlian.enrolment.models import Application, Draw, Offering, Seat, Witness
from xinlian.enrolment.queries import draws, results
from xinlian.enrolment.tests.draws import LATER, NUMBERS, Case, make_case
from xinlian.people.models import Person
from xinlian.testing.make import make_officer, make_person

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def case() -> Case:
    return make_case()


def signed_in(person: Person) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def published(case: Case) -> Draw:
    return publishing.publish(draw=case.seeded(), by=case.officer, at=LATER)


def text(client: Client, name: str, uid: object, **query: str) -> str:
    answer = client.get(reverse(f"enrolment:{name}", args=[uid]), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_anybody_sees_the_draw_and_takes_its_files(case: Case) -> None:
    draw = published(case)
    page = text(Client(), "draw", draw.uid)
    assert draw.root in page
    assert draw.seed in page
    assert "draw verify result.json" in page
    assert all(number in page for number in NUMBERS)
    files = {
        kind: Client().get(reverse(f"enrolment:draw_{kind}", args=[draw.uid])).content
        for kind in ("result", "commitment")
    }
    assert verify(files["result"], commitment=files["commitment"]).ok


def test_the_public_page_shows_masked_names_and_nothing_else_of_anybody(case: Case) -> None:
    page = text(Client(), "draw", published(case).uid)
    for one in Application.objects.select_related("person"):
        assert one.entry["name"] in page
        assert one.person.name not in page
        assert str(one.person.phone) not in page
        assert str(one.person.uid) not in page


def test_a_lot_or_an_entry_is_found_in_the_list(case: Case) -> None:
    draw = published(case)
    one = Application.objects.order_by("-lot").first()
    assert one is not None
    same = Application.objects.filter(lot=one.lot).count()  # a party shares one number
    for find, rows in ((str(one.lot), same), (one.entry["id"], 1)):
        page = text(Client(), "draw", draw.uid, find=find)
        assert one.entry["id"] in page
        assert page.count('<td class="mono small">') == rows
    assert "没有找到" in text(Client(), "draw", draw.uid, find="9" * 30)


def test_before_publication_there_is_a_commitment_and_no_list(case: Case) -> None:
    draw = case.seal()
    assert "还没有交指纹" in text(Client(), "draw", draw.uid)
    assert Client().get(reverse("enrolment:draw_commitment", args=[draw.uid])).status_code == 404
    case.promise(draw)
    page = text(Client(), "draw", draw.uid)
    assert "commitment.json" in page
    assert "全部签号" not in page
    assert not any(number in page for number in NUMBERS)
    assert Client().get(reverse("enrolment:draw_result", args=[draw.uid])).status_code == 404


def test_everybody_in_the_draw_gets_a_receipt_that_verifies(case: Case) -> None:
    draw = published(case)
    address = reverse("enrolment:draw_receipt", args=[draw.uid])
    content = draws.published(draw, "result") or b""
    for one in case.applications[:3]:
        receipt = signed_in(one.person).get(address).content
        assert verify(content, receipt=receipt).ok
        assert json.loads(receipt)["id"] == Application.objects.get(pk=one.pk).entry["id"]
    assert signed_in(make_person(case.top)).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_result_has_its_reason_in_words(case: Case, language: str) -> None:
    published(case)
    seen = set()
    with translation.override(language):
        for one in Application.objects.select_related("offering", "group"):
            result = results.result_of(one)
            assert result is not None
            assert result.why
            assert result.next
            seen.add((one.level, one.outcome["code"]))
            page = render_to_string("enrolment/result.html", {"result": result})
            assert str(one.lot) in page
            assert "%(" not in page
    assert {level for level, _code in seen} == {"wished", "possible", "waiting"}


def test_a_result_says_what_was_given_and_until_when(case: Case) -> None:
    published(case)
    seat = Seat.objects.select_related("application__offering", "batch").first()
    assert seat is not None
    result = results.result_of(seat.application)
    assert result is not None
    assert result.title == f"您排上了第 {seat.batch.number} 批"
    assert result.answer_by == seat.answer_by
    waiting = list(Application.objects.filter(level="waiting").order_by("lot"))
    for one in waiting:
        ahead = sum((other.lot or 0) < (one.lot or 0) for other in waiting)
        shown = results.result_of(one)
        assert shown is not None
        assert shown.title == "您在候补名单里"
        assert shown.next[0] == (f"您前面还有 {ahead} 位候补。" if ahead else "您是候补第一位。")


def test_a_result_asks_few_queries(case: Case, django_assert_max_num_queries: object) -> None:
    published(case)
    one = Application.objects.select_related("offering", "group").filter(level="possible").first()
    assert one is not None
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        results.result_of(one)


def test_no_result_before_publication(case: Case) -> None:
    case.seeded()
    assert results.result_of(Application.objects.select_related("offering", "group")[0]) is None


def test_the_phone_sends_a_digest_and_later_the_number(case: Case) -> None:
    draw = case.seal(at=timezone.now(), source_due_at=timezone.now() + datetime.timedelta(hours=1))
    address = reverse("enrolment:draw_witness", args=[draw.uid])
    client = signed_in(case.witnesses[0])
    assert "交指纹" in text(client, "draw_witness", draw.uid)
    digest = witness_commitment(str(draw.uid), NUMBERS[0])
    for _ in range(2):
        client.post(address, {"act": "promise", "digest": digest})
    assert Witness.objects.get(position=1).digest == digest
    assert "指纹交好了" in text(client, "draw_witness", draw.uid)
    client.post(address, {"act": "reveal", "number": NUMBERS[0]})
    assert Witness.objects.get(position=1).number == ""
    for place in (1, 2):
        signed_in(case.witnesses[place]).post(address, {"act": "promise", "number": NUMBERS[place]})
    Draw.objects.update(source_due_at=timezone.now() - datetime.timedelta(minutes=1))
    signed_in(case.officer).post(reverse("enrolment:desk_draw_number", args=[case.offering.uid]), {"number": "7"})
    assert Draw.objects.get().public_number == "7"
    assert "现在公开您的号" in text(client, "draw_witness", draw.uid)
    client.post(address, {"act": "reveal", "number": NUMBERS[0]})
    assert Witness.objects.get(position=1).number == NUMBERS[0]
    assert "见证做完了" in text(client, "draw_witness", draw.uid)


def test_the_witness_s_page_is_for_witnesses(case: Case) -> None:
    draw = case.seal()
    address = reverse("enrolment:draw_witness", args=[draw.uid])
    assert signed_in(case.officer).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_desk_previews_seals_and_publishes(case: Case) -> None:
    client = signed_in(case.officer)
    address = reverse("enrolment:desk_draw", args=[case.offering.uid])
    page = text(client, "desk_draw", case.offering.uid)
    for words in ("换一种安排会怎样", "先到先得", "保底取消", "上限取消", "/ 最多 9"):
        assert words in page
    other = text(client, "desk_draw", case.offering.uid, batch="3", more="50")
    assert '<option value="3" selected>' in other
    assert 'value="50"' in other
    due = timezone.localtime() + datetime.timedelta(days=1)
    sent = {"source": "某彩票", "due_at": f"{due:%Y-%m-%dT%H:%M}"}
    sent |= {f"phone{place}": str(one.phone) for place, one in enumerate(case.witnesses, 1)}
    wrong = client.post(f"{address}seal/", {**sent, "phone3": "19911112222"})
    assert "没有登记过" in wrong.content.decode()
    assert client.post(f"{address}seal/", sent).status_code == 302
    draw = Draw.objects.get()
    assert "等见证人交指纹" in text(client, "desk_draw", case.offering.uid)
    client.post(f"{address}publish/")
    assert Draw.objects.get().state == "sealed"
    client.post(f"{address}void/", {"why": "试一次"})
    assert Draw.objects.get().state == "void"
    assert "试一次" in text(Client(), "draw", draw.uid)


def test_the_desk_publishes_and_shows_what_came_of_it(case: Case) -> None:
    case.seeded()
    client = signed_in(case.officer)
    client.post(reverse("enrolment:desk_draw_publish", args=[case.offering.uid]))
    assert Draw.objects.get().state == "published"
    page = text(client, "desk_draw", case.offering.uid)
    assert "座位给出" in page
    assert case.below.name in page


def test_the_desk_is_for_the_offering_s_desk(case: Case) -> None:
    address = reverse("enrolment:desk_draw", args=[case.offering.uid])
    assert signed_in(make_officer(case.below)).get(address).status_code == 404
    assert signed_in(make_person(case.top)).get(address).status_code == 403
    auditor = signed_in(make_officer(case.top, "auditor"))
    assert auditor.get(address).status_code == 200
    assert auditor.post(f"{address}publish/").status_code == 403


def test_the_preview_asks_the_same_number_of_queries_for_many(
    case: Case, django_assert_max_num_queries: object
) -> None:
    from xinlian.enrolment.queries.preview import preview

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        found = preview(Offering.objects.get())
    assert found is not None
    assert (found.people, found.seats, found.parties) == (12, 9, 1)
