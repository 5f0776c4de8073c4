"""xAPI statements, 1.0.3 and 2.0.0: a strict check that names the requirement it refuses by, and what a store needs of them.

Which requirements are held is in docs/formats/xapi.md. Nothing here fetches an address.
"""
