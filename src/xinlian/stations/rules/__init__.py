"""Decisions about stations; pure."""
