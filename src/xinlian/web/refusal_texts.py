"""The shell's own sentences for refusal codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from xinlian.rows.sentences import sentence

__all__ = ["TEXTS", "sentence"]

TEXTS: dict[str, "str | Promise"] = {
    "role_missing": gettext_lazy("您在这个工会没有做这件事的权限。需要的话，请找上级工会的干部给您开通。"),
}
