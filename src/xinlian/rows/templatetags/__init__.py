"""Tags that every room may use."""
