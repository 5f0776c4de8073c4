"""Pages of trips."""
