"""Pure decisions of enrolment."""
