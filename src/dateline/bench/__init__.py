"""Benchmarks: our figures on known sets beside the published ones (floor 5)."""
