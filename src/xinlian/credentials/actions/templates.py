"""What a union certifies: templates made, changed, retired."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction

from xinlian.credentials.models import CertificateTemplate, LevelScheme
from xinlian.credentials.rules import certificates as rules
from xinlian.credentials.who import acting, may_certify
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused, demand


@transaction.atomic
def make(
    *,
    issuer: Union,
    title: str,
    about: str,
    criteria: str,
    prefix: str,
    months: int = 0,
    scheme: LevelScheme | None = None,
    signed_as: str = "",
    by: Person,
    at: datetime.datetime,
) -> CertificateTemplate:
    """A new template. Raises Refused: role_officer, template_known, and those of `rules.may_be_called`."""
    demand(may_certify(acting(by, at), issuer.union_path))
    words = {"title": title, "about": about, "criteria": criteria, "prefix": prefix}
    demand(rules.may_be_called(**words, months=months, own_levels=scheme is None or scheme.internal))
    said: dict[str, Any] = {"title": title.strip(), "about": about.strip(), "criteria": criteria.strip()}
    said |= {"prefix": prefix, "months": months, "scheme": scheme, "signed_as": signed_as.strip()}
    owned = {"union_path": issuer.union_path, "shard": issuer.shard}
    made = CertificateTemplate(issuer=issuer, made_at=at, made_by=by, **said, **owned)
    _save(made, force_insert=True)
    record("template.made", made, by=by, at=at, title=made.title)
    return made


@transaction.atomic
def change(
    *,
    template: CertificateTemplate,
    title: str,
    about: str,
    criteria: str,
    months: int,
    scheme: LevelScheme | None,
    signed_as: str,
    by: Person,
    at: datetime.datetime,
) -> None:
    """Other words for those to come; what was issued stays. Raises Refused as `make`, template_retired."""
    demand(may_certify(acting(by, at), template.union_path))
    if template.retired_at is not None:
        raise Refused("template_retired")
    words = {"title": title, "about": about, "criteria": criteria, "prefix": template.prefix}
    demand(rules.may_be_called(**words, months=months, own_levels=scheme is None or scheme.internal))
    template.title, template.about, template.criteria = title.strip(), about.strip(), criteria.strip()
    template.months, template.scheme, template.signed_as = months, scheme, signed_as.strip()
    _save(template, update_fields=["title", "about", "criteria", "months", "scheme", "signed_as"])
    record("template.changed", template, by=by, at=at, title=template.title)


@transaction.atomic
def retire(*, template: CertificateTemplate, by: Person, at: datetime.datetime) -> None:
    """Nothing is issued by it any more. Raises Refused: role_officer, template_retired."""
    demand(may_certify(acting(by, at), template.union_path))
    if not CertificateTemplate.objects.filter(pk=template.pk, retired_at=None).update(retired_at=at):
        raise Refused("template_retired")
    record("template.retired", template, by=by, at=at, title=template.title)


def _save(template: CertificateTemplate, **how: Any) -> None:
    try:
        with transaction.atomic():
            template.save(**how)
    except IntegrityError as error:
        raise Refused("template_known") from error
