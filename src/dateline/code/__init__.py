"""Spans and links to claims: quotation scope, coreference, assembly (floor 2: pure)."""
