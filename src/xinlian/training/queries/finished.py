"""Who is due the certificate of an entry programme, and with how many hours."""

from collections.abc import Sequence

from xinlian.credentials.models import Certificate, CertificateTemplate
from xinlian.training.models import Builder, TrainingClass
from xinlian.training.queries import facts
from xinlian.training.queries.waiting import teaches


def due(builders: Sequence[Builder]) -> list[tuple[Builder, CertificateTemplate, int]]:
    """Those of one project who were at every session of a class whose programme has a template, and have none of it yet.

    With the minutes that they were there.
    """
    if not builders:
        return []
    people = [one.person_id for one in builders]
    classes = [one for one in facts.classes_of(people, builders[0].project) if _certifies(one)]
    if not classes:
        return []
    keys = [one.pk for one in classes]
    timetables, came = facts.sessions(keys), facts.attended(people, keys)
    templates = CertificateTemplate.objects.filter(retired_at=None).in_bulk(
        {one.programme.template_id for one in classes if one.programme.template_id}
    )
    held = set(
        Certificate.objects.filter(template__in=templates, person__in=people, state="valid").values_list(
            "template", "person"
        )
    )
    found = []
    for one in builders:
        for each in classes:
            template = templates.get(each.programme.template_id or 0)
            if template is None or (template.pk, one.person_id) in held or not teaches(each.programme, one.trade_id):
                continue
            codes, timetable = came.get((one.person_id, each.pk), ()), timetables.get(each.pk, [])
            if timetable and codes and not facts.missing(timetable, codes):
                held.add((template.pk, one.person_id))
                seconds = sum((s.ends_at - s.starts_at).total_seconds() for s in timetable if s.code in codes)
                found.append((one, template, round(seconds / 60)))
    return found


def _certifies(one: TrainingClass) -> bool:
    return one.programme.kind == "entry" and one.programme.template_id is not None and one.finished_at is not None
