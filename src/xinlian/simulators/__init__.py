"""Simulators: what machines that score by themselves say about who trained on them, through four doors."""
