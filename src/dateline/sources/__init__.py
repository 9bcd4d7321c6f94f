"""Adapters to the outside world: files and folders of pages, annotation files (floor 3)."""
