"""Writes of enrolment, one verb each."""
