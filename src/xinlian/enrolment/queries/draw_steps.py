"""The steps of a draw as pages show them."""

from django.utils.translation import gettext as _

from xinlian.enrolment.models import Draw, Offering, Witness
from xinlian.enrolment.queries import sealed

Shown = list[tuple[str, str]]


def desk_steps(offering: Offering, draw: Draw | None) -> Shown:
    """For the desk: applied, sealed, witnesses, published."""
    state = draw.state if draw else offering.state
    many = draw.entries if draw else len(sealed.entrants(offering))
    names = [_("报名 %(count)s 人") % {"count": many}, _("名单已封存"), _("见证人开签"), _("公布与答复")]
    at = {"draft": 0, "open": 0, "closed": 1, "sealed": 2, "seeded": 3, "published": 4}.get(state, 4)
    if not draw:
        names[1] = _("预演，封存名单")
    return _shown(names, at)


def public_steps(draw: Draw, witnesses: list[Witness]) -> Shown:
    """For everybody: sealed, witnesses bound, public number, witnesses opened, published."""
    names = [_("名单封存"), _("见证人交指纹"), _("公开号码产生"), _("见证人公开号"), _("公布结果")]
    at = 1
    if all(one.digest for one in witnesses):
        at = 2
    if draw.public_number:
        at = 3
    if draw.state == "seeded":
        at = 4
    return _shown(names, 5 if draw.state == "published" else at)


def _shown(names: list[str], at: int) -> Shown:
    return [(name, "done" if place < at else "now" if place == at else "todo") for place, name in enumerate(names)]
