"""What names and pronouns stand for: short forms of names, bodies that look like persons, and who "they" may be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.code.coreference import Coreference
from dateline.code.kinds import Kinds, lower
from dateline.code.names import PersonNames
from dateline.code.quotes import quotations
from dateline.knowledge.lexicon import reference_words
from dateline.records import Mention
from tests.conftest import make_sentences

BOOK = {"Fen Arabia": "state", "Lake Haram": "rebel-group", "Harbour News": "agency", "Iran": "state", "Omar": "state"}


def referent(*texts: str, known: Callable[[str], str | None] | None = None) -> str | None:
    """What the last marked words stand for; words are marked as [kind words], with a, t and s for their kinds."""
    kinds = {"a": "actor", "t": "target", "s": "source", "p": "place"}
    plain: list[str] = []
    marked: list[tuple[int, int, int, str]] = []
    at = 0
    for nth, text in enumerate(texts):
        out = ""
        while "[" in text:
            before, _, text = text.partition("[")
            kind, _, rest = text.partition(" ")
            words, _, text = rest.partition("]")
            out += before
            marked.append((nth, at + len(out), at + len(out) + len(words), kinds[kind]))
            out += words
        plain.append(out + text)
        at += len(plain[-1]) + 1
    article, sentences = make_sentences(*plain)
    mentions = [Mention(nth, start, end, kind, 1.0, "test") for nth, start, end, kind in marked]
    found = Coreference(reference_words(), known).referents(
        article, sentences, mentions, quotations(article, sentences)
    )
    return found[len(mentions) - 1].exact if len(mentions) - 1 in found else None


def names() -> PersonNames:
    return PersonNames(reference_words(), lambda name: BOOK.get(name) not in (None, "person"))


@pytest.mark.parametrize(
    ("first", "short"),
    [
        ("44-year-old Pavel Morin, a Fenlander", "Morin"),
        ("Eduardo Lind, leader of the Blue Party", "Lind"),
        ("Eduardo Lind (32)", "Lind"),
        ("Omar Saeed Sheikh", "Sheikh"),
        ("Omar Saeed Sheikh", "Mr Sheikh"),
        ("General Eugenio Vega Casas", "Gen Vega Casas"),
        ("General Eugenio Vega Casas", "army chief Vega Casas"),
        ("Bama Province Staff Sergeant Peter Lang", "Sergeant Lang"),
        ("Foreign Ministry spokesman Zhu Lijin", "Zhu"),
        ("Liban Abdi Omar", "Liban"),
        ("Secretary of State Ann Lee", "Lee"),
        ("Senior analyst at Fen Maple, Ann Lee", "Lee"),
        ("Lake Land (LL) Chief Minister Ann Lee", "Pastor Lee"),
    ],
)
def test_a_short_name_stands_for_the_longer_one(first: str, short: str) -> None:
    assert referent(f"[a {first}] left.", f"Gunmen abducted [t {short}].") == first


@pytest.mark.parametrize(
    ("first", "short"),
    [
        ("the mayor of Salqin", "Salqin"),
        ("The family of Peter Lang", "Lang"),
        ("Peter Lang", "the Lang"),
        ("Peter Lang", "supporters of General Lang"),
        ("Bama Police Chief", "Bama"),
        ("Prime Minister Ann Lee", "Minister"),
        ("Ali Omar", "Omar"),  # a state, says the book
    ],
)
def test_other_words_stand_for_no_person(first: str, short: str) -> None:
    assert referent(f"[a {first}] left.", f"Gunmen abducted [t {short}].", known=BOOK.get) is None


def test_a_first_name_of_two_is_nobody() -> None:
    assert referent("[a Ann Lee] met [t Ann Berg].", "Gunmen abducted [t Ann].") is None
    assert referent("[a Peter Lang] left.", "Shells hit [p Peter].") is None


def test_a_person_introduced_where_no_mention_stands_is_known_too() -> None:
    told = "A note for Hugo Centen, leader of the teachers, was read out."
    assert referent(told, "Gunmen abducted [t Centen].") == "Hugo Centen"
    assert referent("It was read by Colonel Hugo Centen.", "Gunmen abducted [t Centen].") == "Hugo Centen"
    assert referent(told, "So did Colonel Ana Centen.", "Gunmen abducted [t Centen].") is None
    assert referent("Gunmen abducted [t Centen].", told) is None
    assert referent(told, "Gunmen abducted [t Centen].", "[t He] was found.") == "Hugo Centen"


def test_bodies_that_look_like_persons() -> None:
    first = "[s Fen Arabia] said nine had died."
    assert referent(first, "[s It] said [a it] had killed them.", known=BOOK.get) == "Fen Arabia"
    assert referent(first, "[s He] said nine had died.", known=BOOK.get) is None
    assert referent("[a The Lake People Corps] (LPC) left.", "[a He] killed nine.") is None


def test_a_name_with_an_acronym_goes_on_to_be_meant() -> None:
    texts = ("The Lake People Front (LPF) was founded.", "[a The LPF] left.", "[a It] killed nine.")
    assert referent(*texts) == "Lake People Front"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Fenland's Western allies", "plural"),
        ("soldiers belonging to a detachment", "plural"),
        ("rebels backed by the Lake Army", "plural"),
        ("forces loyal to President Peter Lang", "thing"),
        ("a group led by Peter Lang", "thing"),
        ("Peter Lang, who led the Lake Army", "person"),
        ("Lake Union (LU) spokesman Peter Lang", "person"),
        ("its ally Fen Arabia", "thing"),
        ("those held in the raid", "plural"),
        ("President Ann Lee", "person"),
        ("Lake Security Council Secretary Ann Lee", "person"),
        ("Prime Minister Ann Lee of the Lake Government", "person"),
        ("village council head Peter Lees", "person"),
        ("The state Police Relations Officer, ASP Peter Lang", "person"),
        ("The head of the Odu hospital", "person"),
        ("the Lake Council of Churches", "thing"),
        ("A Harbour man", "person"),
        ("a former Harbour University student", "person"),
        ("Harbour Daily owner Peter Lang", "person"),
        ("Loren al-Omar, 31", "person"),
        ("the Lake Party (LP) cadres", "plural"),
        ("suspected Maoists from Harbour", "plural"),
        ("the Unionists", "plural"),
        ("its Outer Fenland", "thing"),
        ("its President Ann Lee", "person"),
        ("Police Commissioner Peter Lang", "person"),
        ("their General Secretary", "person"),
        ("journalist Idris", "thing"),
        ("12 Unionists", "plural"),
        ("The Harbour Star", "thing"),
        ("The Fenlander Peter Lang", "person"),
        ("two Fenland rifles", "lifeless"),
        ("a Fenland drone", "thing"),
    ],
)
def test_the_kind_of_words(words: str, kind: str) -> None:
    mention = Mention(0, 0, len(words), "actor", 1.0, "test")
    assert Kinds(reference_words(), BOOK.get).of(words, lower(words), mention) == kind


def test_they_are_neither_a_person_nor_a_paper_nor_the_speaker() -> None:
    assert referent("[a The Harbour statement] came.", "Gunmen abducted [t them].", known=BOOK.get) is None
    assert referent("[a Harbour News] came.", "Gunmen abducted [t them].", known=BOOK.get) is None
    assert referent("[a Morin] came.", "Gunmen abducted [t them].", known=BOOK.get) is None
    assert referent("[a The Lake Army] came.", "[a They] abducted nine.", known=BOOK.get) == "The Lake Army"
    beside = '[s The Lake Army] said: "Gunmen attacked [t them] with many knives at night."'
    assert referent(beside) is None
    before = "[s The Lake Army] said so.", '"Gunmen attacked [t them] with many knives at night."'
    assert referent("[a Lake Haram] fled.", *before, known=BOOK.get) != "The Lake Army"


@pytest.mark.parametrize("text", ["- arrested three men.", "... called on him to go.", "-- said", "’ has", ". . ."])
def test_marks_without_words_are_nobody(text: str) -> None:
    assert referent(text, "[s They] said so.", known=BOOK.get) is None


def test_he_inside_a_quotation_is_not_its_speaker() -> None:
    first = "[t Ali Omar] was abducted, [s Peter Lang] said."
    assert referent(first, '"Gunmen tied [t him] to a tree at night," said [s Lang].') == "Peter Lang"  # said who
    told = '"Gunmen tied him to a tree at night," said [s Lang].'
    assert referent(first, told, '"They tied [t him] to a tree at night."') == "Ali Omar"


def test_they_are_a_pair() -> None:
    first = "[a The government] and [a the Lake People Front] met."
    assert referent(first, "[a They] agreed on it.") == "The government and the Lake People Front"
    three = referent(f"[a Lake Haram], {first}", "[a They] agreed on it.")
    assert three != "The government and the Lake People Front"


def test_of_equals_he_who_opens_a_sentence_is_the_first_of_the_one_before() -> None:
    first = "[a Omar Sheikh] was jailed for killing [t Daniel Lang]."
    assert referent(first, "[a He] has appealed.") == "Omar Sheikh"
    assert referent(first, "Police say gunmen killed [t him].") == "Daniel Lang"


@pytest.mark.parametrize(
    ("first", "meant"),
    [
        ("[a Fenland Governor Ann Lee] left.", "Fenland Governor Ann Lee"),
        ("[a Deputy Governor Ann Lee] left.", None),
        ("[a Governor Ann Lee] met [t Governor Peter Lang].", None),
    ],
)
def test_an_office_in_capitals(first: str, meant: str | None) -> None:
    assert referent(first, "Gunmen attacked [t The Governor].") == meant


def test_names_proper() -> None:
    assert names().full("Al-Lake chief Abu Hamed al-Joli") == ("abu", "hamed", "al", "joli")
    assert names().full("Fenland's Prime Minister Ann Lee") == ("ann", "lee")
    assert names().short("Prime Minister") == ()


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["[s The Lake Monitor] said [a Lake Haram] freed [t people] [a it] had taken."], "Lake Haram"),
        (
            ["[s Fen Police] said [a the Lake Haram rebels] killed [t hostages] [a they] had held."],
            "the Lake Haram rebels",
        ),
        (["[s The Lake Army] said [a it] had killed nine."], "The Lake Army"),
        (["[s Fen Arabia] warned [t Lake Haram] of war if [a it] failed to leave."], "Lake Haram"),
        (
            ["[a Lake Haram] attacked [t two buses].", "[t The children] fled.", "[t They] were attacked."],
            "The children",
        ),
        (["[t Two traders] met [s Fen Police].", "[a The gunmen] took [t a boat].", "[a They] fled."], "The gunmen"),
        (["[s Fen Police] said so.", "[a The gunmen] took [t three girls] and shot [t them]."], "three girls"),
        (["[t Ann Lee] left.", "[t Mr Morin] fled.", "[t She] was hurt."], "Ann Lee"),
        (["Mayor Ann Lee wrote.", "[a Pavel Morin] fled.", "Lee came home.", "[t She] was hurt."], "Ann Lee"),
        (["[a US] jets bombed Bama.", "Iran said [a US] left."], None),
    ],
)
def test_whom_a_pronoun_means(texts: list[str], meant: str | None) -> None:
    assert referent(*texts, known=BOOK.get) == meant


@pytest.mark.parametrize("name", ["US", "WHO"])
def test_names_in_capitals_are_no_pronouns(name: str) -> None:
    assert referent(f"[a {name}] bombed Bama.", "[a It] left.") == name
    assert referent("[a Pavel Morin] fled.", f"[a {name}] left.") is None


def test_contracted_pronouns_are_pronouns() -> None:
    assert referent("[a The Lake Army] left.", "[a It’s] gone to Bama.") == "The Lake Army"
    assert referent("[a We’ve] left.", "[a It] fled.") is None


def test_the_president_is_who_was_named_last_not_who_was_written_so_last() -> None:
    first = ("[a President Pavel Morin] met [t President Ann Lee].", "[s Morin] said so.")
    assert referent(*first, "[a The president] left.") == "President Pavel Morin"
    assert referent(first[0], "[a The president] left.") == "President Ann Lee"


def test_the_brigade_and_what_is_in_capitals() -> None:
    assert referent("[a The Lake Brigade] left.", "[a The brigade] shelled Bama.") == "The Lake Brigade"
    assert referent("[a The LPF] left.", "[a He] shelled Bama.") is None


def test_the_city_is_no_museum() -> None:
    assert referent("[p Bama] burned.", "[p The Morin Museum] burned.", "Gunmen left [p the city].") == "Bama"
