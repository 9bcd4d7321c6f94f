"""Cleaning: a page as it came to an article whose lines are marked. Pure: no file, clock or socket."""
