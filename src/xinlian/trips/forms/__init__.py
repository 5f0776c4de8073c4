"""Forms of trips."""
