"""A union that can sign: roots, keys, a bundle, trades and levels; and somebody with a pass."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from xinlian.credentials.actions import certificates, keys, passes, statuses, templates
from xinlian.credentials.models import Certificate, CertificateTemplate, LevelScheme, SigningKey, WorkPass
from xinlian.credentials.queries import trust as queries
from xinlian.engines.seals import suites
from xinlian.engines.seals.check import Held
from xinlian.engines.seals.status import read
from xinlian.engines.seals.trust import Root, seal
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_officer, make_person, make_union

DAY = datetime.timedelta(days=1)


@dataclass
class World:
    """Everything a test of passes needs."""

    union: Union
    officer: Person
    root: Root
    pair: suites.Pair
    key: SigningKey
    worker: Person

    def publish(self, version: int = 1, at: datetime.datetime | None = None) -> None:
        """The next bundle, signed by the root."""
        issued = int((at or timezone.now()).timestamp())
        bundle = queries.draft(issued=issued, version=version, expires=issued + 90 * 86400)
        content = seal(bundle, self.root, suites.signer(self.root.algorithm, self.pair.private))
        keys.take_bundle(content=content, by=None, at=timezone.now())

    def issue(self, person: Person | None = None, **more: object) -> WorkPass:
        """A pass of a year for the worker."""
        now = timezone.now()
        given = {"begins_at": now, "ends_at": now + 365 * DAY, "trades": [(101, 13)], "by": self.officer, "at": now}
        return passes.issue(person=person or self.worker, issuer=self.union, **{**given, **more})  # type: ignore[arg-type]

    def template(self, **more: object) -> CertificateTemplate:
        """What the union certifies."""
        given = {
            "title": "岗前安全培训合格证书",
            "about": "考核合格，特发此证。",
            "criteria": "学满 20 学时",
            "prefix": "试",
        }
        given |= {
            "months": 24,
            "scheme": LevelScheme.objects.get(code="stars"),
            "by": self.officer,
            "at": timezone.now(),
        }
        return templates.make(issuer=self.union, **{**given, **more})  # type: ignore[arg-type]

    def award(self, template: CertificateTemplate | None = None, **more: object) -> Certificate:
        """A certificate for the worker, of today."""
        given = {"person": self.worker, "awarded_on": timezone.localdate(), "by": self.officer, "at": timezone.now()}
        return certificates.award(template=template or self.template(), **{**given, **more})  # type: ignore[arg-type]

    def held(self) -> Held:
        """What a device that has just synchronised holds."""
        statuses.publish_due(by=None, at=timezone.now())
        trusted = queries.trusted()
        assert trusted is not None
        lists = {}
        for number in (1, 2):
            found = queries.status_list(number)
            if found is not None:
                lists[number] = read(bytes(found.content), trusted)
        return Held(trusted, lists, 86400)


def sign_for(union: Union, algorithm: int = suites.ES256) -> tuple[Root, suites.Pair, SigningKey]:
    """A root, and keys of a union that it will vouch for."""
    now = timezone.now() - DAY
    pair = suites.generate(algorithm)
    root = Root(b"rootrt01", algorithm, pair.public)
    keys.add_root(kid=root.kid.hex(), algorithm=algorithm, public=pair.public.hex(), by=None, at=now)
    said = {"issuer": union, "algorithm": algorithm, "begins_at": now, "by": None, "at": now}
    key = keys.make_key(use="pass", **said)  # type: ignore[arg-type]
    for use in ("status", "certificate", "document"):
        keys.make_key(use=use, **said)  # type: ignore[arg-type]
    return root, pair, key


def make_world(algorithm: int = suites.ES256) -> World:
    """A union with keys that a root vouches for."""
    union = make_union("甲县总工会")
    root, pair, key = sign_for(union, algorithm)
    made = World(union, make_officer(union), root, pair, key, make_person(union, name="试验焊工"))
    made.publish(at=timezone.now() - DAY)
    return made
