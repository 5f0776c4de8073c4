"""The whole journey of a team of thirty through the described interfaces alone, with clients made from the descriptions."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from xinlian.people.tests.post import POST, Post
from xinlian.testing.clock import Clock
from xinlian.testing.described import Described
from xinlian.testing.make import impossible_id
from xinlian.training.tests.api_world import (
    CHECKS,
    DAY,
    EXAMS,
    HOUR,
    MANY,
    PASSES,
    PEOPLE,
    SIMULATORS,
    World,
    base_as,
    coming,
    make_world,
    new_uid,
    phone_of,
)
from xinlian.web.clock import tick

pytestmark = pytest.mark.django_db
UNFIT, LATE, CLUMSY, CAUGHT = 7, 3, 5, 11


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Eight in the morning of tomorrow."""
    tomorrow = timezone.localtime() + DAY
    return Clock(monkeypatch, tomorrow.replace(hour=8, minute=0, second=0, microsecond=0))


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    """Short messages, as phones get them."""
    settings.SMS_SENDER = "xinlian.people.tests.post.gateway"
    POST.sent.clear()
    yield Post()
    POST.sent.clear()


class Journey:
    """The team on its way; each step is what one of the people would do."""

    def __init__(self, world: World, clock: Clock, post: Post) -> None:
        self.world, self.clock, self.post = world, clock, post
        self.officer = base_as(world, "officer")
        self.exams, self.people, self.checks = Described(EXAMS), Described(PEOPLE), Described(CHECKS)
        self.builders: list[str] = []
        self.phones: dict[int, str] = {}
        self.going: dict[str, Any] = {}

    def by(self, who: str) -> Described:
        """The base as somebody of the world sees it."""
        return self.officer.by(self.world.keys[who])

    def look(self) -> dict[str, Any]:
        """The project with what everything is named by."""
        [project] = self.officer.projects()
        return dict(self.officer.project(uid=project["uid"]))

    def phone(self, number: int) -> str:
        """The key of one of the thirty, by the code that comes to their phone."""
        if number not in self.phones:
            address = f"10.0.0.{number}"
            ticket = self.people.by("", address).ask_code(phone=phone_of(number))["ticket"]
            code = self.post.code_for(phone_of(number))
            self.phones[number] = self.people.by("", address).enter(ticket=ticket, code=code)["key"]
        return self.phones[number]

    def me(self, number: int) -> Described:
        """The base as one of the thirty sees it."""
        return self.officer.by(self.phone(number))

    def teach(self, uid: str, people: list[str]) -> None:
        """Every session of a class, ticked by who teaches it, twice since the network was bad."""
        for session in self.officer.class_(uid=uid)["sessions"]:
            self.clock.set(datetime.datetime.fromisoformat(session["starts_at"]) + datetime.timedelta(minutes=5))
            ticks = [{"client_uid": new_uid(), "builder": one} for one in people]
            trainer = self.by(session["trainer"])
            for _ in range(2):
                results = trainer.attendance(uid=session["uid"], ticks=ticks)["results"]
                assert {(one["ok"], one["here"]) for one in results} == {(True, True)}
        self.clock.set(datetime.datetime.fromisoformat(session["ends_at"]))


def test_a_team_of_thirty_from_registration_to_a_certificate_that_a_stranger_checks(clock: Clock, post: Post) -> None:
    journey = Journey(make_world(), clock, post)
    gate = journey.checks.by(journey.checks.enrol(code=journey.world.gate_code)["secret"])
    registered(journey)
    checked(journey)
    training_class = held(journey)
    ready = [one for number, one in enumerate(journey.builders) if number != UNFIT]
    journey.teach(training_class, ready)
    examined(journey, training_class)
    simulated(journey)
    cleared(journey, training_class)
    through_the_gate(journey, gate)
    suspended(journey, gate)
    refreshed(journey, gate)
    certified(journey)
    in_numbers(journey)


def registered(journey: Journey) -> None:
    """Thirty at once and two who cannot; all of them again, and nobody is made twice."""
    officer, project = journey.officer, journey.look()
    team = project["teams"][0]["uid"]
    thirty = [coming(number, team) for number in range(MANY)]
    young = coming(90, team, id_number=_id_of_age(16, journey.clock.at))
    other = coming(91, team, phone="123")
    results = officer.register(uid=project["uid"], builders=[*thirty, young, other])["results"]
    assert [one["ok"] for one in results] == [True] * MANY + [False, False]
    assert [one["code"] for one in results[MANY:]] == ["age_under", "phone_shape"]
    assert "16" in results[MANY]["words"]
    assert {one["new"] for one in results[:MANY]} == {True}
    assert {one["code"] for one in results[0]["missing"]} >= {"medical_missing", "class_missing"}
    journey.builders = [one["builder"]["uid"] for one in results[:MANY]]
    for again in (thirty, [one | {"client_uid": new_uid()} for one in thirty]):
        found = officer.register(uid=project["uid"], builders=again)["results"]
        assert [(one["builder"]["uid"], one["new"], one["changed"]) for one in found] == [
            (uid, False, False) for uid in journey.builders
        ]
    seen, after = [], None
    while True:
        page = officer.builders(uid=project["uid"], per_page=20, **({"after": after} if after else {}))
        seen += [one["builder"]["uid"] for one in page["builders"]]
        after = page["next"]
        if after is None:
            break
    assert sorted(seen) == sorted(journey.builders)


def _id_of_age(years: int, now: datetime.datetime) -> str:
    return impossible_id(71_500_000, (now - datetime.timedelta(days=years * 365 + 30)).date())


def checked(journey: Journey) -> None:
    """The medic notes what the clinic found; nobody else reads it."""
    medic, today = journey.by("medic"), timezone.localdate()
    assert {one["state"] for one in medic.checks()} == {"none"}
    said = [
        {
            "client_uid": new_uid(),
            "builder": uid,
            "checked_on": today.isoformat(),
            "valid_until": (today + 365 * DAY).isoformat(),
            "result": "unfit" if number == UNFIT else "fit",
            "note": "听力" if number == UNFIT else "",
        }
        for number, uid in enumerate(journey.builders)
    ]
    first = medic.note_checks(checks=said)["results"]
    assert all(one["ok"] for one in first)
    assert medic.note_checks(checks=said)["results"] == first
    [found] = medic.checks_of(uid=journey.builders[UNFIT])
    assert (found["result"], found["note"]) == ("unfit", "听力")
    for who in ("officer", "trainer", "inspector"):
        assert journey.by(who).no("checks") == (403, "role_medic")
        assert journey.by(who).no("checks_of", uid=journey.builders[UNFIT]) == (403, "role_medic")
        assert journey.by(who).no("note_checks", checks=said) == (403, "role_medic")
    standing = journey.officer.builder(uid=journey.builders[UNFIT])
    assert "medical_bars_trade" in {one["code"] for one in standing["reasons"]}
    assert "听力" not in str(standing)


def held(journey: Journey) -> str:
    """A class of who may come, held once."""
    officer, project = journey.officer, journey.look()
    entry = next(one for one in project["programmes"] if one["kind"] == "entry")
    room = next(one for one in project["rooms"] if one["capacity"] == MANY)
    days = [(timezone.localdate() + number * DAY).isoformat() for number in (3, 4)]
    assert len(officer.waiting(uid=entry["uid"])) == MANY
    proposed = officer.proposal(uid=entry["uid"], days=days, rooms=[room["uid"]])
    [wanted] = proposed["classes"]
    assert [(one["builder"], one["code"]) for one in proposed["left"]] == [
        (journey.builders[UNFIT], "medical_bars_trade")
    ]
    said = {"client_uid": new_uid(), "builders": wanted["builders"], "room": room["uid"], "days": days}
    small = next(one for one in project["rooms"] if one["capacity"] < MANY)
    no = {**said, "client_uid": new_uid(), "room": small["uid"]}
    assert officer.no("hold_class", uid=entry["uid"], **no) == (409, "room_too_small")
    unfit = {**said, "client_uid": new_uid(), "builders": journey.builders}
    assert officer.no("hold_class", uid=entry["uid"], **unfit) == (409, "class_medical_bars_trade")
    assert journey.by("trainer").no("hold_class", uid=entry["uid"], **said)[0] == 403
    made = officer.hold_class(uid=entry["uid"], **said)
    assert officer.hold_class(uid=entry["uid"], **said) == made
    assert (made["taken"], made["state"], made["uid"]) == (MANY - 1, "soon", said["client_uid"])
    assert [one["uid"] for one in officer.classes(uid=project["uid"])] == [made["uid"]]
    session = officer.class_(uid=made["uid"])["sessions"][0]
    tick = {"client_uid": new_uid(), "builder": journey.builders[UNFIT]}
    [result] = officer.attendance(uid=session["uid"], ticks=[tick])["results"]
    assert (result["ok"], result["code"]) == (False, "not_in_class")
    return str(made["uid"])


def examined(journey: Journey, training_class: str) -> None:
    """Everybody sits the exam on a phone; an answer after the bell is refused and says so."""
    now, officer = journey.clock.at, journey.officer
    assert officer.no("finish", uid=training_class) == (409, "class_exam_missing")
    times = {"opens_at": now.isoformat(), "closes_at": (now + 2 * HOUR).isoformat()}
    exam = officer.set_exam(uid=training_class, **times)["exam"]
    assert officer.no("set_exam", uid=training_class, **times) == (409, "exam_set_already")
    for number in range(MANY):
        if number != UNFIT:
            _sit(journey, number, exam)
    runner = journey.exams.by(journey.world.keys["officer"])
    assert runner.no("close", uid=exam) == (409, "exam_sittings_under_way")
    _after_the_bell(journey, exam)
    assert journey.exams.by(journey.phone(0)).no("result", uid=exam) == (404, "not_found")
    assert journey.exams.by(journey.phone(0)).no("close", uid=exam)[0] == 404
    assert runner.close(uid=exam)["state"] == "closed"
    assert journey.exams.by(journey.world.keys["trainer"]).no("publish", uid=exam) == (403, "role_officer")
    published = runner.publish(uid=exam)
    assert (published["sat"], published["passed"]) == (MANY - 1, MANY - 1)
    mine = journey.exams.by(journey.phone(LATE))
    assert (mine.result(uid=exam)["passed"], mine.exams()[0]["state"]) == (True, "result")


def _sit(journey: Journey, number: int, exam: str) -> None:
    phone = journey.exams.by(journey.phone(number))
    [one] = phone.exams()
    assert (one["uid"], one["state"]) == (exam, "now")
    begun = phone.begin(uid=exam, client_uid=new_uid())
    assert phone.begin(uid=exam, client_uid=new_uid())["uid"] == begun["uid"]
    [question] = phone.sitting(uid=begun["uid"])["questions"]
    right = question["options"].index("2 米")
    answer = {"client_uid": new_uid(), "place": question["place"], "fields": {"choice": [str(right)]}}
    for _ in range(2):
        [kept] = phone.answer(uid=begun["uid"], answers=[answer])["results"]
        assert (kept["ok"], kept["counts"]) == (True, True)
    if number == LATE:
        journey.going = begun
    else:
        assert phone.hand_in(uid=begun["uid"])["ended_by"] == "self"


def _after_the_bell(journey: Journey, exam: str) -> None:
    phone, begun = journey.exams.by(journey.phone(LATE)), journey.going
    other = journey.exams.by(journey.phone(0))
    assert other.no("sitting", uid=begun["uid"]) == (404, "not_found")
    journey.clock.set(datetime.datetime.fromisoformat(begun["ends_at"]) + datetime.timedelta(minutes=1))
    wrong = {"client_uid": new_uid(), "place": 0, "fields": {"choice": ["0"]}}
    [no] = phone.answer(uid=begun["uid"], answers=[wrong])["results"]
    assert (no["ok"], no["code"]) == (False, "sitting_over")
    assert no["words"]
    assert phone.sitting(uid=begun["uid"])["questions"] == []
    assert phone.hand_in(uid=begun["uid"])["ended"]


def simulated(journey: Journey) -> None:
    """The machine sends everybody's run, one of them too low."""
    machine = Described(SIMULATORS, journey.world.device_key)
    runs = []
    for number, uid in enumerate(journey.builders):
        trainee = journey.officer.builder(uid=uid)["simulator_number"]
        marks = 60 if number == CLUMSY else 91.5
        runs.append({"uid": new_uid(), "trainee": trainee, "scenario": "W1", "marks": marks})
        runs[-1] |= {"ended_at": journey.clock.at.isoformat(), "seconds": 300}
    assert all(one["ok"] for one in machine.runs(runs=runs)["results"])


def cleared(journey: Journey, training_class: str) -> None:
    """The class is finished; who lacks something is told what, everybody else gets the pass."""
    officer, project = journey.officer, journey.look()
    assert officer.finish(uid=training_class)["missed"] == 0
    assert officer.no("finish", uid=training_class) == (409, "class_finished")
    decided = officer.decide_many(uid=project["uid"], builders=journey.builders)
    assert (decided["ready"], decided["held"], decided["refused"]) == (MANY - 2, 2, [])
    clumsy = officer.decide(uid=journey.builders[CLUMSY])
    assert (clumsy["ok"], [one["code"] for one in clumsy["reasons"]]) == (False, ["task_missing"])
    assert officer.no("pass_of", uid=journey.builders[CLUMSY]) == (404, "not_found")
    assert journey.by("trainer").no("decide", uid=journey.builders[CLUMSY]) == (403, "role_officer")
    first = officer.decide(uid=journey.builders[CAUGHT])
    assert (first["ok"], first["work_pass"]["colour"]) == (True, "green")
    assert officer.decide(uid=journey.builders[CAUGHT]) == first
    assert officer.pass_of(uid=journey.builders[CAUGHT]) == first["work_pass"]
    [mine] = journey.me(CAUGHT).my_standing()
    assert (mine["ok"], mine["work_pass"]["number"]) == (True, first["work_pass"]["number"])


def through_the_gate(journey: Journey, gate: Described) -> None:
    """The gate knows who works there; what it scanned is stored once."""
    assert journey.checks.no("enrol", code=journey.world.gate_code) == (409, "gate_code")
    assert journey.checks.no("package") == (401, "bearer_unknown")
    assert "credentials.sign_lists" in tick(journey.clock.at)  # what the worker process does each minute
    package = gate.package()
    assert len(package["roster"]) == MANY - 2
    assert package["lists"]
    shown = journey.officer.pass_of(uid=journey.builders[CAUGHT])
    said = gate.check(text=shown["address"])
    assert (said["colour"], said["name"], said["kind"]) == ("green", f"接口工{CAUGHT:02d}", "pass")
    scan = {"uid": new_uid(), "number": shown["number"], "outcome": "valid", "way": "in", "means": "camera"}
    scan |= {"at": journey.clock.at.timestamp()}
    assert gate.scans(scans=[scan])["new"] == 1
    assert gate.scans(scans=[scan]) == {"stored": [scan["uid"]], "new": 0}
    assert gate.package()["inside"] == {shown["number"]: "in"}
    assert _colour(journey, shown["number"]) == "green"


def _colour(journey: Journey, number: str) -> str:
    """As a safety-code system is told."""
    return str(Described(PASSES, journey.world.token).one(number=number)["colour"])


def suspended(journey: Journey, gate: Described) -> None:
    """Twelve points: the gate shows yellow at once; the appeal is not upheld."""
    inspector = journey.by("inspector")
    [project] = inspector.projects()
    code = journey.officer.pass_of(uid=journey.builders[CAUGHT])["code"]
    who = inspector.whose(code=code)
    assert who["uid"] == journey.builders[CAUGHT]
    dearest = inspector.violation_rules(uid=project["uid"])[0]
    journey.clock.wait(HOUR)
    seen = {"client_uid": new_uid(), "rule": dearest["uid"], "seen_at": journey.clock.at.isoformat(), "where": "三号墩"}
    noted = inspector.note_violation(uid=who["uid"], **seen)
    assert inspector.note_violation(uid=who["uid"], **seen)["uid"] == noted["uid"]
    assert noted["points"] == 12
    shown = journey.officer.pass_of(uid=who["uid"])
    assert (shown["state"], shown["colour"]) == ("suspended", "yellow")
    said = gate.check(text=shown["address"])
    assert (said["outcome"], said["why"], said["colour"]) == ("held", "suspended", "yellow")
    assert gate.check(text=shown["code"])["colour"] == _colour(journey, shown["number"]) == "yellow"
    reasons = {one["code"] for one in journey.officer.builder(uid=who["uid"])["reasons"]}
    assert "points_suspend" in reasons
    assert {one["code"] for one in journey.by("trainer").builder(uid=who["uid"])["reasons"]} == {"other"}
    me = journey.me(CAUGHT)
    [mine] = me.my_violations()
    assert me.appeal(uid=mine["uid"], words="不是我")["appeal"] == "不是我"
    assert me.no("appeal", uid=mine["uid"], words="不是我") == (409, "violation_appealed")
    assert journey.me(0).no("appeal", uid=mine["uid"], words="我") == (404, "not_found")
    [waits] = journey.officer.violations(waiting=True)
    answered = journey.officer.answer(uid=waits["uid"], upheld=False, words="有照片")
    assert (answered["answer"], answered["withdrawn"]) == ("有照片", False)
    assert journey.officer.no("answer", uid=waits["uid"], upheld=True, words="再看") == (409, "violation_answered")


def refreshed(journey: Journey, gate: Described) -> None:
    """A refresher, finished: the same pass is green again."""
    officer, project, uid = journey.officer, journey.look(), journey.builders[CAUGHT]
    refresher = next(one for one in project["programmes"] if one["kind"] == "refresher")
    days = [(timezone.localdate() + number * DAY).isoformat() for number in (2, 3)]
    said = {"client_uid": new_uid(), "builders": [uid], "room": project["rooms"][0]["uid"], "days": days}
    made = officer.hold_class(uid=refresher["uid"], **said)
    journey.phones.clear()
    journey.teach(made["uid"], [uid])
    shown = officer.pass_of(uid=uid)
    assert gate.check(text=shown["address"])["colour"] == "yellow"
    officer.finish(uid=made["uid"])
    again = officer.pass_of(uid=uid)
    assert again["colour"] == "green"
    assert gate.check(text=again["address"])["outcome"] == "valid"
    assert officer.builder(uid=uid)["reasons"] == []


def certified(journey: Journey) -> None:
    """Whoever finished holds a certificate; a stranger finds it true, and a made-up one not."""
    [mine] = journey.me(CAUGHT).my_certificates()
    assert journey.officer.certificates_of(uid=journey.builders[CAUGHT]) == [mine]
    stranger = Described(CHECKS)
    for text in (mine["address"], mine["code"]):
        said = stranger.verify(text=text)
        assert (said["outcome"], said["kind"], said["title"]) == ("valid", "certificate", "红色工匠（基地）")
        assert (said["name"], said["number"]) == (f"接口工{CAUGHT:02d}", mine["number"])
    assert stranger.no("verify", text="000000000") == (404, "not_found")
    assert stranger.verify(text=mine["address"][:-4] + "AAAA")["outcome"] == "refused"
    assert stranger.verify(text="https://elsewhere.example/Q/ABC")["outcome"] == "refused"
    [unfit] = [journey.officer.certificates_of(uid=journey.builders[UNFIT])]
    assert unfit == []


def in_numbers(journey: Journey) -> None:
    """The month adds up."""
    project, on = journey.look(), timezone.localdate()
    said = [
        journey.officer.month_of(uid=project["uid"], year=first.year, month=first.month)
        for first in {on.replace(day=1), (on.replace(day=1) - DAY).replace(day=1)}
    ]
    assert sum(one["person_times"] for one in said) == MANY
    assert said[0]["goal_done"] == MANY
    assert journey.officer.no("month_of", uid=project["uid"], year=2026, month=13) == (404, "not_found")
