"""The errors Dateline raises on purpose.

DatelineError
├── InputError        something handed in cannot be read (says what, where, what to do)
├── DataError         a packaged or user data file is wrong (file, place, what is allowed)
├── ConfigError       a setting or a name on the command line does not exist
├── MissingExtra      an optional part is not installed
└── LedgerError       the ledger file cannot be used (locked, too new, damaged)

Only `cli/main.py` catches them. Bugs raise ordinary exceptions and are not caught.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of every error that is meant for the user to read."""


class InputError(DatelineError):
    """An input cannot be read. `where` is its address; the message says what to do."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(where, what)  # both, so that it survives the way between processes
        self.where = where
        self.what = what

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class DataError(DatelineError):
    """A data file is wrong. The message names the file and the place in it."""


class ConfigError(DatelineError):
    """A setting, a plug-in or a name given by the user does not exist."""


class MissingExtra(DatelineError):
    """An optional part is needed that is not installed."""

    def __init__(self, part: str, extra: str) -> None:
        super().__init__(part, extra)

    def __str__(self) -> str:
        part, extra = self.args
        return f"{part} needs an optional part: pip install 'dateline[{extra}]'"


class LedgerError(DatelineError):
    """The ledger file cannot be used: locked, written by a newer version, or damaged."""
