"""Offerings, batches, applications, seats, waiting lists, attendance, and the draw."""
