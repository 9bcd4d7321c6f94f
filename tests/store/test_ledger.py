import dataclasses
import datetime as dt
import sqlite3
from contextlib import closing

import pytest

from dateline.errors import ConfigError, DatelineError, LedgerError
from dateline.protocols import LedgerView
from dateline.records import Decision, Refused
from dateline.store.ledger import Ledger, NoSuchRecord, archive_of
from tests.store.builders import (
    NO_TIME,
    RUN,
    TEXT,
    add_page,
    article_of,
    capture_of,
    claim_of,
    claims_of,
    incident_of,
    link_of,
    small_ledger,
)


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


class TestAddPage:
    def test_everything_comes_back_as_it_went_in(self, ledger):
        article, claims = add_page(ledger)
        capture = capture_of(TEXT.encode())
        assert ledger.article(article.id) == article
        assert list(ledger.articles()) == [article]
        assert ledger.capture_of(article.id) == capture
        assert list(ledger.captures()) == [capture]
        assert tuple(ledger.claims()) == claims == tuple(ledger.claims_of(article.id))
        assert ledger.raw(capture.id) == TEXT.encode()
        assert ledger.has_capture(capture.id) and not ledger.has_capture("cap_0")

    def test_twice_is_once(self, ledger):
        article, claims = add_page(ledger)
        before = list(ledger.decisions())
        assert not ledger.add_page(capture_of(TEXT.encode()), TEXT.encode(), article, claims, "run_2")
        assert ledger.counts() == {
            "captures": 1,
            "articles": 1,
            "claims": 3,
            "copy_groups": 0,
            "incidents": 0,
            "links": 0,
            "decisions": 1,
            "refusals": 0,
            "runs": 0,
        }
        assert list(ledger.decisions()) == before

    def test_a_page_that_fails_leaves_nothing(self, ledger):
        capture = capture_of(b"x")
        article = article_of(capture, TEXT)
        claims = claims_of(article)
        with pytest.raises(sqlite3.IntegrityError):
            ledger.add_page(capture, b"x", article, (*claims, claims[0]), RUN.id)
        assert not any(ledger.counts().values())
        assert ledger.search("Rebels") == ()

    def test_bytes_of_another_page_are_refused(self, ledger):
        capture = capture_of(b"one")
        with pytest.raises(ValueError, match="not those of its capture"):
            ledger.add_page(capture, b"two", article_of(capture), (), RUN.id)

    def test_claims_of_another_article_are_refused(self, ledger):
        capture, other = capture_of(b"one"), capture_of(b"two")
        with pytest.raises(ValueError, match="do not belong together"):
            ledger.add_page(capture, b"one", article_of(capture), claims_of(article_of(other)), RUN.id)
        with pytest.raises(ValueError, match="do not belong together"):
            ledger.add_page(capture, b"one", article_of(other), (), RUN.id)

    def test_two_captures_share_their_bytes(self, ledger):
        for address in ("a.txt", "b.txt"):
            add_page(ledger, address)
        assert [ledger.raw(capture.id) for capture in ledger.captures()] == [TEXT.encode()] * 2
        assert ledger.database.first("SELECT count(*) FROM raw") == (1,)

    @pytest.mark.parametrize(
        "text", ["a\x00b NUL", "e\u0301 \u202eRTL\u202c \u05d0", "lone \udc80 surrogate", "😀" * 50]
    )
    def test_any_characters(self, ledger, text):
        article, _ = add_page(ledger, "odd\udcff.txt", text)
        assert ledger.article(article.id) == article
        assert next(iter(ledger.captures())).address == "odd\udcff.txt"


class TestOrder:
    def test_articles_by_day_then_id_unresolved_last(self, ledger):
        days = [None, dt.date(2015, 1, 2), dt.date(2014, 1, 2), dt.date(2015, 1, 2), None]
        for n, day in enumerate(days):
            add_page(ledger, f"{n}.txt", published=day)
        got = [(getattr(a.header.published, "day", dt.date.max), a.id) for a in ledger.articles()]
        assert got == sorted(got)
        assert list(ledger.article_ids()) == [ident for _, ident in got]

    def test_claims_follow_the_articles(self, ledger):
        for n in range(5):
            add_page(ledger, f"{n}.txt")
        assert list(ledger.claims()) == [c for a in ledger.article_ids() for c in ledger.claims_of(a)]

    def test_an_iterator_survives_writes(self, ledger):
        for n in range(3):
            add_page(ledger, f"{n}.txt")
        got = []
        for n, article_id in enumerate(ledger.article_ids()):
            got.append(article_id)
            add_page(ledger, f"late{n}.txt")
            if n > 10:
                break
        assert len(set(got)) == len(got) >= 3

    def test_order_needs_no_sorting(self, ledger):
        from dateline.store import queries

        for query in (queries.ARTICLES, queries.CLAIMS, queries.INCIDENTS, queries.LINKS):
            plan = " ".join(row[3] for row in ledger.database.rows("EXPLAIN QUERY PLAN " + query))
            assert "TEMP B-TREE" not in plan, plan


class TestNeverChanges:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE articles SET text = 'x'",
            "DELETE FROM articles",
            "UPDATE captures SET address = 'x'",
            "DELETE FROM captures",
            "UPDATE raw SET packed = x''",
            "DELETE FROM raw",
            "UPDATE decisions SET record = 'x'",
            "DELETE FROM decisions",
            "INSERT OR REPLACE INTO articles SELECT * FROM articles",
            "INSERT OR REPLACE INTO decisions SELECT * FROM decisions",
            "UPDATE claims SET type = 'x'",
        ],
    )
    def test_the_file_itself_refuses(self, ledger, statement):
        add_page(ledger)
        with pytest.raises(sqlite3.IntegrityError, match="never change|append-only|replaced"):
            ledger.database.execute(statement)


class TestClaimById:
    def test_whole_prefix_and_bare_prefix(self, ledger):
        _, claims = add_page(ledger)
        for claim in claims:
            assert ledger.claim(claim.id) == ledger.claim(claim.id[:12]) == ledger.claim(claim.id[4:14]) == claim

    def test_too_short(self, ledger):
        add_page(ledger)
        with pytest.raises(NoSuchRecord, match="at least 6"):
            ledger.claim("clm_a")

    def test_unknown_is_a_key_error_and_a_message_for_the_user(self, ledger):
        with pytest.raises(KeyError):
            ledger.claim("clm_000000")
        with pytest.raises(DatelineError, match="holds no claim 'clm_000000'; check the id"):
            ledger.claim("clm_000000")
        for get in (ledger.article, ledger.incident, ledger.raw, ledger.capture_of):
            with pytest.raises(KeyError):
                get("nothing-there")

    @pytest.mark.parametrize(
        "odd", ["", "\x00" * 8, "%%%%%%%%", "'; DROP TABLE claims", "\udc80" * 7, "______", "😀" * 7]
    )
    def test_odd_ids(self, ledger, odd):
        add_page(ledger)
        with pytest.raises(NoSuchRecord):
            ledger.claim(odd)

    def test_ambiguous_lists_candidates(self, ledger):
        capture = capture_of(b"x")
        article = article_of(capture, "A raid. A raid.")
        claim = claim_of(article, "A raid.", "raid", "attack")
        twins = [dataclasses.replace(claim, id=f"clm_abcdef{n:014d}") for n in range(3)]
        ledger.add_page(capture, b"x", article, twins, RUN.id)
        with pytest.raises(NoSuchRecord, match=f"{twins[0].id}, {twins[1].id}, {twins[2].id}"):
            ledger.claim("abcdef")
        assert ledger.claim(twins[1].id) == twins[1]


class TestReplaceClaims:
    def test_new_for_old_with_a_decision_and_the_old_kept(self, ledger):
        article, claims = add_page(ledger)
        new = dataclasses.replace(claims[0], id="clm_" + "0" * 20, type="attack")
        assert ledger.replace_claims(article.id, [new, claims[1]], "run_2", "new model")
        assert {c.id for c in ledger.claims()} == {new.id, claims[1].id}
        decision = list(ledger.decisions())[-1]
        assert (decision.who, decision.action, decision.subject_id) == ("run_2", "mend", article.id)
        assert all(c.id in str(decision.before) for c in claims) and new.id in str(decision.after)
        with pytest.raises(NoSuchRecord, match=f"replaced when its article was re-coded .decision {decision.id}"):
            ledger.claim(claims[0].id)
        assert ledger.article(article.id) == article

    def test_search_follows(self, ledger):
        article, _ = add_page(ledger)
        ledger.replace_claims(article.id, (), RUN.id, "empty")
        assert [hit.kind for hit in ledger.search("Morek")] == ["article"]
        ledger.replace_claims(article.id, claims_of(article), RUN.id, "back")
        assert [hit.kind for hit in ledger.search("Morek")] == ["claim"]
        assert ledger.counts()["claims"] == 3

    def test_no_change_is_no_decision(self, ledger):
        article, claims = add_page(ledger)
        assert not ledger.replace_claims(article.id, reversed(claims), RUN.id, "same")
        assert ledger.counts()["decisions"] == 1

    def test_unknown_article_and_foreign_claims(self, ledger):
        article, claims = add_page(ledger)
        with pytest.raises(KeyError):
            ledger.replace_claims("art_0", (), RUN.id, "x")
        with pytest.raises(ValueError, match="not all claims"):
            ledger.replace_claims("art_0", claims, RUN.id, "x")
        assert ledger.counts()["claims"] == 3


class TestColumns:
    def test_columns_to_search_by(self, ledger):
        _, claims = add_page(ledger)
        row = ledger.database.first(
            "SELECT type, status, earliest, latest, country, place_id, confidence FROM claims WHERE id = ?",
            (claims[0].id,),
        )
        assert row == ("seizure", "actual", "2015-11-05", "2015-11-05", "SY", claims[0].place.gazetteer_id, 0.9)
        people = set(
            ledger.database.rows("SELECT role, entity_id FROM claim_entities WHERE claim_id = ?", (claims[0].id,))
        )
        assert people == {("actor", "dl:rebels"), ("claimant", "dl:sohr")}
        assert claims[1].when == NO_TIME
        assert ledger.database.first("SELECT earliest, place_id FROM claims WHERE id = ?", (claims[1].id,)) == (
            None,
            None,
        )


class TestRefusalsRunsAndLog:
    def test_a_refusal_is_kept_once(self, ledger):
        assert ledger.refuse("a.txt", "is empty", RUN.id)
        assert not ledger.refuse("a.txt", "is empty", "run_2")
        assert ledger.refuse("a.txt", "is not text", RUN.id)
        assert list(ledger.refusals()) == [Refused("a.txt", "is empty"), Refused("a.txt", "is not text")]
        assert [d.action for d in ledger.decisions("a.txt")] == ["refuse-input"] * 2

    def test_what_a_later_run_could_read_is_refused_no_more(self, ledger):
        ledger.start_run(RUN)
        for address in ("pages/one.txt", "pages/two.txt", "pages/three.txt"):
            ledger.refuse(address, "is empty", RUN.id)
        for address, when in (("pages/one.txt", "2026-01-03T03:04:05+00:00"), ("pages/two.txt", RUN.started_utc)):
            data = f"{address}\n{TEXT}".encode()
            capture = dataclasses.replace(capture_of(data, address), captured_utc=when)
            assert ledger.add_page(capture, data, article_of(capture), (), RUN.id)
        assert [one.address for one in ledger.refusals()] == ["pages/three.txt", "pages/two.txt"]
        assert len(list(ledger.decisions("pages/one.txt"))) == 1  # the log keeps it

    def test_runs(self, ledger):
        ledger.start_run(RUN)
        ledger.start_run(dataclasses.replace(RUN, reader="other"))
        done = ledger.finish_run(RUN.id, added=2, skipped=1, refused=3)
        assert list(ledger.runs()) == [done] == [dataclasses.replace(RUN, added=2, skipped=1, refused=3)]
        with pytest.raises(KeyError):
            ledger.finish_run("run_0", added=0, skipped=0, refused=0)

    def test_the_log_gives_ids_that_hang_together(self, ledger):
        one = Decision("", "2026-01-01T00:00:00Z", "ana", "accept", "lnk_1", None, '{"a": 1}', "plain")
        first, second = ledger.log(one), ledger.log(one)
        assert list(ledger.decisions()) == [first, second]
        assert first.id != second.id and first.id.startswith("dec_")
        assert dataclasses.replace(first, id="") == one

    def test_several_writes_as_one(self, ledger):
        with pytest.raises(RuntimeError), ledger.transaction():
            add_page(ledger)
            raise RuntimeError
        assert not any(ledger.counts().values())
        with ledger.transaction():
            add_page(ledger)
            with pytest.raises(ValueError):
                ledger.add_page(capture_of(b"x"), b"y", article_of(capture_of(b"x")), (), RUN.id)
        assert ledger.counts()["articles"] == 1


class TestLinking:
    def test_suggestions_are_replaced_and_only_changes_logged(self, ledger):
        _, claims = add_page(ledger)
        one, two = incident_of(claims[:1], "inc_" + "1" * 20), incident_of(claims[2:], "inc_" + "2" * 20)
        ledger.write_linking([], [one], [link_of(claims[0], one)], RUN.id)
        logged = ledger.counts()["decisions"]
        changes = ledger.write_linking([], [one], [link_of(claims[0], one)], "run_2")
        assert (changes.added, changes.altered, changes.withdrawn) == (0, 0, 0)
        assert ledger.counts()["decisions"] == logged
        altered = dataclasses.replace(one, type="attack")
        changes = ledger.write_linking([], [altered, two], [], "run_2")
        assert (changes.added, changes.altered, changes.withdrawn) == (1, 1, 1)
        assert list(ledger.incidents()) == [altered, two]
        assert list(ledger.links()) == []
        assert ledger.incidents_of(claims[2].id) == (two.id,)
        ledger.write_linking([], [], [], "run_3")
        assert list(ledger.incidents()) == [] and ledger.incidents_of(claims[2].id) == ()

    def test_what_a_person_judged_stays(self, ledger):
        _, claims = add_page(ledger)
        incident = incident_of(claims[:1])
        link = link_of(claims[0], incident)
        ledger.write_linking([], [incident], [link], RUN.id)
        ledger.judge(incident.id, "confirmed", "ana", "seen on video")
        ledger.judge(link.id, "rejected", "ana", "another town")
        ledger.write_linking([], [dataclasses.replace(incident, type="attack")], [link], "run_2")
        assert ledger.incident(incident.id[:10]) == dataclasses.replace(incident, status="confirmed")
        assert [(found.status, found.by) for found in ledger.links_of(incident.id)] == [("rejected", "ana")]
        ledger.write_linking([], [], [], "run_3")
        assert len(list(ledger.incidents())) == len(list(ledger.links())) == 1
        assert [d.action for d in ledger.decisions(link.id)] == ["link", "reject"]

    def test_judging(self, ledger):
        _, claims = add_page(ledger)
        incident = incident_of(claims[:1])
        ledger.write_linking([], [incident], [], RUN.id)
        with pytest.raises(ConfigError, match="confirmed, rejected, suggested"):
            ledger.judge(incident.id, "perhaps", "ana", "x")
        with pytest.raises(ConfigError, match="only a link"):
            ledger.judge(incident.id, "rejected", "ana", "x")
        with pytest.raises(KeyError):
            ledger.judge("inc_nothing", "confirmed", "ana", "x")
        ledger.judge(incident.id, "confirmed", "ana", "x")
        ledger.judge(incident.id, "suggested", "ana", "after all not")
        assert [d.action for d in ledger.decisions(incident.id)] == ["link", "accept", "undo"]

    def test_a_failure_leaves_the_old_suggestions(self, ledger):
        _, claims = add_page(ledger)
        incident = incident_of(claims[:1])
        ledger.write_linking([], [incident], [], RUN.id)

        def broken():
            yield incident_of(claims[2:], "inc_" + "2" * 20)
            raise RuntimeError

        with pytest.raises(RuntimeError):
            ledger.write_linking([], broken(), [], "run_2")
        assert list(ledger.incidents()) == [incident]

    def test_incidents_without_a_day_come_last(self, ledger):
        _, claims = add_page(ledger)
        dated = incident_of(claims[:1], "inc_" + "f" * 20)
        undated = incident_of(claims[2:], "inc_" + "0" * 20)
        ledger.write_linking([], [undated, dated], [], RUN.id)
        assert list(ledger.incidents()) == [dated, undated]


class TestFile:
    def test_it_is_a_ledger_view(self, ledger):
        view: LedgerView = ledger
        assert list(view.claims()) == []

    def test_opened_again(self, tmp_path):
        with small_ledger(tmp_path / "l.db") as one:
            before = [*one.articles(), *one.claims(), *one.incidents(), *one.links(), *one.decisions()]
        with Ledger.open(str(tmp_path / "l.db"), create=False) as two:
            assert [*two.articles(), *two.claims(), *two.incidents(), *two.links(), *two.decisions()] == before
            assert two.path == tmp_path / "l.db"

    def test_folder_missing_and_no_folder(self, tmp_path):
        with pytest.raises(LedgerError, match="is a folder; name a file"):
            Ledger.open(tmp_path)
        with pytest.raises(LedgerError, match="there is no ledger; check the path"):
            Ledger.open(tmp_path / "none.db", create=False)
        assert not (tmp_path / "none.db").exists()
        with pytest.raises(LedgerError, match="create it first"):
            Ledger.open(tmp_path / "no" / "such" / "l.db")

    def test_not_a_ledger(self, tmp_path):
        path = tmp_path / "story.txt"
        path.write_text("Gunmen attacked a bus.\n" * 400)
        with pytest.raises(LedgerError, match="not a ledger"):
            Ledger.open(path)
        assert path.read_text() == "Gunmen attacked a bus.\n" * 400

    def test_somebody_elses_sqlite_file(self, tmp_path):
        path = tmp_path / "other.db"
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE t (x)")
            other.commit()
        before = path.read_bytes()
        with pytest.raises(LedgerError, match="another program"):
            Ledger.open(path)
        assert path.read_bytes() == before

    def test_written_by_a_newer_version(self, tmp_path):
        path = tmp_path / "l.db"
        small_ledger(path).close()
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA user_version = 999")
        with pytest.raises(LedgerError, match="newer Dateline .ledger version 999"):
            Ledger.open(path)

    def test_locked_by_another_writer(self, tmp_path):
        path = tmp_path / "l.db"
        small_ledger(path).close()
        with closing(sqlite3.connect(path, isolation_level=None)) as other, Ledger.open(path, timeout_s=0.05) as ledger:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LedgerError, match="another process is writing"):
                ledger.refuse("a", "b", RUN.id)
            assert ledger.counts()["articles"] == 3  # reading goes on
            other.execute("ROLLBACK")
            assert ledger.refuse("a", "b", RUN.id)

    def test_damaged(self, tmp_path):
        path = tmp_path / "l.db"
        small_ledger(path).close()
        data = bytearray(path.read_bytes())
        data[4096:] = b"\xaa" * (len(data) - 4096)
        path.write_bytes(bytes(data))
        with pytest.raises(LedgerError, match="damaged"), Ledger.open(path) as ledger:
            list(ledger.claims())

    def test_a_record_that_cannot_be_read(self, ledger):
        _, claims = add_page(ledger)
        ledger.database.execute("DROP TRIGGER claims_update")
        ledger.database.execute("UPDATE claims SET record = '{}' WHERE id = ?", (claims[0].id,))
        with pytest.raises(LedgerError, match=f"Claim {claims[0].id} cannot be read"):
            list(ledger.claims())

    def test_a_snapshot_does_not_move(self, tmp_path):
        path = tmp_path / "l.db"
        with Ledger.open(path) as reader, Ledger.open(path) as writer:
            add_page(writer)
            with reader.snapshot():
                add_page(writer, "two.txt")
                assert reader.counts()["articles"] == 1
            assert reader.counts()["articles"] == 2


def test_an_archive_holds_all_of_a_ledger(tmp_path):
    with small_ledger(tmp_path / "l.db") as ledger:
        archive = archive_of(ledger)
        assert list(archive.articles) == list(ledger.article_ids())
        assert list(archive.claims) == [claim.id for claim in ledger.claims()]
        assert archive.linking.incidents == tuple(ledger.incidents())
