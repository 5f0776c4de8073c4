"""What pages about stations show."""
