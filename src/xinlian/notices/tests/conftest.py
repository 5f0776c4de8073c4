"""For tests of notices. Everything of ours is imported inside, since pytest reads this before Django is set up."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def ways(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Gateways that write into a file, kinds that only tests tell, and no quiet hours unless a test asks."""
    import datetime

    from xinlian.notices import kinds as registry
    from xinlian.notices.rules import Quiet
    from xinlian.notices.tests.kinds import KINDS, sent_file

    settings.SMS_SENDER = "xinlian.notices.tests.kinds.Gateway"
    settings.WECHAT_SENDER = ""
    settings.SMS_SIGNATURE = "试验工会"
    settings.SITE_URL = "https://x.test"
    settings.QUIET_HOURS = Quiet(datetime.time(0), datetime.time(0))
    known = registry.kinds()
    for code, kind in KINDS.items():
        monkeypatch.setitem(known, code, kind)
    sent_file().unlink(missing_ok=True)
    yield
    sent_file().unlink(missing_ok=True)
