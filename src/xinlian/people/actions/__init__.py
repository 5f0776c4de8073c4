"""Writes about people, a module per subject."""
