"""Tags for the pages of trips."""
