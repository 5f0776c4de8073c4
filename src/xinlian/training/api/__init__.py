"""The interface of the base: everything from registration to the gate, as a person with a key."""

from xinlian.training.api import builders, classes, clearing, medicals, mine, projects
from xinlian.training.api.door import api

for part in (projects, builders, medicals, classes, clearing, mine):
    api.add_router("", part.router)

__all__ = ["api"]
