"""What pages of boards show."""
