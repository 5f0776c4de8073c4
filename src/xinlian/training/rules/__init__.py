"""What may be at a training base, and why not: pure."""
