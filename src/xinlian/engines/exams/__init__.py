"""Exams: questions and the formats in which banks of them travel."""
