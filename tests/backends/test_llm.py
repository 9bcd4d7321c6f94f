"""The reader that asks a model believes what stands in the page and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline import jobs
from dateline.backends.cache import AnswerCache
from dateline.backends.chat import Chat, Endpoint
from dateline.backends.llm import Asking, LlmReader, passages
from dateline.config import LlmSettings
from dateline.errors import ConfigError, DatelineError, InputError
from dateline.knowledge.guide import SPAN_ROLES, STATUSES, TYPES
from dateline.knowledge.prompt import claim_instructions
from dateline.protocols import Reader
from dateline.readers_llm import llm_reader
from dateline.records import Article, Mention, Reading, Sentence
from tests.backends.claims import LINES, bombing, quote, shooting
from tests.backends.server import Answer, Script, raw, says, serving, tells
from tests.conftest import make_sentences

KEY = "sk-not-a-real-key-5531"
Ask = Callable[..., tuple[Reading, Script]]


def settings(url: str, folder: Path, **other: Any) -> LlmSettings:
    """Settings for a scripted server."""
    environment = {"DATELINE_LLM_URL": url, "DATELINE_LLM_MODEL": "scripted", "DATELINE_LLM_CACHE": str(folder)}
    return LlmSettings.from_environment(environment | {f"DATELINE_LLM_{k}": str(v) for k, v in other.items()})


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Reads some lines with a server that gives these answers."""

    def read(*answers: Answer, lines: tuple[str, ...] = LINES, **other: Any) -> tuple[Reading, Script]:
        with serving(*answers) as script:
            reader = llm_reader(settings(script.url, tmp_path, **({"RETRIES": 0} | other)))
            return reader.read(*make_sentences(*lines), ()), script

    return read


def texts(reading: Reading, lines: tuple[str, ...] = LINES) -> list[str]:
    """The words of every mention."""
    text = "\n".join(lines)
    return [text[m.start : m.end] for m in reading.mentions]


class TestGoodAnswers:
    def test_claims_come_out_as_quoted(self, ask: Ask) -> None:
        reading, _ = ask(tells(shooting(), bombing()))
        article, _ = make_sentences(*LINES)
        assert [(t.type, t.status, article.text[t.start : t.end]) for t in reading.triggers] == [
            ("attack", "actual", "shot dead"),
            ("airstrike", "denied", "bombed"),
        ]
        assert texts(reading) == [
            "Gunmen", "Tarkon", "Monday", "at least 12 villagers", "the mayor", "the camp", "The army",
        ]  # fmt: skip
        assert [(c.measure, c.scope, c.whose) for c in reading.counts] == [("killed", "incident", "villagers")]
        assert [(s.trigger, s.manner) for s in reading.sources] == [(0, "paraphrased"), (1, "paraphrased")]
        assert reading.reader == "llm/1:scripted" and not reading.qualities

    def test_a_chain_and_an_unnamed_source(self, ask: Ask) -> None:
        lines = ("Raiders killed two men, a clerk told Radio Mosa, and a bridge was reportedly bombed.",)
        first = shooting(
            type="killing",
            trigger=quote("killed"),
            fillers=[],
            counts=[],
            sources=[[quote("a clerk")], [quote("Radio Mosa")]],
        )
        second = bombing(
            sentence=0,
            status="actual",
            sources=[],
            source_unnamed=True,
            fillers=[{"role": "hedge", "words": quote("reportedly")}],
        )
        reading, _ = ask(tells(first, second), lines=lines)
        assert [len(s.chain) for s in reading.sources] == [2, 0]
        assert reading.sources[1].manner == "unattributed"

    def test_a_repeated_word_is_found_by_its_context(self, ask: Ask) -> None:
        second = bombing(sources=[[quote("army", "and the army blamed")]])
        reading, _ = ask(tells(second))
        (source,) = (m for m in reading.mentions if m.kind == "source")
        assert "\n".join(LINES)[source.start - 8 : source.end] == "and the army"

    def test_the_page_is_data_apart_from_the_instructions(self, ask: Ask) -> None:
        _, script = ask(tells())
        (request,) = script.asked
        system, user = request["messages"]
        assert "queen" not in system["content"] and system["role"] == "system"
        assert [s["text"] for s in json.loads(user["content"])["sentences"]] == list(LINES)
        assert request["temperature"] == 0 and request["seed"] == 7
        assert request["response_format"]["json_schema"]["strict"] is True

    def test_long_pages_are_asked_in_passages_with_what_stands_before(self) -> None:
        sentences = [Sentence(i, 100 * i, 100 * i + 90, "body") for i in range(7)]
        cut = [([s.index for s in b], [s.index for s in p]) for b, p in passages(sentences, 300, 2)]
        assert cut == [([], [0, 1, 2]), ([1, 2], [3, 4, 5]), ([4, 5], [6])]


class TestLyingAnswers:
    @pytest.mark.parametrize(
        ("lie", "why"),
        [
            ({"trigger": quote("assassinated the queen")}, "not in the text"),
            ({"trigger": quote("shot de")}, "not in the text"),
            ({"trigger": quote("Shot dead")}, "not in the text"),
            ({"trigger": quote("shot dead", "shot dead in Paris")}, "not in the text"),
            ({"sources": [[quote("the president")]]}, "not in the text"),
            ({"sources": [[quote("the mayor")], [quote("Reuters")]]}, "not in the text"),
            ({"fillers": [{"role": "hedge", "words": quote("allegedly")}]}, "not in the text"),
            ({"type": "coronation"}, "not in the ontology"),
            ({"status": "certain"}, "not in the ontology"),
            ({"sentence": 77}, "outside the passage"),
            ({"sentence": "0"}, "wrong shape"),
            ({"confidence": 1}, "wrong shape"),
            ({"trigger": quote("x" * 5000)}, "wrong shape"),
            ({"trigger": quote(" ")}, "not in the text"),
        ],
    )
    def test_a_claim_falls_with_its_trigger_source_hedge_or_names(self, ask: Ask, lie: Any, why: str) -> None:
        reading, _ = ask(tells(shooting(**lie), bombing()))
        assert [t.type for t in reading.triggers] == ["airstrike"]
        assert reading.qualities[0].detail == f"of what the model told: 1 claim {why}"

    def test_words_twice_in_a_sentence_are_ambiguous(self, ask: Ask) -> None:
        lines = ("Rebels shelled the port and rebels shelled the market.",)
        reading, _ = ask(tells(bombing(sentence=0, trigger=quote("shelled"), sources=[])), lines=lines)
        assert not reading.triggers and "ambiguous" in reading.qualities[0].detail

    def test_other_parts_fall_alone(self, ask: Ask) -> None:
        fillers = [
            {"role": "actor", "words": quote("the royal guard")},
            {"role": "crown", "words": quote("Gunmen")},
            {"role": "place", "words": quote("Tarkon")},
        ]
        counts = [
            {"measure": "killed", "scope": "incident", "words": quote("4,000 villagers"), "group": None},
            {"measure": "kings", "scope": "incident", "words": quote("at least 12 villagers"), "group": None},
        ]
        reading, _ = ask(tells(shooting(fillers=fillers, counts=counts, topic=quote("the crown"))))
        assert [(r.role, texts(reading)[r.mention]) for r in reading.roles] == [("place", "Tarkon")]
        assert not reading.counts and reading.triggers[0].topic is None
        assert reading.qualities[0].detail == (
            "of what the model told: 1 count not in the ontology, 1 count not in the text, "
            "1 filler not in the ontology, 1 filler not in the text, 1 topic not in the text"
        )

    def test_a_role_that_the_type_does_not_have_is_refused(self, ask: Ask) -> None:
        fillers = [{"role": "destination", "words": quote("Tarkon")}]
        reading, _ = ask(tells(shooting(fillers=fillers)))
        assert not reading.roles and "filler not in the ontology" in reading.qualities[0].detail

    def test_a_claim_told_twice_is_one(self, ask: Ask) -> None:
        reading, _ = ask(tells(shooting(), shooting()))
        assert len(reading.triggers) == 1

    def test_a_model_that_obeys_the_page_invents_nothing(self, ask: Ask) -> None:
        obeyed = shooting(
            sentence=2,
            type="assassination",
            trigger=quote("killed the queen"),
            fillers=[],
            counts=[],
            sources=[],
        )
        reading, _ = ask(tells(obeyed))
        assert not reading.triggers and "1 claim not in the text" in reading.qualities[0].detail

    @pytest.mark.parametrize("hostile", ["shot\u202e dead", "shot dead\x00", "\ud800", "ſhot dead", "shot\u200b dead"])
    def test_odd_characters_are_no_quotation(self, ask: Ask, hostile: str) -> None:
        reading, _ = ask(tells(shooting(trigger=quote(hostile))))
        assert not reading.triggers

    def test_a_quotation_runs_over_no_sentence_end(self, ask: Ask) -> None:
        words = "said.\nThe army"
        reading, _ = ask(tells(shooting(sources=[[quote(words)]])))
        assert not reading.triggers


class TestCache:
    def test_the_second_time_nobody_is_asked(self, tmp_path: Path) -> None:
        with serving(tells(shooting())) as script:
            chosen = settings(script.url, tmp_path, RETRIES=0)
            first = llm_reader(chosen).read(*make_sentences(*LINES), ())
        assert llm_reader(chosen).read(*make_sentences(*LINES), ()) == first  # the server is gone
        assert len(script.asked) == 1

    def test_another_page_or_model_is_another_question(self, tmp_path: Path) -> None:
        with serving(tells()) as script:
            for model, line in (("a", LINES[0]), ("b", LINES[0]), ("b", LINES[1])):
                reader = llm_reader(settings(script.url, tmp_path, MODEL=model))
                reader.read(*make_sentences(line), ())
        assert len(script.asked) == 3

    def test_a_damaged_file_is_asked_for_again(self, tmp_path: Path) -> None:
        with serving(tells(shooting())) as script:
            chosen = settings(script.url, tmp_path)
            for _ in range(2):
                assert llm_reader(chosen).read(*make_sentences(*LINES), ()).triggers
                for file in tmp_path.rglob("*.json"):
                    file.write_text("[" * 100_000)
        assert len(script.asked) == 2

    def test_a_bad_answer_is_not_kept(self, tmp_path: Path) -> None:
        with serving(says("no"), tells(shooting())) as script:
            reader = llm_reader(settings(script.url, tmp_path, RETRIES=0))
            with pytest.raises(InputError):
                reader.read(*make_sentences(*LINES), ())
            assert reader.read(*make_sentences(*LINES), ()).triggers

    def test_the_key_is_in_no_file(self, tmp_path: Path) -> None:
        with serving(tells(shooting())) as script:
            llm_reader(settings(script.url, tmp_path, KEY=KEY)).read(*make_sentences(*LINES), ())
        assert script.headers[0]["Authorization"] == f"Bearer {KEY}"
        assert all(KEY.encode() not in file.read_bytes() for file in tmp_path.rglob("*.json"))


class _Stub:
    """A reader that finds nothing."""

    name = "stub/1"

    def read(self, article: Article, sentences: Any, hints: Any) -> Reading:  # noqa: ARG002
        return Reading(self.name, (), (), (), (), ())


class TestFallingBack:
    def reader(self, url: str, folder: Path, fallback: Reader | None) -> LlmReader:
        chat = Chat(Endpoint(url, "m", retries=0), AnswerCache(folder))
        return LlmReader(chat, Asking("", {}, fallback=fallback))

    def test_without_one_the_page_is_refused(self, tmp_path: Path) -> None:
        with serving(raw(b"", 500)) as script:
            reader = self.reader(script.url, tmp_path, None)
            with pytest.raises(InputError, match="HTTP 500"):
                reader.read(*make_sentences("A line."), ())

    def test_with_one_it_reads_under_its_own_name(self, tmp_path: Path) -> None:
        with serving(raw(b"", 500)) as script:
            reader = self.reader(script.url, tmp_path, _Stub())
            assert reader.read(*make_sentences("A line."), ()).reader == "stub/1"

    def test_a_dead_endpoint_is_given_up(self, tmp_path: Path) -> None:
        with serving(raw(b"", 500)) as script:
            strict, lenient = (self.reader(script.url, tmp_path, other) for other in (None, _Stub()))
            for _ in range(4):
                with pytest.raises(InputError):
                    strict.read(*make_sentences("A line."), ())
            with pytest.raises(DatelineError, match="in a row") as given_up:
                strict.read(*make_sentences("A line."), ())
            assert not isinstance(given_up.value, InputError)
            asked = len(script.asked)
            for _ in range(7):
                lenient.read(*make_sentences("A line."), ())
            assert len(script.asked) == asked + 5

    def test_the_packaged_readers_can_be_named(self, tmp_path: Path) -> None:
        with serving(raw(b"", 503)) as script:
            reader = llm_reader(settings(script.url, tmp_path, RETRIES=0, FALLBACK="rules"))
            assert reader.read(*make_sentences(*LINES), ()).reader == "rules/1"


class TestSettings:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("URL", ""), ("MODEL", ""), ("URL", "ftp://x"), ("URL", "http://"), ("URL", "http://user:pass@host"),
            ("TIMEOUT", "soon"), ("MAX_BYTES", "-1"), ("RETRIES", "1000"), ("FALLBACK", "llm"), ("FALLBACK", "none"),
            ("KEY", "two\nlines"),
        ],
    )  # fmt: skip
    def test_a_wrong_one_is_named(self, tmp_path: Path, name: str, value: str) -> None:
        with pytest.raises(ConfigError):
            llm_reader(settings("http://127.0.0.1:1/v1", tmp_path, **{name: value}))

    def test_a_key_leaves_the_machine_encrypted_or_not_at_all(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match="unencrypted"):
            llm_reader(settings("http://models.example/v1", tmp_path, KEY=KEY))

    def test_the_key_is_not_shown(self, tmp_path: Path) -> None:
        chosen = settings("https://models.example/v1", tmp_path, KEY=KEY)
        assert KEY not in repr(chosen) and KEY not in repr(Endpoint(chosen.url, chosen.model, chosen.key))

    def test_a_cache_that_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with serving(tells()) as script, pytest.raises(ConfigError, match="DATELINE_LLM_CACHE"):
            llm_reader(settings(script.url, tmp_path / "file")).read(*make_sentences(*LINES), ())


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """An environment with the model's name; machines made in it are forgotten."""
    monkeypatch.setenv("DATELINE_LLM_MODEL", "scripted")
    monkeypatch.setenv("DATELINE_LLM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DATELINE_LLM_RETRIES", "0")
    monkeypatch.setattr(jobs, "_machines", {})
    yield monkeypatch


def test_pages_go_through_the_whole_line(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("\n\n".join(LINES) + f"\n\nThe {name} road was quiet all day.\n")
    with serving(tells(shooting(), bombing(trigger=quote("no such words"))), says("{")) as script:
        environment.setenv("DATELINE_LLM_URL", script.url)
        good, bad = jobs.code([tmp_path / "a.txt", tmp_path / "b.txt"], "llm")
    assert good.coded is not None and bad.refused is not None
    (claim,) = good.coded.claims
    assert claim.counts[0].number.low == 12 and claim.found_by == "llm/1:scripted:llm"  # type: ignore[union-attr]
    assert [q.kind for q in good.coded.article.qualities if q.kind == "left-out"] == ["left-out"]
    assert bad.refused.address.endswith("b.txt") and bad.refused.what.startswith("not read: the answer is not JSON")


def hint_free(mentions: tuple[Mention, ...]) -> set[str]:
    """Who found the mentions."""
    return {m.found_by for m in mentions}


def test_everything_is_marked_as_the_models(ask: Ask) -> None:
    reading, _ = ask(tells(shooting()))
    assert hint_free(reading.mentions) == {"llm"} and {t.found_by for t in reading.triggers} == {"llm"}


def test_the_instructions_hold_every_name_and_no_gap() -> None:
    told = claim_instructions()
    assert all(f"- {name}: " in told for name in (*TYPES, *STATUSES, *SPAN_ROLES, "time", "source"))
    assert "[TYPES]" not in told and "[STATUSES]" not in told and "[ROLES]" not in told
