"""What devices ask: who they are, whose number that is, whose turn."""

import uuid
from typing import Any

from xinlian.records.keys import digest
from xinlian.rows.uids import uid_of
from xinlian.simulators.models import Device, Scenario, Trainee, Turn
from xinlian.simulators.rules.numbers import is_number


def _devices() -> "Any":
    return Device.objects.select_related("version__simulator__union")


def device_of_key(key: str) -> Device | None:
    """The device that holds a key, blocked or not."""
    found: Device | None = _devices().filter(key_hash=digest(key)).first()
    return found


def device_named(uid: str) -> Device | None:
    """The device of a public id."""
    known = uid_of(uid)
    found: Device | None = _devices().filter(uid=known).first() if known else None
    return found


def machine(device: Device) -> dict[str, Any]:
    """A device as it sees itself."""
    version = device.version
    waiting = Turn.objects.filter(device=device, state="waiting").count()
    tasks = Scenario.objects.filter(simulator=version.simulator_id, retired_at=None)
    return {
        "device": device.name,
        "simulator": version.simulator.name,
        "version": version.version,
        "full": float(version.full),
        "scenarios": [{"code": one.code, "name": one.name, "iri": one.iri} for one in tasks],
        "waiting": waiting,
    }


def trainee_numbered(device: Device, number: str) -> Trainee | None:
    """Somebody who trains at the device's union."""
    if not is_number(number):
        return None
    union = device.version.simulator.union_id
    return Trainee.objects.filter(union=union, number=number).select_related("person").first()


def turn_of(device: Device, registration: uuid.UUID) -> Turn | None:
    """A turn at this device."""
    return Turn.objects.filter(device=device, uid=registration).select_related("trainee").first()
