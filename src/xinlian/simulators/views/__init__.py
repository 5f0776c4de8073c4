"""Pages of simulators."""
