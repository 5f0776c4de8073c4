"""What pages of simulators show."""
