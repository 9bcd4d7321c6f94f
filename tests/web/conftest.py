"""The samples' ledger, read once; each test that writes gets a copy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline import jobs
from dateline.store.ledger import Ledger
from dateline.web.app import create_app

SAMPLES = Path(__file__).parent.parent.parent / "samples"
HOME = "http://127.0.0.1"


@pytest.fixture(scope="session")
def read_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "samples.sqlite"
    with Ledger.open(path) as ledger:
        jobs.add(ledger, [SAMPLES])
        jobs.link(ledger)
        ledger.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="session")
def samples(read_samples: Path) -> Path:
    """The samples' ledger, for tests that only look."""
    copy = read_samples.with_name("looked-at.sqlite")
    shutil.copy(read_samples, copy)
    return copy


@pytest.fixture
def ledger_path(read_samples: Path, tmp_path: Path) -> Path:
    """A copy of the samples' ledger, for tests that write."""
    return Path(shutil.copy(read_samples, tmp_path / "copy.sqlite"))


@pytest.fixture(scope="session")
def looker(samples: Path) -> TestClient:
    """A client for tests that only look."""
    return TestClient(create_app(samples), base_url=HOME)


@pytest.fixture
def client(ledger_path: Path) -> TestClient:
    return TestClient(create_app(ledger_path), base_url=HOME)


Post = Callable[..., object]


def token_of(client: TestClient, page: str = "/settings") -> str:
    """The form token of a client's session, as its pages carry it."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(page).text)
    assert found
    return found[1]


def post(client: TestClient, address: str, **fields: str):  # type: ignore[no-untyped-def]
    """A form sent as the desk's own pages send it."""
    return client.post(address, data={"csrf": token_of(client), **fields}, follow_redirects=False)
