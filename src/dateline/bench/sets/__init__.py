"""Readers of the public sets as their authors laid them out: files in, plain nouns out (floor 5)."""
