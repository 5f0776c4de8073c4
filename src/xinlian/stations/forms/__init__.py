"""What pages about stations take in."""
