"""Marks every line of a page: what it is, whether it belongs to the article, and which rule said so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.clean.headline import headline_index
from dateline.clean.text import Line, ends_like_sentence, has_key, has_letters, is_prose, key, lines
from dateline.knowledge.furniture import Furniture, FurnitureTable, furniture_table
from dateline.records import LineMark

_TOP = 6
_TAIL = 4
_WORD = re.compile(r"[^\W_][\w'’.-]*")
_NAME_ALONE = re.compile(r"(?:[A-Z][\w'’-]+\s){1,3}[A-Z][\w'’-]+\.?")
_NON_LATIN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
# Kinds that show a page carries what its site put round the story: a stray headline at its end is one more link.
_SITE_KINDS = frozenset({"share", "advert", "related", "comments", "read-more", "newsletter", "copyright", "menu"})

_Decision = tuple[str, bool, str, str]  # kind, is_article, reason, rule


def mark_lines(text: str, headline_hint: str | None = None) -> tuple[LineMark, ...]:
    """Every line of the text that is not blank, marked, in order; nothing is deleted."""
    return _Marker(lines(text), headline_hint, furniture_table()).marks()


class _Marker:
    """One page on its way from lines to marks; later passes never undo what an earlier one decided."""

    def __init__(self, page: Sequence[Line], hint: str | None, table: FurnitureTable) -> None:
        self.page = page
        self.table = table
        self.decided: list[_Decision | None] = [None] * len(page)
        self.opened: dict[int, Furniture] = {}
        self.prose = [is_prose(line.text) for line in page]
        self._apply_rules("any")
        first, last = self._story()
        self._apply_rules("top", range(0, max(first, min(_TOP, len(page)))))
        self._apply_rules("tail", range(min(last + 1, max(0, len(page) - _TAIL)), len(page)))
        self.headline = headline_index(page, [one is not None and not one[1] for one in self.decided], hint)

    def marks(self) -> tuple[LineMark, ...]:
        """The finished marks."""
        if self.headline is not None:
            self._put(
                self.headline, "headline", True, "reads like a headline, before the story", "lines/headline", True
            )
            self._duplicates(self.headline)
            self._before_headline(self.headline)
        self._sections()
        self._foreign()
        self._tail()
        self._rest()
        return tuple(
            LineMark(line.start, line.end, *decision)
            for line, decision in zip(self.page, self.decided, strict=True)
            if decision is not None
        )

    def _put(self, index: int, kind: str, is_article: bool, reason: str, rule: str, again: bool = False) -> None:
        if self.decided[index] is None or again:
            self.decided[index] = (kind, is_article, reason, rule)

    def _story(self) -> tuple[int, int]:
        """First and last running line that no rule took; the page's length and -1 where there is none."""
        running = [i for i, prose in enumerate(self.prose) if prose and self.decided[i] is None]
        return (running[0], running[-1]) if running else (len(self.page), -1)

    def _apply_rules(self, where: str, indexes: range | None = None) -> None:
        for index in indexes if indexes is not None else range(len(self.page)):
            text = self.page[index].text
            rules = self.table.rules_for(where, len(text)) if self.decided[index] is None else ()
            low = text.lower() if rules else ""
            for rule in rules:
                if rule.matches(text, low):
                    self._put(index, rule.kind, False, rule.reason, rule.id)
                    if rule.opens != "nothing":
                        self.opened[index] = rule
                    break

    def _duplicates(self, headline: int) -> None:
        title = key(self.page[headline].text)
        for index, line in enumerate(self.page):
            if index != headline and len(line.text) < 400 and has_key(line.text, title):
                self._put(index, "duplicate-headline", False, "repeats the headline", "lines/duplicate", True)

    def _before_headline(self, headline: int) -> None:
        for index in range(headline):
            text = self.page[index].text
            if self.decided[index] is None and len(_WORD.findall(text)) <= 8 and not ends_like_sentence(text):
                kind = "menu" if self._is_menu(text) else "masthead"
                self._put(index, kind, False, "a short line above the headline", f"lines/{kind}")

    def _is_menu(self, text: str) -> bool:
        words = text.casefold().split()
        return bool(words) and all(word.strip(",.:|") in self.table.menu_words for word in words)

    def _sections(self) -> None:
        """Lines under "Related", and all that follows a comment form; each line is looked at once."""
        first, last = self._story()
        done = 0
        for index, rule in sorted(self.opened.items()):
            if index < max(done, first):
                continue
            heading = f"below {self.page[index].text[:40]!r}"
            if rule.opens == "rest" and index > last - 12:
                for below in range(index + 1, len(self.page)):
                    if not (self.prose[below] and len(self.page[below].text) > 400):
                        self._put(below, rule.kind, False, heading, rule.id)
                done = len(self.page)
            elif rule.opens == "list":
                done = self._list_below(index, last, heading, rule)

    def _list_below(self, index: int, last: int, heading: str, rule: Furniture) -> int:
        """Marks the headlines of other stories under a heading; where the list ends."""
        for below in range(index + 1, len(self.page)):
            if self.decided[below] is not None and below != self.headline:
                continue
            if self.prose[below] or ends_like_sentence(self.page[below].text) or below == self.headline:
                return below
            if below > last:
                self._put(below, "related", False, heading, rule.id)
        return len(self.page)

    def _foreign(self) -> None:
        """A line in another script on a page in Latin letters: an embedded post."""
        for index, line in enumerate(self.page):
            if self.decided[index] is not None or line.text.isascii():
                continue
            around = (*self.page[max(0, index - 2) : index], *self.page[index + 1 : index + 3])
            if self._mostly_foreign(line.text) and not any(self._mostly_foreign(other.text) for other in around):
                self._put(index, "embed", False, "a line in another script", "lines/script")

    @staticmethod
    def _mostly_foreign(text: str) -> bool:
        letters = sum(letter.isalpha() for letter in text)
        return letters > 0 and len(_NON_LATIN.findall(text)) > 0.6 * letters

    def _tail(self) -> None:
        """After the last running line: a writer's name alone; a stray headline where the site came along."""
        first, last = self._story()
        if last < 0:
            return
        site = any(one is not None and one[0] in _SITE_KINDS for one in self.decided)
        for index in range(last + 1, len(self.page)):
            text = self.page[index].text
            words = _WORD.findall(text)
            if self.decided[index] is not None or not words:
                continue
            if index == len(self.page) - 1 and len(words) <= 4 and _NAME_ALONE.fullmatch(text):
                self._put(index, "byline", False, "a name alone at the end", "lines/name-alone")
            elif site and self._is_stray(text, words):
                self._put(index, "related", False, "another headline after the story", "lines/stray-headline")
        if first + 1 < len(self.page) and first <= 3 and self.headline is not None:
            self._name_under_headline(self.headline + 1)

    def _name_under_headline(self, index: int) -> None:
        text = self.page[index].text if index < len(self.page) else ""
        if len(text) < 60 and _NAME_ALONE.fullmatch(text) and index + 1 < len(self.page) and self.prose[index + 1]:
            self._put(index, "byline", False, "names alone under the headline", "lines/name-alone")

    def _is_stray(self, text: str, words: list[str]) -> bool:
        return (
            3 <= len(words) <= 14
            and not ends_like_sentence(text)
            and text[-1] not in ",;:-–—"
            and text[0].isalnum()
            and words[-1].lower() not in self.table.hanging
            and ". " not in text
        )

    def _rest(self) -> None:
        """What no rule took is the story: captions, cross-headings, running text."""
        for index, line in enumerate(self.page):
            if self.decided[index] is not None:
                continue
            if any(caption.fullmatch(line.text) for caption in self.table.captions):
                self._put(index, "caption", True, "a picture's caption", "lines/caption")
            elif self._is_cross_heading(line.text):
                self._put(index, "cross-heading", True, "a short line without a full stop", "lines/cross-heading")
            elif not has_letters(line.text):
                self._put(index, "code", False, "no letters in it", "lines/no-letters")
            else:
                self._put(index, "body", True, "running text", "lines/body")

    @staticmethod
    def _is_cross_heading(text: str) -> bool:
        if text.startswith("- ") and text.endswith(" -"):
            return True
        short = len(text) <= 80 and len(_WORD.findall(text)) <= 10
        return (
            short
            and has_letters(text)
            and not ends_like_sentence(text)
            and text[-1] not in ':,;"”'
            and text[0] not in "-•*"
        )
