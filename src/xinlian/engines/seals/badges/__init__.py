"""Certificates as Open Badges 3.0: documents whose terms are all defined, proofs over them, and lists of what was withdrawn."""
