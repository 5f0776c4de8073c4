"""Signed things that are checked with no network: work passes, the keys they stand on, and lists of what was withdrawn."""
