"""One module a kind of page: each has a `routes` table of addresses and functions."""
