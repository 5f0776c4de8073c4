"""Writes of trips."""
