"""The learned reader keeps its contract, whatever the weights say: tested with a tiny model of random matrices.

The encoder of the tests is eleven ONNX nodes that turn piece ids and features into waves; the heads are drawn at
random, so that it finds plenty of nonsense, and all of it must still be well formed. Tests of the trained model are
skipped, with a reason, where its file is absent.
"""

from __future__ import annotations

import base64
import io
import json
import math
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tokenizers

from dateline.errors import DataError
from dateline.ids import sha256_text
from dateline.knowledge.files import data_root
from dateline.knowledge.guide import MEASURES, SCOPES, STATUSES, TYPES
from dateline.reader.calibration import Calibration
from dateline.reader.encoder import Encoder, WordPieces
from dateline.reader.gate import OPEN, Gate
from dateline.reader.heads import DISTANCES, TAGGED, VOTES
from dateline.reader.learned import FORMAT, Knowledge, LearnedReader, ReaderConfig
from dateline.reader.scoring import Thresholds
from dateline.reader.tagging import ATTRIBUTED, ATTRIBUTION, MENTIONED, labels_of
from dateline.reader.windows import (
    COLUMNS,
    PAIR_ROLES,
    Ruled,
    Votes,
    ruled_of,
    ruled_pair,
    segments_of,
    windows_of,
    words_of,
)
from dateline.records import (
    Article,
    CountLink,
    Header,
    Mention,
    Reading,
    RoleLink,
    Sentence,
    SourceLink,
    Trigger,
    Unresolved,
    Why,
)

TINY = (
    "eNplkD9Lw1AUxXuTQF6uWMMjYlysPNGhg7sdmthulQ61FKRbmryWNKbVJhH/gODQydmhTu5Ogs7iNxAc/AIOguLQT2Ca+Kfoe/CW"
    "887v3HuIUngScRFF1wkoWEwqW0GYV1AI+zpcgYDzCBYK1iGFFlMavWA/4vyYYxahhdCmYDOxGu3iDIJNwWFi3e3hEpI2t8JowGMm"
    "/89cQ+Aps8OUbe5ENq9Hfn4Oicf5nuP6QfovDukkIe5PiEuhy8RyP5iIDkKXgsfETcdBHSXfCryU60/PqiF4CD6VD7gd9gdBAqNS"
    "6PaO8lUC8VVVKEG7Yl6ORsX7nXFxfL5qDN9qhr51ajQaF0ZueG283j4YNy/Pxon2YTAmmHJh1nyv6eaju2Lena3H3g0zTwmocike"
    "oUKETHqaC2m5KmaJTBHFuMnJEzaXp2rSkMZq9ldFgSjNr50SL0x7Wzn83iaxwh+rWpIwo2qfnhZqLw=="
)
GEMM = (  # one node: x @ w.T + b
    "CAk6kAEKIQoBeAoBdwoBYhIBeSIER2VtbSoNCgZ0cmFuc0IYAaABAhIGbGluZWFyWhkKAXgSFAoSCAESDgoGEgRyb3dzCgQSAmlu"
    "WhgKAXcSEwoRCAESDQoFEgNvdXQKBBICaW5aEgoBYhINCgsIARIHCgUSA291dGIaCgF5EhUKEwgBEg8KBhIEcm93cwoFEgNvdXRC"
    "BAoAEBQ="
)
HIDDEN = 16
LABELS = labels_of(ATTRIBUTED)
ROLES = {"actor", "target", "place", "origin", "destination", "time", "weapon", "hedge"}


def tiny_encoder() -> bytes:
    """The bytes of the tests' encoder."""
    return zlib.decompress(base64.b64decode("".join(TINY)))


def tiny_heads(seed: int = 3) -> bytes:
    """Random heads of the right shapes."""
    rng = np.random.default_rng(seed)
    shapes = {
        "trigger_in": (8, HIDDEN), "trigger_out": (3, 8), "attribution": (len(LABELS), HIDDEN), "event_in": (8, HIDDEN),
        "mentions": (len(labels_of(MENTIONED)), HIDDEN),
        "event_type": (len(TYPES), 8), "event_status": (len(STATUSES), 8), "event_unnamed": (1, 8),
        "pair_trigger": (8, HIDDEN), "pair_word": (8, HIDDEN), "product_trigger": (8, HIDDEN),
        "product_word": (8, HIDDEN), "pair_in": (8, 16), "pair_out": (len(TAGGED) * 3, 8),
        "count_in": (8, 2 * HIDDEN), "count_measure": (len(MEASURES), 8), "count_scope": (len(SCOPES), 8),
    }  # fmt: skip
    arrays = {f"{name}.weight": rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    arrays |= {f"{name}.bias": rng.normal(size=shape[0]).astype(np.float32) for name, shape in shapes.items()}
    arrays["trigger_votes.weight"] = rng.normal(size=(3, VOTES)).astype(np.float32)
    arrays["event_votes.weight"] = rng.normal(size=(len(TYPES), VOTES)).astype(np.float32)
    arrays["pair_type.weight"] = rng.normal(size=(8, len(TYPES))).astype(np.float32)
    arrays["pair_distance.weight"] = rng.normal(size=(DISTANCES, 8)).astype(np.float32)
    arrays["pair_ruled.weight"] = rng.normal(size=(len(PAIR_ROLES) + 2, 8)).astype(np.float32)
    arrays["status_ruled.weight"] = rng.normal(size=(len(STATUSES) + 1, len(STATUSES))).astype(np.float32)
    for name, kinds in (("attribution", ATTRIBUTED), ("mentions", MENTIONED)):
        size = len(labels_of(kinds))
        arrays[f"{name}_moves.weight"] = rng.normal(size=(size, size)).astype(np.float32)
    out = io.BytesIO()
    np.savez(out, gemm=np.frombuffer(base64.b64decode("".join(GEMM)), np.uint8), **arrays)  # type: ignore[arg-type]
    return out.getvalue()


def tiny_tokenizer() -> bytes:
    """Word pieces of single letters."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,'-"
    vocabulary = {"[UNK]": 0, **{c: i + 1 for i, c in enumerate(letters)}}
    vocabulary |= {"##" + c: len(letters) + 1 + i for i, c in enumerate(letters)}
    model = tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    return tokenizer.to_str().encode()


def tiny_reader(
    longest: int = 192, allowed: dict[str, frozenset[str]] | None = None, gate: Gate = OPEN
) -> LearnedReader:
    """A reader that finds nonsense."""
    config = ReaderConfig(longest=longest, thresholds=Thresholds(0.4, {}, 0.5), uses_rules=False, gate=gate)
    knowledge = Knowledge(Votes({"open fire": ("attack",), "shelled": ("shelling",)}), allowed or {}, None)
    return LearnedReader(tiny_encoder(), tiny_heads(), tiny_tokenizer(), config, knowledge)


def article(*sentences: str) -> tuple[Article, list[Sentence]]:
    """An article of these sentences."""
    text, marks = "", []
    for at, words in enumerate(sentences):
        marks.append(Sentence(at, len(text), len(text) + len(words), "body" if at else "headline"))
        text += words + "\n"
    none = Unresolved(Why.NOT_STATED, "")
    header = Header(None, None, None, none, none, None, None, none)
    return Article("a", "c", text, sha256_text(text), "test", (), header, (), ()), marks


STORY = (
    "Rebels shelled the village near Kidal, killing at least 12 people, a doctor said.",
    "“They came at dawn,” he told reporters on Monday; the army denied it.",
    "Jets — said to be Russian — hit İstanbul’s suburbs… 3,400 fled to Gao.",
)


def check(reading: Reading, source: Article, sentences: list[Sentence]) -> None:
    """Everything in a reading points at words of its sentence and at things that exist."""
    for one in (*reading.mentions, *reading.triggers):
        sentence = sentences[one.sentence]
        assert sentence.start <= one.start < one.end <= sentence.end
        words = source.text[one.start : one.end]
        assert words == words.strip()
        assert 0.0 <= one.score <= 1.0
    for trigger in reading.triggers:
        assert trigger.type in TYPES and trigger.status in STATUSES
    assert [t.start for t in reading.triggers] == sorted(t.start for t in reading.triggers)
    for link in (*reading.roles, *reading.counts, *reading.sources):
        assert 0 <= link.trigger < len(reading.triggers)
        assert 0.0 <= link.score <= 1.0
    for role in reading.roles:
        assert role.role in ROLES and role.mention < len(reading.mentions)
    for count in reading.counts:
        assert count.measure in MEASURES and count.scope in SCOPES
        assert reading.mentions[count.mention].kind == "quantity"
    for chain in reading.sources:
        assert chain.manner in ("quoted", "paraphrased", "unattributed")
        assert (chain.manner == "unattributed") == (not chain.chain)
        assert all(reading.mentions[m].kind == "source" for joint in chain.chain for m in joint)


class TestReading:
    def test_what_it_finds_is_well_formed(self) -> None:
        source, sentences = article(*STORY)
        hints = [Mention(0, 50, 61, "quantity", 1.0, "numbers"), Mention(1, 117, 123, "time", 1.0, "times")]
        reading = tiny_reader().read(source, sentences, hints)
        assert reading.reader == "learned/1"
        assert reading.triggers and reading.roles and reading.counts and reading.sources
        check(reading, source, sentences)

    def test_nothing_in_is_nothing_out(self) -> None:
        source, _ = article("")
        assert tiny_reader().read(source, [], []) == Reading("learned/1", (), (), (), (), ())

    def test_a_sentence_without_words(self) -> None:
        source, sentences = article("   ", STORY[0], "")
        check(tiny_reader().read(source, sentences, []), source, sentences)

    def test_a_very_long_sentence_is_read_in_parts(self) -> None:
        source, sentences = article(STORY[0], "the army shelled a village and " * 400 + "left.", STORY[1])
        reading = tiny_reader().read(source, sentences, [])
        check(reading, source, sentences)
        assert max(t.start for t in reading.triggers if t.sentence == 1) > 10_000

    def test_a_very_long_word(self) -> None:
        source, sentences = article("x" * 5000 + " was shelled.")
        check(tiny_reader().read(source, sentences, []), source, sentences)

    def test_every_word_is_decoded_once(self) -> None:
        source, sentences = article(*(STORY * 8))
        reading = tiny_reader(longest=120).read(source, sentences, [])
        places = [(t.start, t.end) for t in reading.triggers]
        assert len(places) == len(set(places))
        assert {t.sentence for t in reading.triggers} == set(range(len(sentences)))

    def test_reading_twice_gives_the_same(self) -> None:
        source, sentences = article(*STORY)
        reader = tiny_reader()
        first = reader.read(source, sentences, [])
        other, others = article(*(STORY * 5))
        reader.read(other, others, [])
        assert reader.read(source, sentences, []) == first

    def test_roles_that_a_type_does_not_take_are_left_out(self) -> None:
        source, sentences = article(*STORY)
        reading = tiny_reader(allowed={kind: frozenset({"actor"}) for kind in TYPES}).read(source, sentences, [])
        assert {r.role for r in reading.roles} == {"actor"}

    def test_the_gate_keeps_windows_without_its_words_from_the_encoder(self) -> None:
        source, sentences = article("Prices rose in the spring.", "Nothing else was said.")
        assert tiny_reader().read(source, sentences, []).triggers
        closed = tiny_reader(gate=Gate({"shelled": 1.0}, 0.0, 0.5)).read(source, sentences, [])
        assert closed == Reading("learned/1", (), (), (), (), ())

    def test_attributions_are_spans_of_the_text(self) -> None:
        source, sentences = article(*STORY)
        spans = tiny_reader().attributions(source, sentences, [])
        assert spans and {kind for kind, _, _ in spans} <= {"source", "cue", "content"}
        for _, start, end in spans:
            assert source.text[start:end] == source.text[start:end].strip() != ""

    def test_mentions_are_spans_of_the_text(self) -> None:
        source, sentences = article(*STORY)
        spans = tiny_reader().mentions(source, sentences, [])
        assert spans and {kind for kind, _, _ in spans} <= set(MENTIONED)
        for _, start, end in spans:
            assert source.text[start:end] == source.text[start:end].strip() != ""

    def test_rules_must_be_given_where_the_model_needs_them(self) -> None:
        with pytest.raises(ValueError, match="rule reader"):
            LearnedReader(
                tiny_encoder(), tiny_heads(), tiny_tokenizer(), ReaderConfig(), Knowledge(Votes({}), {}, None)
            )


class TestParts:
    def test_batches_do_not_change_vectors(self) -> None:
        source, sentences = article(*STORY, STORY[0] * 3)
        rows = words_of(source, sentences, [], Votes({}), None)
        words = [w for row in rows for w in row]
        windows = windows_of(segments_of(rows, WordPieces(tiny_tokenizer()), 120), 120, 0)
        encoder = Encoder(tiny_encoder())
        together = encoder.encode(windows, [words] * len(windows))
        backwards = encoder.encode(windows[::-1], [words] * len(windows))[::-1]
        for at, window in enumerate(windows):
            (alone,) = encoder.encode([window], [words])
            np.testing.assert_allclose(alone, together[at], atol=1e-5)
            np.testing.assert_allclose(backwards[at], together[at], atol=1e-5)

    def test_windows_hold_every_segment_once_and_fit(self) -> None:
        source, sentences = article(*(STORY * 6))
        rows = words_of(source, sentences, [], Votes({}), None)
        segments = segments_of(rows, WordPieces(tiny_tokenizer()), 150)
        windows = windows_of(segments, 150, 64)
        assert [s for w in windows for s in w.segments[w.core :]] == segments
        assert all(w.size <= 150 for w in windows)

    def test_words_carry_votes_hints_quotes_and_shapes(self) -> None:
        source, sentences = article("Rebels open fire", "“Stop 12 men” he said")
        hints = [Mention(1, 23, 25, "quantity", 1.0, "numbers")]
        rows = words_of(source, sentences, hints, Votes({"open fire": ("attack", "clash")}), None)
        column = {name: at for at, (name, _) in enumerate(COLUMNS)}
        attack = TYPES.index("attack") + 1
        assert [w.features[column["vote"]] for w in rows[0]] == [0, attack, attack]
        assert [w.features[column["quoted"]] for w in rows[1]] == [1, 1, 1, 1, 0, 0, 0]
        assert [w.features[column["hint"]] for w in rows[1]] == [0, 0, 1, 0, 0, 0, 0]
        assert [w.features[column["headline"]] for w in rows[0]] == [1, 1, 1]

    def test_spans_never_overlap_and_end_with_their_line(self) -> None:
        rng = np.random.default_rng(5)
        lines = np.array([0] * 5 + [1] * 7)
        for _ in range(50):
            scores = rng.normal(size=(12, len(LABELS))).astype(np.float32)
            spans = ATTRIBUTION.spans(scores, lines, rng.normal(size=(len(LABELS), len(LABELS))).astype(np.float32))
            assert all(a < b for _, a, b in spans)
            assert all(before[2] <= after[1] for before, after in zip(spans, spans[1:], strict=False))
            assert all(lines[a] == lines[b - 1] for _, a, b in spans)

    def test_the_best_labels_are_found(self) -> None:
        scores = np.full((4, len(LABELS)), -9.0, np.float32)
        scores[:, LABELS.index("I-content")] = 0.0
        for part in "BE":
            scores[:, LABELS.index(f"{part}-content")] = -1.0
        assert ATTRIBUTION.spans(scores, np.array([0, 0, 1, 1])) == [("content", 0, 2), ("content", 2, 4)]
        assert ATTRIBUTION.spans(scores, np.zeros(4, np.int64)) == [("content", 0, 4)]
        never = np.zeros((len(LABELS), len(LABELS)), np.float32)
        never[LABELS.index("I-content")] = -99.0
        assert ATTRIBUTION.spans(scores, np.zeros(4, np.int64), never) == [("content", 0, 2), ("content", 2, 4)]

    def test_the_rules_say_what_each_word_is_to_a_trigger(self) -> None:
        source, sentences = article("Rebels shelled Gao, killing 12, police said")
        rows = words_of(source, sentences, [], Votes({}), None)
        places = ((0, 6), (15, 18), (28, 30), (32, 38))
        kinds = ("actor", "place", "quantity", "source")
        mentions = tuple(Mention(0, a, b, k, 1.0, "rules") for (a, b), k in zip(places, kinds, strict=True))
        reading = Reading(
            "rules/1",
            mentions,
            (Trigger(0, 7, 14, "shelling", "denied", 1.0, "rules"),),
            (RoleLink(0, 0, "actor", 1.0), RoleLink(0, 1, "place", 1.0)),
            (CountLink(0, 2, "killed", "incident", None, 1.0),),
            (SourceLink(0, ((3,),), None, "paraphrased", 1.0),),
        )
        ruled = ruled_of(reading)
        roles, status = ruled_pair(ruled, rows[0], 1, 2)
        names = [PAIR_ROLES[r - 2] if r > 1 else "" for r in roles]
        assert names == ["actor", "", "place", "", "", "count", "", "source", ""]
        assert STATUSES[status - 1] == "denied"
        assert ruled_pair(ruled, rows[0], 4, 5) == ([0] * 9, 0)
        assert ruled_of(None) == () and isinstance(ruled[0], Ruled)


class TestConfig:
    def plain(self) -> dict[str, object]:
        return {
            "format": FORMAT, "types": list(TYPES), "tags": list(TAGGED), "columns": [list(c) for c in COLUMNS],
            "longest": 192, "context": 64, "uses_rules": False,
            "thresholds": {"trigger": 0.5, "tags": {"actor": 0.4}, "unnamed": 0.6, "event": 0.2, "likely": 0.3},
            "gate": {"words": {"shelled": 1.0}, "bias": -0.5, "least": 0.0},
            "calibration": [0.75, -0.2, 0.5],
        }  # fmt: skip

    def test_is_read(self) -> None:
        config = ReaderConfig.from_bytes(json.dumps(self.plain()).encode())
        assert config.thresholds.of("actor") == 0.4
        assert config.thresholds.of("target") == 0.5

        assert config.thresholds.event == 0.2
        assert config.calibration == Calibration(0.75, -0.2, 0.5, 0.3)

    def test_a_calibration_that_turns_confidence_round_is_refused(self) -> None:
        with pytest.raises(DataError, match="slope -1"):
            ReaderConfig.from_bytes(json.dumps({**self.plain(), "calibration": [-1.0, 0.0, 0.0]}).encode())

    def test_of_other_types_is_refused(self) -> None:
        with pytest.raises(DataError, match="types"):
            ReaderConfig.from_bytes(json.dumps({**self.plain(), "types": ["attack"]}).encode())


class TestCalibration:
    """Confidence is the share that is right, not what the network says (Platt 1999)."""

    def test_keeps_the_order_and_stays_inside(self) -> None:
        sure = Calibration(0.75, -0.2)
        given = [0.0, 0.1, 0.5, 0.9, 1.0]
        got = [sure.of(p) for p in given]
        assert got == sorted(got) and got[0] > 0 and got[-1] < 1
        assert got[2] == pytest.approx(1 / (1 + math.exp(0.2)))

    def test_changes_scores_and_nothing_else(self) -> None:
        trigger = Trigger(0, 0, 5, "attack", "actual", 0.9, "learned")
        reading = Reading(
            "r", (Mention(0, 6, 9, "actor", 0.8, "learned"),), (trigger,), (RoleLink(0, 0, "actor", 0.8),), (), ()
        )
        done = Calibration(0.75, -0.2).applied(reading, 1)
        assert done.triggers[0].score < 0.9 and done.roles[0].score < 0.8
        assert replace(done.triggers[0], score=0.9) == trigger and done.mentions == reading.mentions
        assert Calibration().applied(reading, 1) is reading

    def test_the_same_doubt_weighs_more_where_little_else_happens(self) -> None:
        triggers = tuple(Trigger(n, 10 * n, 10 * n + 5, "attack", "actual", 0.5, "learned") for n in range(4))
        reading = Reading("r", (), triggers, (), (), ())
        sure = Calibration(1.0, 0.0, 0.5)
        among_many, among_few = (sure.applied(reading, sentences).triggers[0].score for sentences in (4, 40))
        assert among_few < among_many < 0.5
        assert sure.applied(replace(reading, triggers=triggers[:1]), 1).triggers[0].score == pytest.approx(
            0.5, abs=0.01
        )

    def test_what_is_unlikely_then_goes_with_all_that_hangs_on_it(self) -> None:
        mentions = tuple(Mention(n, n, n + 1, "actor", 1.0, "learned") for n in range(2))
        triggers = tuple(Trigger(n, n, n + 1, "attack", "actual", p, "learned") for n, p in enumerate((0.2, 0.9)))
        roles = tuple(RoleLink(n, n, "actor", 1.0) for n in range(2))
        counts = tuple(CountLink(n, n, "killed", "incident", None, 1.0) for n in range(2))
        sources = tuple(SourceLink(n, ((n,),), None, "paraphrased", 1.0) for n in range(2))
        done = Calibration(least=0.3).applied(Reading("r", mentions, triggers, roles, counts, sources), 2)
        assert done.triggers == triggers[1:] and done.mentions == mentions
        for links in (done.roles, done.counts, done.sources):
            ((trigger, left),) = ((link.trigger, link) for link in links)
            assert trigger == 0
            assert 1 in (getattr(left, "mention", None), *[m for j in getattr(left, "chain", ()) for m in j])


MODEL = Path(str(data_root())) / "models" / "reader.onnx"


@pytest.mark.skipif(not MODEL.exists(), reason="the trained model is not in this checkout: make train-reader")
class TestTrainedModel:
    def test_reads_a_plain_sentence(self) -> None:
        from dateline.readers_learned import learned_reader

        source, sentences = article(
            "Gunmen attacked a police post in Kidal on Monday, killing 12 officers, the army said."
        )
        reading = learned_reader().read(source, sentences, [])
        check(reading, source, sentences)
        assert [t.type for t in reading.triggers] == ["attack"]
        told = {
            r.role: source.text[reading.mentions[r.mention].start : reading.mentions[r.mention].end]
            for r in reading.roles
        }
        assert told["actor"] == "Gunmen"
        assert "Kidal" in told["place"]

    def test_a_bomb_of_a_suicide_attacker_is_no_planted_bomb(self) -> None:
        from dateline.readers_learned import learned_reader

        source, sentences = article("The suicide bomber blew up his car at the market gate, police said.")
        assert {t.type for t in learned_reader().read(source, sentences, []).triggers} == {"suicide-bombing"}

    def test_a_suicide_attack_is_told_as_a_bombing_where_a_sentence_does_not_say_so(self) -> None:
        from dateline.readers_learned import learned_reader

        first = "A suicide bomber blew up his car at the market gate in Jalalabad on Sunday."
        source, sentences = article(first, "The blast killed 12 people, police said.")
        reading = learned_reader().read(source, sentences, [])
        assert [t.type for t in reading.triggers] == ["suicide-bombing", "bombing"]

    def test_is_small_enough(self) -> None:
        files = [f for f in MODEL.parent.iterdir() if f.name.startswith("reader.") or f.name == "tokenizer.json"]
        assert sum(f.stat().st_size for f in files) <= 30_000_000
