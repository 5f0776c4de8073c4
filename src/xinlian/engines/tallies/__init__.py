"""Answers counted, and shown so that nobody in a small group can be made out."""
