"""Errors survive the way between processes, and say the same there."""

from __future__ import annotations

import pickle

import pytest

from dateline.errors import InputError, MissingExtra


@pytest.mark.parametrize("error", [InputError("page.txt", "is empty"), MissingExtra("llm", "llm")])
def test_an_error_comes_back_as_it_was(error: Exception) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error) and str(back) == str(error) and ": " in str(error)
