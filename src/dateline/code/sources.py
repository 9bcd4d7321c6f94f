"""Who vouches for what, before it is known whom pronouns mean: every finder of sources, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.code.appositions import Appositions
from dateline.code.claimants import Claimants
from dateline.code.digests import Digests
from dateline.code.kinds import Kinds
from dateline.code.quotes import Quoted, carried_sources, quotations
from dateline.code.speakers import Speakers
from dateline.code.speech import apart_selves
from dateline.code.statements import Statements
from dateline.code.tellings import Tellings
from dateline.code.transcripts import Transcripts
from dateline.code.unnamed import Unnamed
from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Reading, Sentence


class Sources:
    """Finds them with the words it is given; `kinds` tells who passes on what others say, and who may publish."""

    def __init__(self, words: ReferenceWords, kinds: Kinds) -> None:
        self._claimants, self._speakers = Claimants(words, kinds.voice), Speakers(words)
        self._tellings, self._transcripts = Tellings(words), Transcripts(words)
        self._statements, self._digests = Statements(words), Digests(words, kinds.publishes)
        self._appositions, self._unnamed = Appositions(words), Unnamed(words)
        self._first_person = frozenset(words.first_person)
        self._said = words.all_saying

    def attributed(
        self, article: Article, sentences: Sequence[Sentence], reading: Reading
    ) -> tuple[Reading, Sequence[Quoted]]:
        """The reading with sources that need more than one sentence, or no verb of saying; the page's quotations."""
        quotes = quotations(article, sentences)
        reading = self._claimants.kept(article, sentences, reading)
        reading, selves = apart_selves(article, reading, self._first_person)
        reading = self._tellings.added(article, sentences, reading)
        reading = self._speakers.added(article, sentences, reading, quotes)
        reading = self._transcripts.added(article, sentences, reading)
        reading = self._statements.added(article, sentences, reading)
        reading = self._appositions.joined(article, sentences, reading)
        own = {link.trigger: link for link in reading.sources}
        own |= carried_sources(article, sentences, reading, own, quotes, self._said)
        reading = replace(reading, sources=tuple(own[n] for n in sorted(own)))
        reading = self._digests.added(article, sentences, reading)
        sources = selves | {link.trigger: link for link in reading.sources}
        reading = replace(reading, sources=tuple(sources[n] for n in sorted(sources)))
        return self._unnamed.added(article, sentences, reading), quotes
