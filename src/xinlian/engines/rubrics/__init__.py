"""Rubric sheets and panels of judges: what a sheet gives for what was seen, and what several judges come to."""
