"""May who: which desk roles see trips and which change them; asked inside the actions."""

from xinlian.enrolment.who import READERS, RUNNERS, acting, may_run

__all__ = ["READERS", "RUNNERS", "acting", "may_run"]
