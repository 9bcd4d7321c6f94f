"""Dateline reads news pages and keeps a ledger of attributed claims."""

__version__ = "0.1.0"
