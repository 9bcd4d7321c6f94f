"""A writer that is killed at any moment loses nothing that it finished, and leaves nothing half or double."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from dateline.store.checks import check_ledger
from dateline.store.ledger import Ledger
from tests.store.builders import small_ledger

WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from tests.store.builders import RUN, TEXT, article_of, capture_of, claims_of, incident_of
from dateline.store.ledger import Ledger
with Ledger.open(sys.argv[1]) as ledger:
    for n in range(100_000):
        capture = capture_of(TEXT.encode(), f"{n}.txt")
        article = article_of(capture)
        if ledger.add_page(capture, TEXT.encode(), article, claims_of(article), RUN.id):
            if n % 5 == 0:
                ledger.replace_claims(article.id, claims_of(article)[:2], RUN.id, "again")
            if n % 7 == 0:
                ledger.write_linking([], [incident_of(claims_of(article)[:1], f"inc_{n:020d}")], [], RUN.id)
            print(n, flush=True)
"""


def kill_after(path: Path, seconds: float) -> list[int]:
    """The pages that a killed writer said it had finished."""
    here = str(Path(__file__).parents[2])
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path), here], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline()]
        time.sleep(seconds)
        child.kill()
        said += child.stdout.readlines()
    assert child.returncode == -signal.SIGKILL and said[0]
    return [int(line) for line in said if line.endswith("\n")]


def test_kills_lose_and_double_nothing(tmp_path):
    path = tmp_path / "l.db"
    finished: list[int] = []
    for n in range(12):
        finished += kill_after(path, 0.013 * n)
        with Ledger.open(path) as ledger:
            assert check_ledger(ledger) == []
            addresses = [capture.address for capture in ledger.captures()]
            assert len(set(addresses)) == len(addresses)
            assert {f"{page}.txt" for page in finished} <= set(addresses)
            assert ledger.counts()["articles"] == len(addresses) <= len(finished) + n + 1
            assert all(len(list(ledger.claims_of(a))) in (2, 3) for a in ledger.article_ids())
            assert len(list(ledger.incidents())) <= 1
    assert len(set(finished)) == len(finished)


def test_two_processes_open_a_new_ledger_at_once(tmp_path):
    path = tmp_path / "l.db"
    code = "import sys; from dateline.store.ledger import Ledger; Ledger.open(sys.argv[1]).close()"
    children = [subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(6)]
    errors = [child.communicate()[1] for child in children]
    assert [child.returncode for child in children] == [0] * 6, errors
    with Ledger.open(path, create=False) as ledger:
        assert not any(ledger.counts().values())


def test_a_reader_beside_a_writer(tmp_path):
    path = tmp_path / "l.db"
    with small_ledger(path) as writer, Ledger.open(path, create=False) as reader:
        claims = reader.claims()
        next(claims)
        assert writer.refuse("a", "b", "run_1")
        assert len(list(claims)) == 5
