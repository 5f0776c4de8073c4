"""What every business row carries: an application-made id, a public id, and the union it belongs to."""
