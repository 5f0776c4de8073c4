"""What of the keys runs out soon or stands still, long before a gate notices."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from xinlian.credentials.models import CertificateTemplate, SigningKey, StatusList, TrustBundle, WorkPass
from xinlian.rows.days import day_words

KEY_SOON = datetime.timedelta(days=60)
BUNDLE_SOON = datetime.timedelta(days=45)
CERTIFICATES = ("certificate", "document")
LIST_LATE = datetime.timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing to see to; `bad` when something has stopped already."""

    code: str
    bad: bool = False
    facts: dict[str, Any] = field(default_factory=dict)

    def words(self) -> str:
        """What to do, in the active language."""
        return _texts()[self.code] % self.facts


def _texts() -> dict[str, str]:
    return {
        "no_bundle": _("还没有信任清单，工地的门不认任何证。请运行 ./xinlian keys start。"),
        "bundle_over": _("信任清单过期了，工地的门判断不了任何证。请运行 ./xinlian keys publish。"),
        "bundle_soon": _("信任清单到%(day)s为止。请在那之前运行 ./xinlian keys publish。"),
        "key_waits": _(
            "有 %(count)s 把新钥匙还没写进信任清单，手机和门不认识，先不用来签。请运行 ./xinlian keys publish。"
        ),
        "key_over_pass": _("没有能签工作证的钥匙了。请运行 ./xinlian keys rotate。"),
        "key_over_status": _("没有能签状态名单的钥匙了，门上的状态会越来越旧。请运行 ./xinlian keys rotate。"),
        "key_soon_pass": _("签工作证的钥匙到%(day)s为止。请在那之前运行 ./xinlian keys rotate。"),
        "key_soon_status": _("签状态名单的钥匙到%(day)s为止。请在那之前运行 ./xinlian keys rotate。"),
        "key_over_certificate": _("没有能签证书的钥匙了。请运行 ./xinlian keys rotate。"),
        "key_over_document": _("没有能签证书 PDF 的钥匙了。请运行 ./xinlian keys rotate。"),
        "key_soon_certificate": _("签证书的钥匙到%(day)s为止。请在那之前运行 ./xinlian keys rotate。"),
        "key_soon_document": _("签证书 PDF 的钥匙到%(day)s为止。请在那之前运行 ./xinlian keys rotate。"),
        "list_late": _("状态名单从%(day)s起没有重新签过。请看后台任务是不是在运行（./xinlian doctor）。"),
    }


def standing(at: datetime.datetime) -> list[Alarm]:
    """Every alarm, what has stopped first. Nothing where no pass was ever issued and no key made."""
    if not SigningKey.objects.exists() and not WorkPass.objects.exists():
        return []
    uses = ("pass", "status", *(CERTIFICATES if CertificateTemplate.objects.exists() else ()))
    found = [*_bundle(at), *_unnamed(at), *(alarm for use in uses for alarm in _keys(use, at)), *_lists(at)]
    return sorted(found, key=lambda one: not one.bad)


def _bundle(at: datetime.datetime) -> list[Alarm]:
    last = TrustBundle.objects.order_by("-version").values_list("expires_at", flat=True).first()
    if last is None:
        return [Alarm("no_bundle", bad=True)]
    if last <= at:
        return [Alarm("bundle_over", bad=True)]
    return [Alarm("bundle_soon", facts={"day": day_words(last)})] if last <= at + BUNDLE_SOON else []


def _unnamed(at: datetime.datetime) -> list[Alarm]:
    """Keys that devices cannot know yet; with no bundle at all there is another alarm."""
    rows = SigningKey.objects.filter(named_in=None, compromised_at=None, private__isnull=False, ends_at__gt=at)
    count = rows.count() if TrustBundle.objects.exists() else 0
    return [Alarm("key_waits", facts={"count": count})] if count else []


def _keys(use: str, at: datetime.datetime) -> list[Alarm]:
    rows = SigningKey.objects.filter(use=use, compromised_at=None, private__isnull=False, ends_at__gt=at)
    last = rows.order_by("-ends_at").values_list("ends_at", flat=True).first()
    if last is None:
        return [Alarm(f"key_over_{use}", bad=True)]
    return [Alarm(f"key_soon_{use}", facts={"day": day_words(last)})] if last <= at + KEY_SOON else []


def _lists(at: datetime.datetime) -> list[Alarm]:
    oldest = StatusList.objects.order_by("issued_at").values_list("issued_at", flat=True).first()
    late = oldest is not None and oldest < at - LIST_LATE
    return [Alarm("list_late", bad=True, facts={"day": day_words(oldest)})] if late and oldest else []
