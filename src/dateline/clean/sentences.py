"""An article to its sentences: over article lines only, never across a line, the dateline left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.clean.header import find_dateline
from dateline.clean.joints import joints
from dateline.knowledge.furniture import AbbreviationTable, abbreviation_table
from dateline.records import Article, Sentence

_STOP = re.compile(r"""(?:[.!?…]+|(?<=\s)\.(?:\s\.){1,2})(?:["”’'»)\]]|\s(?=[”»]))*""")
_OPENING = "\"“‘'«([—–-•*■ \t\u00a0"
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]")
_GLUED = re.compile(r"[A-Z][a-z]|(?:A|I)\s|[\"“‘][A-Z]")
_BRACKETED = re.compile(r"\([^()]*\)")
_NICKNAME = re.compile(r"""[A-Z][\w.'’-]* ["“‘'](?:[A-Z]\.){1,3}["”’']$""")
_LONGEST = 1500  # characters
_NEXT_WORD = re.compile(r"[\w'’]+")


def split(article: Article) -> tuple[Sentence, ...]:
    """The sentences of the article's own lines, in order; a headline is one sentence.

    The first sentence starts after the dateline ("BAGHOUZ, Syria (AP) — ").
    """
    text = article.text
    _, story_start = find_dateline(text, article.lines, article.id)
    found: list[Sentence] = []
    for mark in article.lines:
        if not mark.is_article:
            continue
        if mark.kind == "headline":
            found.append(Sentence(len(found), mark.start, mark.end, "headline"))
            continue
        start = story_start if mark.start < story_start < mark.end else mark.start
        for first, last in split_line(text[start : mark.end]):
            # A caption's credit in brackets is no sentence of the story.
            if not (mark.kind == "caption" and _BRACKETED.fullmatch(text, start + first, start + last)):
                found.append(Sentence(len(found), start + first, start + last, "body"))
    return tuple(found)


def split_line(line: str) -> tuple[tuple[int, int], ...]:
    """The sentences of one line as offsets; what holds no letter or digit goes with the sentence before it.

    >>> line = "The war ended.The U.S. left."
    >>> [line[start:end] for start, end in split_line(line)]
    ['The war ended.', 'The U.S. left.']
    """
    table = abbreviation_table()
    spans: list[tuple[int, int]] = []
    start = 0
    for end in sorted({*_ends(line, table), *joints(line), len(line)}):
        body = line[start:end]
        lead = len(body) - len(body.lstrip())
        first, last = start + lead, start + len(body.rstrip())
        if first < last:
            if spans and not any(letter.isalnum() for letter in line[first:last]):
                spans[-1] = (spans[-1][0], last)
            else:
                spans.extend(_pieces(line, first, last))
        start = end
    return tuple(spans)


def _pieces(line: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A run without a full stop that is longer than any sentence, cut between words: a table, a list, or an attack."""
    while last - first > _LONGEST:
        space = line.rfind(" ", first + 1, first + _LONGEST)
        cut = space if space > 0 else first + _LONGEST
        yield first, cut
        first = cut + (space > 0)
    yield first, last


def _ends(line: str, table: AbbreviationTable) -> Iterator[int]:
    for stop in _STOP.finditer(line):
        if stop.end() < len(line) and _ends_sentence(line, stop, table):
            yield stop.end()


def _ends_sentence(line: str, stop: re.Match[str], table: AbbreviationTable) -> bool:
    """Whether a stop with its closing quotes ends a sentence, by the word before and the characters after it."""
    rest = line[stop.end() : stop.end() + 120]
    marks = stop.group().rstrip("\"”’'»)] ")
    if not rest[0].isspace():
        return _glued(line, stop, rest, marks)
    following = rest.lstrip(_OPENING)
    if not following or following[0].islower():
        return False
    if marks[-1] in "!?" and len(marks) < len(stop.group()) and table.said.match(following):
        return False
    if marks != "." or len(marks) < len(stop.group().rstrip()):
        return not _NICKNAME.search(line, max(0, stop.start() - 30), stop.end())
    return not _abbreviated(line, stop.start(), following, table)


def _glued(line: str, stop: re.Match[str], rest: str, marks: str) -> bool:
    """A full stop without the space after it ("ended.The"): between a word in small letters and a capital."""
    before = line[max(0, stop.start() - 40) : stop.start()]
    word = before.split()[-1] if before.split() else ""
    if not _GLUED.match(rest) or marks not in (".", "!", "?", "..."):
        return False
    if len(word) < 3 or not word[-2:].islower() or any(sign in word for sign in "./@:\\"):
        return False
    after = rest.split()[0]
    return not any(sign in after.rstrip('.,;:!?"”’)') for sign in "./@")


def _abbreviated(line: str, at: int, following: str, table: AbbreviationTable) -> bool:
    """Whether the full stop at `at` belongs to an abbreviation and ends nothing."""
    back = at
    while back > 0 and not line[back - 1].isspace() and line[back - 1] not in '("“‘[—–/':
        back -= 1
    written = line[back:at]
    word = written.lower()
    if not word:
        return False
    upcoming = _NEXT_WORD.match(following)
    opener = upcoming is not None and upcoming.group().lower() in table.openers
    if word in table.number:
        return following[0].isdigit()
    if word in table.always or word.rsplit("-", 1)[-1] in table.always:
        return True
    if len(word) == 1 and word.isalpha() and written.isupper():
        return not (opener and written == "I")
    if word in table.maybe or _DOTTED.fullmatch(word):
        return not opener
    return word.isdigit() and not line[:back].strip()
