"""Ranking: a table of marks in an order by a declared rule, exact and the same for whoever recomputes it."""
