"""One module per bench: a docstring and run(quick, progress) -> list[Figure] (docs/commands.md, `bench`)."""
