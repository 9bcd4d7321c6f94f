"""Terms of office: how a line reads, what is refused, and how terms join the entities."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.knowledge.actors import read_entities
from dateline.knowledge.entities import Entity, ucdp_side
from dateline.knowledge.entity_checks import check_entities
from dateline.knowledge.entity_table import read_table, table_path
from dateline.knowledge.holders import join
from dateline.knowledge.offices import Term, check_terms, load_office_words, overlap, read_term

STATE = Entity.model_validate({"id": "state-x", "name": "Xland", "kind": "state", "country": "XX", "names": []})


def term(line: str, office: str = "president") -> Term:
    return read_term(line, office, "XX", "offices/test.yml")


def test_a_line_is_names_and_a_term() -> None:
    got = term("Ada Bo / Adah Boh 2001-12-22..2014")
    assert got == Term(("Ada Bo", "Adah Boh"), "president", "XX", "2001-12-22", "2014")
    assert term("Ada Bo 2001..").last is None


@pytest.mark.parametrize("line", ["Ada Bo", "Ada Bo 2001-12-22", "2001..2002", "Ada Bo 01..02"])
def test_a_line_that_is_no_term_is_refused(line: str) -> None:
    with pytest.raises(DataError, match="president of XX"):
        term(line)


def test_a_term_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(DataError, match="ends before it begins"):
        check_terms([term("Ada Bo 2003..2001")])


def test_two_holders_at_once_are_refused_but_may_share_the_day_of_handing_over() -> None:
    check_terms([term("Ada Bo 2001..2003-05-04"), term("Cy Do 2003-05-04..2005"), term("Em Fo 2005..")])
    with pytest.raises(DataError, match="overlaps"):
        check_terms([term("Ada Bo 2001..2003-05-04"), term("Cy Do 2003-05-03..2005")])
    with pytest.raises(DataError, match="overlaps"):
        check_terms([term("Ada Bo 2001.."), term("Cy Do 2003..")])


def test_intervals_that_only_touch_do_not_overlap() -> None:
    assert not overlap(("2001", "2003-05"), ("2003-05-20", None))
    assert overlap(("2001", "2003-06"), ("2003-05-20", None))
    assert overlap((None, None), ("2003", "2004"))


def test_a_known_person_gets_the_role_and_an_unknown_one_is_made() -> None:
    ada = Entity.model_validate({"id": "ada", "name": "Ada Bo", "kind": "person", "country": "XX", "names": []})
    got = join([STATE, ada], [term("Ada Bo / Adah Boh 2001..2003"), term("Cy Do 2003..")], {"XX": STATE})
    check_entities(got)
    by_id = {entity.id: entity for entity in got}
    assert [role.of for role in by_id["ada"].roles] == ["state-x"]
    assert "Adah Boh" in [name.text for name in by_id["ada"].names]
    assert by_id["cy-do"].country == "XX" and by_id["cy-do"].sector == "GOV"


def test_an_office_of_nobody_and_a_term_in_two_files_are_refused() -> None:
    with pytest.raises(DataError, match="neither an entity nor a country"):
        join([], [term("Ada Bo 2001..")], {})
    role = {"office": "president", "of": "state-x", "from": "2000", "to": "2002"}
    ada = {"id": "ada", "name": "Ada Bo", "kind": "person", "names": [], "roles": [role]}
    with pytest.raises(DataError, match="gives this term too"):
        join([STATE, Entity.model_validate(ada)], [term("Ada Bo 2001..2003")], {"XX": STATE})


@pytest.mark.parametrize(
    ("entity", "says"),
    [
        ({"names": [{"text": "A"}, {"text": "A"}]}, "given twice"),
        ({"names": [{"text": "A", "from": "2005", "to": "2001"}]}, "before it begins"),
        ({"names": [], "sector": "XYZ"}, "unknown sector"),
        ({"names": [], "acled": "XYZ"}, "unknown ACLED type"),
        ({"names": [], "relations": [{"kind": "likes", "to": "state-x"}]}, "unknown relation"),
        ({"names": [], "roles": [{"office": "king", "of": "nobody"}]}, "no entity"),
        (
            {"names": [], "roles": [{"office": "king", "of": "state-x"}, {"office": "king", "of": "state-x"}]},
            "held twice",
        ),
    ],
)
def test_slips_in_an_entity_are_named(entity: dict[str, object], says: str) -> None:
    person = Entity.model_validate({"id": "p", "name": "P", "kind": "person", **entity})
    with pytest.raises(DataError, match=says):
        check_entities([STATE, person])


def test_an_office_held_for_a_time_is_of_the_same_class() -> None:
    words = load_office_words()
    assert words.class_of("acting president") == words.class_of("president") == "president"
    assert words.class_of("secretary of state") == words.class_of("foreign minister")
    assert words.class_of("keeper of the seal") == "keeper of the seal"


class TestTheCompiledTable:
    """The entities come back from the cache as they were read, and a damaged file is made again."""

    def test_it_holds_the_same_entities(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
        read = read_entities()
        assert read_table(lambda: read) == read
        assert read_table(lambda: pytest.fail("built twice")) == read
        assert [file.suffix for file in tmp_path.iterdir()] == [".json"]

    def test_a_damaged_one_is_made_again(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
        table_path().write_text('[{"id": "x"}', encoding="utf-8")
        assert read_table(lambda: [STATE]) == [STATE]
        assert read_table(lambda: pytest.fail("not mended")) == [STATE]

    def test_without_a_folder_to_write_to_the_data_files_are_read(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        blocked = tmp_path / "file"
        blocked.write_text("", encoding="utf-8")
        monkeypatch.setenv("DATELINE_CACHE", str(blocked / "folder"))
        assert read_table(lambda: [STATE]) == [STATE]


def test_sides_of_conflict_have_their_names_in_ucdp_data() -> None:
    by_id = {entity.id: entity for entity in read_entities()}
    assert ucdp_side(by_id["state-syria"]) == "Government of Syria"
    assert ucdp_side(by_id["taliban"]) == "Taleban"
    assert ucdp_side(by_id["sohr"]) is None
