"""Articles and claims built by hand: each test says only what it is about."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field

from dateline.ids import content_id
from dateline.link.archive import Archive, Linking
from dateline.link.ledger import link_ledger
from dateline.records import (
    ActorRef,
    Article,
    Attribution,
    Claim,
    Claimant,
    Count,
    DatelineLine,
    Evidence,
    Filler,
    Header,
    LineMark,
    Number,
    Place,
    Published,
    Unresolved,
    When,
    Why,
)

NOT_SAID = Unresolved(Why.NOT_STATED, "the test says nothing")
DAY = dt.date(2018, 4, 23)

PLACES = {
    "Salqin": (36.14, 36.45, 2.0, "settlement", "Idlib"),
    "Harim": (36.21, 36.52, 2.0, "settlement", "Idlib"),
    "Raqqa": (35.95, 39.01, 6.0, "settlement", "Raqqa"),
    "Idlib province": (35.80, 36.60, 70.0, "admin1", "Idlib"),
    "Syria": (35.0, 38.0, 400.0, "country", None),
}


def place(name: str) -> Place:
    lat, lon, extent, precision, admin1 = PLACES[name]
    return Place(name, name, f"test:{name}", lat, lon, extent, precision, "SY", admin1, "event-place", ())


def day(text: str) -> When:
    """ "2018-04-23", or "2018-04-20..2018-04-23", open at a missing end."""
    low, dots, high = text.partition("..")
    ends = (low, high) if dots else (text, text)
    earliest, latest = (dt.date.fromisoformat(end) if end else None for end in ends)
    return When(earliest, latest, "day", "stated", None, text)


def number(value: str) -> Number:
    """The guide's form: 25, >=25, ~20, 10-15, dozens."""
    if value.isdigit():
        return Number(int(value), int(value), int(value), "zero_stated" if value == "0" else "exact", None, value)
    if value.startswith(">="):
        return Number(int(value[2:]), None, None, "at_least", None, value)
    if value.startswith("~"):
        return Number(None, None, int(value[1:]), "about", None, value)
    if "-" in value:
        low, high = value.split("-")
        return Number(int(low), int(high), None, "range", None, value)
    return Number(None, None, None, "vague", value, value)


def actor(name: str, described: bool = False) -> ActorRef:
    ident = f"described:{name}" if described else f"dl:{name}"
    return ActorRef(ident, name, "state", "SY", "described" if described else "alias")


@dataclass
class Page:
    """A page under construction: sentences in order, and claims whose words stand in them."""

    name: str
    published: dt.date | None = DAY
    outlet: str | None = None
    agency: str | None = None
    dateline: bool = False
    sentences: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join([*self.sentences, *self.furniture])

    def article(self) -> Article:
        starts = list(itertools.accumulate((len(s) + 1 for s in [*self.sentences, *self.furniture]), initial=0))
        lines = [
            LineMark(a, a + len(s), "body", True, "test", "test") for a, s in zip(starts, self.sentences, strict=False)
        ]
        rest = starts[len(self.sentences) :]
        lines += [
            LineMark(a, a + len(s), "menu", False, "test", "test") for a, s in zip(rest, self.furniture, strict=False)
        ]
        published = Published(self.published, None, "row", "test") if self.published else NOT_SAID
        dateline = (
            DatelineLine(Evidence(self.name, 0, 1, self.text[:1]), "BEIRUT", self.agency) if self.dateline else None
        )
        header = Header(None, None, dateline, published, self.outlet or NOT_SAID, self.agency, None, "en")
        return Article(self.name, f"cap_{self.name}", self.text, "0", "test", tuple(lines), header, (), ())

    def say(self, sentence: str) -> str:
        self.sentences.append(sentence)
        return sentence

    def claim(self, sentence: str, trigger: str, event: str = "airstrike", **facts: object) -> Claim:
        """A claim in a sentence of the page (added when it is not there yet)."""
        if sentence not in self.sentences:
            self.say(sentence)
        index = self.sentences.index(sentence)
        start = sum(len(s) + 1 for s in self.sentences[:index])
        at = start + sentence.index(trigger)
        made = _claim(self.name, index, Evidence(self.name, start, start + len(sentence), sentence), event, facts)
        found = _settled(made, Evidence(self.name, at, at + len(trigger), trigger))
        self.claims.append(found)
        return found


def _claim(name: str, index: int, sentence: Evidence, event: str, facts: dict[str, object]) -> Claim:
    def words(text: str) -> Evidence:
        return Evidence(name, sentence.start, sentence.start + len(text), text)

    fillers = [
        Filler(
            role,
            words(text),
            None,
            facts.get(f"{role}_is", NOT_SAID) if role in ("actor", "target") else None,
            None,
            None,
        )
        for role in ("actor", "target", "weapon", "place")
        if isinstance(text := facts.get(role), str)
    ]
    if isinstance(facts.get("place"), Place):
        found = facts["place"]
        fillers.append(Filler("place", words(found.name), None, None, found, None))
    counts = tuple(
        Count(
            c[0],
            number(c[1]),
            c[3] if len(c) > 3 else "incident",
            words(c[1]),
            c[2] if len(c) > 2 else None,
            len(c) > 4,
            False,
        )
        for c in facts.get("counts", ())
    )
    return Claim(
        id="",
        article_id=name,
        sentence=index,
        sentence_evidence=sentence,
        type=event,
        status=str(facts.get("status", "actual")),
        trigger=sentence,
        fillers=tuple(fillers),
        counts=counts,
        attribution=_attribution(facts.get("by"), words),
        when=day(str(facts["when"])) if "when" in facts else NOT_SAID,
        place=facts["place"] if isinstance(facts.get("place"), Place) else NOT_SAID,
        topic=facts.get("topic"),
        confidence=1.0,
        found_by="test",
    )


def _attribution(by, words) -> Attribution:
    """ "SOHR < SANA": innermost first; "?": somebody unnamed."""
    if by is None:
        return Attribution((), "own-voice", None)
    links = []
    for name in by.split(" < "):
        unnamed = Claimant(None, None, Unresolved(Why.UNNAMED, "?"), None)
        links.append((unnamed if name == "?" else Claimant(words(name), None, actor(name), None),))
    return Attribution(tuple(links), "quoted", None)


def _settled(claim: Claim, trigger: Evidence) -> Claim:
    import dataclasses

    key = content_id("clm", claim.article_id, claim.type, claim.status, trigger.start, trigger.end)
    return dataclasses.replace(claim, id=key, trigger=trigger)


def link(*pages: Page) -> Linking:
    return link_ledger([p.article() for p in pages], [c for p in pages for c in p.claims])


def archive(*pages: Page) -> Archive:
    return Archive([p.article() for p in pages], [c for p in pages for c in p.claims], link(*pages))


def sorted_ids(linking: Linking) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(incident.claim_ids)) for incident in linking.incidents)


def together(linking: Linking, *claims: Claim) -> bool:
    """True where one incident holds all of the claims."""
    return any({c.id for c in claims} <= set(incident.claim_ids) for incident in linking.incidents)


WIRE = [
    "An air strike on a crowded market in the town of Salqin killed at least 17 people on Monday, a monitor said.",
    "The Observatory said the planes were probably Russian and that several of the dead had yet to be identified.",
    "The rescue service said its teams had pulled 19 bodies from the rubble and taken about 40 wounded to hospitals.",
    "A correspondent saw overturned carts and a burnt minibus next to a collapsed two-storey building in the centre.",
    "Most of the province on the border with Turkey is controlled by a jihadist alliance, residents of the town said.",
    "More than 350,000 people have been killed in Syria since the war started in March 2011, the Observatory counts.",
]


def wire(name: str = "a-wire", **facts: object) -> Page:
    """The story of the Salqin strike: two claimants, two tolls and a running total."""
    page = Page(name, agency="AFP", outlet="Wire Desk", dateline=True)
    for key, value in facts.items():
        setattr(page, key, value)
    page.sentences = list(WIRE)
    add_wire_claims(page)
    return page


def add_wire_claims(page: Page) -> None:
    salqin = place("Salqin")
    page.claim(
        WIRE[0],
        "air strike",
        when="2018-04-23",
        place=salqin,
        target="a crowded market",
        by="SOHR",
        counts=[("killed", ">=17")],
    )
    page.claim(WIRE[2], "pulled", "toll", by="White Helmets", counts=[("killed", "19"), ("wounded", "~40")])
    page.claim(
        WIRE[5], "killed", "toll", by="SOHR", when="2011-03-01..", counts=[("killed", ">=350000", None, "cumulative")]
    )
