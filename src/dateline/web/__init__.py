"""The desk: a local web application where people look, check and decide (floor 5)."""
