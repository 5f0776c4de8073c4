"""Anything with a point: facilities, opening hours, photos, roads, visits."""
