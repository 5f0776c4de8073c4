"""What people type in, a module per subject."""
