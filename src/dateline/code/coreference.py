"""What a pronoun, a bare definite noun, an acronym or a surname stands for, within one article.

Simple and cautious, after Lee et al. (2013), "Deterministic coreference resolution based on entity-centric,
precision-ranked rules": acronyms and string matches first, then bare nouns (`nouns`). Pronouns go to the likeliest of
all that stand before them (`pronouns`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.code.kinds import PLACES, Kinds, is_named, lower, without_brackets
from dateline.code.mentioned import Named, Page, Pronoun
from dateline.code.monitors import Monitors
from dateline.code.names import OWNER, PersonNames, Span, acronyms, spelt, surnames
from dateline.code.nouns import Nouns, pick
from dateline.code.offices import Offices
from dateline.code.pronouns import Pronouns, at_one
from dateline.code.quotes import Quoted
from dateline.code.together import pair, with_the_one_before
from dateline.code.unmarked import Unmarked, beside, is_part
from dateline.knowledge.lexicon import ReferenceWords, pronoun_form
from dateline.records import Article, Evidence, Mention, Sentence

_REACH = 3  # sentences
_FAR = 1000  # names back that a noun or a surname may stand for: the time taken grows no faster than the page
_INITIALS = 3  # letters that stand for a name without its saying so
_BEFORE = 2  # sentences before a quotation in which its speaker may be named
_ACTORS = frozenset(("actor", "target", "source"))
_SUBJECTS = frozenset(("actor", "source"))
_BODIES = frozenset(("thing", "plural"))


class Coreference:
    """Finds referents with the words it is given, and with what a book knows names to be."""

    def __init__(self, words: ReferenceWords, known: Callable[[str], str | None] | None = None) -> None:
        self._pronouns: dict[str, set[str]] = {}
        for kind, members in words.pronouns.items():
            for member in members:
                self._pronouns.setdefault(member, set()).add(kind)
        self._bare = words.bare
        self._titles = frozenset(words.titles)
        self.kinds = Kinds(words, known)
        self._names = PersonNames(words, self._is_thing)
        self.parties, self.nouns = Pronouns(words), Nouns(words, self.kinds)
        self._offices = Offices(words)
        self._unmarked = Unmarked(words)
        self._spokesmen = frozenset(words.spoken_for)
        self._monitors = Monitors(words)
        self._with = re.compile(rf"\b(?:{'|'.join(sorted(words.all_saying))})\b.*\b(?:with|alongside) (?:the )?$")
        self._titled = re.compile(rf"\b(?:{'|'.join(words.addressed)})\.? $")
        self._figures = frozenset((*words.tellings, *words.accounts))  # "his account" is nobody
        self._no_names = frozenset(words.first_person) | self._pronouns.keys()

    def _is_thing(self, exact: str) -> bool:
        return self.kinds.known(exact) not in (None, "person")

    def referents(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        quotes: Sequence[Quoted] = (),
    ) -> dict[int, Evidence]:
        """For each mention (by its position) that stands for something named: the named words.

        A pronoun inside one of the `quotes` never means whoever speaks that quotation.
        """
        order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].end))
        passed = beside(self._unmarked.found(article, sentences, mentions), surnames(article, sentences, mentions))
        shortened = acronyms(article, sentences, self.kinds.organisations)
        introduced = self._names.introduced(article, sentences)
        begun = dict(shortened.values())
        kinds = dict.fromkeys(shortened.values(), "thing")
        places = frozenset(article.text[m.start : m.end] for m in mentions if m.kind in PLACES)
        page = Page(article, sentences, shortened, begun, introduced, [], [], [], kinds, places, set(introduced))
        quotes = [quote for quote in quotes if quote.closed]
        starts = [quote.start for quote in quotes]
        out: dict[int, Evidence] = {}
        late: list[Pronoun] = []
        for i in order:
            mention = mentions[i]
            while passed and passed[-1].start < mention.start:
                self._pass(page, passed.pop())
            if mention.kind not in _ACTORS | PLACES:
                continue
            exact = article.text[mention.start : mention.end]
            nth = bisect_right(starts, mention.start) - 1
            if nth >= 0 and mention.end <= quotes[nth].end and pronoun_form(exact) in self._pronouns:
                late.append(Pronoun(i, page.everybody[-_FAR:], quotes[nth]))
            elif (found := self._read(page, mention, exact)) is not None:
                out[i] = article.evidence(*found)
        self._in_quotations(page, mentions, late, out)
        at_one(article, mentions, self._pronouns.keys(), out)
        monitors = self._monitors.named_by(article, mentions, page.named)
        return {i: article.evidence(*span) for i, span in monitors.items()} | out

    def _in_quotations(
        self, page: Page, mentions: Sequence[Mention], late: Sequence[Pronoun], out: dict[int, Evidence]
    ) -> None:
        """What pronouns inside quotations stand for, to `out`: never for the one who speaks."""
        told: dict[int, list[int]] = defaultdict(list)  # claimants by their sentence
        for i, mention in enumerate(mentions):
            if mention.kind == "source":
                told[mention.sentence].append(i)
        begins = [s.start for s in page.sentences]
        again: list[Named] = []  # those whom pronouns inside quotations meant
        for pronoun in late:
            quote, mention = pronoun.quote, mentions[pronoun.at]
            first, last = (bisect_right(begins, at) - 1 for at in (quote.start, quote.end - 1))
            beside = [i for n in range(first, last + 1) for i in told[n] if not _within(mentions[i], quote)]
            before = (told[n] for n in range(first - 1, first - 1 - _BEFORE, -1) if told[n])
            said = beside or next(before, [])
            speaks = {(one.start, one.end) for i in said for one in (mentions[i], out.get(i)) if one is not None}
            near = [one for one in (*pronoun.near, *again[-_FAR:]) if one.means not in speaks]
            exact = page.words((mention.start, mention.end))
            near.sort(key=lambda one: one.mention.start)
            found = self._pronoun(page, mention, near, self._pronouns[pronoun_form(exact)], quote)
            if found is not None:
                out[pronoun.at] = page.article.evidence(*found)
                again += self._anew(page, mention, exact, found)

    def _pass(self, page: Page, mention: Mention) -> None:
        """A surname or another party where a reader found none is kept for the pronouns that follow."""
        if mention.found_by != "names":
            self._tell(page, mention)
            return
        exact = page.words((mention.start, mention.end))
        title = self._titled.search(page.before(mention))  # "Mr Lee's trial"
        known = exact.lower() in page.surnames
        if not known and title is None:
            return
        meant = self._surname(page, exact, mention, page.named[-_FAR:]) if known else None
        if meant is None and title is not None and not re.match(r" [A-Z]", page.article.text[mention.end :][:2]):
            meant = (mention.start - len(title[0]), mention.end)
            page.kinds.setdefault(meant, "person")
        if meant is not None:
            words = (*lower(title[0]), exact.lower()) if title is not None else (exact.lower(),)
            page.everybody.append(Named(mention, words, exact, "person", False, meant, words[-1:]))

    def _tell(self, page: Page, mention: Mention) -> None:
        """Somebody where a reader found no mention is kept for the pronouns that follow."""
        exact, own = page.words((mention.start, mention.end)), (mention.start, mention.end)
        if mention.kind == "inner" and is_part(page, own, self.kinds.organisations):
            return
        if not (low := lower(exact)):
            return
        meant = self._referent(page, exact, low, mention, page.named[-_FAR:])
        named = is_named(exact)
        kind = self._kind(page, exact, low, mention) if named else self.kinds.described(exact)
        page.kinds.setdefault(own, kind)
        page.everybody.append(self._as_named(mention, exact, page.kinds.get(meant or own, kind), meant or own))

    def _as_named(self, mention: Mention, exact: str, kind: str, means: Span) -> Named:
        low = lower(exact)
        name = self._names.full(exact) if kind == "person" else ()
        entity = self.kinds.known(exact)
        unknown = kind == "thing" and self.kinds.unknown(exact)
        several = self.kinds.several(exact, low)
        subject = mention.kind in _SUBJECTS
        return Named(mention, low, exact, kind, subject, means, name, several, entity not in (None, "person"), unknown)

    def _own(self, page: Page, mention: Mention, exact: str) -> None:
        """ "Ali Lang" of "Ali Lang's brother" is kept for "he" that follows."""
        match = OWNER.match(exact)
        if match is None:
            return
        kind = "owner" if mention.kind == "source" else "name"
        span = (mention.start + match.start(1), mention.start + match.end(1))
        one, low = replace(mention, start=span[0], end=span[1], kind=kind), lower(match[1])
        if not self._titles.isdisjoint(lower(exact[match.end(1) :])):
            return  # "Lake Odu's mayor"
        meant = self._surname(page, match[1], one, page.named[-_FAR:])
        if meant is None and " " in match[1] and self.kinds.of(match[1], low, mention) == "person":
            meant = span
            page.kinds.setdefault(span, "person")
        if meant is not None:
            page.everybody.append(Named(one, low, match[1], "person", False, meant, self._names.full(match[1])))

    def _read(self, page: Page, mention: Mention, exact: str) -> Span | None:
        """What a mention stands for; one that names somebody or something is kept for those that follow."""
        low, own = lower(exact), (mention.start, mention.end)
        pronoun = pronoun_form(exact) in self._pronouns
        near = (page.everybody if pronoun else page.speakers if mention.kind == "source" else page.named)[-_FAR:]
        found = self._referent(page, exact, low, mention, near)
        self._own(page, mention, exact)
        if found is not None and found != own:
            anew = self._anew(page, mention, exact, found)
            page.named += anew
            page.speakers += anew
            page.everybody += anew
            return found
        if found is None and low and pronoun_form(exact) not in self._no_names:
            kind = self._kind(page, exact, low, mention)
            new = self._as_named(mention, exact, kind, own)
            new = replace(new, unknown=new.unknown and exact not in page.places)
            name = new.name
            named = any(ch.isupper() for ch in exact)
            if named:
                page.surnames.update(name[-1:])
                page.kinds.setdefault(own, kind)
                both = pair(page, new)
                page.named += [new, *both]
                page.speakers += [new, *both]
                page.everybody += [new, *both]
            elif mention.kind == "source" and low[-1] not in self._figures:
                joint = with_the_one_before(page.article, new, page.speakers)
                page.speakers.append(joint)
                if joint is not new:
                    page.everybody.append(replace(joint, kind="pair", words=(), exact=page.words(joint.means), name=()))
            if not named and mention.kind in _ACTORS and low[-1] not in self._figures:
                kind = self.kinds.described(exact)
                page.kinds.setdefault(own, kind)
                page.everybody.append(replace(new, kind=kind))
            elif not named and mention.kind in PLACES and len(low) > 1:  # "seized a village": "it" is no city before
                page.everybody.append(replace(new, kind="place"))
        return None

    def _anew(self, page: Page, mention: Mention, exact: str, found: Span) -> list[Named]:
        """What is named anew: what follows may mean it, however long ago its name stood."""
        kind, meant = page.kinds.get(found), page.words(found)
        if kind is None:
            return []
        several = self.kinds.several(meant, lower(meant))
        body = self.kinds.known(meant) not in (None, "person")
        subject = mention.kind in _SUBJECTS
        return [Named(mention, lower(exact), exact, kind, subject, found, several=several, body=body)]

    def _kind(self, page: Page, exact: str, low: tuple[str, ...], mention: Mention) -> str:
        """The kind of what is named; whatever gets an acronym is no person."""
        article = len(exact) - len(re.sub(r"^[Tt]he ", "", exact))
        kind = self.kinds.of(exact, low, mention)
        end = page.shortened.get(mention.start + article)
        whole = end is not None and not without_brackets(page.words((end, mention.end))).strip()
        return "thing" if whole and kind == "person" else kind

    def _referent(
        self, page: Page, exact: str, low: tuple[str, ...], mention: Mention, named: Sequence[Named]
    ) -> Span | None:
        if not low:
            return None
        bare_name = exact.removeprefix("the ").removeprefix("The ")
        if bare_name in page.acronyms:
            span = page.acronyms[bare_name]
            return None if span[0] <= mention.start < span[1] else span
        kinds = self._pronouns.get(pronoun_form(exact))
        if kinds:
            return self._pronoun(page, mention, named, kinds)
        if self.nouns.bare(low, exact):
            return self.nouns.meant(page, low[-1], mention, named)
        body = self._spoken_for(low)
        if body in self._pronouns:
            return pick(mention, named, self._pronouns[body])
        if body:
            return self.nouns.meant(page, body, mention, named)
        if mention.kind in PLACES:
            return None
        owned = OWNER.match(exact)  # "Lee's office" speaks for Lee
        whose = owned[1] if owned and exact[owned.end() :] in (*self._spokesmen, "office") else exact
        return (
            self._offices.held(low, named)
            or self._initials(bare_name, mention, named)
            or self._surname(page, whose, mention, named)
        )

    def _initials(self, exact: str, mention: Mention, named: Sequence[Named]) -> Span | None:
        """ "LPF" for the one Lake People Front before it."""
        if len(exact) < _INITIALS or not exact.isupper() or self.kinds.known(exact) is not None:
            return None
        long = [one for one in named if one.mention.end <= mention.start and spelt(one.exact) == exact]
        return long[0].means if long and len({lower(one.exact)[-1] for one in long}) == 1 else None

    def _pronoun(
        self, page: Page, mention: Mention, named: Sequence[Named], kinds: set[str], quote: Quoted | None = None
    ) -> Span | None:
        if mention.kind in PLACES:
            return pick(mention, named, {"place"}, page)
        told = [one for one in named if not self._joins(page, mention, one) and not _is_some_place(one)]
        return self.parties.meant(page, mention, told, kinds, quote)

    def _joins(self, page: Page, mention: Mention, one: Named) -> bool:
        """ "Fenland said in a statement with Lake Haram that it": not the second."""
        near = mention.kind == "source" and 0 <= mention.sentence - one.mention.sentence <= _REACH
        return near and self._with.search(page.before(one.mention)) is not None

    def _spoken_for(self, low: tuple[str, ...]) -> str:
        """The bare noun or pronoun of the body in "a spokesman for the group", "its spokesman"."""
        at = next((i for i, word in enumerate(low) if word in self._spokesmen), None)
        if at is None:
            return ""
        body = low[:at] if at == len(low) - 1 else low[at + 2 :] if low[at + 1] in ("for", "of") else ()
        if len(body) == 1:
            return body[0] if self._pronouns.get(body[0], set()) & _BODIES else ""  # "his spokesman" is not he
        spoken = len(body) == 2 and body[0] in ("the", "this", "that") and self._bare.get(body[1]) in _BODIES
        return body[1] if spoken else ""

    def _surname(self, page: Page, exact: str, mention: Mention, named: Sequence[Named]) -> Span | None:
        """ "Jolani" for "Al-Nusra chief Abu Mohamed al-Jolani": the end of a longer name seen before.

        A first name, or a family name that stands first, is enough where one person before it bears it.
        """
        short = self._names.short(exact)
        if not short or self._is_thing(exact):
            return None
        size = len(short)
        for one in named:
            longer = len(one.name) > size or (size == 1 and one.name and len(one.words) > 1)
            if longer and one.name[-size:] == short:
                return one.means
        if size > 1 or exact in page.places:  # "Chad" is no Chad Smith
            return None
        first = [
            one for one in named if len(one.name) > 1 and one.name[0] == short[0] and not page.in_headline(one.mention)
        ]
        if first:
            return first[0].means if len({one.name[-1] for one in first}) == 1 else None
        told = [one for one in page.introduced.get(short[0], ()) if one.span[1] <= mention.start]
        if len(told) != 1:
            return None
        page.kinds.setdefault(told[0].span, "person")
        return told[0].span


def _is_some_place(one: Named) -> bool:
    """ "A village in the west": none that acts or is acted upon."""
    return one.mention.kind in PLACES and one.exact.islower()


def _within(mention: Mention, quote: Quoted) -> bool:
    return quote.start <= mention.start < quote.end
