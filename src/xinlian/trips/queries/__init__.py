"""Reads of trips."""
