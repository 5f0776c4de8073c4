"""Everything that is held about somebody as one archive: to read, for machines, and the files themselves."""

import datetime
import io
import json
import zipfile

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from xinlian.people.models import Person
from xinlian.people.queries.holdings import held, plain, rows_of


def bundle(person: Person, at: datetime.datetime) -> bytes:
    """A zip with data.json, a page for people, and the files that holdings name."""
    sections = held(person, masked=False)
    page = render_to_string("people/export.html", {"sections": sections, "at": at, "uid": person.uid})
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(as_json(person, at), ensure_ascii=False, indent=1))
        archive.writestr(_("我的资料") + ".html", page)
        for section in sections:
            holding = section["holding"]
            if holding.files is not None:
                for row in rows_of(holding, person):
                    for path in holding.files(row):
                        archive.write(path, f"files/{path.name}")
    return made.getvalue()


def as_json(person: Person, at: datetime.datetime) -> dict[str, object]:
    """The same for machines: every row with its columns by name."""
    return {
        "person": str(person.uid),
        "made_at": at.isoformat(),
        "holdings": [
            {
                "model": section["holding"].model,
                "what": str(section["holding"].what),
                "purpose": str(section["holding"].purpose),
                "basis": str(section["holding"].basis),
                "seen_by": str(section["holding"].seen_by),
                "keep_days": section["holding"].keep_days,
                "rows": [{field: plain(value) for field, _words, value in row} for row in section["rows"]],
            }
            for section in held(person, masked=False, coded=True)
        ],
    }
