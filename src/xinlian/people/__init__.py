"""Unions as a tree, people, firms, roles, consent, and everything the law asks about personal data."""
