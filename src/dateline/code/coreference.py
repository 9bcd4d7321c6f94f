"""What a pronoun, a bare definite noun, an acronym or a surname stands for, within one article.

Simple and cautious, after Lee et al. (2013), "Deterministic coreference resolution based on entity-centric,
precision-ranked rules": acronyms and string matches first, then bare nouns, then pronouns, each to the nearest fitting
mention before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Evidence, Mention, Sentence
from dateline.tokens import tokens

_REACH = 3  # sentences
_FAR = 1000  # names back that a noun or a surname may stand for: the time taken grows no faster than the page
_LEAD = 6  # sentences, headline and all, within which a lead's "war monitor" gets its name
_JOINTS = frozenset(("of", "in", "at", "from", "for", "to"))
_AFTER_HEAD = "of|in|at|from|for|to|near|on|with|by|who|whose|which|that|known|called|named|based|and"
_ACTORS = frozenset(("actor", "target", "source"))
_BODIES = frozenset(("thing", "plural"))
_PLACES = frozenset(("place", "origin", "destination"))


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention with a name in it."""

    mention: Mention
    words: tuple[str, ...]  # lower case
    exact: str
    kind: str  # person, thing, plural, place
    subject: bool
    means: tuple[int, int]  # the characters of the name itself: its own, or those that it stands for


class Coreference:
    """Finds referents with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        self.words = words
        self._pronouns: dict[str, set[str]] = {}
        for kind, members in words.pronouns.items():
            for member in members:
                self._pronouns.setdefault(member, set()).add(kind)
        self._bare = words.bare
        self._own_noun = frozenset(words.own_noun)
        self._organisations = frozenset(words.organisation_words) | {w for w, k in words.bare.items() if k == "thing"}
        self._titles = frozenset(words.titles)
        self._spokesmen = frozenset(words.spoken_for)
        self._unnamed_monitor = frozenset(tuple(phrase.split()) for phrase in words.unnamed_monitor)
        self._monitor_names = tuple(tuple(phrase.split()) for phrase in words.monitor_names)
        self.doubts = tuple(words.doubts)
        self.anonymous = frozenset(words.anonymous)
        self.first_person = frozenset(words.first_person)
        self.acted_on = frozenset(self._pronouns.keys() - set(words.reflexive))
        self._figures = frozenset((*words.tellings, *words.accounts))  # "his account" is nobody
        self._no_names = self.first_person | self._pronouns.keys()

    def referents(
        self, article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]
    ) -> dict[int, Evidence]:
        """For each mention (by its position) that stands for something named: the named words."""
        order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].end))
        named: list[_Named] = []
        speakers: list[_Named] = []  # the named, and all others who vouch: "he" of "he said" may be "a witness"
        kinds: dict[tuple[int, int], str] = {}  # of names, by where they stand
        acronyms = _acronyms(article, sentences, self._organisations)
        out: dict[int, Evidence] = {}
        for i in order:
            mention = mentions[i]
            if mention.kind not in _ACTORS | _PLACES:
                continue
            exact = article.text[mention.start : mention.end]
            low = tuple(t.lower for t in tokens(exact) if t.is_word)
            near = (speakers if mention.kind == "source" else named)[-_FAR:]
            found = self._referent(exact, low, mention, near, acronyms)
            subject = mention.kind in ("actor", "source")
            if found is not None and found != (mention.start, mention.end):
                out[i] = article.evidence(*found)
                kind = kinds.get(found)
                if kind is not None:  # named anew: what follows may mean it, however long ago its name stood
                    named.append(_Named(mention, low, exact, kind, subject, found))
                    speakers.append(named[-1])
            elif found is None and low and not (len(low) == 1 and low[0] in self._no_names):
                own = (mention.start, mention.end)
                new = _Named(mention, low, exact, self._kind(exact, low, mention), subject, own)
                if any(ch.isupper() for ch in exact):
                    kinds.setdefault(own, new.kind)
                    named.append(new)
                    speakers.append(new)
                elif mention.kind == "source" and low[-1] not in self._figures:
                    speakers.append(_with_the_one_before(article, new, speakers))
        self._name_monitors(article, mentions, named, out)
        return out

    def _name_monitors(
        self, article: Article, mentions: Sequence[Mention], named: Sequence[_Named], out: dict[int, Evidence]
    ) -> None:
        """ "A war monitor said" of a lead: the one monitor whose name the page gives as a source soon after."""
        names = [
            n for n in named if n.mention.kind == "source" and self._is_monitor(n) and n.words[0] not in ("a", "an")
        ]
        own = [n for n in names if n.means == (n.mention.start, n.mention.end)]
        spelt = [frozenset(n.words) - {"the"} for n in own]
        if not own or any(not (one <= spelt[0] or spelt[0] <= one) for one in spelt):
            return
        for i, mention in enumerate(mentions):
            words = tuple(t.lower for t in tokens(article.text[mention.start : mention.end]) if t.is_word)
            bare = words[1:] if words[:1] in (("a",), ("an",)) else words
            soon = 0 <= own[0].mention.sentence - mention.sentence <= _LEAD
            if mention.kind == "source" and bare in self._unnamed_monitor and soon:
                out.setdefault(i, article.evidence(*own[0].means))

    def _is_monitor(self, one: _Named) -> bool:
        return any(one.words[i : i + len(p)] == p for p in self._monitor_names for i in range(len(one.words)))

    def _referent(
        self,
        exact: str,
        low: tuple[str, ...],
        mention: Mention,
        named: Sequence[_Named],
        acronyms: dict[str, tuple[int, int]],
    ) -> tuple[int, int] | None:
        if not low:
            return None
        bare_name = exact.removeprefix("the ").removeprefix("The ")
        if bare_name in acronyms:
            span = acronyms[bare_name]
            return None if span[0] <= mention.start < span[1] else span
        kinds = self._pronouns.get(low[0]) if len(low) == 1 else None
        if kinds:
            near = self._pick(mention, named, {"place"} if mention.kind in _PLACES else kinds)
            return near if near is not None or mention.kind != "source" else _only_speaker(mention, named, kinds)
        bare = len(low) <= 2 and low[0] in ("the", "this", "that") and low[-1] in self._bare
        if bare and not exact.split()[-1][:1].isupper():
            return self._bare_noun(low[-1], mention, named)
        body = self._spoken_for(low)
        if body in self._pronouns:
            return self._pick(mention, named, self._pronouns[body])
        if body:
            return self._bare_noun(body, mention, named)
        return self._office(low, named) or self._surname(exact, low, named)

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

    def _bare_noun(self, noun: str, mention: Mention, named: Sequence[_Named]) -> tuple[int, int] | None:
        """The nearest name that the noun itself heads ("an army post" is no army), else the nearest of its kind."""
        heads = re.compile(rf"\b(?i:{re.escape(noun)})(?=$|[^\w\s]|\s+(?:{_AFTER_HEAD})\b|\s+[A-Z])")
        for one in reversed(named):
            if (
                noun in one.words
                and noun in _head(one.words)
                and one.words[-2:] != ("the", noun)
                and one.mention.sentence <= mention.sentence
                and heads.search(one.exact)
            ):
                return one.means
        if noun in self._own_noun:
            return None
        return self._pick(mention, named, {self._bare[noun]})

    def _office(self, low: tuple[str, ...], named: Sequence[_Named]) -> tuple[int, int] | None:
        """ "The foreign secretary" for "Foreign Secretary Ann Lee" or "Ann Lee, the foreign secretary" before it."""
        office = low[1:]
        if low[0] != "the" or len(office) < 2 or not self._titles.intersection(office):
            return None
        for one in reversed(named):
            more = len(one.words) > len(low) and one.kind == "person"
            if more and any(one.words[n : n + len(office)] == office for n in range(len(one.words))):
                return one.means
        return None

    def _surname(self, exact: str, low: tuple[str, ...], named: Sequence[_Named]) -> tuple[int, int] | None:
        """ "Jolani" for "Al-Nusra chief Abu Mohamed al-Jolani": the last word of a longer name seen before."""
        words = tuple(w for w in low if w not in self._titles)
        if len(words) != 1 or not exact[:1].isupper():
            return None
        for one in named:
            titled = len(one.words) > 2 and one.words[-2] in _JOINTS  # "the mayor of Salqin" is not called Salqin
            if one.kind == "person" and len(one.words) > 1 and one.words[-1] == words[0] and not titled:
                return one.means
        return None

    def _pick(self, mention: Mention, named: Sequence[_Named], kinds: set[str]) -> tuple[int, int] | None:
        """The nearest fitting name before the mention: claimants and actors before others, same role first."""
        place = mention.kind in _PLACES
        best: tuple[tuple[int, int, int], _Named] | None = None
        for nth, one in enumerate(named):
            gap = mention.sentence - one.mention.sentence
            fits = (
                (one.kind == "place")
                if place and "place" in kinds
                else one.kind in kinds or (one.kind == "thing" and "plural" in kinds)
            )
            if gap < 0 or gap > _REACH or not fits or one.mention.end > mention.start:
                continue
            speaker = int(mention.kind == "source" and one.mention.kind == "source")  # "it added": who spoke last
            same = gap == 0 and one.mention.kind == "source"  # "Moscow said it had": it is who speaks
            likely = 2 * int(_has_name(one.exact)) + int(one.mention.kind == mention.kind) + int(one.subject)
            rank = (2 * speaker + 2 * same - gap, likely, nth)
            if best is None or rank > best[0]:
                best = (rank, one)
        return best[1].means if best else None

    def _kind(self, exact: str, low: tuple[str, ...], mention: Mention) -> str:
        if mention.kind in _PLACES:
            return "place"
        name, comma, _ = exact.partition(", ")  # "Bukar Modu, chairman of the local council": the name says what he is
        if comma and len(re.findall(r"(?:^|\s)[A-Z]", name)) > 1:
            return self._kind(name, tuple(t.lower for t in tokens(name) if t.is_word), mention)
        name = exact.rpartition(", ")[2]  # "An army spokesman, Lieutenant Ali Omar"
        if comma and re.fullmatch(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)+", name):
            return "person"
        noun = low[next((i for i, w in enumerate(low) if w in _JOINTS), len(low)) - 1]
        if low[0] in ("a", "an") and self._bare.get(noun) in ("person", "plural"):
            return self._bare[noun]  # "a source in Hasaka" is no thing
        owned = re.search(r"['’]s? (?:[a-z-]+ )*([a-z]+)$", exact)  # "Ali Omar's kidnapping" is not he
        if owned and owned.group(1) not in self._titles and self._bare.get(owned.group(1)) != "person":
            return "plural" if owned.group(1).endswith("s") else "thing"
        if _several(noun, low, exact) or self._bare.get(low[-1]) == "plural" or low[-1].endswith("men"):
            return "plural"  # "Leaders of the Northern opposition", "Islamist Rebels", "National Guardsmen"
        held = re.search(r"\b([a-z]+)(?: [A-Z][\w.'’-]*)+$", exact)
        if held and held.group(1) in self._titles:
            return "person"  # "army spokesman Colonel Sagir Musa"
        if noun in self._titles or (self._bare.get(noun) == "person" and noun not in self._organisations):
            return "person"
        described = mention.kind == "source" and low[0] in self.words.describing and noun in exact  # not a name's end
        if described and noun not in self._organisations and not noun.endswith("s"):
            return "person"  # "a mother of three", "a militia delegate"
        if any(word in self._organisations for word in low):
            return "plural" if noun.endswith("s") and noun not in ("forces", "nations", "news") else "thing"
        capitals = re.findall(r"(?:^|\s)[A-Z][\w'’-]+", exact)
        named = re.search(r"(?:^|\s)[A-Z][\w'’-]+\s+(?:[a-z]{2,3}[- ])?[A-Z][\w'’-]+$", exact)
        if any(word in self._titles for word in low) or (len(capitals) >= 2 and (exact[:1].isupper() or named)):
            return "person"
        if low[-1].endswith("s") and len(low[-1]) > 4 and capitals[-1:] != [" " + exact.split()[-1]]:
            return "plural"
        return "thing"


def _only_speaker(mention: Mention, named: Sequence[_Named], kinds: Collection[str]) -> tuple[int, int] | None:
    """Whoever alone, of that kind, has spoken in the article so far."""
    spoke = {
        n.means for n in named if n.mention.kind == "source" and n.kind in kinds and n.mention.end <= mention.start
    }
    return next(iter(spoke)) if len(spoke) == 1 else None


def _with_the_one_before(article: Article, one: _Named, speakers: Sequence[_Named]) -> _Named:
    """ "Medics and residents said": of "they" both are meant."""
    before = speakers[-1] if speakers else None
    if before is None or article.text[before.mention.end : one.mention.start] != " and ":
        return one
    return replace(one, kind="plural", means=(before.mention.start, one.mention.end))


def _has_name(exact: str) -> bool:
    return re.search(r"\b[A-Z]", exact[1:]) is not None


def _head(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words up to the first "of", "for", "in": "a spokesman" of "a spokesman for the group"."""
    return words[: next((i for i, word in enumerate(words) if word in _JOINTS), len(words))]


def _several(noun: str, low: Sequence[str], exact: str) -> bool:
    """A common noun in the plural before "of" or "from"."""
    common = noun == low[0] or noun in exact
    return noun != low[-1] and noun.endswith("s") and len(noun) > 4 and common and not noun.endswith(("ss", "news"))


_INTRODUCED = re.compile(
    r"((?:[A-Z][\w'’-]*|of|for|the|and|in|al|de|du|la)(?:\s+|-)){1,8}[(\[]([A-Z][A-Za-z-]{1,9})[)\]]"
)


def _acronyms(
    article: Article, sentences: Sequence[Sentence], organisations: frozenset[str]
) -> dict[str, tuple[int, int]]:
    """Acronyms introduced in brackets, with the name before them: "Syrian Democratic Forces (SDF)".

    Where the letters are another language's ("Kurdistan Workers' Party (PKK)") the name must hold an organisation word.
    """
    out: dict[str, tuple[int, int]] = {}
    for sentence in sentences:
        for match in _INTRODUCED.finditer(article.text, sentence.start, sentence.end):
            acronym = match.group(2)
            words = list(re.finditer(r"[\w'’]+", article.text[match.start() : match.start(2) - 1]))
            capital = [at for at, w in enumerate(words) if w.group()[0].isupper()]
            spelt = [at for at in capital if _initials(words[at:]) == acronym.upper()]
            body = any(w.group().lower().rstrip("'’s") in organisations for w in words[1:])
            foreign = [at for at in capital if words[at].group() != "The"][:1]
            first = spelt[:1] or (foreign if body and acronym.isupper() and len(capital) > 1 else [])
            if first:
                start = match.start() + words[first[0]].start()
                out.setdefault(acronym, (start, match.start() + words[-1].end()))
    return out


def _initials(words: Sequence[re.Match[str]]) -> str:
    return "".join(w.group()[0] for w in words if w.group()[0].isupper()).upper()
