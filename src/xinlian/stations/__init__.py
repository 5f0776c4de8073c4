"""Driver's Homes and rest stations: found near and along a road, kept open, reviewed and repaired."""
