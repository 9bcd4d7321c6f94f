"""The weights of linking: each feature that comparing gives has one, and no other name stands in the file."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from dateline.errors import DataError
from dateline.knowledge import linking
from dateline.knowledge.linking import common_names, linked_types, linking_weights
from dateline.knowledge.ontology import load_ontology
from dateline.link.kinds import Fit, Kinds

# Features whose names are put together from parts: how two types, days or places stand, and distances on a page.
MADE = {
    "type": {"same", "toll", "general", "family", "kin"},
    "place": {"same", "inside", "near", "names", "area", "country", "unknown", "other_names"},
    "gap": {"0", "1", "3", "8", "far"},
    "told": {"once", "few", "many"},
}


def named_in_code() -> set[str]:
    code = (resources.files("dateline.link") / "compare.py").read_text(encoding="utf-8")
    found = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', code))
    return found | {f"{kind}-{part}" for kind, parts in MADE.items() for part in parts}


def test_every_feature_has_a_weight_and_every_weight_a_feature():
    weights = linking_weights()
    known = {*weights.within.weights, *weights.across.weights} - {"bias"}
    assert known <= named_in_code()
    assert set(weights.within.weights) >= {f"{kind}-{part}" for kind, parts in MADE.items() for part in parts}
    apart = {"gap", "told"}
    across = {f"{kind}-{part}" for kind, parts in MADE.items() for part in parts if kind not in apart}
    assert set(weights.across.weights) >= across


def test_only_the_share_of_the_best_pair_is_a_share():
    for table in (linking_weights().within, linking_weights().across):
        assert 0 <= table.best <= 1
        assert "bias" in table.weights


def test_names_of_countries_peoples_and_common_bodies_are_common():
    assert {"syria", "syrian", "syrians", "observatory", "niger"} <= common_names()
    assert not {"aleppo", "kagara", "qamishli"} & common_names()


def test_pairs_of_types_are_those_that_may_be_one_happening():
    kinds = Kinds(load_ontology())
    for name in linking_weights().pairs:
        one, other = name.split("+")
        assert one <= other and kinds.fit(one, other) is not Fit.NONE
        assert linking_weights().pair(other, one) == name


def test_a_type_that_the_ontology_lacks_is_an_error_of_the_data(monkeypatch):
    wrong = linked_types().model_copy(update={"harmless": frozenset({"brawl"})})
    monkeypatch.setattr(linking, "read_model", lambda *_: wrong)
    with pytest.raises(DataError, match="brawl"):
        linked_types.__wrapped__()
