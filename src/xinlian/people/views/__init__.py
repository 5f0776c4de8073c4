"""Pages of people, a module per kind of reader."""
