"""Writes of this floor: bringing a file, checking and taking it, putting it away."""
