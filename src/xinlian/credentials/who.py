"""May who: which roles issue and stop passes, run sites and gates, and answer appeals; asked inside the actions."""

import datetime

from xinlian.people.models import Person
from xinlian.people.scope import Viewer
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Decision

RUNNERS = ("officer",)
DECIDERS = ("officer", "approver")
READERS = ("officer", "approver", "auditor")


def acting(by: Person, at: datetime.datetime) -> Viewer:
    """Who acts, with the roles of that day."""
    return viewer_at(by, at)


def may_issue(viewer: Viewer, issuer_path: str, person_path: str) -> Decision:
    """Issuing and stopping passes: officers of the issuing union, for people of its own part of the tree or of theirs."""
    return Decision.of(
        role_officer=viewer.holds(RUNNERS, issuer_path),
        pass_person_elsewhere=person_path.startswith(issuer_path) or viewer.holds(RUNNERS, person_path),
    )


def may_decide(viewer: Viewer, issuer_path: str, *, decided_before: bool) -> Decision:
    """Answering an appeal: officers and approvers of the issuing union, not whoever decided what is appealed."""
    return Decision.of(role_officer=viewer.holds(DECIDERS, issuer_path), not_own_decision=not decided_before)


def may_run_site(viewer: Viewer, site_path: str) -> Decision:
    """Sites, their people and gates: officers of the site's union."""
    return Decision.of(role_officer=viewer.holds(RUNNERS, site_path))


def may_certify(viewer: Viewer, issuer_path: str) -> Decision:
    """Templates of certificates: officers of the issuing union."""
    return Decision.of(role_officer=viewer.holds(RUNNERS, issuer_path))


def may_note(viewer: Viewer, person_path: str) -> Decision:
    """Certificates of others: officers of the holder's union."""
    return Decision.of(role_officer=viewer.holds(RUNNERS, person_path))
