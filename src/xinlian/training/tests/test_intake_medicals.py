"""Medical checks: noted once, withdrawn, reminded of once, shown to oneself."""

import datetime
import uuid

import pytest
from django.urls import reverse

from xinlian.notices.models import Notice
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_person
from xinlian.training.actions import intake, medicals
from xinlian.training.models import Medical
from xinlian.training.queries import builders as queries
from xinlian.training.queries.builders import line_of
from xinlian.training.rules.medical import Found
from xinlian.training.tests.intake_world import SEALED, World, browser, text, world

pytestmark = pytest.mark.django_db
FIT = Found("fit")


@pytest.fixture
def base() -> World:
    return world()


def refusal(act: object) -> str:
    with pytest.raises(Refused) as caught:
        act()  # type: ignore[operator]
    return caught.value.code


def test_only_the_medic_notes_and_takes_back(base: World) -> None:
    builder = base.builder()
    for who in (base.officer, base.trainer, base.leader, world().medic):
        assert refusal(lambda who=who: base.checked(builder, by=who)) == "role_medic"
    row = base.checked(builder)
    assert refusal(lambda: medicals.withdraw(medical=row, by=base.officer, at=base.now)) == "role_medic"
    medicals.withdraw(medical=row, by=base.medic, at=base.now)
    assert refusal(lambda: medicals.withdraw(medical=row, by=base.medic, at=base.now)) == "medical_withdrawn"
    assert line_of(builder, base.today).medical[0] == "没有体检"
    assert base.checked(builder, FIT).pk != row.pk, "the day is free again"


def test_sent_twice_is_one_and_a_second_one_of_the_day_is_refused(base: World) -> None:
    builder, uid = base.builder(), uuid.uuid4()
    assert base.checked(builder, client_uid=uid) == base.checked(builder, client_uid=uid)
    assert refusal(lambda: base.checked(base.builder("别人"), client_uid=uid)) == "client_uid_used"
    assert refusal(lambda: base.checked(builder)) == "medical_there"
    assert Medical.objects.count() == 1


def test_a_trade_is_barred_without_saying_why_and_another_is_not(base: World) -> None:
    from xinlian.training.actions import projects

    values = {"barred_by": ["height"], "effective_on": base.today, "source": "文件"}
    projects.add_demand(project=base.project, trade=base.welder, values=values, by=base.officer, at=base.now)
    builder = base.builder()
    base.checked(builder)
    assert line_of(builder, base.today).medical == ("这个工种不行", "bad")
    intake.move_team(builder=builder, team=None, trade=base.driver, by=base.officer, at=base.now)
    assert line_of(builder, base.today).medical[0].startswith("可以上岗到")


def test_one_is_reminded_once_in_the_last_thirty_days(base: World) -> None:
    days = datetime.timedelta
    soon, later, over, anew, gone = (base.builder(name) for name in ("甲", "乙", "丙", "丁", "戊"))
    long_ago = {"checked_on": base.today - days(300)}
    base.checked(soon, FIT, valid_until=base.today + days(30), **long_ago)
    base.checked(later, FIT, valid_until=base.today + days(31), **long_ago)
    base.checked(over, FIT, valid_until=base.today - days(1), **long_ago)
    base.checked(anew, FIT, valid_until=base.today + days(5), **long_ago)
    base.checked(anew, FIT)
    base.checked(gone, FIT, valid_until=base.today + days(5), **long_ago)
    intake.leave(builder=gone, on=base.today, by=base.officer, at=base.now)
    assert medicals.remind(by=None, at=base.now) == 1
    notice = Notice.objects.get(kind="training.medical_ends_soon")
    assert notice.person == soon.person
    assert notice.facts == {"day": (base.today + days(30)).isoformat()}
    assert medicals.remind(by=None, at=base.now) == 0
    assert medicals.remind(by=None, at=base.now + days(1)) == 1, "a day later it is the next one's turn"


def test_the_medic_s_list_and_form(base: World) -> None:
    builder = base.builder("何二")
    medic = browser(base.medic)
    page = text(medic.get(reverse("training:desk_medicals") + "?state=none"))
    assert "何二" in page
    said = {"client_uid": uuid.uuid4(), "checked_on": base.today, "valid_until": base.today, "result": "limited"}
    address = reverse("training:desk_medical", args=[builder.uid])
    assert "写“合格，有限制”就要选限制" in text(medic.post(address, {**said, "note": SEALED[0]}))
    whole = {**said, "restrictions": ["height"], "note": SEALED[0], "clinic": SEALED[1]}
    assert medic.post(address, whole).status_code == 302
    page = text(medic.get(address))
    assert all(word in page for word in (*SEALED, "高处作业"))
    assert "何二" in text(medic.get(reverse("training:desk_medicals") + "?state=soon"))
    assert "何二" not in text(medic.get(reverse("training:desk_medicals") + "?state=none"))
    row = Medical.objects.get()
    assert medic.post(reverse("training:desk_medical_withdraw", args=[row.uid])).status_code == 302
    assert "何二" in text(medic.get(reverse("training:desk_medicals") + "?state=none&q=何"))


def test_one_s_own_result_stands_on_one_s_own_page(base: World) -> None:
    builder, other = base.builder("自己"), base.builder("别人")
    base.checked(builder)
    address = reverse("training:my_medicals")
    page = text(browser(builder.person).get(address))
    assert all(word in page for word in (*SEALED, "高处作业"))
    assert not [word for word in (*SEALED, "高处作业") if word in text(browser(other.person).get(address))]
    assert list(queries.my_checks(other.person)) == []


def test_one_s_own_page_leads_to_the_base_only_whom_it_concerns(base: World) -> None:
    builder = base.builder("自己")
    assert reverse("training:my_work") in text(browser(builder.person).get(reverse("people:me")))
    stranger, checks = browser(make_person(union=base.union)), reverse("training:my_medicals")
    assert reverse("training:my_work") not in text(stranger.get(reverse("people:me")))
    assert checks not in text(stranger.get(reverse("training:my_work")))
    assert checks in text(browser(builder.person).get(reverse("training:my_work")))
    intake.leave(builder=builder, on=base.today, by=base.officer, at=base.now)
    assert checks in text(browser(builder.person).get(reverse("training:my_work"))), "who left still reads them"


def test_what_presses_comes_first_over_the_borders_of_pages(base: World) -> None:
    many = [base.builder(f"人{number}") for number in range(53)]
    day = datetime.timedelta(days=1)
    for number, one in enumerate(many[:40]):
        days = (-1, 10, 100)[number % 3]
        checked_on = base.today - 200 * day
        base.checked(one, FIT, checked_on=checked_on, valid_until=base.today + days * day)
    base.checked(many[0], FIT, checked_on=base.today - 3 * day, valid_until=base.today + 300 * day)
    answers = [browser(base.medic).get(reverse("training:desk_medicals"), {"page": page}) for page in (1, 2)]
    rows = [row for answer in answers for row in answer.context["table"]["rows"]]
    assert [len(answer.context["table"]["rows"]) for answer in answers] == [50, 3]
    assert len({row["id"] for row in rows}) == 53
    words = ["到期"] * 13 + ["没有体检"] * 13 + ["三十天内到期"] * 13 + ["有效"] * 14
    assert [row["cells"]["state"]["text"] for row in rows] == words
    counts = {tab["label"]: tab["count"] for tab in answers[0].context["tabs"]}
    assert counts == {"全部": 53, "没有体检": 13, "到期": 13, "三十天内到期": 13, "有效": 14}
