"""How a ladder says in words what it counts."""

from django.utils.translation import gettext as _

from xinlian.simulators.models import Ladder

HOW = {
    "best": lambda ladder: _("每人取最好一次"),
    "last": lambda ladder: _("每人取最后一次"),
    "first": lambda ladder: _("每人只算第一次"),
    "mean": lambda ladder: _("每人取平均"),
    "mean_best": lambda ladder: _("每人取最好 %(n)s 次的平均") % {"n": ladder.of},
}


def pieces(ladder: Ladder) -> list[str]:
    """Short pieces: what, where, when, which attempts."""
    what = str(ladder.simulator.name) if ladder.simulator else _("各模拟机合计")
    found = [what]
    if ladder.scenario:
        found.append(str(ladder.scenario.name))
    found += [part for part in (ladder.site, ladder.team) if part]
    if ladder.since_on and ladder.until_on:
        found.append(_("%(a)s 到 %(b)s") % {"a": f"{ladder.since_on:%m-%d}", "b": f"{ladder.until_on:%m-%d}"})
    elif ladder.since_on:
        found.append(_("%(a)s 起") % {"a": f"{ladder.since_on:%m-%d}"})
    elif ladder.until_on:
        found.append(_("到 %(b)s") % {"b": f"{ladder.until_on:%m-%d}"})
    found.append(HOW[ladder.how](ladder))
    if ladder.fewest > 1:
        found.append(_("至少 %(n)s 次") % {"n": ladder.fewest})
    return found
