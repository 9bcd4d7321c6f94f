"""One table per plug-in kind: every entry loads, and a wrong name says which there are."""

from __future__ import annotations

import pytest

from dateline.config import Settings
from dateline.errors import ConfigError, MissingExtra
from dateline.registry import EXPORTERS, READERS, Entry, load


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_exporter_loads_and_knows_its_format(name: str) -> None:
    exporter = load(EXPORTERS, name)()
    assert exporter.suffix and exporter.media_type


def test_the_rule_reader_loads() -> None:
    assert load(READERS, "rules")().name == "rules/1"


def test_a_wrong_name_lists_the_right_ones() -> None:
    with pytest.raises(ConfigError, match="rules"):
        load(READERS, "nonsense")


def test_a_missing_extra_says_what_to_install() -> None:
    table = {"parquet": Entry("a_module_that_is_not_there:Writer", extra="parquet", needs="a_module_that_is_not_there")}
    with pytest.raises(MissingExtra, match=r"dateline\[parquet\]"):
        load(table, "parquet")


def test_settings_come_from_the_environment() -> None:
    settings = Settings.from_environment({"DATELINE_LEDGER": "x/y.sqlite"})
    assert str(settings.ledger) == "x/y.sqlite" and settings.reader == "learned"
