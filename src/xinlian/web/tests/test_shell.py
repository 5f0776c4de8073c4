"""The shell: headers, logs without personal data, error pages, preferences, health."""

import json
import logging

import pytest
from django.test import Client

from xinlian.testing.make import make_person
from xinlian.web.logs import Json

pytestmark = pytest.mark.django_db


def test_headers_are_strict(client: Client) -> None:
    answer = client.get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_health_answers(client: Client) -> None:
    assert client.get("/health/").json()["ok"] is True


def test_log_names_the_route_and_nobody(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "xinlian.request"):
        client.get("/health/?phone=19900000001")
    line = json.loads(Json().format(caplog.records[-1]))
    assert (line["route"], line["status"]) == ("health/", 200)
    assert "19900000001" not in json.dumps(line)


def test_unknown_page_says_what_to_do(client: Client) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "首页" in answer.content.decode()


def test_type_size_is_kept_and_comes_back(client: Client) -> None:
    answer = client.post("/type/", {"value": "large", "next": "/privacy/"})
    assert answer["Location"] == "/privacy/"
    assert 'data-type="large"' in client.get("/").content.decode()


def test_preferences_lead_nowhere_else(client: Client) -> None:
    assert client.post("/type/", {"value": "large", "next": "https://elsewhere.example/"})["Location"] == "/"


def test_language_is_kept(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/").content.decode()


def test_desk_is_closed_to_strangers_and_workers(client: Client) -> None:
    assert client.get("/desk/")["Location"].startswith("/accounts/login/?next=/desk/")
    client.force_login(make_person(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/desk/").status_code == 403
