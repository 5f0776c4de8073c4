"""What people type and tap about stations."""
