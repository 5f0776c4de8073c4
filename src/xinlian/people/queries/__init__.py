"""Reads about people, a module per subject."""
