"""Decisions of assessment."""
