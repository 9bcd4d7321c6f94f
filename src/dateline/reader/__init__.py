"""Readers: sentences in, labelled spans, triggers and links out (floor 2: pure; models' bytes are handed in)."""
