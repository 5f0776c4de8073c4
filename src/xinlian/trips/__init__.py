"""Rest-and-recuperation trips: programmes, batches, rosters, costs, satisfaction."""
