"""Boards: who stands where, live, exact at any size."""
