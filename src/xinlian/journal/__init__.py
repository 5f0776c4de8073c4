"""Who did what, when, to what: written with every action, never changed, chained by hashes."""
