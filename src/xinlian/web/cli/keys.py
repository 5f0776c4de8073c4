"""Keys that sign passes, certificates and status lists, and the root that vouches for them.

The root is a file under a passphrase that should lie offline, on a stick in a safe: without it nobody, also not this
installation, can make devices trust a new key. Where the stick may be put into this machine, --root FILE does all in
one go; where it may not, `request`, `sign` (on another machine; it needs no database) and `take` are the same in three.
The passphrase is asked for, or read from XINLIAN_ROOT_PASSPHRASE.
"""

import argparse
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.suites import EDDSA, ES256
from xinlian.web.cli import boot, rootfile
from xinlian.web.cli.acting import refusals
from xinlian.web.cli.console import say
from xinlian.web.cli.exits import OK, Missing, Usage

if TYPE_CHECKING:
    from xinlian.credentials.models import SigningKey
    from xinlian.people.models import Union

HELP = "make, rotate and give up the keys that sign passes and certificates"
EPILOG = """examples:
  ./xinlian keys root /media/stick/root.pem          once, on the machine that keeps the stick
  ./xinlian keys start --root /media/stick/root.pem  the first keys of this installation
  ./xinlian keys show                                what stands, and what runs out
  ./xinlian keys rotate --root /media/stick/root.pem         a year later
  ./xinlian keys compromised KEY --since 2026-11-20T08:00 --root /media/stick/root.pem"""
ALGORITHMS = {"es256": ES256, "ed25519": EDDSA}
BUNDLE_DAYS = 180
USES = ("pass", "status", "certificate", "document")


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("act", choices=[*ACTS], help="what to do")
    parser.add_argument(
        "what", nargs="*", help="root: the file to write; compromised: the key; request, take: a file; sign: two"
    )
    parser.add_argument("--root", type=Path, help="the file of the root")
    parser.add_argument(
        "--union", default="", metavar="NAME", help="which union issues; needed where there are several at the top"
    )
    parser.add_argument(
        "--algorithm",
        choices=[*ALGORITHMS],
        default="es256",
        help="of new keys for passes and lists (default: %(default)s)",
    )
    parser.add_argument(
        "--since", default="", metavar="TIME", help="from when on nothing signed with a lost key is good (default: now)"
    )


def run(options: argparse.Namespace) -> int:
    """One act."""
    act: Callable[[argparse.Namespace], None] = ACTS[options.act]
    try:
        act(options)
    except SealError as error:
        raise Usage(f"this cannot be: {error.code}") from error
    return OK


def _root(options: argparse.Namespace) -> None:
    file = _file(options, 0)
    root = rootfile.make(file, ALGORITHMS[options.algorithm])
    say(f"the root {root.root.kid.hex()} is in {file}; keep it and its passphrase apart, and a copy of each elsewhere")
    say(f"its fingerprint: {root.fingerprint}")


def _start(options: argparse.Namespace) -> None:
    boot.django()
    from xinlian.credentials.models import SigningKey

    if SigningKey.objects.exists():
        raise Usage("there are keys already; ./xinlian keys rotate makes the next ones")
    held = rootfile.open_(_needed_root(options))
    _know(held)
    for use in USES:
        _make(use, options)
    _publish(held)


def _rotate(options: argparse.Namespace) -> None:
    boot.django()
    from xinlian.credentials.actions import keys

    held = rootfile.open_(_needed_root(options))
    _know(held)
    for use in USES:
        _make(use, options)
    _publish(held)
    now = _now()
    say(f"{keys.empty_ended(by=None, at=now)} keys whose time is over were emptied")


def _publish_act(options: argparse.Namespace) -> None:
    boot.django()
    held = rootfile.open_(_needed_root(options))
    _know(held)
    _publish(held)


def _compromised(options: argparse.Namespace) -> None:
    boot.django()
    from xinlian.credentials.actions import keys

    key, since, now = _key(options), _since(options), _now()
    with refusals():
        keys.give_up_for_lost(key=key, since=since, by=None, at=now)
    say(f"what {key.kid} signed since {since:%Y-%m-%d %H:%M} is refused by every device from the next bundle on")
    if options.root is None:
        say("now publish that bundle: ./xinlian keys publish --root FILE, and ./xinlian keys rotate for a new key")
        return
    held = rootfile.open_(options.root)
    _make(key.use, options)
    _publish(held)


def _request(options: argparse.Namespace) -> None:
    boot.django()
    from xinlian.credentials.queries import trust

    file, now = _file(options, 0), _now()
    bundle = trust.draft(issued=int(now.timestamp()), version=trust.next_version(), expires=_expires(now))
    file.write_bytes(bundle.payload())
    say(
        f"{file}: bundle {bundle.version}, {len(bundle.keys)} keys. Next, beside the root: ./xinlian keys sign {file} OUT --root FILE"
    )


def _sign(options: argparse.Namespace) -> None:
    source, target = _file(options, 0), _file(options, 1)
    held = rootfile.open_(_needed_root(options))
    if not source.is_file():
        raise Usage(f"there is no file {source}")
    content, bundle = held.sign(source.read_bytes())
    for key in bundle.keys:
        lost = " LOST" if key.compromised is not None else ""
        say(f"key {key.kid.hex()} of {key.issuer}, {_day(key.begins)} to {_day(key.ends)}{lost}")
    target.write_bytes(content)
    say(f"{target}: bundle {bundle.version}, signed by {held.root.kid.hex()}. Next: ./xinlian keys take {target}")


def _take(options: argparse.Namespace) -> None:
    boot.django()
    from xinlian.credentials.actions import keys

    file = _file(options, 0)
    if not file.is_file():
        raise Usage(f"there is no file {file}")
    with refusals():
        made = keys.take_bundle(content=file.read_bytes(), by=None, at=_now())
    say(f"bundle {made.version} stands until {made.expires_at:%Y-%m-%d}")


def _know_act(options: argparse.Namespace) -> None:
    boot.django()
    _know(rootfile.open_(_needed_root(options)))


def _show(options: argparse.Namespace) -> None:
    boot.django()
    from xinlian.credentials.models import SigningKey, TrustRoot
    from xinlian.credentials.queries import alarms, trust

    for root in TrustRoot.objects.all():
        print(f"root {root.kid}, known since {root.added_at:%Y-%m-%d}")
    for key in SigningKey.objects.select_related("issuer"):
        signs = "signs" if key.named_in else "waits for a bundle"
        state = "LOST" if key.compromised_at else signs if key.private else "emptied"
        print(
            f"key  {key.kid} {key.use:11} {key.issuer.name} {key.begins_at:%Y-%m-%d} to {key.ends_at:%Y-%m-%d} {state}"
        )
    bundle = trust.newest()
    print(f"bundle {bundle.version} stands until {bundle.expires_at:%Y-%m-%d}" if bundle else "no bundle yet")
    for one in alarms.standing(_now()):
        print(f"ATTENTION {one.code}: {one.words()}")


ACTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "root": _root,
    "know": _know_act,
    "start": _start,
    "show": _show,
    "rotate": _rotate,
    "publish": _publish_act,
    "compromised": _compromised,
    "request": _request,
    "sign": _sign,
    "take": _take,
}


def _know(held: rootfile.Held) -> None:
    from xinlian.credentials.actions import keys
    from xinlian.credentials.queries import trust

    if held.root.kid not in trust.roots():
        public = held.root.public.hex()
        keys.add_root(kid=held.root.kid.hex(), algorithm=held.root.algorithm, public=public, by=None, at=_now())


def _make(use: str, options: argparse.Namespace) -> None:
    from xinlian.credentials.actions import keys

    now, union = _now(), _issuer(options.union)
    algorithm = ALGORITHMS[options.algorithm]
    made = keys.make_key(issuer=union, use=use, algorithm=algorithm, begins_at=now, by=None, at=now)
    say(f"key {made.kid} signs {use} for {union.name} until {made.ends_at:%Y-%m-%d}")


def _publish(held: rootfile.Held) -> None:
    from xinlian.credentials.actions import keys
    from xinlian.credentials.queries import trust

    now = _now()
    draft = trust.draft(issued=int(now.timestamp()), version=trust.next_version(), expires=_expires(now))
    content, _bundle = held.sign(draft.payload())
    with refusals():
        made = keys.take_bundle(content=content, by=None, at=now)
    say(f"bundle {made.version} stands until {made.expires_at:%Y-%m-%d}")


def _issuer(name: str) -> "Union":
    from xinlian.people.models import Union

    rows = Union.objects.filter(name=name) if name else Union.objects.filter(parent=None)
    found = list(rows[:2])
    if len(found) != 1:
        raise Usage("say which union issues: --union NAME" if not name else f"there is not one union called '{name}'")
    return found[0]


def _key(options: argparse.Namespace) -> "SigningKey":
    from xinlian.credentials.models import SigningKey

    kid = options.what[0] if options.what else ""
    found = SigningKey.objects.filter(kid=kid).first()
    if found is None:
        raise Usage(f"there is no key '{kid}'; ./xinlian keys show lists them")
    return found


def _since(options: argparse.Namespace) -> datetime.datetime:
    from django.utils import timezone

    if not options.since:
        return _now()
    try:
        found = datetime.datetime.fromisoformat(options.since)
    except ValueError as error:
        raise Usage(f"--since {options.since}: write a time such as 2026-11-20T08:00") from error
    return found if found.tzinfo else timezone.make_aware(found)


def _needed_root(options: argparse.Namespace) -> Path:
    if options.root is None:
        raise Usage("--root FILE is needed: the file that ./xinlian keys root wrote")
    root: Path = options.root
    if not root.is_file():
        raise Missing(f"there is no file {root}; is the stick in?")
    return root


def _file(options: argparse.Namespace, place: int) -> Path:
    if len(options.what) <= place:
        raise Usage(f"./xinlian keys {options.act}: name the file{'s, in and out' if options.act == 'sign' else ''}")
    return Path(options.what[place])


def _expires(now: datetime.datetime) -> int:
    return int((now + datetime.timedelta(days=BUNDLE_DAYS)).timestamp())


def _now() -> datetime.datetime:
    from django.utils import timezone

    return timezone.now()


def _day(seconds: int) -> str:
    return f"{datetime.datetime.fromtimestamp(seconds, datetime.UTC):%Y-%m-%d}"
