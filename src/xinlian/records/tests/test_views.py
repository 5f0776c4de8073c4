"""The desk's pages of clients: a key is shown once, readers read, strangers see nothing."""

import json
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from xinlian.journal.models import Entry
from xinlian.people.models import Person, Union
from xinlian.records.models import Client
from xinlian.records.tests.world import STATEMENTS, Speaker, make_speaker, statement, voiding
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
HOME = "/desk/records/"


@pytest.fixture
def union() -> Union:
    return make_union("甲县总工会")


def as_(person: Person, language: str = "zh-hans") -> Browser:
    browser = Browser()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    browser.cookies["language"] = language
    return browser


def make(browser: Browser, union: Union, name: str = "吊装模拟机", may: str = "own") -> Any:
    return browser.post(HOME, {"union": str(union.uid), "name": name, "may": may})


def test_a_key_is_shown_once_and_opens_the_store(union: Union) -> None:
    officer = as_(make_officer(union))
    answer = make(officer, union)
    client = Client.objects.get()
    key = answer.context["key"]
    assert key in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert Speaker(client, key).send(statement())
    for address in (HOME, reverse("records:desk_client", args=[client.uid])):
        assert key not in officer.get(address).content.decode()
    entry = Entry.objects.get(verb="client.made")
    assert key not in json.dumps(entry.facts)
    assert make(officer, union).status_code == 422
    assert make(officer, union, name=" ").status_code == 422


def test_renewing_and_blocking_shut_the_old_key_out(union: Union) -> None:
    officer, speaker = as_(make_officer(union)), make_speaker(union)
    answer = officer.post(reverse("records:desk_renew", args=[speaker.client.uid]))
    fresh = Speaker(speaker.client, answer.context["key"])
    assert speaker.ask("GET", STATEMENTS).status_code == 401
    assert fresh.ask("GET", STATEMENTS).status_code == 200
    block = reverse("records:desk_block", args=[speaker.client.uid])
    assert officer.post(block).status_code == 302
    assert fresh.ask("GET", STATEMENTS).status_code == 401
    again = officer.post(reverse("records:desk_renew", args=[speaker.client.uid]), follow=True)
    assert "已经停用" in again.content.decode()
    assert officer.get(block).status_code == 405


def test_what_was_sent_is_a_readable_table_and_json_on_its_own_page(union: Union) -> None:
    officer, speaker = as_(make_officer(union)), make_speaker(union)
    said = statement("G1234", result={"score": {"raw": 87.5, "max": 100}})
    said["verb"]["display"] = {"zh": "合格", "en": "passed"}
    said["object"]["definition"] = {"name": {"zh": "隔墙吊装"}}
    uid = speaker.send(said)[0]
    speaker.send(statement("G5678", result={"score": {"scaled": 0.5}}), voiding(uid))
    address = reverse("records:desk_client", args=[speaker.client.uid])
    page = officer.get(address).content.decode()
    for word in ("G1234", "合格", "隔墙吊装", "87.5 / 100", "50%", "作废了", uid):
        assert word in page
    page = officer.get(reverse("records:desk_statement", args=[speaker.client.uid, uid])).content.decode()
    assert "&quot;raw&quot;: 87.5" in page
    other = make_speaker(union)
    assert officer.get(reverse("records:desk_statement", args=[other.client.uid, uid])).status_code == 404


def test_every_sort_of_statement_has_its_line(union: Union) -> None:
    officer, speaker = as_(make_officer(union), "en"), make_speaker(union)
    inner = {**statement(), "objectType": "SubStatement"}
    group = {"objectType": "Group", "member": [{"mbox": "mailto:a@example.org"}]}
    speaker.send(
        {**statement(), "object": inner},
        {**statement(), "actor": group},
        {
            **statement(),
            "actor": {"mbox": "mailto:b@example.org"},
            "object": {"objectType": "Agent", "openid": "https://c.example/"},
        },
        {**statement(), "verb": {"id": "http://example.org/verbs/lifted"}},
    )
    page = officer.get(reverse("records:desk_client", args=[speaker.client.uid])).content.decode()
    for word in ("hoist", "1 ×", "mailto:b@example.org", "https://c.example/", "lifted", "Worker number"):
        assert word in page


def test_strangers_see_and_do_nothing(union: Union) -> None:
    speaker = make_speaker(union)
    address = reverse("records:desk_client", args=[speaker.client.uid])
    neighbour = as_(make_officer(make_union("乙县总工会")))
    assert neighbour.get(address).status_code == 404
    assert speaker.client.name not in neighbour.get(HOME).content.decode()
    assert neighbour.post(reverse("records:desk_block", args=[speaker.client.uid])).status_code == 404
    assert make(neighbour, union).status_code in (404, 422)
    assert as_(make_person(union)).get(HOME).status_code == 403
    assert Browser().get(HOME).status_code == 302
    trainer = as_(make_officer(union, role="trainer"))
    assert trainer.get(address).status_code == 200
    assert trainer.post(reverse("records:desk_renew", args=[speaker.client.uid])).status_code == 403
    assert make(trainer, union).status_code in (404, 422)
    assert Client.objects.count() == 1
