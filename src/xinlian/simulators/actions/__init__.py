"""What is done with simulators and their runs."""
