"""What credentials hold about somebody, and how their pass ends with them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.credentials.actions.leaving import give_up
from xinlian.people.holdings import Holding

UNION = _("发证工会的干部")
GATE = _("发证工会的干部；您所在工地的门卫")
SERVICE = _("向您提供工会服务所必需")
LAW = _("履行职务，事后能查证")
STATUS = _("证号的状态要一直查得到，免得吊销的证又能进门。您的名字和照片已经清空")
YEAR = 365


def _give_up(rows: "QuerySet[Any]") -> None:
    """Before somebody is emptied: their pass opens nothing any more."""
    give_up(work_passes=list(rows.select_related("listed", "person", "issuer")), by=None, at=timezone.now())


def _drop_files(rows: "QuerySet[Any]") -> None:
    """Before photos go: their files."""
    for row in rows:
        row.file.delete(save=False)


def _drop_pdfs(rows: "QuerySet[Any]") -> None:
    """Before a certificate is emptied: its PDF."""
    for row in rows:
        row.pdf.delete(save=False)


def _pdf(row: Any) -> Iterable[Path]:
    return [Path(row.pdf.path)] if row.pdf else []


def _file(row: Any) -> Iterable[Path]:
    return [Path(row.file.path)] if row.file else []


HOLDINGS = [
    Holding(
        model="credentials.WorkPass",
        person="person",
        fields=("code", "name", "trades", "begins_at", "ends_at", "issued_at", "state"),
        what=_("您的工作证：名字、工种和等级、有效期、状态"),
        purpose=_("进工地时证明您可以干这些活"),
        basis=SERVICE,
        seen_by=GATE,
        since="issued_at",
        keep_days=None,
        at_end="keep",
        why_kept=STATUS,
        blanked=("name", "token", "portrait"),
        before_end=_give_up,
    ),
    Holding(
        model="credentials.WorkPass",
        person="issued_by",
        fields=("code", "issued_at"),
        what=_("您发过的工作证"),
        purpose=_("知道一张证是谁发的"),
        basis=LAW,
        seen_by=UNION,
        since="issued_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="credentials.Portrait",
        person="person",
        fields=("taken_at",),
        what=_("您证上的照片"),
        purpose=_("门卫拿照片和人对一对；不做人脸识别"),
        basis=SERVICE,
        seen_by=GATE,
        since="taken_at",
        keep_days=None,
        at_end="erase",
        files=_file,
        before_end=_drop_files,
    ),
    Holding(
        model="credentials.Portrait",
        person="taken_by",
        fields=("taken_at",),
        what=_("您替别人传的照片"),
        purpose=_("知道一张照片是谁传的"),
        basis=LAW,
        seen_by=UNION,
        since="taken_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="credentials.PassStep",
        person="work_pass__person",
        fields=("state", "why", "at"),
        what=_("您的证什么时候停过、为什么"),
        purpose=_("让您知道原因，能申诉"),
        basis=SERVICE,
        seen_by=UNION,
        since="at",
        keep_days=None,
        at_end="erase",
    ),
    Holding(
        model="credentials.PassStep",
        person="by",
        fields=("state", "at"),
        what=_("您改过的证"),
        purpose=_("知道一个决定是谁作的"),
        basis=LAW,
        seen_by=UNION,
        since="at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="credentials.Appeal",
        person="step__work_pass__person",
        fields=("text", "state", "answer", "made_at"),
        what=_("您的申诉和答复"),
        purpose=_("答复您的申诉"),
        basis=SERVICE,
        seen_by=UNION,
        since="made_at",
        keep_days=None,
        at_end="erase",
    ),
    Holding(
        model="credentials.Appeal",
        person="answered_by",
        fields=("state", "answered_at"),
        what=_("您答复过的申诉"),
        purpose=_("知道一个答复是谁写的"),
        basis=LAW,
        seen_by=UNION,
        since="made_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="credentials.SiteWorker",
        person="person",
        fields=("site", "team", "since_on", "until_on"),
        what=_("您在哪个工地、哪个班组"),
        purpose=_("让工地的门卫认得您"),
        basis=SERVICE,
        seen_by=GATE,
        since="since_on",
        keep_days=None,
        at_end="erase",
    ),
    Holding(
        model="credentials.Scan",
        person="work_pass__person",
        fields=("gate", "outcome", "why", "way", "at"),
        what=_("您什么时候进出过哪个工地"),
        purpose=_("知道谁在工地上；防止一张证带进两个人"),
        basis=SERVICE,
        seen_by=_("工地所属工会的干部"),
        since="at",
        keep_days=180,
        at_end="erase",
    ),
    Holding(
        model="credentials.Gate",
        person="made_by",
        fields=("name", "made_at"),
        what=_("您设过的门"),
        purpose=_("知道一台设备是谁设的"),
        basis=LAW,
        seen_by=UNION,
        since="made_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="credentials.SigningKey",
        person="made_by",
        fields=("kid", "made_at"),
        what=_("您造过的签名钥匙"),
        purpose=_("知道一把钥匙是谁造的"),
        basis=LAW,
        seen_by=UNION,
        since="made_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="credentials.Certificate",
        person="person",
        fields=("number", "code", "name", "title", "trade", "level", "hours", "awarded_on", "ends_at", "state", "why"),
        what=_("工会发给您的证书：名字、名称、编号、等级、有效期、状态"),
        purpose=_("证明您学过、考过什么；别人来查，答得出来"),
        basis=SERVICE,
        seen_by=_("发证工会的干部；拿着证书来查的人"),
        since="issued_at",
        keep_days=None,
        at_end="keep",
        why_kept=_("编号和状态要一直查得到，您手里的证书才一直有用。您的名字和文件已经清空"),
        blanked=("name", "token", "badge", "pdf", "pdf_sha256"),
        files=_pdf,
        before_end=_drop_pdfs,
    ),
    Holding(
        model="credentials.Certificate",
        person="issued_by",
        fields=("number", "issued_at"),
        what=_("您发过的证书"),
        purpose=_("知道一张证书是谁发的"),
        basis=LAW,
        seen_by=UNION,
        since="issued_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="credentials.Certificate",
        person="revoked_by",
        fields=("number", "revoked_at"),
        what=_("您撤销过的证书"),
        purpose=_("知道一个决定是谁作的"),
        basis=LAW,
        seen_by=UNION,
        since="issued_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="credentials.CertificateTemplate",
        person="made_by",
        fields=("title", "made_at"),
        what=_("您做过的证书模板"),
        purpose=_("知道一个模板是谁做的"),
        basis=LAW,
        seen_by=UNION,
        since="made_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="credentials.OutsideCertificate",
        person="person",
        fields=("kind", "title", "number", "level", "issuer", "issued_on", "ends_on", "review_on"),
        what=_("您在别处考的证：名称、编号、发证单位、日子"),
        purpose=_("快到期、快复审时提醒您；安排您能干的活"),
        basis=SERVICE,
        seen_by=_("您所在工会的干部"),
        since="noted_at",
        keep_days=None,
        at_end="erase",
    ),
    Holding(
        model="credentials.OutsideCertificate",
        person="noted_by",
        fields=("title", "noted_at"),
        what=_("您替别人记过的证书"),
        purpose=_("知道一条记录是谁写的"),
        basis=LAW,
        seen_by=UNION,
        since="noted_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="credentials.Telling",
        person="work_pass__person",
        fields=("listener", "made_at", "heard_at"),
        what=_("您的证有变化时，告诉了哪个工地系统（不含姓名）"),
        purpose=_("让工地的安全码系统知道证还能不能用"),
        basis=SERVICE,
        seen_by=UNION,
        since="made_at",
        keep_days=30,
        at_end="erase",
    ),
    Holding(
        model="credentials.Listener",
        person="made_by",
        fields=("name", "made_at"),
        what=_("您登记过的接收系统"),
        purpose=_("知道一个系统是谁登记的"),
        basis=LAW,
        seen_by=UNION,
        since="made_at",
        keep_days=None,
        at_end="unlink",
    ),
]
