"""Word lists that several rooms read: numbers, reporting words, word classes. One model a file, loaded strictly."""

from __future__ import annotations

import functools
import re
from typing import Annotated, Literal

from pydantic import Field

from dateline.knowledge.files import Strict, read_model
from dateline.knowledge.grammar import VerbForms

_Pair = Annotated[str, Field(pattern=r"^\S+ \S+$")]  # two tokens


class NumberExample(Strict):
    """A phrase, the guide's value it reads as, and the words of it that are the number (null: no count)."""

    text: str
    value: str | None
    words: str | None


class NumberWords(Strict):
    """lexicons/en/numbers.yml."""

    units: dict[str, int]
    scales: dict[str, int]
    quantifiers: dict[str, list[str]]
    bounds_behind: dict[Literal["at_least", "more_than", "at_most", "fewer_than", "about"], list[_Pair]]
    particles: dict[str, frozenset[str]]
    vague: dict[str, str]
    exact: dict[str, int]
    none: list[str]
    additional: tuple[str, ...]
    additional_figures: list[str]
    outcomes: dict[str, list[str]]
    harming: dict[str, list[str]]
    before_outcomes: list[str]  # between a number and such a word
    passive: list[str]  # forms of "be" that stand there too
    ends_counted: list[str]  # no word of what is counted
    other_people: list[str]  # whom a second word of harm befell, behind it
    before_harm: list[str]  # between a number and its word of harm, where another number follows
    no_single: list[str]  # nouns behind "a" that are no one victim
    one_person: frozenset[str]  # pronouns of one victim
    identified: list[str]  # what stands between those who were counted and their names
    unaccounted: list[str]  # counted with the dead and wounded: "killed, wounded or missing"
    charged: list[str]  # words before "of" or "with" and a deed
    large: frozenset[str]  # words of numbers so large that money is counted so
    currencies: list[str]
    money_nouns: list[str]  # what "millions in" and "worth of" count as money
    impersonal: frozenset[str]  # what nobody kills, wounds, takes or arrests: countries, villages, companies
    before_amounts: list[str]  # before an amount "of" what is counted
    behind_group: list[str]  # before these a counted group ends
    no_group: list[str]  # words that never end a counted group
    part: tuple[str, ...]
    part_of_figures: tuple[str, ...]
    part_behind: list[str]  # behind a number these make it a part: "27 of them"
    several: list[str]
    not_one: list[str]  # singular words that are no one person or thing: "they", "the number", "ammunition"
    persons: frozenset[str]  # words for one person, who counts one without an article
    titles: frozenset[str]  # words before the name of one person
    determiners: frozenset[str]  # what one thing begins with: "a strike", "their driver"
    one_more: frozenset[str]  # before an ordinal: one
    possessives: list[str]
    behind_nouns: frozenset[str]  # behind the noun that says what somebody or something is
    ordinals: dict[str, int]  # "the third explosion" is not one, nor three
    before_ordinals: list[str]
    often: dict[str, str]  # "twice" and the number word it stands for
    sets: dict[str, int]  # "both sons", "the couple": how many these are
    behind_sets: list[str]  # behind the noun of such a set
    ratios: frozenset[str]  # words behind "times" and "twice" with which they count nothing
    ranks: frozenset[str]  # words behind an ordinal with which it is a rank
    fractions: dict[str, int]  # into how many parts these divide
    marks: dict[str, int]  # letters at a figure: "24k"
    aged: frozenset[str]  # whose age follows "of": "a girl of nine"
    not_after: list[str]
    not_before: list[str]
    goods: list[str]  # units of what is counted by weight or size
    before_years: frozenset[str]  # behind these a figure like 2014 is a year
    before_no_years: frozenset[str]  # and behind these it is none
    before_days: frozenset[str]  # before a day of the month
    percent: list[str]
    money: list[str]
    examples: list[NumberExample]


@functools.cache
def number_words() -> NumberWords:
    """The packaged number words."""
    return read_model(NumberWords, "lexicons", "en", "numbers.yml")


class ReferenceWords(Strict):
    """lexicons/en/reference.yml: pronouns, bare definite nouns, marks of organisations and persons."""

    @functools.cached_property
    def own_voice(self) -> re.Pattern[str]:
        """A word by which a text speaks for itself: "we", "us" and not "US", nor "a mine"."""
        own = "|".join(re.escape(word) for word in self.first_person if word != "mine")
        return re.compile(rf"\b(?!(?-i:US)\b)(?:{own})\b", re.IGNORECASE)

    @functools.cached_property
    def all_saying(self) -> frozenset[str]:
        """Verbs of saying, whatever they take: "said", "told", "according"."""
        return frozenset((*self.quoting, *self.telling, *self.introducing))

    @functools.cached_property
    def word_of_name(self) -> str:
        """A pattern of one word of a newspaper's or a speaker's name."""
        return rf"(?:[A-Z][\w’'./-]*|{'|'.join(map(re.escape, self.in_names))})"

    pronouns: dict[str, list[str]]
    first_person: list[str]  # the speaker's words for themselves
    object_forms: list[str]  # pronouns of whom something is done to
    many: list[str]  # nouns of several that have no "s"
    settlements: frozenset[str]  # bare nouns that mean no site
    sites: frozenset[str]  # nouns in names of buildings and grounds
    people: list[str]  # nouns of one person, besides titles and those of `bare`
    female: frozenset[str]  # words of women
    male: frozenset[str]  # words of men
    feminine: frozenset[str]  # pronouns of women
    masculine: frozenset[str]  # pronouns of men
    asking: list[str]  # verbs whose object is to do something
    merely: list[str]  # before what "they" are said to be
    bare: dict[str, str]
    groups: list[str]  # nouns of bodies of people who fight or campaign, whose name need not hold the noun
    countries: list[str]  # nouns for a state
    no_countries: list[str]  # names that hold a state's name and are none
    own_noun: list[str]  # bare nouns that only repeat a name holding the same noun
    organisation_words: list[str]
    spoken_for: list[str]  # people who speak for a body that is named elsewhere
    titles: list[str]
    title_surnames: list[str]  # those of them that are surnames too
    addressed: list[str]  # before a surname, as they are written
    told_by_offices: list[str]  # behind a name and an office: the office speaks
    particles: list[str]  # lower-case words inside a person's name
    demanding: list[str]  # verbs with which a speaker demands something
    one: list[str]  # what the words for one person begin with
    before_many: list[str]  # words before a name in the plural
    ends_many: list[str]  # how names of followers and peoples end
    ends_adjective: list[str]  # how adjectives of countries end
    bodies_in_s: list[str]  # bodies that end with an "s"
    belonging: list[str]  # words that go on behind a noun, besides participles
    behind_heads: list[str]  # words behind a noun that heads a name
    lesser: list[str]  # what before an office says that somebody else holds it
    bodies: list[str]  # more things that "they" may mean
    lifeless: list[str]  # nouns that no pronoun of those who act means
    papers: list[str]  # things that "they" never means
    documents: list[str]  # what is written and is no "we"
    issued: list[str]  # participles behind these
    heard: list[str]  # participles of those who are told of an event
    headline_verbs: list[str]  # verbs at the end of a headline's claimant
    anonymous: list[str]  # nouns of claimants who are named by nothing but whom they told
    unnamed_monitor: list[str]  # how a lead calls a monitor that is named further down
    monitor_names: list[str]  # words of such a name
    tellings: list[str]  # what is somebody's who counted: "by the ministry's count"
    accounts: list[str]  # what is somebody's who tells: "in her words"
    saying: list[str]  # verbs before the colon that begins a statement
    reflexive: list[str]  # pronouns of whoever acts upon themselves
    speaks: list[str]  # pronouns before a verb of saying
    quoting: list[str]  # verbs between a quotation and the one who spoke it, or after both
    telling: list[str]  # verbs after both alone: whom they tell may follow
    introducing: list[str]  # more verbs before or behind a quotation that somebody is named for
    lightly: list[str]  # adverbs before them
    behind_speakers: list[str]  # what goes on behind the name of one who spoke
    statements: list[str]  # what a page is called that hands out somebody's words whole
    after_statements: list[str]  # how the notes below a statement begin
    passive: list[str]  # forms of "be" before participles of those who are told or believed
    believed: list[str]  # participles of beliefs that nobody is named for: "is believed to"
    reportedly: list[str]  # adverbs of such beliefs
    accused: list[str]  # participles of accusations: "accused of"
    ends_beliefs: list[str]  # where what is believed or charged ends
    askers: list[str]  # who asks in a transcript
    bracketed: list[str]  # words of a bracket that no speaker stands in
    going_on: list[str]  # what a sentence opens with that goes on with a story: no post does
    reporting: list[str]  # what stands before the newspaper that a digest is taken from
    reporting_on: list[str]  # and before one that takes over further down
    reporting_behind: list[str]  # behind the name of such a one
    in_names: list[str]  # small words in names of newspapers and speakers
    heading: list[str]  # behind one at the head of a digest
    harmed: frozenset[str]
    small: list[str]  # words that are in no claimant's name or description
    conjunctions: list[str]  # what joins the last party of a list
    describing: list[str]  # what a description of a party begins with
    auxiliaries: list[str]  # verbs that end the subject of a sentence
    openers: list[str]  # words before the subject of a sentence
    between: list[str]  # and between it and its verb
    open_ends: list[str]  # what no subject ends with, beside `several`
    no_past: list[str]  # words in -ed that are no past forms
    no_subject: list[str]  # what a sentence opens with that no party does, and no name
    several: list[str]  # what the words for more than one begin with
    possessive: list[str]  # those of them that stand before no name of a person, unless a title is between
    relatives: list[str]  # what a clause about a party begins with
    helpless: frozenset[str]  # people who are evacuated, not deployed
    killed_and_wounded: list[str]  # words after one figure for both
    doubts: list[str]  # words of a sentence that leaves what was just reported unverified


class LinkingWords(Strict):
    """lexicons/en/linking.yml: words by which linking compares."""

    one_word: dict[str, list[str]]
    later_deaths: list[str]
    superseded: frozenset[str]
    correcting: frozenset[str]
    former_figure: list[str]
    another: frozenset[str]
    common_names: frozenset[str]
    before_places: frozenset[str]
    place_parts: frozenset[str]
    function_words: frozenset[str]  # words that carry no meaning of their own
    generic_names: frozenset[str]  # words of many names, which tell none apart
    light: frozenset[str]  # verbs beside the word for a happening
    particles: frozenset[str]  # behind such a word
    definite: frozenset[str]  # before the word for a happening: the reader knows it
    plurals: tuple[str, ...]  # ends of words for several happenings
    anybody: frozenset[str]  # words of who was counted that say of nobody in particular
    speakers: frozenset[str]  # words of who speaks for a body
    fillers: frozenset[str]  # words of a described claimant that do not say who it is


@functools.cache
def linking_words() -> LinkingWords:
    """The packaged words of linking."""
    return read_model(LinkingWords, "lexicons", "en", "linking.yml")


class SpanWords(Strict):
    """lexicons/en/spans.yml: small words and marks at the ends of spans and between them."""

    trim_left: frozenset[str]
    trim_right: frozenset[str]
    goes_on: frozenset[str]
    opens: frozenset[str]
    bridges: frozenset[str]
    joins: frozenset[str]
    particles: frozenset[str]
    empty: frozenset[str]


@functools.cache
def span_words() -> SpanWords:
    """The packaged words around spans."""
    return read_model(SpanWords, "lexicons", "en", "spans.yml")


class SuicideWords(Strict):
    """lexicons/en/suicides.yml: words of a sentence by which its bombing is a suicide bombing."""

    says: frozenset[str]
    tells: frozenset[str]


@functools.cache
def suicide_words() -> SuicideWords:
    """The packaged words of suicide bombings."""
    return read_model(SuicideWords, "lexicons", "en", "suicides.yml")


class GivenWords(Strict):
    """lexicons/en/given.yml: by what a sentence takes an event for granted."""

    determiners: frozenset[str]
    adjuncts: frozenset[str]
    past: frozenset[str]
    breaks: frozenset[str]
    sharing: frozenset[str]
    inquiries: list[str]
    relatives: frozenset[str]
    objects: frozenset[str]
    whoever: frozenset[str]
    past_auxiliaries: frozenset[str]
    times: frozenset[str]
    to_come: frozenset[str]
    nobody: list[str]
    of_people: frozenset[str]  # types of events

    @functools.cached_property
    def looked_into(self) -> tuple[tuple[str, ...], ...]:
        """The phrases of inquiry as words."""
        return tuple(tuple(phrase.split()) for phrase in self.inquiries)

    def is_past(self, word: str) -> bool:
        """True for a verb's past form, lower case."""
        return word.endswith("ed") or word in _past_forms()


@functools.cache
def _past_forms() -> frozenset[str]:
    forms = read_model(VerbForms, "lexicons", "en", "verbs.yml").irregular
    return frozenset(form for some in forms.values() for form in some if not form.endswith("ing"))


@functools.cache
def given_words() -> GivenWords:
    """The packaged words of what is taken for granted."""
    return read_model(GivenWords, "lexicons", "en", "given.yml")


class PronounWeights(Strict):
    """lexicons/en/pronouns.yml: what makes it likely that a pronoun means somebody."""

    enough: float  # the share of all chances that a party must have
    weights: dict[str, tuple[float, float, float]]  # of a trait, for "he" and "she", for "they", for "it"


@functools.cache
def pronoun_weights() -> PronounWeights:
    """The packaged weights of whom pronouns mean."""
    return read_model(PronounWeights, "lexicons", "en", "pronouns.yml")


class NounWeights(Strict):
    """lexicons/en/nouns.yml: what makes it likely that a noun for a group means a name before it."""

    enough: float  # the share of all chances that a party must have
    nobody: float
    weights: dict[str, float]  # of a trait


@functools.cache
def noun_weights() -> NounWeights:
    """The packaged weights of whom nouns for groups mean."""
    return read_model(NounWeights, "lexicons", "en", "nouns.yml")


class GraphicWords(Strict):
    """lexicons/en/graphic.yml: words whose sentence can be blurred."""

    stems: list[str]
    words: list[str]


@functools.cache
def graphic_words() -> re.Pattern[str]:
    """What a reader may not want to see unasked, as one pattern."""
    words = read_model(GraphicWords, "lexicons", "en", "graphic.yml")
    whole, begun = ("|".join(map(re.escape, some)) for some in (words.words, words.stems))
    return re.compile(rf"\b(?:(?:{whole})\b|(?:{begun}))", re.IGNORECASE)


def is_graphic(sentence: str) -> bool:
    """True for a sentence with words that a reader may not want to see unasked."""
    return graphic_words().search(sentence) is not None


_NAMES = frozenset(("US", "WHO", "IT"))
_BESIDE = re.compile(r"(?<=^[wW]e)(?: (?:hereby|also|\w{3,12}ly))+$")
_CONTRACTED = re.compile(r"(?<=\w)['’](?:ve|re|ll|d|m|s)$", re.IGNORECASE)


@functools.lru_cache(maxsize=10_000)
def pronoun_form(words: str) -> str:
    """The form in which a pronoun is listed, "we" of "We've"; "" for "US" and "WHO", which are names, unlike "us".

    >>> [pronoun_form(words) for words in ("We’ve", "I", "US", "HE", "the man's", "We hereby")]
    ['we', 'i', '', 'he', 'the man', 'we']
    """
    bare = _BESIDE.sub("", _CONTRACTED.sub("", words.strip()))
    return "" if bare in _NAMES else bare.lower()


@functools.cache
def reference_words() -> ReferenceWords:
    """The packaged words of reference."""
    return read_model(ReferenceWords, "lexicons", "en", "reference.yml")
