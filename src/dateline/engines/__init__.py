"""Ways to run a pure function over many inputs (floor 3)."""
