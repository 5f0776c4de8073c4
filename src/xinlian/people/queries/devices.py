"""The devices somebody is signed in on."""

from allauth.usersessions.models import UserSession

from xinlian.people.models import Person


def keys_of(person: Person) -> list[str]:
    """The session keys of all devices."""
    return list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))


def devices_of(person: Person) -> list[UserSession]:
    """The devices whose session still stands, the one used last first."""
    standing = UserSession.objects.purge_and_list(person)
    return sorted(standing, key=lambda one: one.last_seen_at, reverse=True)


def short_agent(agent: str) -> str:
    """A browser and system in two words out of a long header: "Chrome · Android"; "" when neither is known."""
    browsers = (
        ("MicroMessenger", "微信"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    )
    systems = (
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )
    named = [next((name for mark, name in marks if mark in agent), "") for marks in (browsers, systems)]
    return " · ".join(name for name in named if name)
