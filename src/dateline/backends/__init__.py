"""Endpoints outside this process that propose claims; off unless asked for (floor 3)."""
