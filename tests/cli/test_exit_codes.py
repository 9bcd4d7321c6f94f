"""What a shell sees: exit codes and the one line on stderr."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "samples" / "01-idlib-wire.txt"
COMMAND = [sys.executable, "-m", "dateline.cli.main", "--reader", "rules"]
FULL = Path("/dev/full")


def dateline(*words: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *map(str, words)], capture_output=True, input=stdin, check=False)


def assert_one_line(done: subprocess.CompletedProcess[bytes], words: bytes) -> None:
    told = done.stderr.removesuffix(b"\n")
    assert done.returncode == 2 and told.startswith(b"dateline: "), done.stderr
    assert words in told and b"\n" not in told, done.stderr


def test_help_and_wrong_usage() -> None:
    assert dateline("--help").returncode == 0 and dateline("--version").returncode == 0
    wrong = dateline("run", PAGE, "--jobs", "0")
    assert wrong.returncode == 2 and b"--jobs" in wrong.stderr and b"Traceback" not in wrong.stderr


def test_a_refused_input_is_1(tmp_path: Path) -> None:
    done = dateline("run", tmp_path / "missing.txt", "-o", tmp_path / "out")
    assert done.returncode == 1 and b"refused missing.txt: does not exist" in done.stderr


def test_a_file_as_the_folder_of_outputs(tmp_path: Path) -> None:
    page = tmp_path / "p.txt"
    page.write_bytes(PAGE.read_bytes())
    assert_one_line(dateline("run", page, "-o", page), b"p.txt: is not a folder")
    assert page.read_bytes() == PAGE.read_bytes()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert_one_line(dateline("run", PAGE, "-o", tmp_path / "file" / "below"), b"file/below: Not a directory")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")
def test_a_full_disk() -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "code", str(PAGE)], stdout=full, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False
        )
    assert_one_line(done, b"No space left")
    assert_one_line(dateline("code", PAGE, "-o", FULL), b"No space left")


def test_a_closed_pipe_is_141(tmp_path: Path) -> None:
    assert dateline("run", PAGE, "-o", tmp_path).returncode == 0
    show = ["--ledger", str(tmp_path / "ledger.sqlite"), "show", "claims"]
    reader, writer = os.pipe()
    os.close(reader)
    try:
        for words in (["--help"], ["code", str(PAGE)], ["check", "corpus", str(PAGE)], show):
            done = subprocess.run([*COMMAND, *words], stdout=writer, stderr=subprocess.PIPE, check=False)
            assert done.returncode == 141 and done.stderr.strip() == b"", done
    finally:
        os.close(writer)


def _hear_ctrl_c() -> None:
    """A shell starts background jobs deaf to Ctrl-C, and their children inherit it; a terminal's are not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_is_130(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [*COMMAND, "code", str(tmp_path / "missing"), "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=_hear_ctrl_c,
    )
    assert child.stderr is not None
    child.stderr.readline()  # the missing page is told: it now waits for stdin
    child.send_signal(signal.SIGINT)
    _, told = child.communicate()
    assert child.returncode == 130 and told.strip() == b"stopped; run the same command again to go on"
