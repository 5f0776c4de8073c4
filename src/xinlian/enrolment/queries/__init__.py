"""Reads of enrolment."""
