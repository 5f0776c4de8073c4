"""Distances, nearest places, places along a road, datums, lines: pure functions over degrees and metres."""
