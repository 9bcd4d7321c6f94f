"""Export formats, one a file: the same ledger gives the same bytes, and the time of capture never appears."""
