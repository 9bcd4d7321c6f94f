"""The ledger: one SQLite file, many readers, one writer, safe when a process is killed."""

from dateline.store.checks import Problem, check_ledger
from dateline.store.ledger import Ledger, NoSuchRecord
from dateline.store.linking import Changes
from dateline.store.search import Hit

__all__ = ["Changes", "Hit", "Ledger", "NoSuchRecord", "Problem", "check_ledger"]
