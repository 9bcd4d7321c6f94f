"""The rule reader, sentence by sentence: triggers, statuses, attribution, roles, counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.knowledge.files import read_bytes, read_model
from dateline.knowledge.grammar import RuleFile, load_grammar
from dateline.knowledge.guide import MEASURES, STATUSES, TYPES
from dateline.protocols import Reader
from dateline.reader.tagger import Tagger
from dateline.records import Article, Mention, Reading, Sentence
from dateline.tokens import tokens
from tests.conftest import assembler, make_sentences

Hints = Callable[[Article, tuple[Sentence, ...]], list[Mention]]


@pytest.fixture
def read(reader: Reader, hints: Hints) -> Callable[[str], tuple[Article, Reading]]:
    def one(text: str) -> tuple[Article, Reading]:
        article, sentences = make_sentences(text)
        return article, reader.read(article, sentences, hints(article, sentences))

    return one


def outline(article: Article, reading: Reading) -> list[str]:
    """Each trigger as `type status words`."""
    return [f"{t.type} {t.status} {article.text[t.start : t.end]}" for t in reading.triggers]


def fillers(article: Article, reading: Reading, role: str) -> list[str]:
    """The words that fill a role of any trigger."""
    mentions = [reading.mentions[link.mention] for link in reading.roles if link.role == role]
    return [article.text[m.start : m.end] for m in mentions]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Warplanes bombed the town of Sarmin on Monday.", ["airstrike actual bombed"]),
        ("The army said it will withdraw from the city.", ["withdrawal planned withdraw"]),
        ("The army has not withdrawn from the city.", ["withdrawal denied withdrawn"]),
        ("Rebels tried to capture the airport.", ["seizure attempted capture"]),
        ("Rebels may attack the airport.", ["attack possible attack"]),
        (
            "Police foiled a car bomb attack near the palace.",
            ["interception actual foiled", "bombing averted car bomb attack"],
        ),
        ("Clashes erupted in March 2011.", ["clash actual Clashes"]),
        ("Rebel leaders meet government envoys in Juba next week.", ["meeting planned meet"]),
        ("Rebel leaders met government envoys in Juba this week.", ["meeting actual met"]),
        ("The committee meets on the first Monday of May.", []),
    ],
)
def test_triggers_and_statuses(read: Callable[[str], tuple[Article, Reading]], text: str, wanted: list[str]) -> None:
    assert outline(*read(text)) == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("The army had not expected the attack on Tarun.", "attack", "actual"),
        ("No villagers were arrested in Oulad on Monday.", "arrested", "denied"),
        ("A failed candidate was arrested in Oulad on Monday.", "arrested", "actual"),
        ("A house without one was burnt by soldiers.", "burnt", "actual"),
        ("The envoy, while denying that anybody saw it, has condemned the raid.", "condemned", "actual"),
        ("The minister fears that rebels, after capturing Koro, attack the capital.", "attack", "possible"),
        ("The army denied that it shelled the town, captured Koro and left.", "captured", "denied"),
        ("The ministry denies that recruits were beaten and accuses the rebels of lying.", "accuses", "actual"),
        ("The general denied accusations made by the rebels.", "accusations", "actual"),
        ("Reports that rebels killed 20 soldiers in Koro are false, the ministry said.", "killed", "denied"),
        ("The gas attack on Koro never happened, the envoy said.", "attack", "denied"),
        ('A source said reports of an air raid on Koro were "completely baseless".', "air raid", "denied"),
        ("The army dismissed as fabricated a report that its troops had shelled Koro.", "shelled", "denied"),
        ("Officials rejected allegations that soldiers tortured villagers.", "tortured", "denied"),
        ("He denied on Tuesday what was circulated by some about an air raid on Koro.", "air raid", "denied"),
        ("Reports that rebels had seized Koro were denied by the ministry.", "seized", "denied"),
        ("The minister described reports that the police had killed 20 as lies.", "killed", "denied"),
        ("The army rejected a truce after rebels shelled Koro.", "shelled", "actual"),
        ("According to reports, rebels shelled Koro on Monday.", "shelled", "actual"),
        ("The shelling of Koro did not take any lives, the envoy said.", "shelling", "actual"),
        ("Had the army bombed Koro, hundreds would have fled.", "bombed", "possible"),
        ("The army vowed to retake Koro and kill every rebel.", "kill", "planned"),
        ("The rebels refused to withdraw from Koro.", "withdraw", "denied"),
        ("The group abducted nobody, he said.", "abducted", "denied"),
        ("The market closed due to shelling by the army.", "shelling", "actual"),
        ("The envoys are due to meet in Koro.", "meet", "planned"),
        ("The rebels insisted that the army had bombed Koro.", "bombed", "actual"),
        ("The army denied that it lost the port, but rebels shelled it.", "shelled", "actual"),
        ("Villagers voiced fears after the attack on Koro.", "attack", "actual"),
        ("The army denied that it lost Koro, after rebels attacked the port.", "attacked", "actual"),
    ],
)
def test_what_did_not_happen_is_not_actual(
    read: Callable[[str], tuple[Article, Reading]], text: str, trigger: str, status: str
) -> None:
    article, reading = read(text)
    assert status in {t.status for t in reading.triggers if trigger in article.text[t.start : t.end]}


def test_one_predication_is_one_event(read: Callable[[str], tuple[Article, Reading]]) -> None:
    article, reading = read("Gunmen attacked an army post, killing 11 soldiers and wounding five.")
    assert outline(article, reading) == ["attack actual attacked"]
    counts = {(c.measure, article.text[reading.mentions[c.mention].start :][:2]) for c in reading.counts}
    assert counts == {("killed", "11"), ("wounded", "fi")}


def test_passive_turns_the_roles_round(read: Callable[[str], tuple[Article, Reading]]) -> None:
    article, reading = read("Three aid workers were kidnapped by gunmen in Goma.")
    assert fillers(article, reading, "actor") == ["gunmen"]
    assert fillers(article, reading, "target") == ["Three aid workers"]


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("The ministry said rebels had shelled the port.", ["The ministry"]),
        ("Rebels shelled the port, according to the harbour master.", ["the harbour master"]),
        ('"Rebels shelled the port," said the harbour master.', ["the harbour master"]),
        ("Rebels shelled the port on Monday the ministry said.", ["the ministry"]),
        ("The attack said to have begun at dawn went on.", []),
        ("The mayor said the port was calm, as rebels attacked Koro.", []),
    ],
)
def test_who_says_it(read: Callable[[str], tuple[Article, Reading]], text: str, claimants: list[str]) -> None:
    article, reading = read(text)
    spans = [reading.mentions[m] for link in reading.sources for joint in link.chain for m in joint]
    assert [article.text[m.start : m.end] for m in spans] == claimants


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The attack on Koro left 12 wounded.", {"wounded incident 12"}),
        ("The army attacked Koro and the toll reached 12.", {"killed incident 12"}),
        ("Rebels captured two villages.", {"villages incident two"}),
        ("Two hospitals were hit in the attack on Koro.", set()),
        ("Rebels have killed 12 villagers so far.", {"killed cumulative 12"}),
        ("The war has cost 9000 lives.", {"killed cumulative 9000"}),
    ],
)
def test_what_a_number_counts(read: Callable[[str], tuple[Article, Reading]], text: str, counted: set[str]) -> None:
    article, reading = read(text)
    spans = [(c.measure, c.scope, reading.mentions[c.mention]) for c in reading.counts]
    assert {f"{what} {scope} {article.text[m.start : m.end].split()[0]}" for what, scope, m in spans} == counted


def test_a_reading_is_the_same_twice(reader: Reader, hints: Hints) -> None:
    article, sentences = make_sentences("Rebels shelled the port.", "It said 12 died.", "Police arrested two men.")
    found = hints(article, sentences)
    assert reader.read(article, sentences, found) == reader.read(article, sentences, found)


@pytest.mark.parametrize("text", ["", " ", "…", "!!!", "“”", "a" * 5000, "(" * 300, "He said " * 200])
def test_odd_sentences_are_no_trouble(reader: Reader, text: str) -> None:
    article, _ = make_sentences(text or "x")
    sentences = (Sentence(0, 0, len(text), "body"),) if text else ()
    reading = reader.read(article, sentences, ())
    assert all(t.start < t.end <= len(text) for t in reading.triggers)


WORDS = (
    "to not also really the a of and but , . ; : - “ ” ( ) said say saying told according IS including who which that "
    "since after before by with for from at least 12 dozens no Monday May army rebels They himself its town seized "
    "killed killing kill bombed attack attacks will may have been be was held talks 's US-backed Syria's no. 5"
).split()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_any_jumble_of_words_is_read(reader: Reader, hints: Hints, words: list[str]) -> None:
    """The reader never fails on ungrammatical text: archives hold plenty."""
    article, sentences = make_sentences(" ".join(words))
    reading = reader.read(article, sentences, hints(article, sentences))
    for mention in reading.mentions:
        assert 0 <= mention.start < mention.end <= len(article.text)
    drafts = assembler().drafts(article, sentences, reading)
    assert len(drafts) <= len(reading.triggers)  # a bare repeat is no second claim
    assert bool(drafts) == bool(reading.triggers)


def test_rules_speak_the_guide() -> None:
    grammar = load_grammar()
    assert {rule.type for rule in grammar.rules} == set(TYPES)
    assert set(grammar.status.before) | set(grammar.status.clausal) | set(grammar.status.modals.values()) <= set(
        STATUSES
    )
    assert set(grammar.counting.verbs) | set(grammar.counting.nouns) <= set(MEASURES)


def test_a_slip_in_a_rule_names_file_and_place(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "bad.yml").write_text("rules:\n  - {id: a, type: attack, vebrs: [hit]}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.yml: rules\.0\.vebrs"):
        read_model(RuleFile, "bad.yml", root=folder)


def test_headlines_are_read_in_lower_case() -> None:
    tagger = Tagger.from_bytes(read_bytes("models", "tagger.json.gz"))
    cut = tokens("Rebels Seize Border Town After Heavy Fighting")
    tags = dict(zip([t.text for t in cut], tagger.tag(tagger.truecase(cut)), strict=True))
    assert tags["Seize"].startswith("VB")
