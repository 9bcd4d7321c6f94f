import dataclasses
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.export.annotation import Annotation, AnnotationDat, address_ident, document
from dateline.export.dat import dat_lines
from dateline.records import Article, Attribution, Filler, Sentence
from dateline.sources.dat import read_dat
from tests.store.builders import (
    SENTENCES,
    TEXT,
    actor,
    article_of,
    capture_of,
    claim_of,
    claimant,
    claims_of,
    sentences_of,
    small_ledger,
    words,
)

ARTICLE = article_of(capture_of(TEXT.encode()))
CLAIMS = claims_of(ARTICLE)
DATELINE = "HAMA, Syria (AP) — "


def spans(value):
    """Every dict with offsets, at any depth."""
    if isinstance(value, dict):
        if "start" in value and "text" in value:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def back(tmp_path, doc):
    path = tmp_path / "one.dat"
    path.write_text(dat_lines(doc), encoding="utf-8")
    (read,), slips = read_dat(path)
    assert [slip for slip in slips if "incident" not in slip.what] == []
    return read


class TestDocument:
    def test_lines_and_sentences(self):
        doc = document(ARTICLE, sentences_of(ARTICLE), CLAIMS, "one")
        got = [(e["kind"], TEXT[e["start"] : e["end"]]) for e in doc["sentences"]]
        assert got == [
            ("x", "Menu Share Subscribe"),
            ("t", SENTENCES[0]),
            ("s", DATELINE + SENTENCES[1]),
            ("s", SENTENCES[2]),
            ("s", SENTENCES[3]),
        ]
        assert [e["sentence"] for e in doc["events"]] == [2, 3, 4]
        assert (doc["id"], doc["text"], doc["published"]) == ("one", TEXT, "2015-11-06")
        assert (doc["origin"], doc["lang"]) == ("Example Herald", "en")

    def test_without_sentences_a_line_is_an_entry(self):
        doc = document(ARTICLE, None, CLAIMS, "one")
        assert [e["kind"] for e in doc["sentences"]] == ["x", "t", "s", "s"]
        assert [e["sentence"] for e in doc["events"]] == [2, 2, 3]

    def test_events_as_the_guide_has_them(self):
        first, second, third = document(ARTICLE, sentences_of(ARTICLE), CLAIMS, "one")["events"]
        assert {k: v for k, v in first.items() if k not in ("actor", "place", "trigger", "sentence")} == {
            "type": "seizure",
            "status": "actual",
            "time": [{"text": "Thursday", **at("Thursday"), "interval": "2015-11-05"}],
            "count": [
                {
                    "text": "at least 25 soldiers",
                    **at("at least 25 soldiers"),
                    "measure": "killed",
                    "value": ">=25",
                    "scope": "incident",
                    "whose": "soldiers",
                }
            ],
            "source": [[{"text": "the Observatory", **at("the Observatory")}]],
        }
        assert second["actor"] == [{"text": "They", **at("They"), "refers_to": "25 soldiers"}]
        assert second["source"] == [[{"text": "?"}]]
        assert {"field": "claimant", "why": "unnamed", "detail": "nobody is named"} in second["unresolved"]
        assert "source" not in third and third["topic"] == [{"text": "war dead"}]

    def test_every_text_is_the_exact_slice(self):
        doc = document(ARTICLE, sentences_of(ARTICLE), CLAIMS, "one")
        found = list(spans(doc["events"]))
        assert len(found) >= 8 and all(TEXT[s["start"] : s["end"]] == s["text"] for s in found)

    def test_a_chain_innermost_first_with_an_unnamed_link_left_out(self):
        chain = (
            (claimant(ARTICLE, "Rebels", actor("Rebels")), claimant(ARTICLE, "soldiers")),
            (claimant(ARTICLE, "AP"),),
        )
        claim = dataclasses.replace(CLAIMS[0], attribution=Attribution(chain, "quoted", None))
        (event,) = document(ARTICLE, None, [claim], "x")["events"]
        assert [[who["text"] for who in link] for link in event["source"]] == [["Rebels", "soldiers"], ["AP"]]
        half = Attribution((chain[1], (claimant(ARTICLE, None),)), "quoted", None)
        (event,) = document(ARTICLE, None, [dataclasses.replace(claim, attribution=half)], "x")["events"]
        assert [[who["text"] for who in link] for link in event["source"]] == [["AP"]]

    def test_a_claim_knows_the_time_where_its_filler_does_not(self):
        bare = tuple(dataclasses.replace(f, when=None) for f in CLAIMS[0].fillers)
        (event,) = document(ARTICLE, None, [dataclasses.replace(CLAIMS[0], fillers=bare)], "x")["events"]
        assert event["time"][0]["interval"] == "2015-11-05"

    def test_an_empty_article(self):
        bare = dataclasses.replace(ARTICLE, text="", lines=())
        assert document(bare, (), (), "x")["sentences"] == []


def at(exact):
    return {"start": TEXT.index(exact), "end": TEXT.index(exact) + len(exact)}


class TestDat:
    def test_as_a_coder_would_write_it(self):
        doc = document(ARTICLE, sentences_of(ARTICLE), CLAIMS, "one")
        assert dat_lines(doc).splitlines()[:9] == [
            "@doc one",
            "@published 2015-11-06",
            "@origin Example Herald",
            "@lang en",
            "x: Menu Share Subscribe",
            "t: Rebels seize town in Idlib 😀",
            f"s: {DATELINE}Rebels captured Morek on Thursday, killing at least 25 soldiers.",
            "e: seizure actual captured | actor=Rebels | place=Morek | time=Thursday {2015-11-05} "
            "| count=killed >=25 incident : at least 25 soldiers (soldiers) | source=^the Observatory",
            's: "They fled," the Observatory said.',
        ]

    def test_it_reads_back(self, tmp_path):
        doc = document(ARTICLE, sentences_of(ARTICLE), CLAIMS, "one")
        read = back(tmp_path, doc)
        assert [e["kind"] for e in read["sentences"]] == [e["kind"] for e in doc["sentences"]]
        assert [stripped(e) for e in read["events"]] == [stripped(e) for e in doc["events"]]

    def test_which_occurrence(self, tmp_path):
        text = "A bomb hit a bus; a bomb hit a bombed bus. Bus 9@2 burnt."
        article = article_of(capture_of(b"x"), text)
        second = claim_of(article, text[:42], "hit", "bombing")
        second = dataclasses.replace(
            second,
            trigger=words(article, "hit", 2),
            fillers=tuple(
                Filler("target", words(article, w, n), None, None, None, None) for w, n in (("bus", 2), ("9@2", 1))
            ),
        )
        doc = document(article, (Sentence(0, 0, 42, "body"), Sentence(1, 43, len(text), "body")), [second], "x")
        assert "e: bombing actual hit@2 | target=bus@2; ^9@2@1" in dat_lines(doc)
        (event,) = back(tmp_path, doc)["events"]
        assert [s["text"] for s in spans(event)] == ["hit", "bus", "9@2"]

    @pytest.mark.parametrize("odd", ["a; b", "a | b", "a=>b", "bomb"])
    def test_what_the_format_cannot_hold_is_said(self, odd):
        text = f"Raid on {odd}ed street"
        article = article_of(capture_of(b"x"), text)
        claim = claim_of(article, text, "Raid", "attack")
        claim = dataclasses.replace(claim, fillers=(Filler("target", words(article, odd), None, None, None, None),))
        got = dat_lines(document(article, None, [claim], "x"))
        assert "e: attack actual Raid\n# cannot be written here: target" in got

    @settings(deadline=None)
    @given(st.data())
    def test_any_spans_read_back_or_are_commented(self, tmp_path_factory, data):
        text = data.draw(st.text("ab @2^;|<=>(){}.,'é\n", min_size=3, max_size=40).filter(lambda t: t.strip()))
        article = article_of(capture_of(b"x"), text)
        cut = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 8)).map(
            lambda c: (c[0], min(len(text), c[0] + c[1]))
        )
        drawn = data.draw(st.lists(cut, min_size=2, max_size=4))
        claim = claim_of(article, text, text, "attack")
        roles = ("actor", "time", "place")
        fillers = [
            Filler(r, article.evidence(*c), None, None, None, None) for r, c in zip(roles, drawn[1:], strict=False)
        ]
        claim = dataclasses.replace(claim, trigger=article.evidence(*drawn[0]), fillers=tuple(fillers))
        doc = document(article, None, [claim], "x")
        read = back(tmp_path_factory.mktemp("dat"), doc)
        comments = sum(line.startswith("# cannot") for line in dat_lines(doc).split("\n"))
        assert len(read["events"]) + comments >= 1
        for event in read["events"]:
            want = [stripped(doc["events"][0].get(role, [])) for role in ("trigger", *roles)]
            got = [stripped(event.get(role, [])) for role in ("trigger", *roles)]
            assert all(not g or g == w for g, w in zip(got, want, strict=True))
            assert comments == sum(w != g for g, w in zip(got, want, strict=True))


def stripped(value):
    """The words without their offsets: the file's text is not the article's."""
    if isinstance(value, dict):
        return {k: stripped(v) for k, v in value.items() if k not in ("start", "end", "unresolved")}
    if isinstance(value, list):
        return [stripped(inner) for inner in value]
    return value


class TestExporters:
    def test_one_document_a_page_also_without_claims(self, tmp_path):
        with small_ledger(tmp_path / "l.db") as ledger:
            out = io.BytesIO()
            Annotation(split=sentences_of).write(ledger, out)
            docs = [json.loads(line) for line in out.getvalue().decode().splitlines()]
        assert sorted((d["id"], len(d["events"])) for d in docs) == [("one", 3), ("rows#3", 0), ("two", 3)]
        assert "incident" not in docs[0]["events"][0]

    def test_ids_that_come_twice_are_numbered(self, tmp_path):
        from dateline.store.ledger import Ledger
        from tests.store.builders import add_page

        with Ledger.open(tmp_path / "l.db") as ledger:
            for folder in "ab":
                add_page(ledger, f"{folder}/one.txt")
            out = io.BytesIO()
            AnnotationDat(split=sentences_of).write(ledger, out)
        assert [line for line in out.getvalue().decode().splitlines() if line.startswith("@doc")] == [
            "@doc one",
            "@doc one~2",
        ]

    def test_cut_by_the_cleaning_room(self):
        doc = next(iter(documents_of(ARTICLE)))
        assert [TEXT[e["start"] : e["end"]] for e in doc["sentences"]][1] == SENTENCES[0]


def documents_of(article: Article):
    from types import SimpleNamespace

    view = SimpleNamespace(captures=lambda: [], claims=lambda: CLAIMS, articles=lambda: [article])
    out = io.BytesIO()
    Annotation().write(view, out)
    return [json.loads(line) for line in out.getvalue().decode().splitlines()]


@pytest.mark.parametrize(
    ("address", "want"),
    [
        ("seeds/000_0ee.txt", "000_0ee"),
        ("a.b/page.tar.html", "page.tar"),
        ("rows.jsonl#12", "rows#12"),
        ("rows.jsonl.gz#12", "rows#12"),
        ("/abs/no-suffix", "no-suffix"),
        ("https://x.org/news/story-1.html", "story-1"),
        ("https://x.org/news/", "news"),
        (".hidden", ".hidden"),
        ("", ""),
    ],
)
def test_address_ident(address, want):
    assert address_ident(address) == want
