"""What tests and the demo share: the cast, makers of rows, the demo world."""
