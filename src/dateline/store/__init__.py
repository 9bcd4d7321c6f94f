"""The ledger: one SQLite file, many readers, one writer, safe when a process is killed (floor 3)."""
