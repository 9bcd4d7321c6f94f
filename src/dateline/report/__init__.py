"""The report room: one self-contained HTML page over a ledger, with a map from real country outlines."""
