"""Forms of the training base."""
