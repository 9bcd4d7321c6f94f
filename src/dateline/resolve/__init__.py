"""Resolvers: words to entities, points, intervals and ranges (floor 2: pure)."""
