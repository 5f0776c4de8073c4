"""Pure decisions of trips."""
