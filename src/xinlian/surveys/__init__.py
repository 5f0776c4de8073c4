"""Questionnaires as data, asked once per person, tallied without showing anybody."""
