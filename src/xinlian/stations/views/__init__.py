"""HTTP of the station room."""
