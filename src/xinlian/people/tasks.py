"""What is done outside a request: sending short messages."""

from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from xinlian.people.models import Code
from xinlian.people.sms import sender

MINUTES = 5


@task(queue_name="urgent")
def send_code(code_id: int, language: str) -> None:
    """Send the digits of a code that still stands; the task itself carries no phone and no digits."""
    code = Code.objects.filter(pk=code_id, used_at=None).first()
    if code is None or not code.digits:
        return
    with translation.override(language):
        text = _("%(digits)s 是您在心连的验证码，%(minutes)d 分钟内有效。不要告诉别人，工会不会向您要它。")
        sender().send(str(code.phone), text % {"digits": code.digits, "minutes": MINUTES})
