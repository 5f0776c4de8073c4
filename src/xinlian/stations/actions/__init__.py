"""What can be done about stations."""
