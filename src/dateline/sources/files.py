"""Pages from files and folders: plain text, HTML and JSON Lines, each also gzipped.

In a folder only files with a known suffix are read (.txt .text .html .htm .xhtml .jsonl .ndjson, each also .gz), and
nothing whose name starts with a full stop: README.md and expected.yml stay out. A file named directly is always read.
An address is the path from the folder that holds the given root ("samples/01-idlib-wire.txt"); a row's is "path#LINE".
The path - is one page of text or HTML from stdin, and its address is "stdin".
"""

from __future__ import annotations

import gzip
import os
import re
import stat
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from dateline.errors import InputError
from dateline.ids import content_id, sha256_bytes
from dateline.protocols import RawPage
from dateline.records import Capture, PageHints, Refused
from dateline.sources.decode import binary_reason, decode
from dateline.sources.rows import read_row

MAX_FILE = 64 * 2**20  # bytes of a page's file, packed and unpacked
MAX_ROWS_FILE = 2**30  # bytes of a JSON Lines file, packed and unpacked
MAX_ROW = 16 * 2**20  # bytes of one row
MAX_TEXT = 2_000_000  # characters of a plain text
MAX_HTML = 5_000_000  # characters of an HTML page

_TEXT = (".txt", ".text")
_HTML = (".html", ".htm", ".xhtml")
_ROWS = (".jsonl", ".ndjson")
_SNIFF = re.compile(
    rb"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_STDIN = Path("-")
_NO_PAGE = f"holds no page that Dateline reads: {' '.join((*_TEXT, *_HTML, *_ROWS))}, each also .gz"
_BROKEN = (OSError, EOFError, zlib.error)


class FileSource:
    """Pages of the given files and folders, in the order given and sorted inside folders.

    `captured_utc` is stored with every capture; it is no part of any id.
    """

    def __init__(self, paths: Sequence[str | Path], captured_utc: str | None = None) -> None:
        self._paths = tuple(Path(path) for path in paths)
        self._captured_utc = captured_utc

    def pages(self) -> Iterator[RawPage | Refused]:
        """Every page, or why one was refused; one broken input never stops the rest, and none is passed over."""
        for root in self._paths:
            number = 0
            for number, page in enumerate(self._root(root), start=1):  # noqa: B007
                yield page
            if not number:
                base = Path(os.path.abspath(root))
                yield Refused(_address(base, base), _NO_PAGE)

    def _root(self, root: Path) -> Iterator[RawPage | Refused]:
        if root == _STDIN:
            yield from self._told("stdin", self._stdin())
            return
        base = Path(os.path.abspath(root))
        for path, problem in _walk(base, (), directly=True):
            address = _address(path, base)
            if problem:
                yield Refused(address, problem)
            else:
                yield from self._told(address, self._file(path, address))

    def _told(self, address: str, pages: Iterator[RawPage | Refused]) -> Iterator[RawPage | Refused]:
        """The pages of one input; where it breaks, the reason is the last of them."""
        try:
            yield from pages
        except InputError as wrong:
            yield Refused(wrong.where, wrong.what)
        except _BROKEN as wrong:
            yield Refused(address, _cannot(wrong))

    def _stdin(self) -> Iterator[RawPage]:
        yield self._page(sys.stdin.buffer.read(MAX_FILE + 1), _STDIN, "stdin")

    def _file(self, path: Path, address: str) -> Iterator[RawPage | Refused]:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise InputError(address, "is not a regular file; name a file of text, HTML or JSON Lines")
        rows = _suffix(path) in _ROWS
        most = MAX_ROWS_FILE if rows else MAX_FILE
        if info.st_size > most:
            raise InputError(address, f"is larger than {most // 2**20} MB; split it")
        with path.open("rb") as packed:
            start = packed.read(2)
            packed.seek(0)
            is_gzip = start == b"\x1f\x8b"
            if path.name.lower().endswith(".gz") and not is_gzip:
                raise InputError(address, "ends in .gz and is not gzip; unpack it or rename it")
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=packed)) if is_gzip else packed
            if rows:
                yield from self._rows(stream, address)
            else:
                yield self._page(stream.read(MAX_FILE + 1), path, address)

    def _page(self, data: bytes, path: Path, address: str) -> RawPage:
        if len(data) > MAX_FILE:
            raise InputError(address, f"unpacks to more than {MAX_FILE // 2**20} MB; split it")
        if not data.strip():
            raise InputError(address, "is empty; check that the file is complete")
        why = binary_reason(data)
        if why:
            raise InputError(address, why)
        is_html = _suffix(path) in _HTML or _SNIFF.match(data[:2000]) is not None
        decoded = decode(data, is_html)
        if decoded is None:
            raise InputError(address, "is in no encoding we can read; save it as UTF-8")
        is_html = is_html or _SNIFF.match(decoded.page[:2000].encode("utf-8", "replace")) is not None
        if not decoded.page.strip():
            raise InputError(address, "holds nothing but white space; check that the file is complete")
        most = MAX_HTML if is_html else MAX_TEXT
        if len(decoded.page) > most:
            raise InputError(address, f"holds {len(decoded.page):,} characters, over {most:,}; split it into pages")
        capture = self._capture(
            address, data, "text/html" if is_html else "text/plain", (decoded.encoding, decoded.found)
        )
        return RawPage(capture, data, decoded.page, PageHints())

    def _rows(self, stream: BinaryIO, address: str) -> Iterator[RawPage | Refused]:
        """One page a line; memory holds one row at a time."""
        total = number = 0
        try:
            while line := stream.readline(MAX_ROW + 1):
                number += 1
                total += len(line)
                here = f"{address}#{number}"
                if len(line) > MAX_ROW:
                    total += _skip_line(stream, line)
                    yield Refused(here, f"the row is longer than {MAX_ROW // 2**20} MB; split it into pages")
                elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                    yield self._row(line, here)
                if total > MAX_ROWS_FILE:
                    yield Refused(
                        address,
                        f"unpacks to more than {MAX_ROWS_FILE // 2**20} MB; split it; rows after #{number} unread",
                    )
                    return
        except _BROKEN as wrong:
            yield Refused(address, f"{_cannot(wrong)} (after row {number})")
            return
        if number == 0:
            yield Refused(address, "is empty; check that the file is complete")

    def _row(self, line: bytes, address: str) -> RawPage | Refused:
        data = line.rstrip(b"\r\n")
        try:
            row = read_row(data, address)
        except InputError as wrong:
            return Refused(wrong.where, wrong.what)
        most = MAX_HTML if row.is_html else MAX_TEXT
        if len(row.page) > most:
            return Refused(address, f"holds {len(row.page):,} characters, over {most:,}; split it into pages")
        capture = self._capture(address, data, "application/json", ("utf-8", "utf-8"), row.url)
        return RawPage(capture, data, row.page, row.hints)

    def _capture(
        self, address: str, data: bytes, media_type: str, encoding: tuple[str, str], url: str | None = None
    ) -> Capture:
        digest = sha256_bytes(data)
        return Capture(
            id=content_id("cap", address, digest),
            address=address,
            url=url,
            sha256=digest,
            size=len(data),
            media_type=media_type,
            encoding=encoding[0],
            encoding_found=encoding[1],
            captured_utc=self._captured_utc,
        )


def passed_over(paths: Sequence[str | Path]) -> Counter[str]:
    """How many files of each suffix stand in the given folders and are not read, since the suffix is none of ours.

    Hidden files are not counted; a file without a suffix counts under "without suffix".
    """
    found: Counter[str] = Counter()
    for root in map(Path, paths):
        for _, folders, names in os.walk(root) if root != _STDIN else ():
            folders[:] = [name for name in folders if not name.startswith(".")]
            shown = [Path(name) for name in names if not name.startswith(".")]
            found.update(name.suffix.lower() or "without suffix" for name in shown if not _suffix(name))
    return found


def _walk(path: Path, above: tuple[str, ...], directly: bool = False) -> Iterator[tuple[Path, str | None]]:
    """Files below a path in sorted order, each with what is wrong with it; links back to a folder above are refused."""
    try:
        if not path.exists():
            yield path, "is a link to nothing" if path.is_symlink() else "does not exist; check the path"
            return
        if not path.is_dir():
            if directly or _suffix(path):
                yield path, None
            return
        real = os.path.realpath(path)
        if real in above:
            yield path, "is a link back to a folder that holds it; remove the link"
            return
        names = sorted(name for name in os.listdir(path) if not name.startswith("."))
    except OSError as wrong:
        yield path, _cannot(wrong)
        return
    for name in names:
        yield from _walk(path / name, (*above, real))


def _suffix(path: Path) -> str:
    """The suffix that says what a file holds, .gz apart; empty where it is none that we read."""
    name = path.name.lower().removesuffix(".gz")
    return next((suffix for suffix in (*_TEXT, *_HTML, *_ROWS) if name.endswith(suffix)), "")


def _address(path: Path, root: Path) -> str:
    """The path from the folder that holds the root, in POSIX form and in characters every JSON writer takes."""
    relative = path.relative_to(root.parent) if path != root.parent else path
    return os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace")


def _cannot(wrong: BaseException) -> str:
    if isinstance(wrong, (EOFError, zlib.error, gzip.BadGzipFile)):
        return f"is broken gzip ({wrong}); fetch it again"
    what = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else str(wrong)
    return f"cannot be read: {what}; check the file and its permissions"


def _skip_line(stream: BinaryIO, line: bytes) -> int:
    """Reads to the end of a line that is too long; how many bytes that was."""
    skipped = 0
    while line and not line.endswith(b"\n") and skipped <= MAX_ROWS_FILE:
        line = stream.readline(MAX_ROW)
        skipped += len(line)
    return skipped
